import { arcOverChord } from './arc.ts';
import { FAN, RADIUS, STRIDE, squareTo } from './capsules.ts';
import { type Vector, Z_SCALE } from './ellipsoid.ts';
import { hintCell } from './hints.ts';
import type { Line } from './line.ts';

/** What the last search left behind, so that a batch allocates nothing per point. */
export const found = {
  segment: 0,
  /** Metres along the geodesic. */
  distance: 0,
  /** The share of the segment at the nearest point, not clamped. */
  share: 0,
  /** The nearest point. */
  x: 0,
  y: 0,
  z: 0,
};

let front = new Int32Array(1024);
let behind = new Int32Array(1024);
let squares = new Float64Array(1024);

/**
 * Straight distances decide which segments are measured exactly. Among segments in different directions the exact
 * order may differ from the straight one by what this allows: twice the sag; and for curvature, which varies by 2 %
 * between directions and latitudes, at most a thirtieth of that of chord³ ÷ 24. Farther off, one hundredth.
 */
export function slack(straight: number, sag: number): number {
  return 2 * sag + (straight < 0.16 ? 9e-4 * straight * straight * straight : 0.01 * straight) + 1e-14;
}

/** Finds what is nearest on a line to an Earth-centred point of the ellipsoid; the answer is in {@link found}. */
export function seek(line: Line, px: number, py: number, pz: number): void {
  const { levels } = line.tree;
  const segments = levels[0] as Float64Array;
  makeRoom(segments.length / STRIDE);
  let [here, there] = [front, behind];
  const straights = squares;
  const cell = hintCell(line.hints, px, py, pz);
  let bound = Math.sqrt(squareTo(px, py, pz, segments, STRIDE * (line.hints.cells[cell] as number)));
  bound += slack(bound, line.sag);
  // Families of the highest level; from then on, those whose parent can hold something within the bound.
  let count = (levels[levels.length - 1] as Float64Array).length / STRIDE / FAN;
  for (let i = 0; i < count; i++) here[i] = i;
  for (let at = levels.length - 1; at >= 0; at--) {
    const level = levels[at] as Float64Array;
    const before = bound;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const first = (here[i] as number) * FAN;
      for (let node = first; node < first + FAN; node++) {
        const square = squareTo(px, py, pz, level, node * STRIDE);
        const radius = level[node * STRIDE + RADIUS] as number;
        const far = bound + radius;
        if (square > far * far) continue;
        there[kept] = node;
        straights[kept] = square;
        kept += 1;
        // Somewhere in this capsule the line is at most its radius farther than the axis.
        const near = bound - radius;
        if (near <= 0 || square >= near * near) continue;
        const straight = Math.sqrt(square) + radius;
        bound = Math.min(bound, straight + slack(straight, line.sag));
      }
    }
    count = bound < before ? sieve(level, there, straights, kept, bound) : kept;
    [here, there] = [there, here];
  }
  measure(line, segments, here, count, px, py, pz);
  line.hints.cells[cell] = found.segment;
}

/** Keeps the nodes that are still within a bound which fell on the way; gives how many. */
function sieve(
  level: Float64Array,
  nodes: Int32Array,
  straights: Float64Array,
  count: number,
  bound: number,
): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const node = nodes[i] as number;
    const far = bound + (level[node * STRIDE + RADIUS] as number);
    if ((straights[i] as number) <= far * far) nodes[kept++] = node;
  }
  return kept;
}

/** As {@link seek}, among some segments of the line only: whole runs of it, so that shared ends are all among them. */
export function seekAmong(line: Line, segments: readonly number[], px: number, py: number, pz: number): void {
  makeRoom(segments.length);
  front.set(segments);
  measure(line, line.tree.levels[0] as Float64Array, front, segments.length, px, py, pz);
}

/** As {@link seekAmong}, from a list that is kept. */
export function seekIn(line: Line, segments: Int32Array, px: number, py: number, pz: number): void {
  measure(line, line.tree.levels[0] as Float64Array, segments, segments.length, px, py, pz);
}

/** Room for as many nodes as a level has. */
function makeRoom(count: number): void {
  if (count <= front.length) return;
  front = new Int32Array(2 * count);
  behind = new Int32Array(2 * count);
  squares = new Float64Array(2 * count);
}

/** Measures the segments in front exactly and keeps the nearest; of equals, the first in the order of the line. */
function measure(
  line: Line,
  segments: Float64Array,
  nodes: Int32Array,
  count: number,
  px: number,
  py: number,
  pz: number,
): void {
  found.distance = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const segment = nodes[i] as number;
    const o = segment * STRIDE;
    const vx = segments[o + 3] as number;
    const vy = segments[o + 4] as number;
    const vz = segments[o + 5] as number;
    let x = segments[o] as number;
    let y = segments[o + 1] as number;
    let z = segments[o + 2] as number;
    const share = ((px - x) * vx + (py - y) * vy + (pz - z) * vz) * (segments[o + 6] as number);
    // The start of a segment is the end of the one before it, which is in front as well.
    if (share <= 0 && hasBefore(line, segment)) continue;
    const t = share < 0 ? 0 : share > 1 ? 1 : share;
    x += t * vx;
    y += t * vy;
    z += t * vz;
    // One step of Newton's method up along the normal brings the point of the chord onto the ellipsoid.
    const w = z * Z_SCALE;
    const lift = (1 - x * x - y * y - z * w) / (2 * (x * x + y * y + w * w));
    x += lift * x;
    y += lift * y;
    z += lift * w;
    const distance = arcOverChord((px + x) / 2, (py + y) / 2, (pz + z) / 2, x - px, y - py, z - pz);
    if (distance > found.distance || (distance === found.distance && segment > found.segment)) continue;
    found.segment = segment;
    found.distance = distance;
    found.share = share;
    found.x = x;
    found.y = y;
    found.z = z;
  }
}

function hasBefore({ chains, chainOf }: Line, segment: number): boolean {
  const chain = chains[chainOf[segment] as number];
  return chain !== undefined && (segment > chain.firstSegment || chain.closed);
}

/** Within this distance in metres a position is on the line and has no side. */
const ON_LINE = 1e-6;

/** On which side of the line the point of the last search lies: 1 left, −1 right, 0 on the line. */
export function sideOfFound(line: Line, px: number, py: number, pz: number): -1 | 0 | 1 {
  if (found.distance < ON_LINE) return 0;
  const { share, segment, x, y, z } = found;
  const [dx, dy, dz] = [px - x, py - y, pz - z];
  let leftward: number;
  if (share > 0 && share < 1) {
    const segments = line.tree.levels[0] as Float64Array;
    const o = segment * STRIDE + 3;
    const vx = segments[o] as number;
    const vy = segments[o + 1] as number;
    const vz = segments[o + 2] as number;
    const w = z * Z_SCALE;
    leftward = dx * (y * vz - w * vy) + dy * (w * vx - x * vz) + dz * (x * vy - y * vx);
  } else {
    const o = 3 * ((line.starts[segment] as number) + (share > 0 ? 1 : 0));
    leftward =
      dx * (line.lefts[o] as number) +
      dy * (line.lefts[o + 1] as number) +
      dz * (line.lefts[o + 2] as number);
  }
  return leftward > 0 ? 1 : leftward < 0 ? -1 : 0;
}

/** Whether the point of the last search lies past an end of an open chain. */
export function beyondFound({ chains, chainOf }: Line): 'start' | 'end' | undefined {
  const { segment, share } = found;
  const chain = chains[chainOf[segment] as number];
  if (chain === undefined || chain.closed || found.distance < ON_LINE) return undefined;
  if (share < 0 && segment === chain.firstSegment) return 'start';
  return share > 1 && segment === chain.lastSegment ? 'end' : undefined;
}

/** The segments of a line within a straight distance, in semi-major axes, of an Earth-centred point; perhaps a few more. */
export function segmentsWithin(line: Line, [px, py, pz]: Vector, reach: number): readonly number[] {
  const { levels } = line.tree;
  let families = (levels[levels.length - 1] as Float64Array).length / STRIDE / FAN;
  let nodes: number[] = [];
  for (let at = levels.length - 1; at >= 0; at--) {
    const level = levels[at] as Float64Array;
    const parents = nodes;
    nodes = [];
    for (let i = 0; i < families; i++) {
      const first = (at === levels.length - 1 ? i : (parents[i] as number)) * FAN;
      for (let node = first; node < first + FAN; node++) {
        const far = reach + (level[node * STRIDE + RADIUS] as number) + 1e-12;
        if (squareTo(px, py, pz, level, node * STRIDE) <= far * far) nodes.push(node);
      }
    }
    families = nodes.length;
  }
  return nodes;
}
