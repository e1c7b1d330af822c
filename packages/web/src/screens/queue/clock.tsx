import { useRoom } from '../../i18n/rooms.ts';
import { useDistance } from '../../ui/distance.ts';
import styles from './queue.module.css';
import type { QueueRow } from './queue.ts';
import rows from './row.module.css';

/** The clock that runs out first, counting down in words. */
export function Clock({ row, now }: { readonly row: QueueRow; readonly now: number }) {
  const { r } = useRoom('queue');
  const toIt = useDistance();
  if (row.due === undefined) return <span className={styles.quiet}>{r('clock.none')}</span>;
  const over = Date.parse(row.due) <= now;
  const when = toIt(row.due, now);
  return (
    <time dateTime={row.due} className={over ? rows.over : rows.clock}>
      {over ? r('clock.over', { when }) : r('clock.due', { when })}
    </time>
  );
}
