import { normalShare } from '../base/index.ts';
import type { Belt } from './belt.ts';
import { sidesPartAtLineOnly } from './cell-belts.ts';
import { cross, minus, normalAt, type Vector } from './ellipsoid.ts';
import { onPlane } from './frame.ts';
import { meansOver } from './integrate.ts';
import type { Line } from './line.ts';
import { breaksBeside } from './scan-breaks.ts';
import { newStrips, type Strips, segmentsBeside } from './scan-strips.ts';
import { beyondFound, found, seek, seekIn, sideOfFound } from './seek.ts';
import { pointAt } from './sides.ts';
import { type Scan, type Spread, scanAcross, writeScanned } from './spread.ts';

/** Standard deviations that a scan goes on by where a border is nearer than that. */
const STEP = 0.025;
/** And at most where sides may part elsewhere than at the line, which distance does not tell. */
const STEP_WHERE_OPEN = 0.1;
/** Belts that one number holds the answers for. */
const AT_ONCE = 15;
/** A change of state is found to this many standard deviations, or after so many rounds. */
const FINE = 2e-5;
const MOST_ROUNDS = 14;

/**
 * Which share of a spread each of some belts of one line holds. For each, what is within `to` and what is too near are
 * added up apart: a narrow belt could lie between two scan lines, what it is the difference of does not.
 */
export function beltShares(line: Line, belts: readonly Belt[], spread: Spread): readonly number[] {
  if (belts.length > AT_ONCE)
    return [
      ...beltShares(line, belts.slice(0, AT_ONCE), spread),
      ...beltShares(line, belts.slice(AT_ONCE), spread),
    ];
  const scan = scanFrom(line, spread);
  const sided = belts.some(({ side, ends }) => side !== 'both' || ends === 'flat');
  const open = sided && !sidesPartAtLineOnly(line, spread.frame.centre, spread.reach);
  const strips = newStrips(line, scan);
  const probe: Probe = { scan, strips, near: undefined, line, belts, open, state: 0, gap: 0 };
  const shares = meansOver(spread.cut, breaksBeside(line, belts, scan), 2 * belts.length, (t, into) => {
    into.fill(0);
    scanLine(probe, t, into);
  });
  return belts.map((_, b) => (shares[2 * b] as number) - (shares[2 * b + 1] as number));
}

/** Scan lines that meet the line square where it is nearest: there they cross borders, and do not graze them. */
function scanFrom(line: Line, spread: Spread): Scan {
  seek(line, ...spread.frame.centre);
  const { segment, distance, x, y, z } = found;
  let toward: Vector = [x, y, z];
  if (distance < 0.001) {
    const start = line.starts[segment] as number;
    const step = minus(pointAt(line.vertices, start + 1), pointAt(line.vertices, start));
    const left = cross(normalAt(toward), step);
    toward = [x + left[0], y + left[1], z + left[2]];
  }
  return scanAcross(spread, ...onPlane(spread.frame, toward));
}

interface Probe {
  readonly scan: Scan;
  readonly strips: Strips;
  /** The segments that can be nearest on the scan line at hand, where they are few. */
  near: Int32Array | undefined;
  readonly line: Line;
  readonly belts: readonly Belt[];
  /** Whether sides may part, or the line be passed, elsewhere than at the line. */
  readonly open: boolean;
  /** Of the point that was asked last, two bits for each belt: within `to` of its side, and not beyond `from`; and its side. */
  state: number;
  /** No border is nearer to it than this, in standard deviations along the scan line; but see `open`. */
  gap: number;
}

const WITHIN = 1;
const TOO_NEAR = 2;
/** Beside the bits of the belts. */
const LEFT = 1 << 30;
const PAST = 1 << 31;

const point = new Float64Array(3);

/** A belt that is crossed whole between two points still shows: they differ by side, or by what is too near. */
function ask(probe: Probe, s: number, t: number): void {
  const { line, belts, scan, near } = probe;
  writeScanned(scan, s, t, point);
  const [px, py, pz] = [point[0] as number, point[1] as number, point[2] as number];
  if (near === undefined) seek(line, px, py, pz);
  else seekIn(line, near, px, py, pz);
  const { distance } = found;
  const left = sideOfFound(line, px, py, pz) > 0;
  const past = beyondFound(line) !== undefined;
  let state = (left ? LEFT : 0) | (past ? PAST : 0);
  let gap = Number.POSITIVE_INFINITY;
  for (let b = 0; b < belts.length; b++) {
    const { side, from, to, ends } = belts[b] as Belt;
    if (side !== 'both') gap = Math.min(gap, distance);
    // On the other side nothing changes before the line is crossed.
    if ((side !== 'both' && left !== (side === 'left')) || (past && ends === 'flat')) continue;
    gap = Math.min(gap, Math.abs(distance - to));
    if (from > 0) gap = Math.min(gap, Math.abs(distance - from));
    if (distance <= to) state |= WITHIN << (2 * b);
    if (from > 0 && distance <= from) state |= TOO_NEAR << (2 * b);
  }
  probe.state = state;
  // On the surface two points are never farther apart than on the plane; a thousandth for what is left out.
  probe.gap = gap / (1.001 * scan.metres);
}

/** Adds to `shares` what of one scan line lies in each belt. */
function scanLine(probe: Probe, t: number, shares: Float64Array): void {
  const { cut } = probe.scan.spread;
  const end = Math.sqrt(Math.max(0, cut * cut - t * t));
  const longest = probe.open ? STEP_WHERE_OPEN : Number.POSITIVE_INFINITY;
  probe.near = segmentsBeside(probe.strips, t);
  let at = asked(probe, -end, t);
  let passed = 0;
  while (at.s < end) {
    let next = asked(probe, Math.min(end, at.s + Math.min(Math.max(at.gap, STEP), longest)), t);
    if (next.state !== at.state) {
      next = firstChange(probe, t, at, next);
      const share = normalShare(next.s);
      add(shares, at.state, share - passed);
      passed = share;
    }
    at = next;
  }
  add(shares, at.state, 1 - passed);
}

function add(shares: Float64Array, state: number, share: number): void {
  for (let k = 0; k < shares.length; k++) if ((state >>> k) & 1) shares[k] = (shares[k] as number) + share;
}

/** What was answered at a place of a scan line. */
interface Asked {
  readonly s: number;
  readonly state: number;
  readonly gap: number;
}

function asked(probe: Probe, s: number, t: number): Asked {
  ask(probe, s, t);
  return { s, state: probe.state, gap: probe.gap };
}

/** Just past the first change of state between two places: both know how far a border is, unless sides are open. */
function firstChange(probe: Probe, t: number, before: Asked, after: Asked): Asked {
  let [low, high] = [before, after];
  for (let round = 0; round < MOST_ROUNDS && high.s - low.s > FINE; round++) {
    const sum = low.gap + high.gap;
    const share = probe.open || sum === 0 ? 0.5 : Math.max(0.01, Math.min(0.99, low.gap / sum));
    const middle = asked(probe, low.s + share * (high.s - low.s), t);
    if (middle.state === before.state) low = middle;
    else high = middle;
  }
  return high;
}
