import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { followed } from '../../address.ts';
import { type AgreementRow, type Certainty, readAgreements } from '../../agreements.ts';
import { useSpeech } from '../../i18n/context.tsx';
import type { Language } from '../../i18n/languages.ts';
import { readSituation } from '../../situation.ts';
import { Verbatim } from '../../ui/facts.tsx';
import { Mark } from '../../ui/sign.tsx';
import { TopBar } from '../../ui/top-bar.tsx';
import page from '../agreement/agreement.module.css';
import { CertaintyMark } from '../agreement/certainty-mark.tsx';
import styles from './agreement-list.module.css';

/** All agreements: those in force in this mission, then the library. */
export function AgreementList({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t, language } = useSpeech();
  const rows = useQuery({ queryKey: ['agreements'], queryFn: ({ signal }) => readAgreements(signal) });
  const situation = useQuery({ queryKey: ['situation'], queryFn: ({ signal }) => readSituation(signal) });
  const own = rows.data?.filter(({ entry }) => entry !== undefined) ?? [];
  const others = rows.data?.filter(({ entry }) => entry === undefined) ?? [];
  return (
    <>
      <a className={page.skip} href="#main">
        {t('agreements.skip')}
      </a>
      <TopBar situation={situation.data} exercise={false} onLanguage={onLanguage} />
      <main id="main" className={styles.page}>
        <h1>{t('agreements.title')}</h1>
        <p className={styles.lead}>{t('agreements.lead')}</p>
        {language === 'en' ? null : <p className={styles.lead}>{t('agreement.english')}</p>}
        {rows.isError ? (
          <div role="alert">
            <p>{t('page.failed')}</p>
            <Button onClick={() => void rows.refetch()}>{t('page.retry')}</Button>
          </div>
        ) : rows.data === undefined ? (
          <p>{t('page.loading')}</p>
        ) : (
          <>
            <Group title={t('agreements.own')} rows={own} />
            <Group title={t('agreements.library')} rows={others} />
          </>
        )}
      </main>
      <footer className={page.footer}>{t('page.offline')}</footer>
    </>
  );
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly AgreementRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section className={styles.group}>
      <h2>{title}</h2>
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

function Row({ row }: { readonly row: AgreementRow }) {
  const { t, number } = useSpeech();
  const certainties = (
    ['primary', 'second-hand', 'unchecked'] as const satisfies readonly Certainty[]
  ).filter((one) => row.certainty[one] > 0);
  const { named, drawn } = row.geometry;
  return (
    <li className={styles.row} data-agreement={row.id}>
      <h3>
        <a href={`/agreements/${row.id}`} onClick={followed}>
          <Verbatim>{row.title}</Verbatim>
        </a>
        {row.exercise ? <Mark>{t('exercise.mark')}</Mark> : null}
      </h3>
      <p className={styles.facts}>
        <span>{row.adopted.slice(0, 4)}</span>
        <span>{t('agreements.clauses', { n: row.clauses })}</span>
        <span>
          {named === 0
            ? t('agreements.noLines')
            : drawn === 0
              ? t('agreements.noGeometry')
              : t('agreements.geometry', { drawn: number(drawn), named: number(named) })}
        </span>
      </p>
      <p className={styles.marks}>
        {certainties.map((one) => (
          <span key={one} className={styles.count}>
            <CertaintyMark certainty={one} /> <span>{number(row.certainty[one])}</span>
          </span>
        ))}
      </p>
    </li>
  );
}
