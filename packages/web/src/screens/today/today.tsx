import { followed } from '../../address.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useNow } from '../../ui/distance.ts';
import { useMinute } from '../../ui/use-moment.ts';
import { Clock } from '../queue/clock.tsx';
import { type QueueAnswer, RISKS, useQueue } from '../queue/queue.ts';
import { RiskSign } from '../queue/queue-row.tsx';
import styles from './today.module.css';

/** What needs a person now, for whoever may take it up: by risk, the next clock, the reports that are due. */
export function Today() {
  // In the order of its clocks, so that the first is the next to run out.
  const next = useQueue('&order=clock', 1, true).data;
  return next === undefined ? null : <Strip next={next} />;
}

function Strip({ next }: { readonly next: QueueAnswer }) {
  const { r } = useRoom('queue');
  const now = useNow();
  const { totals, rows } = next;
  const [first] = rows;
  const proposals = totals.needs.proposal ?? 0;
  return (
    <section className={styles.today} aria-label={r('today.title')} data-today={totals.all}>
      <div>
        <p className={styles.main}>
          <Way to="/queue">{totals.all === 0 ? r('today.nothing') : r('today.waits', { n: totals.all })}</Way>
        </p>
        {proposals === 0 ? null : (
          <p data-proposals={proposals}>
            <Way to="/proposals">{r('today.proposals', { n: proposals })}</Way>
          </p>
        )}
        <ul className={styles.parts}>
          {RISKS.map((level) => (
            <li key={level}>
              <span className={styles.sign}>
                <RiskSign level={level} />
              </span>
              <Way to={`/queue?risk=${level}`}>
                {r('today.level', { n: totals.risks[level] ?? 0, level: r(`risk.${level}`) })}
              </Way>
            </li>
          ))}
          <li>
            <Way to="/queue?order=clock">{r('list.overdue', { n: totals.overdue })}</Way>
          </li>
          <li>
            <Way to="/queue?unclaimed=true">{r('list.unclaimed', { n: totals.unclaimed })}</Way>
          </li>
          <li>
            <Way to="/situation">{r('list.situation')}</Way>
          </li>
        </ul>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>{r('today.next')}</dt>
          <dd>
            {first?.due === undefined ? (
              r('today.noClock')
            ) : (
              <>
                <Way to={`/queue?order=clock&row=${encodeURIComponent(first.id)}`}>
                  {first.needs.map((need) => r(`need.${need}`)).join(' · ')}
                </Way>
                {' · '}
                <Clock row={first} now={now} />
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{r('today.reports')}</dt>
          <dd>
            <Reports needs={totals.needs} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** The daily report whose stretch is over, and errata that are due. */
function Reports({ needs }: Pick<QueueAnswer['totals'], 'needs'>) {
  const { r } = useRoom('queue');
  const minute = useMinute();
  const due = (needs.bulletin ?? 0) > 0;
  const daily = useQueue('&kind=bulletin', 1, due).data?.rows[0]?.bulletin?.cutOff;
  const errata = needs.erratum ?? 0;
  if (!due && errata === 0) return r('today.none');
  return (
    <>
      {due && daily !== undefined ? (
        <Way to="/bulletins/draft">{r('today.daily', { when: minute(daily) })}</Way>
      ) : null}
      {due && errata > 0 ? ' · ' : null}
      {errata === 0 ? null : <Way to="/queue?kind=erratum">{r('today.errata', { n: errata })}</Way>}
    </>
  );
}

function Way({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <a href={to} onClick={followed}>
      {children}
    </a>
  );
}
