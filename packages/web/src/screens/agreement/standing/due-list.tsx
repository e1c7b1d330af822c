import type { Agreement, Obligation } from '@armistice/core/agreement';
import { followed } from '../../../address.ts';
import { PartySymbol } from '../../../ui/party-symbol.tsx';
import { Sign } from '../../../ui/sign.tsx';
import { clauseAnchor } from '../clause-anchor.ts';
import type { Standing } from './read-standing.ts';
import styles from './standing.module.css';
import { useDates } from './use-dates.ts';

interface DueListProps {
  readonly agreement: Agreement;
  readonly standing: Standing;
}

const ORDER = ['overdue', 'due', 'undetermined', 'met-late', 'met', 'not-bound'] as const;

/** What is overdue and due, the earliest date first; all other obligations folded below. */
export function DueList({ agreement, standing }: DueListProps) {
  const { r } = useDates(agreement);
  const sorted = standing.obligations.toSorted(
    (a, b) =>
      ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
      ((a.due ?? '9') < (b.due ?? '9') ? -1 : (a.due ?? '9') > (b.due ?? '9') ? 1 : 0),
  );
  const first = sorted.filter(({ status }) => status === 'overdue' || status === 'due');
  const rest = sorted.filter((one) => !first.includes(one));
  return (
    <div data-due>
      <h3>{r('standing.list')}</h3>
      {first.length === 0 ? <p>{r('standing.nothing')}</p> : <Rows agreement={agreement} rows={first} />}
      {rest.length === 0 ? null : (
        <details className={styles.rest}>
          <summary>{r('standing.more', { n: rest.length })}</summary>
          <Rows agreement={agreement} rows={rest} />
        </details>
      )}
    </div>
  );
}

interface RowsProps {
  readonly agreement: Agreement;
  readonly rows: readonly Obligation[];
}

function Rows({ agreement, rows }: RowsProps) {
  const { r, actorName } = useDates(agreement);
  const parties = agreement.parties.map(({ id }) => id);
  return (
    <ul className={styles.rows}>
      {rows.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one clause may owe several things to one actor, in a fixed order.
        <li key={`${one.clause} ${one.by} ${at}`} data-obligation={one.clause} data-status={one.status}>
          <Sign standing={SIGNS[one.status]} />
          <p>
            <strong>{r(`standing.${one.status}`)}</strong>{' '}
            <a href={`#${clauseAnchor(one.clause)}`} onClick={followed}>
              {r('standing.clause', { clause: one.clause })}
            </a>{' '}
            {r('standing.by')}{' '}
            {parties.includes(one.by) ? <PartySymbol party={one.by} parties={parties} /> : null}
            <bdi>{actorName(one.by)}</bdi> <DueWhen agreement={agreement} obligation={one} />
          </p>
        </li>
      ))}
    </ul>
  );
}

const SIGNS = {
  overdue: 'some',
  due: 'none',
  undetermined: 'some',
  'met-late': 'some',
  met: 'yes',
  'not-bound': 'none',
} as const;

interface DueWhenProps {
  readonly agreement: Agreement;
  readonly obligation: Obligation;
}

/** Since or until when, or which fact the clock waits for. */
export function DueWhen({ agreement, obligation: { status, due, earliest, missing } }: DueWhenProps) {
  const { r, when, factName } = useDates(agreement);
  const parts = [
    due === undefined
      ? status === 'due'
        ? r('standing.noDate')
        : ''
      : r(status === 'overdue' ? 'standing.since' : 'standing.until', { when: when(due) }),
    earliest === undefined ? '' : r('standing.readings', { when: when(earliest) }),
    missing === undefined ? '' : r('standing.waits', { fact: factName(missing) }),
  ].filter((part) => part !== '');
  return <span className={styles.quiet}>{parts.join(' · ')}</span>;
}
