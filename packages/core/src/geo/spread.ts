import type { Footprint } from './footprint.ts';
import { type Frame, frameAt, writeOnEarth } from './frame.ts';
import type { Position } from './place.ts';

// A footprint as it lies on the Earth: a normal distribution on the plane that touches the ellipsoid at the mean, laid
// onto it so that distance and direction from the mean are kept.

/** A footprint, with the error of what it is measured against, as a linear map from two standard normal variables. */
export interface Spread {
  readonly at: Position;
  readonly frame: Frame;
  /** Metres east and north of one standard deviation along the longest axis of the ellipse, and along the shortest. */
  readonly major: readonly [number, number];
  readonly minor: readonly [number, number];
  /** Standard deviations to which it is followed; what lies beyond counts as the rim of it does. */
  readonly cut: number;
  /** The same in metres: nothing that matters lies farther from the mean. */
  readonly reach: number;
}

/** 90 % of a one-dimensional normal distribution lies within so many standard deviations. */
const LINE_90 = 1.6448536269514722;
/** One in 100,000 lies beyond. */
const CUT = 4.8;
/** Farther than this from the mean, in metres, no place is followed: it is not a place any more. */
const FARTHEST = 2_000_000;
/** Below this many metres a standard deviation is none. */
const SHARP = 0.001;

/**
 * The spread of a footprint against borders that are good to a tolerance: metres that hold 90 % of their error across
 * them. Borders are taken as shifted as a whole within the footprint, by as much in every direction. Undefined where
 * neither leaves any doubt.
 */
export function spreadOf({ at, covariance }: Footprint, tolerance: number): Spread | undefined {
  const shift = (tolerance / LINE_90) * (tolerance / LINE_90);
  const [ee, en, nn] = [covariance[0] + shift, covariance[1], covariance[2] + shift];
  const half = (ee - nn) / 2;
  const root = Math.sqrt(half * half + en * en);
  const most = (ee + nn) / 2 + root;
  if (!(most > SHARP * SHARP)) return undefined;
  const longest = Math.sqrt(most);
  // A difference of squares as a product; rounded covariances may make the smaller a little less than nothing.
  const shortest = Math.max(SHARP, Math.sqrt(Math.max(0, (ee * nn - en * en) / most)));
  const [x, y] = axisOf(half, en, root);
  const cut = Math.min(CUT, FARTHEST / longest);
  return {
    at,
    frame: frameAt(at),
    major: [longest * x, longest * y],
    minor: [-shortest * y, shortest * x],
    cut,
    reach: cut * longest,
  };
}

/** The unit vector along the longest axis of an ellipse; eastwards for a circle. */
function axisOf(half: number, en: number, root: number): readonly [number, number] {
  const [x, y] = half >= 0 ? [half + root, en] : [en, root - half];
  const length = Math.sqrt(x * x + y * y);
  return length === 0 ? [1, 0] : [x / length, y / length];
}

/** Parallel lines over a spread: `s` counts standard deviations along each of them, `t` across from one to the next. */
export interface Scan {
  readonly spread: Spread;
  readonly along: readonly [east: number, north: number];
  readonly across: readonly [east: number, north: number];
  /** Metres of one standard deviation along, and square metres of one along by one across. */
  readonly metres: number;
  readonly area: number;
}

/** Scan lines in a direction: (x, y) are standard deviations along the longest and the shortest axis. */
export function scanToward(spread: Spread, x: number, y: number): Scan {
  const length = Math.sqrt(x * x + y * y);
  const [c, s] = length === 0 ? [1, 0] : [x / length, y / length];
  const { major, minor } = spread;
  const along = [c * major[0] + s * minor[0], c * major[1] + s * minor[1]] as const;
  const across = [c * minor[0] - s * major[0], c * minor[1] - s * major[1]] as const;
  const metres = Math.sqrt(along[0] * along[0] + along[1] * along[1]);
  return { spread, along, across, metres, area: along[0] * across[1] - along[1] * across[0] };
}

/** Scan lines that meet a border square, whose nearest point lies some metres east and north of the mean. */
export function scanAcross(spread: Spread, east: number, north: number): Scan {
  const { major, minor } = spread;
  return scanToward(spread, east * major[0] + north * major[1], east * minor[0] + north * minor[1]);
}

/** Writes the Earth-centred point of (s, t) to the first three places of `into`. */
export function writeScanned(
  { spread, along, across }: Scan,
  s: number,
  t: number,
  into: Float64Array,
): void {
  writeOnEarth(spread.frame, s * along[0] + t * across[0], s * along[1] + t * across[1], into);
}

/** Standard deviations along and across of what lies some metres east and north of the mean. */
export function scannedFrom(
  { along, across, area }: Scan,
  east: number,
  north: number,
): readonly [number, number] {
  return [(east * across[1] - north * across[0]) / area, (along[0] * north - along[1] * east) / area];
}
