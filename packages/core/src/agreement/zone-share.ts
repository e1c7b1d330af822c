import { normalDensity, normalShare } from '../base/index.ts';
import { courseBetween, type Footprint, inZone, type Polygon, type Zone } from '../geo/index.ts';

// How much of an uncertain place lies in a zone: the zone is cut into upright strips, each weighed exactly from south to
// north, and the strips are added up by Gauss's rule between the corners of the zone, where nothing jumps.

// 90 % of a one-dimensional normal distribution lies within so many standard deviations.
const LINE_90 = 1.6448536269514722;

/** Beyond so many standard deviations lies less than a millionth. */
const REACH = 5;
const STEP = 0.5;
/** With more corners than this in reach, strips of one width are as good and take less time. */
const MOST_CORNERS = 64;
const NARROW = 0.02;

// Four points of Gauss and Legendre on [-1, 1].
const POINTS = [-0.8611363115940526, -0.33998104358485626, 0.33998104358485626, 0.8611363115940526];
const WEIGHTS = [0.34785484513745385, 0.6521451548625461, 0.6521451548625461, 0.34785484513745385];

/**
 * The probability that a place lies in a zone whose outline is known to `tolerance` metres (90 %). Within 1e-3 of the
 * true share for footprints below 100 km: the plane that touches the ellipsoid at the place stands for it.
 */
export function shareInZone(zone: Zone, { at, covariance }: Footprint, tolerance = 0): number {
  const outline = tolerance / LINE_90;
  const [ee, nn] = [covariance[0] + outline * outline, covariance[2] + outline * outline];
  if (ee <= 0 && nn <= 0) return Number(inZone(zone, at));
  const east = Math.sqrt(Math.max(ee, 1e-6));
  const slope = covariance[1] / east;
  const north = Math.sqrt(Math.max(nn - slope * slope, 1e-6));
  const perEast = (courseBetween(at, [at[0] + 0.001, at[1]])?.distance ?? 0) * 1000;
  const toPole = at[1] > 0 ? -0.001 : 0.001;
  const perNorth = (courseBetween(at, [at[0], at[1] + toPole])?.distance ?? 0) * 1000;
  let outside = 1;
  for (const polygon of zone.polygons) {
    const edges = scaled(polygon, at, perEast / east, perNorth);
    outside -= Math.min(outside, shareInPolygon(edges, slope, north));
  }
  return Math.max(0, Math.min(1, 1 - outside));
}

/** Edges with their longitude in standard deviations from the place, their latitude in metres; those in reach. */
function scaled({ edges }: Polygon, at: Footprint['at'], east: number, north: number): Float64Array {
  const kept: number[] = [];
  for (let o = 0; o < edges.length; o += 4) {
    const a = ((edges[o] ?? 0) - at[0]) * east;
    const b = ((edges[o + 2] ?? 0) - at[0]) * east;
    if ((a < -REACH && b < -REACH) || (a > REACH && b > REACH) || a === b) continue;
    kept.push(a, ((edges[o + 1] ?? 0) - at[1]) * north, b, ((edges[o + 3] ?? 0) - at[1]) * north);
  }
  return Float64Array.from(kept);
}

function shareInPolygon(edges: Float64Array, slope: number, north: number): number {
  const cuts = cutsOf(edges);
  let share = 0;
  for (let k = 1; k < cuts.length; k += 1) {
    const [from, to] = [cuts[k - 1] ?? 0, cuts[k] ?? 0];
    const half = (to - from) / 2;
    if (half < 1e-12) continue;
    for (let p = 0; p < POINTS.length; p += 1) {
      const u = from + half * (1 + (POINTS[p] ?? 0));
      share += half * (WEIGHTS[p] ?? 0) * normalDensity(u) * strip(edges, u, slope * u, north);
    }
  }
  return share;
}

/** Where the strips end: at each corner in reach, and often enough between. */
function cutsOf(edges: Float64Array): readonly number[] {
  const corners: number[] = [];
  for (let o = 0; o < edges.length; o += 2) {
    const u = edges[o] ?? 0;
    if (u > -REACH && u < REACH) corners.push(u);
  }
  const few = corners.length <= 2 * MOST_CORNERS;
  const step = few ? STEP : NARROW;
  const cuts = few ? corners : [];
  for (let k = 0; k <= (2 * REACH) / step; k += 1) cuts.push(-REACH + k * step);
  return cuts.sort((a, b) => a - b);
}

/** The share of an upright line that lies in the zone, from one crossing of its outline to the next. */
function strip(edges: Float64Array, u: number, mean: number, deviation: number): number {
  const crossings: number[] = [];
  for (let o = 0; o < edges.length; o += 4) {
    const [a, b] = [edges[o] ?? 0, edges[o + 2] ?? 0];
    if (a <= u === b <= u) continue;
    const [ya, yb] = [edges[o + 1] ?? 0, edges[o + 3] ?? 0];
    crossings.push(ya + ((yb - ya) * (u - a)) / (b - a));
  }
  crossings.sort((a, b) => a - b);
  let share = 0;
  for (let k = 1; k < crossings.length; k += 2)
    share +=
      normalShare(((crossings[k] ?? 0) - mean) / deviation) -
      normalShare(((crossings[k - 1] ?? 0) - mean) / deviation);
  return share;
}
