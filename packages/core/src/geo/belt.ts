import type { Line } from './line.ts';
import { beyondFound, found, sideOfFound } from './seek.ts';
import type { Side } from './sides.ts';

/**
 * What lies more than `from` and at most `to` metres from a line (or as its edges are declared), on one side of it or on both. With `from: 0` the
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
  /** Whether exactly `from` metres belong to it (no by default), and exactly `to` (yes by default). */
  readonly fromIncluded?: boolean;
  readonly toIncluded?: boolean;
  /** Metres that hold 90 % of the error of the line across itself; for {@link probabilities} of footprints only. */
  readonly tolerance?: number;
}

const PER_METRE = 1000;

/** Whether the point of the last search, (px, py, pz), lies in a belt of the line that was searched. */
export function foundInBelt(belt: Belt, px: number, py: number, pz: number): boolean {
  const millimetres = Math.round(found.distance * PER_METRE);
  const outer = millimetres - Math.round(belt.to * PER_METRE);
  if (outer > 0 || (outer === 0 && belt.toIncluded === false)) return false;
  const inner = millimetres - Math.round(belt.from * PER_METRE);
  if (belt.from > 0 && (inner < 0 || (inner === 0 && belt.fromIncluded !== true))) return false;
  if (belt.ends === 'flat' && beyondFound(belt.line) !== undefined) return false;
  if (belt.side === 'both') return true;
  const side = sideOfFound(belt.line, px, py, pz);
  return side === 0 || side > 0 === (belt.side === 'left');
}
