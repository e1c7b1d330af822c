import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { checkTotp, spendRecoveryCode } from '../../people/auth.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Actions } from '../../ui/panel.tsx';
import { CodeField, isCode } from './code-field.tsx';
import styles from './entrance.module.css';
import { useSent } from './use-sent.ts';

/** After the password: six digits of the app, or a recovery code. */
export function SecondStep({ onIn }: { readonly onIn: () => void }) {
  const { p } = usePeopleSpeech();
  const [kind, setKind] = useState<'totp' | 'backup'>('totp');
  const [code, setCode] = useState('');
  const sent = useSent();
  const submit = async (): Promise<void> => {
    const check = kind === 'totp' ? checkTotp : spendRecoveryCode;
    if (await sent.send(isCode(kind, code), () => check(code))) onIn();
  };
  const other = kind === 'totp' ? 'backup' : 'totp';
  return (
    <form
      className={`${form.form} ${styles.box}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <CodeField
        key={kind}
        kind={kind}
        label={p(`second.${kind}`)}
        value={code}
        onChange={setCode}
        tried={sent.tried}
      />
      <Fault error={sent.error} of="code" />
      <Actions>
        <Button type="submit" disabled={sent.busy}>
          {p(sent.busy ? 'do.wait' : 'second.do')}
        </Button>
        <Button
          variant="outline"
          onClick={() => {
            setKind(other);
            setCode('');
          }}
        >
          {p(other === 'backup' ? 'second.useBackup' : 'second.useTotp')}
        </Button>
      </Actions>
    </form>
  );
}
