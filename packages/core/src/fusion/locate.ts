import { arcTangent, degrees, radians, sineCosine } from '../base/index.ts';
import { courseBetween, type Footprint, type Place, type Position, positionAlong } from '../geo/index.ts';

// Where bearings cross. A bearing over a long way is no normal distribution in the plane, so the place is sought by
// Gauss–Newton on the bearings themselves, along geodesics, with a fixed number of steps: the same bits everywhere.

/** A direction in which something was perceived, and when its sound came in. */
export interface Ray {
  readonly origin: Position;
  /** Degrees from true north, with its standard deviation. */
  readonly bearing: number;
  readonly deviation: number;
  /** Seconds on any one clock; left out where it tells nothing. */
  readonly arrival?: number;
}

/** How fast what arrives travels, metres per second, with its standard deviation; and that of a time of arrival, s. */
export interface Travel {
  readonly speed: number;
  readonly deviation: number;
  readonly seconds: number;
}

/** Where rays cross. */
export interface Crossing extends Footprint {
  /** Of each ray, how far it passes by, in its own standard deviations: far off is a false bearing. */
  readonly residuals: readonly number[];
}

const LINE_90 = 1.6448536269514722;
const STEPS = 20;
/** Tails of Student's distribution: one false bearing must not draw the place away. */
const TAIL = 4;

/**
 * The place where bearings, and times of arrival if given, meet best; undefined for less than two rays, for rays that
 * run alongside each other, and where they meet behind the observers on the far side of the Earth.
 */
export function locateRays(rays: readonly Ray[], travel?: Travel): Crossing | undefined {
  let at = begin(rays);
  let normal: Normal | undefined;
  for (let step = 0; step < STEPS && at !== undefined; step++) {
    normal = normalOf(rays, at, travel);
    const move = normal === undefined ? undefined : solve(normal);
    if (move === undefined) return undefined;
    at = positionAlong(at, degreesOf(move), Math.sqrt(move[0] * move[0] + move[1] * move[1]));
  }
  if (at === undefined) return undefined;
  normal = normalOf(rays, at, travel);
  const covariance = normal === undefined ? undefined : inverse(normal);
  if (normal === undefined || covariance === undefined) return undefined;
  return { at, covariance, residuals: normal.residuals };
}

interface Normal {
  /** AᵀWA and AᵀWr over east and north, metres. */
  xx: number;
  xy: number;
  yy: number;
  x: number;
  y: number;
  readonly residuals: readonly number[];
}

/** The crossing in the plane through the first origin: near enough to start from. */
function begin(rays: readonly Ray[]): Position | undefined {
  const [first] = rays;
  if (first === undefined || rays.length < 2) return undefined;
  const normal = { xx: 0, xy: 0, yy: 0, x: 0, y: 0, residuals: [] };
  for (const { origin, bearing } of rays) {
    const course = courseBetween(first.origin, origin);
    if (course === undefined) return undefined;
    const [east, north] = planar(course.azimuth, course.distance);
    const [dx, dy] = planar(bearing, 1);
    // The distance from the line through the origin: n = (cos, −sin).
    const c = dy * east - dx * north;
    normal.xx += dy * dy;
    normal.xy -= dx * dy;
    normal.yy += dx * dx;
    normal.x += dy * c;
    normal.y -= dx * c;
  }
  const move = solve(normal);
  if (move === undefined) return undefined;
  return positionAlong(first.origin, degreesOf(move), Math.sqrt(move[0] * move[0] + move[1] * move[1]));
}

function normalOf(rays: readonly Ray[], at: Position, travel: Travel | undefined): Normal | undefined {
  const normal = { xx: 0, xy: 0, yy: 0, x: 0, y: 0, residuals: [] as number[] };
  const times: {
    readonly way: number;
    readonly arrival: number;
    readonly dx: number;
    readonly dy: number;
  }[] = [];
  for (const { origin, bearing, deviation, arrival } of rays) {
    const out = courseBetween(origin, at);
    const back = courseBetween(at, origin);
    if (out === undefined || back === undefined || out.distance < 1) return undefined;
    const off = shortTurn(bearing - out.azimuth);
    const residual = off / deviation;
    normal.residuals.push(residual);
    const weight = (TAIL + 1) / (TAIL + residual * residual);
    // From the place, the ray comes from the back azimuth: moving to its right turns the bearing.
    const [bx, by] = planar(back.azimuth, 1);
    const scale = 1 / (radians(deviation) * out.distance);
    add(normal, -by * scale, bx * scale, residual, weight);
    if (arrival !== undefined) times.push({ way: out.distance, arrival, dx: -bx, dy: -by });
  }
  if (travel !== undefined && times.length >= 3) addTimes(normal, times, travel);
  return normal;
}

/** Times of arrival: the unknown moment is taken out by weighing each against their common mean. */
function addTimes(
  normal: Normal,
  times: readonly {
    readonly way: number;
    readonly arrival: number;
    readonly dx: number;
    readonly dy: number;
  }[],
  { speed, deviation, seconds }: Travel,
): void {
  const rows = times.map(({ way, arrival, dx, dy }) => {
    const spread = (way / speed) * (deviation / speed);
    return {
      off: arrival - way / speed,
      x: dx / speed,
      y: dy / speed,
      weight: 1 / (seconds * seconds + spread * spread),
    };
  });
  let [total, off, x, y] = [0, 0, 0, 0];
  for (const row of rows) {
    total += row.weight;
    off += row.weight * row.off;
    x += row.weight * row.x;
    y += row.weight * row.y;
  }
  for (const row of rows) {
    const root = Math.sqrt(row.weight);
    const residual = (row.off - off / total) * root;
    const weight = (TAIL + 1) / (TAIL + residual * residual);
    add(normal, (row.x - x / total) * root, (row.y - y / total) * root, residual, weight);
  }
}

function add(normal: Normal, ax: number, ay: number, residual: number, weight: number): void {
  normal.xx += weight * ax * ax;
  normal.xy += weight * ax * ay;
  normal.yy += weight * ay * ay;
  normal.x += weight * ax * residual;
  normal.y += weight * ay * residual;
}

function solve(normal: Normal): readonly [number, number] | undefined {
  const covariance = inverse(normal);
  if (covariance === undefined) return undefined;
  const [xx, xy, yy] = covariance;
  return [xx * normal.x + xy * normal.y, xy * normal.x + yy * normal.y];
}

/** Rays that cross at less than about a degree have no crossing. */
function inverse({ xx, xy, yy }: Normal): readonly [number, number, number] | undefined {
  const det = xx * yy - xy * xy;
  if (!(det > 1e-4 * (xx + yy) * (xx + yy) * 0.25)) return undefined;
  return [yy / det, -xy / det, xx / det];
}

function planar(azimuth: number, length: number): readonly [number, number] {
  const [s, c] = sineCosine(azimuth);
  return [length * s, length * c];
}

function degreesOf([east, north]: readonly [number, number]): number {
  return degrees(arcTangent(east, north));
}

function shortTurn(turn: number): number {
  return turn - 360 * Math.round(turn / 360);
}

/** A sector that says little of the distance: its depth is greater than the way to its middle. */
export function rayOf(place: Place): Ray | undefined {
  if (place.type !== 'sector') return undefined;
  const [nearest, farthest] = place.distance;
  if (farthest - nearest <= (farthest + nearest) / 2) return undefined;
  return { origin: place.origin, bearing: place.bearing, deviation: place.bearingTolerance / LINE_90 };
}
