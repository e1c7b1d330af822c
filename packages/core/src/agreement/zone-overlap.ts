import { sineCosine } from '../base/index.ts';
import type { Zone } from '../geo/index.ts';

// How large an area two zones share. Both are cut into upright strips at their corners and crossings; within a strip
// every border is straight, so that the strip at its middle stands for the whole of it.

const EARTH_RADIUS_KM = 6371.0072;
const RADIAN = 57.29577951308232;
/** More borders than this are not cut at every crossing of each other: strips of one width are near enough for advice. */
const MOST_PAIRS = 4_000_000;
const STRIPS = 2_000;

/** Square kilometres that two zones share, within about one in a hundred; 0 where they do not meet. */
export function overlapArea(a: Zone, b: Zone): number {
  const [first, second] = [edgesOf(a), edgesOf(b)];
  const west = Math.max(least(first), least(second));
  const east = Math.min(most(first), most(second));
  if (!(west < east)) return 0;
  const cuts = cutsOf(first, second, west, east);
  let square = 0;
  for (let k = 1; k < cuts.length; k += 1) {
    const [from, to] = [cuts[k - 1] ?? 0, cuts[k] ?? 0];
    if (to <= from) continue;
    const middle = (from + to) / 2;
    for (const [low, high] of shared(insideAt(a, middle), insideAt(b, middle)))
      square += (to - from) * (sineCosine(high)[0] - sineCosine(low)[0]);
  }
  return ((EARTH_RADIUS_KM * EARTH_RADIUS_KM) / RADIAN) * square;
}

function edgesOf(zone: Zone): readonly number[] {
  return zone.polygons.flatMap(({ edges }) => [...edges]);
}

function least(edges: readonly number[]): number {
  let found = Number.POSITIVE_INFINITY;
  for (let o = 0; o < edges.length; o += 2) found = Math.min(found, edges[o] ?? found);
  return found;
}

function most(edges: readonly number[]): number {
  let found = Number.NEGATIVE_INFINITY;
  for (let o = 0; o < edges.length; o += 2) found = Math.max(found, edges[o] ?? found);
  return found;
}

function cutsOf(a: readonly number[], b: readonly number[], west: number, east: number): readonly number[] {
  const cuts = [west, east];
  if ((a.length / 4) * (b.length / 4) > MOST_PAIRS) {
    for (let k = 1; k < STRIPS; k += 1) cuts.push(west + ((east - west) * k) / STRIPS);
    return cuts.sort((x, y) => x - y);
  }
  for (const edges of [a, b])
    for (let o = 0; o < edges.length; o += 2) {
      const x = edges[o] ?? west;
      if (x > west && x < east) cuts.push(x);
    }
  for (let p = 0; p < a.length; p += 4)
    for (let q = 0; q < b.length; q += 4) {
      const x = crossing(a, p, b, q);
      if (x !== undefined && x > west && x < east) cuts.push(x);
    }
  return cuts.sort((x, y) => x - y);
}

/** The longitude at which two edges cross, where they do. */
function crossing(a: readonly number[], p: number, b: readonly number[], q: number): number | undefined {
  const [x, y] = [a[p] ?? 0, a[p + 1] ?? 0];
  const [dx, dy] = [(a[p + 2] ?? 0) - x, (a[p + 3] ?? 0) - y];
  const [u, v] = [b[q] ?? 0, b[q + 1] ?? 0];
  const [du, dv] = [(b[q + 2] ?? 0) - u, (b[q + 3] ?? 0) - v];
  const cross = dx * dv - dy * du;
  if (cross === 0) return undefined;
  const along = ((u - x) * dv - (v - y) * du) / cross;
  const other = ((u - x) * dy - (v - y) * dx) / cross;
  return along >= 0 && along <= 1 && other >= 0 && other <= 1 ? x + along * dx : undefined;
}

type Interval = readonly [low: number, high: number];

/** The latitudes of a zone along a meridian: of each polygon by even and odd, all of them together. */
function insideAt(zone: Zone, longitude: number): readonly Interval[] {
  const found: Interval[] = [];
  for (const { edges } of zone.polygons) {
    const met: number[] = [];
    for (let o = 0; o < edges.length; o += 4) {
      const [x, u] = [edges[o] ?? 0, edges[o + 2] ?? 0];
      if (x <= longitude === u <= longitude) continue;
      const [y, v] = [edges[o + 1] ?? 0, edges[o + 3] ?? 0];
      met.push(y + ((v - y) * (longitude - x)) / (u - x));
    }
    met.sort((a, b) => a - b);
    for (let k = 1; k < met.length; k += 2) found.push([met[k - 1] ?? 0, met[k] ?? 0]);
  }
  return united(found);
}

function united(intervals: readonly Interval[]): readonly Interval[] {
  const joined: [number, number][] = [];
  for (const [low, high] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1]) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return joined;
}

function shared(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  return a.flatMap(([low, high]) =>
    b.flatMap(([from, to]): readonly Interval[] => {
      const [start, end] = [Math.max(low, from), Math.min(high, to)];
      return start < end ? [[start, end]] : [];
    }),
  );
}
