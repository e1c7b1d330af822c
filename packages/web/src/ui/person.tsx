import { lazy, Suspense, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { followed, useAddress } from '../address.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import type { Me } from '../people/me.ts';
import { type MemberAddress, memberViews } from '../people/member-views.ts';
import { useRights } from '../people/rights.ts';
import styles from './top-bar.module.css';
import { ViewLink } from './view-link.tsx';

// Only whoever takes up what waits fetches the line that tells of it.
const Today = lazy(() => import('../screens/today/today.tsx').then((part) => ({ default: part.Today })));

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
  const views = memberViews(data, me);
  return (
    <>
      {views.map((to) => (
        <ViewLink key={to} to={to}>
          {t(NAMES[to])}
        </ViewLink>
      ))}
      {views.includes('/queue') && me.audiences.includes('mission') ? <AtStart /> : null}
    </>
  );
}

const NAMES = {
  '/queue': 'nav.queue',
  '/field': 'nav.field',
  '/proposals': 'nav.proposals',
  '/members': 'nav.members',
  '/vault': 'nav.vault',
} as const satisfies { readonly [to in MemberAddress]: string };

/**
 * What waits today, before everything else on the first page. It is put there from here, so that the page of whoever comes
 * to check the record carries nothing of the members' part.
 */
function AtStart() {
  const { path } = useAddress();
  const [place, setPlace] = useState<HTMLElement>();
  useEffect(() => {
    if (path !== '/') return;
    const own = document.createElement('div');
    document.getElementById('main')?.prepend(own);
    setPlace(own);
    return () => own.remove();
  }, [path]);
  return place === undefined
    ? null
    : createPortal(
        <Suspense>
          <Today />
        </Suspense>,
        place,
      );
}
