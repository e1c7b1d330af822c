import type { Line } from './line.ts';
import { beyondFound, found, sideOfFound } from './seek.ts';
import type { Side } from './sides.ts';

/**
 * What lies more than `from` and at most `to` metres from a line, on one side of it or on both. With `from: 0` the
 * line itself belongs to it, on whichever side. Belts with `to` of one as `from` of the next share no position and
 * leave none out. Distances are compared at the millimetre, which is what they are exact to.
 */
export interface Belt {
  readonly kind: 'belt';
  readonly line: Line;
  readonly side: Side | 'both';
  readonly from: number;
  readonly to: number;
  /** Beyond the ends of an open line a belt is rounded off (the default), or cut off square. */
  readonly ends?: 'round' | 'flat';
}

const PER_METRE = 1000;

/** Whether the point of the last search, (px, py, pz), lies in a belt of the line that was searched. */
export function foundInBelt(belt: Belt, px: number, py: number, pz: number): boolean {
  const millimetres = Math.round(found.distance * PER_METRE);
  if (millimetres > Math.round(belt.to * PER_METRE)) return false;
  if (belt.from > 0 && millimetres <= Math.round(belt.from * PER_METRE)) return false;
  if (belt.ends === 'flat' && beyondFound(belt.line) !== undefined) return false;
  if (belt.side === 'both') return true;
  const side = sideOfFound(belt.line, px, py, pz);
  return side === 0 || side > 0 === (belt.side === 'left');
}
