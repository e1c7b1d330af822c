import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useClock } from '../../clock.ts';
import { useSpeech } from '../../i18n/context.tsx';
import type { Language } from '../../i18n/languages.ts';
import { useAnew } from '../../live.ts';
import { readSituation, type Situation } from '../../situation.ts';
import { TopBar } from '../../ui/top-bar.tsx';
import { useVerification } from '../../verification/use-verification.ts';
import { EntryCard } from './entry-card.tsx';
import styles from './first-page.module.css';
import { FiveAnswers } from './five-answers.tsx';
import { IncidentCard } from './incident-card.tsx';
import { IndicationCard } from './indication-card.tsx';
import { Lede } from './lede.tsx';
import { RecordCard } from './record-card.tsx';
import { ReportCard } from './report-card.tsx';
import { Steps } from './steps.tsx';
import { Tamper } from './tamper.tsx';

/** The first page: one report all the way to the record, checked where it is read. */
export function FirstPage({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t } = useSpeech();
  const situation = useQuery({ queryKey: ['situation'], queryFn: ({ signal }) => readSituation(signal) });
  useAnew(['situation']);
  return (
    <>
      <a className={styles.skip} href="#main">
        {t('page.skip')}
      </a>
      <TopBar situation={situation.data} onLanguage={onLanguage} />
      <main id="main" className={styles.page}>
        {situation.data !== undefined ? (
          <Chain situation={situation.data} />
        ) : situation.isError ? (
          <div role="alert" className={styles.waiting}>
            <p>{t('page.failed')}</p>
            <Button onClick={() => void situation.refetch()}>{t('page.retry')}</Button>
          </div>
        ) : (
          <p className={styles.waiting}>{t('page.loading')}</p>
        )}
      </main>
      <footer className={styles.footer}>{t('page.offline')}</footer>
    </>
  );
}

function Chain({ situation }: { readonly situation: Situation }) {
  const { t } = useSpeech();
  const hold = useVerification(situation.policy, situation.reports[0]?.index ?? 0, situation.size);
  const now = useNow();
  const verification = hold.check.state === 'done' ? hold.check.verification : undefined;
  const filed = situation.reports[0];
  const { zone } = useClock([...new Set(situation.agreements.map(({ agreement }) => agreement.clock))]);
  const incident = situation.incidents.find((one) => filed !== undefined && one.reports.includes(filed.key));
  return (
    <>
      <Lede situation={situation} zone={zone} check={hold.check} />
      <Steps />
      <div className={styles.columns}>
        <div className={styles.chain}>
          {filed === undefined ? null : (
            <>
              <ReportCard filed={filed} zone={zone} verification={verification} />
              <EntryCard index={filed.index} zone={zone} verification={verification} />
            </>
          )}
          {incident === undefined ? null : (
            <IncidentCard
              incident={incident}
              row={verification?.rows.find((row) => row.incident.id === incident.id)}
            />
          )}
          {incident === undefined || situation.agreements.length === 0 ? null : (
            <IndicationCard
              agreements={situation.agreements.map(({ agreement }) => agreement)}
              indications={situation.indications.filter((one) => one.incident === incident.id)}
            />
          )}
          <RecordCard situation={situation} verification={verification} now={now} />
        </div>
        <aside className={styles.aside} aria-label={t('verify.title')}>
          <FiveAnswers hold={hold} now={now} parties={situation.agreement?.parties ?? []} />
        </aside>
      </div>
      <Tamper hold={hold} situation={situation} />
    </>
  );
}

/** The time of this machine, every ten seconds: ages of co-signatures need no finer. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
