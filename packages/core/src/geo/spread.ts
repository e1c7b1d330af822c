import { sineCosine } from '../base/index.ts';
import { ECCENTRICITY, SEMI_MAJOR, type Vector, vectorOf, Z_SCALE } from './ellipsoid.ts';
import type { Footprint } from './footprint.ts';
import type { Position } from './place.ts';

// A footprint as it lies on the Earth: a normal distribution on the plane that touches the ellipsoid at the mean, laid
// onto it so that distance and direction from the mean are kept. Within 100 km of the mean that is true to 0.1 m, and
// to a millionth of the distance nearer by.

/** A footprint, with the error of what it is measured against, as a linear map from two standard normal variables. */
export interface Spread {
  readonly at: Position;
  /** The mean as an Earth-centred point, and the unit vectors east and north and up there. */
  readonly centre: Vector;
  readonly east: Vector;
  readonly north: Vector;
  readonly up: Vector;
  /** Metres east and north of one standard deviation along the longest axis of the ellipse, and along the shortest. */
  readonly major: readonly [number, number];
  readonly minor: readonly [number, number];
  /** Standard deviations to which it is followed; what lies beyond counts as the rim of it does. */
  readonly cut: number;
  /** The same in metres: nothing that matters lies farther from the mean. */
  readonly reach: number;
  /** The mean radius of curvature at the mean, in metres. */
  readonly radius: number;
  /** Of the quadratic form of the ellipsoid: its values for up, for north, for both, and for the mean and up. */
  readonly form: readonly [upUp: number, northNorth: number, northUp: number, centreUp: number];
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
  const [s, c] = sineCosine(at[1]);
  const [sLong, cLong] = sineCosine(at[0]);
  const centre = vectorOf(at);
  const up: Vector = [c * cLong, c * sLong, s];
  const steep = Z_SCALE - 1;
  const cut = Math.min(CUT, FARTHEST / longest);
  return {
    at,
    centre,
    east: [-sLong, cLong, 0],
    north: [-s * cLong, -s * sLong, c],
    up,
    major: [longest * x, longest * y],
    minor: [-shortest * y, shortest * x],
    cut,
    reach: cut * longest,
    radius: (SEMI_MAJOR * Math.sqrt(1 - ECCENTRICITY)) / (1 - ECCENTRICITY * s * s),
    form: [
      1 + steep * s * s,
      1 + steep * c * c,
      steep * s * c,
      centre[0] * up[0] + centre[1] * up[1] + Z_SCALE * centre[2] * up[2],
    ],
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
  /** Metres of one standard deviation along. */
  readonly metres: number;
}

/** Scan lines in a direction: (x, y) are standard deviations along the longest and the shortest axis. */
export function scanToward(spread: Spread, x: number, y: number): Scan {
  const length = Math.sqrt(x * x + y * y);
  const [c, s] = length === 0 ? [1, 0] : [x / length, y / length];
  const { major, minor } = spread;
  const along = [c * major[0] + s * minor[0], c * major[1] + s * minor[1]] as const;
  const across = [c * minor[0] - s * major[0], c * minor[1] - s * major[1]] as const;
  return { spread, along, across, metres: Math.sqrt(along[0] * along[0] + along[1] * along[1]) };
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
  const { centre, east, north, up, radius, form } = spread;
  const [e, n] = [s * along[0] + t * across[0], s * along[1] + t * across[1]];
  // The sine of the angle by its series: what is `angle` radii away along the surface is less away along the plane.
  const square = (e * e + n * n) / (radius * radius);
  const short = (1 - square * (1 / 6 - square * (1 / 120 - square / 5040))) / SEMI_MAJOR;
  const [x, y] = [short * e, short * n];
  const linear = form[3] + y * form[2];
  const raised = x * x + y * y * form[1];
  const drop = raised / (linear + Math.sqrt(linear * linear - form[0] * raised));
  into[0] = centre[0] + x * east[0] + y * north[0] - drop * up[0];
  into[1] = centre[1] + x * east[1] + y * north[1] - drop * up[1];
  into[2] = centre[2] + x * east[2] + y * north[2] - drop * up[2];
}

/** Metres east and north of the mean of an Earth-centred point of the same half of the Earth. */
export function onPlane(spread: Spread, [px, py, pz]: Vector): readonly [east: number, north: number] {
  const { centre, east, north, radius } = spread;
  const [dx, dy, dz] = [px - centre[0], py - centre[1], pz - centre[2]];
  const e = (dx * east[0] + dy * east[1] + dz * east[2]) * SEMI_MAJOR;
  const n = (dx * north[0] + dy * north[1] + dz * north[2]) * SEMI_MAJOR;
  const square = (e * e + n * n) / (radius * radius);
  const long = 1 + square * (1 / 6 + square * (3 / 40 + square * (15 / 336 + (square * 105) / 3456)));
  return [e * long, n * long];
}

/** Standard deviations along and across of what lies some metres east and north of the mean. */
export function scannedFrom({ along, across }: Scan, east: number, north: number): readonly [number, number] {
  const area = along[0] * across[1] - along[1] * across[0];
  return [(east * across[1] - north * across[0]) / area, (along[0] * north - along[1] * east) / area];
}
