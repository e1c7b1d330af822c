import type { ClockOffsets } from './civil.ts';
import { addDuration } from './count-from.ts';
import type { Quantity } from './quantity.ts';

/** A stretch of time: [from, to), UTC milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The end of the n-th stretch of a length from a beginning on; each is counted from the beginning, so that none drifts. */
export function stretchEnd(offsets: ClockOffsets, start: number, length: Quantity, number: number): number {
  return addDuration(offsets, start, { ...length, value: length.value * number });
}

/** How many whole stretches of a length are over at a moment, however long ago the first began. */
export function stretchesOver(offsets: ClockOffsets, start: number, length: Quantity, at: number): number {
  if (at < start || length.value <= 0) return 0;
  let beyond = 1;
  while (stretchEnd(offsets, start, length, beyond) <= at) beyond *= 2;
  let over = Math.floor(beyond / 2);
  while (over + 1 < beyond) {
    const middle = Math.floor((over + beyond) / 2);
    if (stretchEnd(offsets, start, length, middle) <= at) over = middle;
    else beyond = middle;
  }
  return over;
}
