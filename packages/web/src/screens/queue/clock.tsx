import { useEffect, useState } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import styles from './queue.module.css';
import type { QueueRow } from './queue.ts';
import rows from './row.module.css';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** The time now, anew twice a minute: clocks here are told to the minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** How far away a moment is, in words: `in 3 hours`, `20 minutes ago`. */
export function useDistance(): (at: string, now: number) => string {
  const { language } = useRoom('queue');
  return (at, now) => distance(language, at, now);
}

/** A length of time that lies whole between now and then. It names no day: 47 hours from now are never “tomorrow”. */
export function distance(language: string, at: string, now: number): string {
  const away = Date.parse(at) - now;
  const [unit, length] = UNITS.find(([, each]) => Math.abs(away) >= each) ?? (['minute', 60_000] as const);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  return format.format(Math.trunc(away / length), unit);
}

/** When it is due, counting down in words. */
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
