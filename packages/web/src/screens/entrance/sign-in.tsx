import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { followed, goTo, useAddress } from '../../address.ts';
import { ApiError } from '../../api.ts';
import type { Language } from '../../i18n/languages.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { addressOfProvider, readProviders, signIn } from '../../people/auth.ts';
import { useMe } from '../../people/me.ts';
import { canUsePasskeys, signInByPasskey } from '../../people/passkeys.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Actions, Panel } from '../../ui/panel.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import styles from './entrance.module.css';
import { HandleField, isHandle } from './handle-field.tsx';
import { NamedAddress } from './named-address.tsx';
import { SecondStep } from './second-step.tsx';
import { useSent } from './use-sent.ts';

/** The way in for members. */
export function SignIn({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { p } = usePeopleSpeech();
  const me = useMe();
  const queries = useQueryClient();
  const [second, setSecond] = useState(false);
  const arrived = async (): Promise<void> => {
    await queries.invalidateQueries();
    goTo('/account', 'replace');
  };
  if (second)
    return (
      <PageFrame title={p('second.title')} width="narrow" onLanguage={onLanguage}>
        <SecondStep onIn={() => void arrived()} />
      </PageFrame>
    );
  return (
    <PageFrame title={p('signin.title')} lead={p('signin.lead')} width="narrow" onLanguage={onLanguage}>
      <Refused />
      {me?.signedIn === true ? (
        <p className={styles.links}>
          {p('signin.in', { handle: me.handle })}{' '}
          <a href="/account" onClick={followed}>
            {p('signin.account')}
          </a>
        </p>
      ) : null}
      <ByPasskey onIn={() => void arrived()} />
      <ByPassword onIn={() => void arrived()} onSecond={() => setSecond(true)} />
      <ByProvider />
      <p className={styles.links}>
        <a href="/join" onClick={followed}>
          {p('signin.invited')}
        </a>
      </p>
      <details className={styles.lost}>
        <summary>{p('signin.lost')}</summary>
        <p>{p('signin.lostSays')}</p>
      </details>
    </PageFrame>
  );
}

function ByPasskey({ onIn }: { readonly onIn: () => void }) {
  const { p } = usePeopleSpeech();
  const sent = useSent();
  if (!canUsePasskeys()) return <NamedAddress />;
  const go = async (): Promise<void> => {
    if (await sent.send(true, signInByPasskey)) onIn();
  };
  return (
    <div className={styles.first}>
      <Button size="md" fullWidth disabled={sent.busy} onClick={() => void go()} data-way="passkey">
        {p(sent.busy ? 'do.wait' : 'signin.passkey')}
      </Button>
      <Fault error={sent.error} />
      <p className={styles.or}>{p('signin.or')}</p>
    </div>
  );
}

interface ByPasswordProps {
  readonly onIn: () => void;
  readonly onSecond: () => void;
}

function ByPassword({ onIn, onSecond }: ByPasswordProps) {
  const { p } = usePeopleSpeech();
  const [handle, setHandle] = useState('');
  const [password, setPassword] = useState('');
  const sent = useSent();
  const submit = (): Promise<boolean> =>
    sent.send(isHandle(handle) && password !== '', async () => {
      if ((await signIn(handle, password)) === 'in') onIn();
      else onSecond();
    });
  return (
    <form
      className={`${form.form} ${styles.box}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <HandleField value={handle} onChange={setHandle} tried={sent.tried} />
      <PasswordField
        label={p('field.password')}
        value={password}
        onChange={setPassword}
        error={sent.tried && password === '' ? p('field.required') : undefined}
      />
      <Fault error={sent.error} of="credentials" />
      <Actions>
        <Button type="submit" disabled={sent.busy}>
          {p(sent.busy ? 'do.wait' : 'signin.do')}
        </Button>
      </Actions>
    </form>
  );
}

/** Parties' own services: links, as the way leads to another site and back. */
function ByProvider() {
  const { p } = usePeopleSpeech();
  const providers = useQuery({
    queryKey: ['providers'],
    queryFn: ({ signal }) => readProviders(signal),
    retry: false,
  });
  if (providers.data === undefined || providers.data.length === 0) return null;
  return (
    <Panel title={p('signin.providers')}>
      <Actions>
        {providers.data.map(({ id, name }) => (
          <Button key={id} component="a" href={addressOfProvider(id)} variant="outline" data-way={id}>
            {p('signin.provider', { party: name })}
          </Button>
        ))}
      </Actions>
    </Panel>
  );
}

/** Why a party's own service did not sign somebody in: it sent the browser back with a code in the address. */
function Refused() {
  const { search } = useAddress();
  const code = new URLSearchParams(search).get('refused');
  if (code === null) return null;
  return <Fault error={new ApiError('/api/auth/callback', 403, code, { code })} of="provider" />;
}
