import type { TimedFact } from './count-from.ts';

/** The place of the first of what is in the order of time that came at a moment or later. */
export function firstSince(rows: readonly TimedFact[], at: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last that came at a moment or earlier. */
export function lastUntil(rows: readonly TimedFact[], at: number): TimedFact | undefined {
  // Times are whole milliseconds.
  return rows[firstSince(rows, at + 1) - 1];
}
