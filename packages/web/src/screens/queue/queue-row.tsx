import { Clocks } from '../../casework/clocks.tsx';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useShortMinute } from '../../ui/use-moment.ts';
import type { Done } from './done.ts';
import styles from './queue.module.css';
import { type Order, type QueueRow, type RiskLevel, teamDue } from './queue.ts';
import rows from './row.module.css';
import { useReasons } from './use-reasons.ts';

interface RowProps {
  readonly row: QueueRow;
  readonly now: number;
  readonly handle: string;
  readonly order: Order;
  readonly chosen: boolean;
  /** What was done with it since the list was made. */
  readonly done: Done | undefined;
  /** It waits for nobody any more, and stands here because it was just done with, or is being read. */
  readonly over: boolean;
  /** What was to be done with it last was refused, or came to no answer. */
  readonly refused: boolean;
  /** What others did with it while it was read. */
  readonly meanwhile: string | undefined;
  /** The one that Tab reaches; the others are reached from it by arrows. */
  readonly reached: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
}

/** One thing that waits: what for, since or until when, and why it stands before the next. */
export function Row({
  row,
  now,
  handle,
  order,
  chosen,
  reached,
  done,
  over,
  refused,
  meanwhile,
  onChoose,
  onOpen,
}: RowProps) {
  const { r, word } = useRoom('queue');
  const minute = useShortMinute();
  const reasons = useReasons();
  const { incident, claim, needs, risk } = row;
  const team = teamDue(row);
  const who = claim === undefined ? undefined : claim.by === handle ? r('claim.mine') : claim.by;
  return (
    <li>
      <button
        type="button"
        className={rows.row}
        data-row={row.id}
        data-over={over}
        aria-current={chosen}
        tabIndex={reached ? 0 : -1}
        onClick={onChoose}
        onDoubleClick={onOpen}
      >
        <RiskSign level={risk.level} />
        <span className={rows.what}>
          <strong>{over ? r('done.over') : needs.map((need) => r(`need.${need}`)).join(' · ')}</strong>
          <span>
            {incident === undefined ? titleOf(row) : word('kind', incident.kind)}
            {incident?.number === undefined ? null : (
              <>
                {' '}
                <bdi>{balanced(incident.number)}</bdi>
              </>
            )}
          </span>
          {incident === undefined ? null : (
            <span className={rows.reasons} data-reasons>
              {reasons(risk)}
            </span>
          )}
          {incident === undefined ? null : (
            <span className={styles.quiet}>
              {minute(incident.occurred.from)}
              {row.area === undefined ? null : (
                <>
                  {' · '}
                  <bdi className={rows.area}>{row.area}</bdi>
                </>
              )}
            </span>
          )}
        </span>
        <span className={rows.when}>
          {over ? null : (
            <>
              {row.act === undefined && team === undefined ? (
                <span className={styles.quiet}>{r('clock.none')}</span>
              ) : (
                <Clocks act={row.act} team={team} {...{ now, minute }} />
              )}
              {order === 'age' ? (
                <span className={styles.quiet}>{r('clock.since', { when: minute(row.since) })}</span>
              ) : null}
            </>
          )}
          <span className={claim?.by === handle ? rows.mine : styles.quiet}>
            {who === undefined ? r('claim.nobody') : <bdi>{who}</bdi>}
          </span>
        </span>
        {meanwhile === undefined ? null : (
          <span className={rows.gone} data-meanwhile>
            {meanwhile}
          </span>
        )}
        {refused ? (
          <span className={rows.refused} data-refused>
            {r('done.refused')}
          </span>
        ) : null}
        {done === undefined ? null : (
          <span className={rows.done} data-done>
            <span aria-hidden="true">✓ </span>
            {done.says}
            {done.undo === undefined ? null : ` ${r('done.canUndo')}`}
            {done.later === true ? ` ${r('done.later')}` : null}
          </span>
        )}
      </button>
    </li>
  );
}

/** What a row without an incident is about. */
function titleOf({ bulletin, proposal }: QueueRow): string {
  return bulletin?.number ?? proposal?.asked ?? '';
}

/** Three bars, of which as many are filled as the risk is high: told by their number, not by a colour. */
export function RiskSign({ level }: { readonly level: RiskLevel }) {
  const filled = { high: 3, raised: 2, low: 1 }[level];
  return (
    <svg className={rows.risk} data-level={level} viewBox="0 0 16 20" aria-hidden="true">
      {[1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 5.5 + 0.75}
          y={16 - bar * 4.5}
          width="3.5"
          height={bar * 4.5 + 2}
          data-filled={bar <= filled}
        />
      ))}
    </svg>
  );
}
