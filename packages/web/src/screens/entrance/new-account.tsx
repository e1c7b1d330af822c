import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAddress } from '../../address.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { join, makeFirstAccount } from '../../people/auth.ts';
import { strengthOf } from '../../people/password-strength.ts';
import { Fault } from '../../ui/fault.tsx';
import styles from '../../ui/form.module.css';
import { Actions } from '../../ui/panel.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { HandleField, isHandle } from './handle-field.tsx';
import { useSent } from './use-sent.ts';

interface NewAccountProps {
  /** The first account of the server chooses its handle; an invited member's stands in the invitation. */
  readonly how: 'first' | 'join';
  readonly onMade: (password: string) => void;
}

/** The code that was handed over, and a password of one's own. */
export function NewAccount({ how, onMade }: NewAccountProps) {
  const { p } = usePeopleSpeech();
  const { hash } = useAddress();
  const [code, setCode] = useState(() => decodeURIComponent(hash.slice(1)));
  const [handle, setHandle] = useState('');
  const [password, setPassword] = useState('');
  const sent = useSent();
  const strength = strengthOf(password, handle).state;
  const weak = strength === 'short' || strength === 'handle' || strength === 'weak';
  const good = code !== '' && !weak && (how === 'join' || isHandle(handle));
  const submit = async (): Promise<void> => {
    const made = await sent.send(good, () =>
      how === 'first' ? makeFirstAccount(code, handle, password) : join(code, password),
    );
    if (!made) return;
    // A code that was used is of no use to whoever looks at the address later.
    window.history.replaceState(null, '', window.location.pathname);
    onMade(password);
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        label={p(how === 'first' ? 'first.code' : 'join.code')}
        description={how === 'first' ? p('first.codeSays') : undefined}
        name="code"
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        required
        withAsterisk={false}
        maxLength={200}
        value={code}
        error={sent.tried && code === '' ? p('field.required') : undefined}
        onChange={(event) => setCode(event.currentTarget.value.trim())}
      />
      {how === 'first' ? <HandleField chosen value={handle} onChange={setHandle} tried={sent.tried} /> : null}
      <PasswordField
        label={p('field.newPassword')}
        value={password}
        onChange={setPassword}
        judgedFor={handle}
        error={sent.tried && weak ? p(`strength.${strength === 'short' ? 'weak' : strength}`) : undefined}
      />
      <Fault error={sent.error} of="invitation" />
      <Actions>
        <Button type="submit" disabled={sent.busy}>
          {p(sent.busy ? 'do.wait' : how === 'first' ? 'first.do' : 'join.do')}
        </Button>
      </Actions>
    </form>
  );
}
