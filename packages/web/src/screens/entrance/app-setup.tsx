import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { checkTotp } from '../../people/auth.ts';
import { Fault } from '../../ui/fault.tsx';
import styles from '../../ui/form.module.css';
import { Actions } from '../../ui/panel.tsx';
import { PictureCode } from '../../ui/picture-code.tsx';
import { CodeField, isCode } from './code-field.tsx';
import entrance from './entrance.module.css';
import { useSent } from './use-sent.ts';

/** The key of an app as picture and as text, and the proof that the app has it. */
export function AppSetupForm({ uri, onChecked }: { readonly uri: string; readonly onChecked: () => void }) {
  const { p } = usePeopleSpeech();
  const [code, setCode] = useState('');
  const sent = useSent();
  const check = async (): Promise<void> => {
    if (await sent.send(isCode('totp', code), () => checkTotp(code))) onChecked();
  };
  return (
    <>
      <div className={entrance.scan}>
        <PictureCode text={uri} label={p('factor.qr')} />
        <div>
          <h3>{p('factor.scan')}</h3>
          <p className={styles.quiet}>{p('factor.scanSays')}</p>
          <code className={styles.secret} dir="ltr" data-totp-secret>
            {secretOf(uri)}
          </code>
        </div>
      </div>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <CodeField
          kind="totp"
          label={p('factor.confirm')}
          value={code}
          onChange={setCode}
          tried={sent.tried}
        />
        <Fault error={sent.error} of="code" />
        <Actions>
          <Button type="submit" disabled={sent.busy}>
            {p(sent.busy ? 'do.wait' : 'factor.confirmDo')}
          </Button>
        </Actions>
      </form>
    </>
  );
}

/** The key in groups of four, as people copy it. */
function secretOf(uri: string): string {
  const secret = new URLSearchParams(uri.split('?')[1] ?? '').get('secret') ?? '';
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
