import { formatDegrees } from '@armistice/core/notation';
import type { RefObject } from 'react';
import { followed } from '../../address.ts';
import { useClock } from '../../clock.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Fault } from '../../ui/fault.tsx';
import { radiusOf } from '../incident/ellipse.ts';
import type { IncidentRow } from './reading.ts';
import styles from './situation.module.css';
import { IncidentSymbol } from './symbols.tsx';

interface SummaryProps {
  readonly row: IncidentRow | undefined;
  readonly error: unknown;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onClose: () => void;
}

/** The incident that is open, in short. */
export function IncidentSummary({ row, error, heading, onClose }: SummaryProps) {
  const { r, t, word } = useRoom('situation');
  return (
    <section className={styles.summary} aria-labelledby="summary" data-summary>
      <h2 id="summary" tabIndex={-1} ref={heading}>
        {row === undefined ? r('summary.title') : word('kind', row.incident.kind)}
      </h2>
      <button type="button" className={styles.close} onClick={onClose} aria-label={r('summary.close')}>
        ×
      </button>
      <Fault error={error} />
      {row === undefined ? error === null ? <p>{t('page.loading')}</p> : null : <Said row={row} />}
    </section>
  );
}

function Said({ row: { incident, indications } }: { readonly row: IncidentRow }) {
  const { r, word, number, span, percent } = useRoom('situation');
  const { zone } = useClock();
  const { occurred, place, count, status, kind, origins, attribution } = incident;
  const spoken = indications.filter(({ outcome }) => outcome !== 'not-applicable');
  return (
    <>
      <p className={styles.standing}>
        <IncidentSymbol kind={kind} status={status} />
        <strong>{word('status', status)}</strong>
      </p>
      <Facts>
        <Fact name={r('summary.when')}>{span(occurred.from, occurred.to, zone)}</Fact>
        <Fact name={r('summary.where')}>
          <span dir="ltr">
            {formatDegrees(place.at, 'minutes')} ± {number(radiusOf(place))} m
          </span>
        </Fact>
        <Fact name={r('summary.count')}>
          <span dir="ltr">
            {count.min === count.max ? number(count.best) : `${number(count.min)}–${number(count.max)}`}
          </span>
        </Fact>
        <Fact name={r('summary.origins')}>{number(origins)}</Fact>
        <Fact name={r('summary.attribution')}>{word('attribution', attribution)}</Fact>
      </Facts>
      {spoken.length === 0 ? null : (
        <>
          <h3>{r('summary.clauses')}</h3>
          <ul className={styles.clauses}>
            {spoken.map(({ agreement, clause, outcome, probability }) => (
              <li key={`${agreement} ${clause}`}>
                <a href={`/agreements/${encodeURIComponent(agreement)}#clause-${clause}`} onClick={followed}>
                  {r('summary.clause', { clause })}
                </a>{' '}
                {word('outcome', outcome)}
                {outcome === 'breach' && probability !== null ? ` (${percent(probability)})` : ''}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a className={styles.open} href={`/incidents/${incident.id}`} onClick={followed}>
          {r('summary.open')}
        </a>
      </p>
    </>
  );
}
