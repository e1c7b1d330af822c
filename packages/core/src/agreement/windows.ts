import { type ClockOffsets, localDay, momentOf, weekdayOf } from './civil.ts';
import type { RecurringWindow } from './times.ts';

const DAY = 86_400_000;
// A span of more than a year is weighed by its first 400 days: windows recur.
const MOST_DAYS = 400;

/** The share of [from, to] that lies in recurring windows, on the clock of the agreement. */
export function shareInWindows(
  windows: readonly RecurringWindow[],
  offsets: ClockOffsets,
  from: number,
  until: number,
): number {
  const to = Math.min(until, from + MOST_DAYS * DAY);
  const first = localDay(offsets, from) - 1;
  const last = localDay(offsets, to);
  let inside = 0;
  for (let day = first; day <= last; day += 1)
    for (const window of windows) {
      if (window.days !== undefined && !window.days.includes(weekdayOf(day))) continue;
      const begin = momentOf(offsets, day, wall(window.from));
      const over = wall(window.until) <= wall(window.from);
      const end = momentOf(offsets, over ? day + 1 : day, wall(window.until) % DAY || (over ? 0 : DAY));
      if (from === to && from >= begin && from < end) return 1;
      inside += Math.max(0, Math.min(to, end) - Math.max(from, begin));
    }
  return from === to ? 0 : Math.min(1, inside / (to - from));
}

function wall(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
