import { followed } from '../../address.ts';
import { useRoom } from '../../i18n/rooms.ts';
import type { Timeline } from './reading.ts';
import styles from './situation.module.css';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What happened in a stretch, beside who could observe in it: never 0 where nobody could, or nobody said who could. */
export function Statement({ of }: { readonly of: Timeline }) {
  const { r, number } = useRoom('situation');
  const { from, to, incidents, coverage } = of;
  const length = from === undefined || to === undefined ? 0 : Date.parse(to) - Date.parse(from);
  const said = coverage === 'not recorded' ? undefined : coverage;
  const observed = said !== undefined && said.hours > 0;
  return (
    <p className={styles.statement} data-statement aria-live="polite">
      <strong>
        {incidents === 0 && said === undefined
          ? r('statement.notKnown')
          : incidents === 0 && !observed
            ? r('statement.notObserved')
            : r('statement.incidents', { n: incidents, length: lengthOf(length) })}
      </strong>{' '}
      {said === undefined ? (
        <span>{r('statement.notRecorded')}</span>
      ) : (
        <>
          <span>
            {r('statement.coverage', {
              hours: number(Math.round(said.hours * 10) / 10),
              of: number(Math.round(said.of * 10) / 10),
            })}
          </span>{' '}
          <span>{r('statement.denied', { n: said.denied })}</span>
        </>
      )}{' '}
      <a href="/coverage" onClick={followed}>
        {r('statement.why')}
      </a>
    </p>
  );

  function lengthOf(milliseconds: number): string {
    if (milliseconds >= 2 * DAY) return r('length.days', { n: Math.round(milliseconds / DAY) });
    if (milliseconds >= HOUR) return r('length.hours', { n: Math.round(milliseconds / HOUR) });
    return r('length.minutes', { n: Math.max(1, Math.round(milliseconds / MINUTE)) });
  }
}
