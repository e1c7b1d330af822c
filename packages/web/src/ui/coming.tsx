import { useEffect, useState } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import type { Language } from '../i18n/languages.ts';
import { useMe } from '../people/me.ts';
import styles from './coming.module.css';
import { NotFetched } from './not-fetched.tsx';
import { TopBar } from './top-bar.tsx';

/** What comes sooner is not announced: a line that flashes is no calm one. */
const QUIET_MS = 300;

const NAMES = {
  agreements: 'nav.agreements',
  bulletins: 'nav.bulletins',
  coverage: 'nav.coverage',
  entries: 'nav.record',
  field: 'nav.field',
  incidents: 'coming.incident',
  members: 'nav.members',
  parity: 'nav.parity',
  proposals: 'nav.proposals',
  queue: 'nav.queue',
  rights: 'nav.rights',
  situation: 'nav.situation',
  vault: 'nav.vault',
} as const;

interface ComingProps {
  /** The first part of its address. */
  readonly view: string;
  readonly failed: boolean;
  readonly onLanguage: (language: Language) => void;
}

/** A view that is on its way, under the bar that every view has: its name at once, then that it is fetched, or that it cannot be and what to do. */
export function Coming({ view, failed, onLanguage }: ComingProps) {
  const { t } = useSpeech();
  const me = useMe();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  const key = Object.hasOwn(NAMES, view) ? NAMES[view as keyof typeof NAMES] : 'coming.view';
  const name = t(key);
  return (
    <>
      <TopBar situation={me} onLanguage={onLanguage} />
      <main id="main" className={styles.page} data-coming={failed ? 'failed' : 'on-its-way'}>
        <h1>{name}</h1>
        {failed ? (
          <NotFetched name={name} />
        ) : isLate ? (
          <div role="status" className={styles.coming}>
            <p>{t('coming.says', { name })}</p>
            <div className={styles.line} aria-hidden="true" />
          </div>
        ) : (
          <div role="status" />
        )}
      </main>
    </>
  );
}
