import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { changePassword } from '../../people/auth.ts';
import { useMe } from '../../people/me.ts';
import { strengthOf } from '../../people/password-strength.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Actions, Panel } from '../../ui/panel.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Done } from '../../ui/shown-once.tsx';
import { useSent } from '../entrance/use-sent.ts';

/** Changes the password, by the old one. */
export function NewPassword() {
  const { p } = usePeopleSpeech();
  const me = useMe();
  const queries = useQueryClient();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [done, setDone] = useState(false);
  const sent = useSent();
  const handle = me?.handle ?? '';
  const strength = strengthOf(next, handle).state;
  const good = old !== '' && (strength === 'fair' || strength === 'strong');
  const submit = async (): Promise<void> => {
    const changed = await sent.send(good, () => changePassword(old, next));
    setDone(changed);
    if (!changed) return;
    setOld('');
    setNext('');
    await queries.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <Panel title={p('account.password')} lead={p('account.passwordSays')}>
      {done ? <Done>{p('account.passwordDone')}</Done> : null}
      <form
        className={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={form.two}>
          <PasswordField
            label={p('field.oldPassword')}
            value={old}
            onChange={setOld}
            error={sent.tried && old === '' ? p('field.required') : undefined}
          />
          <PasswordField
            label={p('field.newPassword')}
            name="new-password"
            value={next}
            onChange={setNext}
            judgedFor={handle}
            error={sent.tried && old !== '' && !good ? p('strength.weak') : undefined}
          />
        </div>
        <Fault error={sent.error} of="credentials" />
        <Actions>
          <Button type="submit" variant="outline" disabled={sent.busy}>
            {p(sent.busy ? 'do.wait' : 'account.password')}
          </Button>
        </Actions>
      </form>
    </Panel>
  );
}
