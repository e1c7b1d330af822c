import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followed } from '../../address.ts';
import { readOneAgreement } from '../../agreements.ts';
import { ApiError } from '../../api.ts';
import { useSpeech } from '../../i18n/context.tsx';
import type { Language } from '../../i18n/languages.ts';
import { readSituation } from '../../situation.ts';
import { TopBar } from '../../ui/top-bar.tsx';
import styles from './agreement.module.css';
import { AgreementView } from './agreement-view.tsx';

interface AgreementPageProps {
  readonly id: string;
  readonly onLanguage: (language: Language) => void;
}

/** One agreement as prose beside a map. */
export function AgreementPage({ id, onLanguage }: AgreementPageProps) {
  const { t } = useSpeech();
  const known = useQuery({
    queryKey: ['agreement', id],
    queryFn: ({ signal }) => readOneAgreement(id, signal),
    // Words that a person is reading do not change under their eyes; a new visit asks again.
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status === 404),
  });
  const situation = useQuery({ queryKey: ['situation'], queryFn: ({ signal }) => readSituation(signal) });
  const title = known.data?.agreement.title;
  useEffect(() => {
    document.title = title === undefined ? 'Armistice' : `${title} · Armistice`;
    return () => {
      document.title = 'Armistice';
    };
  }, [title]);
  return (
    <>
      <a className={styles.skip} href="#clauses">
        {t('agreement.skip')}
      </a>
      <TopBar
        wide
        situation={situation.data}
        exercise={known.data?.agreement.exercise ?? false}
        onLanguage={onLanguage}
      />
      <main id="main" className={styles.page}>
        <p className={styles.back}>
          <a href="/agreements" onClick={followed}>
            {t('agreements.title')}
          </a>
        </p>
        {known.data !== undefined ? (
          <AgreementView key={id} known={known.data} />
        ) : known.isError ? (
          <div role="alert">
            <h1>
              {known.error instanceof ApiError && known.error.status === 404
                ? t('agreement.unknown', { id })
                : t('page.failed')}
            </h1>
            <Button onClick={() => void known.refetch()}>{t('page.retry')}</Button>
          </div>
        ) : (
          <>
            <h1 className={styles.unseen}>{t('agreements.title')}</h1>
            <p>{t('page.loading')}</p>
          </>
        )}
      </main>
      <footer className={styles.footer}>{t('page.offline')}</footer>
    </>
  );
}
