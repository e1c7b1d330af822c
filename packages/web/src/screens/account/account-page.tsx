import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { followed, goTo } from '../../address.ts';
import type { Language } from '../../i18n/languages.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { signOut } from '../../people/auth.ts';
import { lookAs, type Me, useMe } from '../../people/me.ts';
import { seeAs } from '../../people/seen-as.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Actions, Empty, Panel } from '../../ui/panel.tsx';
import { Enrolment } from '../entrance/enrolment.tsx';
import { useSent } from '../entrance/use-sent.ts';
import { AppCodes } from './app-codes.tsx';
import { NewPassword } from './new-password.tsx';
import { Passkeys } from './passkeys.tsx';
import { Sessions } from './sessions.tsx';
import { SigningKey } from './signing-key.tsx';

/** One's own account: who one is here, the ways in, and the key that signs. */
export function AccountPage({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t, p } = usePeopleSpeech();
  const me = useMe();
  return (
    <PageFrame title={p('account.title')} width="wide" onLanguage={onLanguage}>
      {me === undefined ? (
        <p>{t('page.loading')}</p>
      ) : me.signedIn ? (
        <Account me={me} />
      ) : (
        <>
          <Empty title={p('error.signin')} />
          <p>
            <a href="/sign-in" onClick={followed}>
              {p('signin.title')}
            </a>
          </p>
        </>
      )}
    </PageFrame>
  );
}

function Account({ me }: { readonly me: Me }) {
  const { p } = usePeopleSpeech();
  const queries = useQueryClient();
  const sent = useSent();
  const leave = async (): Promise<void> => {
    const out = me.via === 'switcher' ? () => lookAs(null) : signOut;
    if (!(await sent.send(true, out))) return;
    seeAs();
    // Nothing that the member read stays behind for whoever uses this browser next.
    queries.clear();
    goTo('/sign-in', 'replace');
  };
  const changed = (): void => void queries.invalidateQueries();
  const signs = me.roles.includes('liaison-officer') || me.roles.includes('body-member');
  return (
    <>
      <Who me={me} />
      <Fault error={sent.error} />
      <Actions>
        <Button variant="outline" disabled={sent.busy} onClick={() => void leave()}>
          {p('signin.out')}
        </Button>
      </Actions>
      {me.factors === undefined ? null : me.needs === 'second-factor' ? (
        <Panel title={p('factor.title')}>
          <Enrolment onDone={changed} />
        </Panel>
      ) : (
        <>
          <Passkeys alone={!me.factors.totp} />
          {me.factors.password ? <AppCodes on={me.factors.totp} /> : null}
        </>
      )}
      {signs && me.needs === null ? <SigningKey me={me} /> : null}
      {me.factors === undefined ? null : <Sessions />}
      {me.factors?.password === true ? <NewPassword /> : null}
    </>
  );
}

function Who({ me }: { readonly me: Me }) {
  const { p, term, list } = usePeopleSpeech();
  return (
    <Panel title={p('account.who')}>
      {me.needs === null ? null : (
        <p className={form.done} data-needs={me.needs}>
          {p(me.needs === 'second-factor' ? 'account.needFactor' : 'account.needMember')}
        </p>
      )}
      <Facts>
        <Fact name={p('field.handle')}>
          <bdi>{me.handle}</bdi>
        </Fact>
        <Fact name={p('account.roles')}>
          {list(me.roles.filter((role) => role !== 'public').map((role) => term('person', role))) ||
            p('account.none')}
        </Fact>
        {me.party === undefined ? null : (
          <Fact name={p('account.party')}>
            <bdi>{me.party}</bdi>
          </Fact>
        )}
        {me.bodies === undefined || me.bodies.length === 0 ? null : (
          <Fact name={p('account.bodies')}>
            <bdi>{list(me.bodies)}</bdi>
          </Fact>
        )}
        <Fact name={p('account.area')}>
          {p(me.area === undefined || me.area === null ? 'account.areaAll' : 'account.areaSome')}
        </Fact>
        <Fact name={p('account.reads')}>{list(me.audiences.map((one) => term('audience', one)))}</Fact>
      </Facts>
    </Panel>
  );
}
