import { type ReactNode, Suspense, useEffect } from 'react';
import type { Language } from '../i18n/languages.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useMe } from '../people/me.ts';
import styles from './page-frame.module.css';
import { TopBar } from './top-bar.tsx';

interface PageFrameProps {
  readonly title: string;
  readonly lead?: string;
  /** A column for a form, the width of a table, or the whole window for a view with a map. */
  readonly width?: 'narrow' | 'wide' | 'whole';
  readonly onLanguage: (language: Language) => void;
  readonly children: ReactNode;
}

/** A view with its heading between the top bar and the foot. */
export function PageFrame({ title, lead, width = 'wide', onLanguage, children }: PageFrameProps) {
  const { t, p } = usePeopleSpeech();
  const me = useMe();
  useEffect(() => {
    document.title = `${title} · Armistice`;
    return () => {
      document.title = 'Armistice';
    };
  }, [title]);
  return (
    <>
      <a className={styles.skip} href="#main">
        {p('page.main')}
      </a>
      <TopBar situation={me} wide={width === 'whole'} onLanguage={onLanguage} />
      <main id="main" className={styles.page} data-width={width}>
        <h1>{title}</h1>
        {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
        <Suspense fallback={<p>{t('page.loading')}</p>}>{children}</Suspense>
      </main>
      <footer className={styles.footer} data-width={width}>
        {t('page.offline')}
      </footer>
    </>
  );
}
