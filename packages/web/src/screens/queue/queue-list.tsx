import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { followed } from '../../address.ts';
import { useClock } from '../../clock.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { offsetName } from '../../i18n/zones.ts';
import { Empty } from '../../ui/panel.tsx';
import { type Done, standing } from './done.ts';
import styles from './queue.module.css';
import { ORDERS, type Order, type QueueAnswer, type QueueRow } from './queue.ts';
import { Row } from './queue-row.tsx';

interface ListProps {
  readonly rows: readonly QueueRow[];
  readonly totals: QueueAnswer['totals'];
  /** Rows that came since the list was made. */
  readonly fresh: number;
  readonly now: number;
  /** What is being read. */
  readonly row: QueueRow | undefined;
  readonly filtered: boolean;
  /** In which order the list is asked for. */
  readonly order: string;
  readonly handle: string;
  readonly done: ReadonlyMap<string, Done>;
  readonly isOver: (id: string) => boolean;
  /** Whether the last deed with a row was refused, or came to no answer. */
  readonly isRefused: (id: string) => boolean;
  /** What others did with a row while it is read. */
  readonly meanwhile: (id: string) => string | undefined;
  readonly onShow: () => void;
  readonly onChoose: (row: QueueRow) => void;
  readonly onOpen: (row: QueueRow) => void;
  readonly onMove: (by: number) => void;
  readonly onClear: () => void;
}

/** What waits, one row each: Tab reaches one of them, arrows the others. It says how it is ordered, and by which clock. */
export function QueueList({ rows, totals, fresh, row, filtered, onShow, onMove, onClear, ...of }: ListProps) {
  const { r } = useRoom('queue');
  const { zone } = useClock();
  const order: Order = ORDERS.find((one) => one === of.order) ?? 'risk';
  const steer = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      onMove(by);
    }
    if (event.key === 'Enter' && row !== undefined) {
      event.preventDefault();
      of.onOpen(row);
    }
  };
  return (
    <section aria-label={r('list.title')}>
      <p className={styles.totals}>
        <span>{r('list.count', { n: totals.all })}</span>
        <span data-over={totals.overdue > 0}>{r('list.overdue', { n: totals.overdue })}</span>
        <span>{r('list.unclaimed', { n: totals.unclaimed })}</span>
      </p>
      {rows.length === 0 ? null : (
        <p className={styles.order} data-order={order}>
          {r(`ordered.${order}`)} {r('list.times', { clock: offsetName(of.now, zone) })}
        </p>
      )}
      <div role="status">
        {fresh === 0 ? null : (
          <Button size="xs" onClick={onShow} data-fresh>
            {r('list.new', { n: fresh })}
          </Button>
        )}
      </div>
      {rows.length > 0 ? (
        <ol className={styles.list} onKeyDown={steer}>
          {rows.map((one, at) => (
            <Row
              key={one.id}
              {...{ row: one, now: of.now, handle: of.handle, order, chosen: one.id === row?.id }}
              {...{
                done: standing(of.done.get(one.id), one),
                over: of.isOver(one.id),
                meanwhile: of.meanwhile(one.id),
              }}
              refused={of.isRefused(one.id)}
              reached={row === undefined ? at === 0 : one.id === row.id}
              onChoose={() => of.onChoose(one)}
              onOpen={() => of.onOpen(one)}
            />
          ))}
        </ol>
      ) : filtered ? (
        <>
          <Empty title={r('list.filtered')} />
          <Button variant="outline" size="sm" onClick={onClear}>
            {r('list.clear')}
          </Button>
        </>
      ) : (
        <>
          <Empty title={r('list.empty')} says={r('list.emptySays')} />
          <a href="/situation" onClick={followed}>
            {r('list.situation')}
          </a>
        </>
      )}
      {totals.beyond === 0 ? null : (
        <p className={styles.quiet}>
          {r('list.beyond', { n: totals.beyond })}{' '}
          <a href="/situation?status=alleged" onClick={followed}>
            {r('list.situation')}
          </a>
        </p>
      )}
    </section>
  );
}
