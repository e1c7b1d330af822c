import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { type AppSetup, setUpApp } from '../../people/auth.ts';
import { useMe } from '../../people/me.ts';
import { canUsePasskeys, makePasskey } from '../../people/passkeys.ts';
import { Fault } from '../../ui/fault.tsx';
import styles from '../../ui/form.module.css';
import { Actions } from '../../ui/panel.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { AppSetupForm } from './app-setup.tsx';
import entrance from './entrance.module.css';
import { NamedAddress } from './named-address.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useSent } from './use-sent.ts';

interface EnrolmentProps {
  /** Chosen a moment ago; asked for where it is not known. */
  readonly password?: string | undefined;
  readonly onCodes?: () => void;
  readonly onDone: () => void;
}

/** A second factor is chosen and tried: a passkey, or the codes of an app with what saves one who loses it. */
export function Enrolment({ password, onCodes, onDone }: EnrolmentProps) {
  const { p } = usePeopleSpeech();
  const me = useMe();
  const [setup, setSetup] = useState<AppSetup>();
  const [checked, setChecked] = useState(false);
  if (setup !== undefined && checked) return <RecoveryCodes codes={setup.codes} onDone={onDone} />;
  if (setup !== undefined)
    return (
      <AppSetupForm
        uri={setup.uri}
        onChecked={() => {
          setChecked(true);
          onCodes?.();
        }}
      />
    );
  return (
    <>
      <p className={styles.quiet}>{p('factor.lead')}</p>
      <ul className={entrance.choices}>
        <li>
          <h3>{p('factor.passkey')}</h3>
          <p>{p('factor.passkeySays')}</p>
          <p data-lost>{p('factor.passkeyLost')}</p>
          <MakePasskey onMade={onDone} />
        </li>
        {me?.factors?.password === false ? null : (
          <li>
            <h3>{p('factor.app')}</h3>
            <p>{p('factor.appSays')}</p>
            <BeginApp password={password} onSetup={setSetup} />
          </li>
        )}
      </ul>
    </>
  );
}

/** Makes a passkey under a name of one's own. */
export function MakePasskey({ onMade }: { readonly onMade: () => void }) {
  const { p } = usePeopleSpeech();
  const [name, setName] = useState('');
  const sent = useSent();
  if (!canUsePasskeys())
    return (
      <>
        <p className={styles.quiet}>{p('factor.passkeyNone')}</p>
        <NamedAddress />
      </>
    );
  const make = async (): Promise<void> => {
    if (await sent.send(true, () => makePasskey(name.trim()))) onMade();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <TextInput
        label={p('factor.passkeyName')}
        description={p('factor.passkeyNameSays')}
        name="passkey-name"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Fault error={sent.error} />
      <Actions>
        <Button type="submit" disabled={sent.busy}>
          {p(sent.busy ? 'do.wait' : 'factor.passkeyDo')}
        </Button>
      </Actions>
    </form>
  );
}

interface BeginAppProps {
  readonly password: string | undefined;
  readonly onSetup: (setup: AppSetup) => void;
}

function BeginApp({ password, onSetup }: BeginAppProps) {
  const { p } = usePeopleSpeech();
  const [typed, setTyped] = useState('');
  const sent = useSent();
  const secret = password ?? typed;
  const begin = (): Promise<boolean> => sent.send(secret !== '', async () => onSetup(await setUpApp(secret)));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      {password === undefined ? (
        <PasswordField label={p('field.oldPassword')} value={typed} onChange={setTyped} />
      ) : null}
      <Fault error={sent.error} {...(password === undefined ? { of: 'credentials' } : {})} />
      <Actions>
        <Button type="submit" variant="outline" disabled={sent.busy}>
          {p(sent.busy ? 'do.wait' : 'factor.appDo')}
        </Button>
      </Actions>
    </form>
  );
}
