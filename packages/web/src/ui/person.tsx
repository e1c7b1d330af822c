import { followed } from '../address.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import type { Me } from '../people/me.ts';
import { holds, useRights } from '../people/rights.ts';
import styles from './top-bar.module.css';
import { ViewLink } from './view-link.tsx';

/** Who is signed in: the way to their own account. */
export function Person({ me }: { readonly me: Me }) {
  const { p } = usePeopleSpeech();
  return (
    <a
      className={styles.person}
      href="/account"
      onClick={followed}
      aria-label={`${p('signin.account')}: ${me.handle}`}
    >
      <bdi>{me.handle}</bdi>
    </a>
  );
}

/** The views that only members have: offered where the table of rights opens them. */
export function MemberViews({ me }: { readonly me: Me }) {
  const { t } = usePeopleSpeech();
  const { data } = useRights();
  const decides = data?.rights.some(({ act, second }) => second !== undefined && holds(data, me.roles, act));
  if (me.needs !== null) return null;
  return (
    <>
      {holds(data, me.roles, 'read-members') ? <ViewLink to="/members">{t('nav.members')}</ViewLink> : null}
      {decides === true ? <ViewLink to="/proposals">{t('nav.proposals')}</ViewLink> : null}
    </>
  );
}
