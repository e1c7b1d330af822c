import { Suspense, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { followed, useAddress } from '../address.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { loadRoom } from '../i18n/rooms.ts';
import type { Me } from '../people/me.ts';
import { type MemberAddress, memberViews } from '../people/member-views.ts';
import { useRights } from '../people/rights.ts';
import { NotFetched } from './not-fetched.tsx';
import styles from './top-bar.module.css';
import { Part, usePart } from './use-part.ts';
import { ViewLink } from './view-link.tsx';

// Only whoever takes up what waits fetches the line that tells of it, and only whoever may be asked what they are asked.
const TODAY = new Part(async (language) => {
  const [{ Today }] = await Promise.all([import('../screens/today/today.tsx'), loadRoom('queue', language)]);
  return Today;
});
const ASKED = new Part(async (language) => {
  const words = loadRoom('casework', language);
  const [{ Asked }] = await Promise.all([import('../screens/today/asked.tsx'), words]);
  return Asked;
});

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
      {me.audiences.includes('mission') ? <AtStart me={me} views={views} /> : null}
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
 * What waits today, and what one is asked, before everything else on the first page. It is put there from here, so that the
 * page of whoever comes to check the record carries nothing of the members' part.
 */
function AtStart({ me, views }: { readonly me: Me; readonly views: readonly MemberAddress[] }) {
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
        <>
          {views.includes('/queue') ? <TodayPart /> : null}
          <AskedPart me={me} files={views.includes('/field')} />
        </>,
        place,
      );
}

function TodayPart() {
  const { p } = usePeopleSpeech();
  const { Here, failed } = usePart(TODAY);
  if (failed) return <NotFetched name={p('start.today')} />;
  return <Suspense>{Here === undefined ? null : <Here />}</Suspense>;
}

function AskedPart({ me, files }: { readonly me: Me; readonly files: boolean }) {
  const { p } = usePeopleSpeech();
  const { Here, failed } = usePart(ASKED);
  if (failed) return <NotFetched name={p('start.asked')} />;
  return <Suspense>{Here === undefined ? null : <Here key={me.handle} me={me} files={files} />}</Suspense>;
}
