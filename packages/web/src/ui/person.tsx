import { NativeSelect } from '@mantine/core';
import { followed, useAddress } from '../address.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import type { Me } from '../people/me.ts';
import { holds, useRights } from '../people/rights.ts';
import { seeAs, useSeenAs } from '../people/seen-as.ts';
import styles from './top-bar.module.css';
import { ViewLink } from './view-link.tsx';

// The view that is answered for each audience apart; the others are the same for all who may open them.
const BY_AUDIENCE = '/parity';

/** Who is signed in, and as which audience they read the view, where it is told by audience. */
export function Person({ me }: { readonly me: Me }) {
  const { t, p, term } = usePeopleSpeech();
  const seen = useSeenAs();
  const { path } = useAddress();
  return (
    <div className={styles.person}>
      {me.audiences.length < 2 || !path.startsWith(BY_AUDIENCE) ? null : (
        <div className={styles.see}>
          <span aria-hidden="true">{t('bar.seeAs')}</span>
          <NativeSelect
            aria-label={t('bar.seeAs')}
            name="audience"
            value={me.audiences.includes(seen) ? seen : 'public'}
            onChange={(event) => seeAs(event.currentTarget.value)}
            data={me.audiences.map((value) => ({ value, label: term('audience', value) }))}
          />
        </div>
      )}
      <a href="/account" onClick={followed} aria-label={`${p('signin.account')}: ${me.handle}`}>
        <bdi>{me.handle}</bdi>
      </a>
    </div>
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
