import { useSpeech } from '../../i18n/context.tsx';
import type { Situation } from '../../situation.ts';
import { Sign } from '../../ui/sign.tsx';
import type { Check } from '../../verification/use-verification.ts';
import { whatOf, whenOf, whereOf } from './describe.ts';
import styles from './lede.module.css';

interface LedeProps {
  readonly situation: Situation;
  readonly zone: string;
  readonly check: Check;
}

/** The page in a minute: what was reported, what is indicated, and whether the record holds. */
export function Lede({ situation, zone, check }: LedeProps) {
  const speech = useSpeech();
  const { t, percent } = speech;
  const report = situation.reports[0]?.report;
  const key = situation.reports[0]?.key ?? '';
  const incident = situation.incidents.find(({ reports }) => reports.includes(key));
  const indicated = situation.indications
    .filter((one) => one.incident === incident?.id && one.outcome === 'breach')
    .toSorted((a, b) => (b.probability ?? 0) - (a.probability ?? 0))[0];
  return (
    <div className={styles.lede}>
      <h1 className={styles.title}>{t('lede.title')}</h1>
      {report === undefined ? (
        <p className={styles.says}>{t('lede.empty')}</p>
      ) : (
        <p className={styles.says}>
          {t('lede.report', {
            what: whatOf(report, speech),
            where: whereOf(report.place, speech),
            when: whenOf(report.occurred, zone, speech),
          })}
        </p>
      )}
      {indicated === undefined ? null : (
        <p className={styles.says}>
          {t('lede.indication', {
            clause: indicated.clause,
            probability: percent(indicated.probability ?? 0),
          })}
        </p>
      )}
      <Counts situation={situation} />
      <RecordStanding check={check} />
    </div>
  );
}

/** How much there is, and never without who could observe. */
function Counts({ situation: { totals, coverage } }: { readonly situation: Situation }) {
  const { t } = useSpeech();
  const { reports, incidents } = totals;
  return (
    <p className={styles.says} data-counts>
      {t('count.soFar', { reports, incidents })}{' '}
      {coverage === 'not recorded'
        ? t('count.notRecorded')
        : t(coverage.hours === 0 ? 'count.notObserved' : 'count.coverage', {
            hours: Math.round(coverage.hours),
            of: Math.round(coverage.of),
            denied: coverage.denied,
          })}
      {coverage !== 'not recorded' && coverage.running === true ? ` ${t('count.running')}` : null}
    </p>
  );
}

function RecordStanding({ check }: { readonly check: Check }) {
  const { t } = useSpeech();
  if (check.state === 'running') return <p className={styles.standing}>{t('verify.starting')}</p>;
  if (check.state === 'failed') {
    return (
      <p className={`${styles.standing} ${styles.no}`}>
        <Sign standing="no" /> {t('verify.failed')}
      </p>
    );
  }
  const { intact, witnesses, checkpoint } = check.verification.audit;
  const cosigned = witnesses.filter((one) => one.state === 'current').length;
  return (
    <p className={`${styles.standing} ${intact ? styles.yes : styles.no}`}>
      <Sign standing={intact ? 'yes' : 'no'} />
      <span>
        {intact
          ? t('lede.holds', { n: checkpoint?.size ?? 0, cosigned, witnesses: witnesses.length })
          : t('verify.broken')}
      </span>
    </p>
  );
}
