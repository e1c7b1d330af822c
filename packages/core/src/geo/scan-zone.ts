import { cosine, normalShare, radians } from '../base/index.ts';
import type { Box } from './box.ts';
import { type OpenPolygon, withinOpenPolygon } from './cell-polygon.ts';
import { positionOf, SEMI_MAJOR, vectorOf } from './ellipsoid.ts';
import { onPlane } from './frame.ts';
import { meansOver } from './integrate.ts';
import type { Position } from './place.ts';
import { type Scan, type Spread, scannedFrom, scanToward, writeScanned } from './spread.ts';
import { inFrame } from './zone.ts';

/** Which share of a spread lies in any of some polygons, of which the box around the spread leaves these parts open. */
export function zoneShare(polygons: readonly OpenPolygon[], box: Box, spread: Spread): number {
  const drawn = polygons.map((polygon) => edgesOnPlane(polygon, box, spread));
  const scan = scanFrom(drawn, spread);
  const pieces = polygons.map(
    (polygon, k): Piece => ({
      polygon,
      edges: scanned(drawn[k] as readonly number[], scan),
    }),
  );
  const corners = pieces.flatMap(({ edges }) => [...edges.filter((_, k) => k % 4 === 1)]);
  const [share] = meansOver(spread.cut, corners, 1, (t, into) => {
    into[0] = shareOfLine(pieces, scan, t);
  });
  return share as number;
}

/** Edges drawn on the plane stay this near to where they run: standard deviations, or metres where those are finer. */
const FAITHFUL = 1e-4;
const FAITHFUL_METRES = 1e-3;
const DEEPEST = 24;

/** The edges of a polygon that matter to a spread, on its plane: metres east and north of start and end. */
function edgesOnPlane({ of, edges }: OpenPolygon, box: Box, spread: Spread): readonly number[] {
  const drawn: number[] = [];
  for (const o of edges) {
    const [ax, ay] = [of.edges[o] as number, of.edges[o + 1] as number];
    const [bx, by] = [of.edges[o + 2] as number, of.edges[o + 3] as number];
    // Along the antimeridian an edge is there twice, once at either end of the frame.
    if (ax >= 180 && bx >= 180) continue;
    const [start, end] = sharesIn(box, ax, ay, bx, by);
    if (start >= end) continue;
    const at = (share: number): Position => [ax + share * (bx - ax), ay + share * (by - ay)];
    draw(at(start), at(end), spread, DEEPEST, drawn);
  }
  return drawn;
}

/** Between which shares of it an edge lies in a box (Liang and Barsky's way). */
function sharesIn(box: Box, ax: number, ay: number, bx: number, by: number): readonly [number, number] {
  let [start, end] = [0, 1];
  for (const [from, step, least, most] of [
    [ax, bx - ax, box.west, box.east],
    [ay, by - ay, box.south, box.north],
  ] as const) {
    if (step === 0) {
      if (from < least || from > most) return [1, 0];
      continue;
    }
    const [first, second] = [(least - from) / step, (most - from) / step];
    start = Math.max(start, Math.min(first, second));
    end = Math.min(end, Math.max(first, second));
  }
  return [start, end];
}

/** Draws an edge, straight in longitude and latitude, in as many straight pieces as it takes; what is far off, not at all. */
function draw(a: Position, b: Position, spread: Spread, depth: number, into: number[]): void {
  const [from, to] = [vectorOf(a), vectorOf(b)];
  const [x, y, z] = spread.frame.centre;
  const gap = Math.min(
    ...[from, to].map((v) =>
      Math.sqrt((v[0] - x) * (v[0] - x) + (v[1] - y) * (v[1] - y) + (v[2] - z) * (v[2] - z)),
    ),
  );
  const length = lengthAtMost(a, b);
  // A chord is shorter than its arc, within the distances that are followed by at most a fiftieth.
  if (SEMI_MAJOR * gap > spread.reach + length) return;
  const middle: Position = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const [start, half, end] = [
    onPlane(spread.frame, from),
    onPlane(spread.frame, vectorOf(middle)),
    onPlane(spread.frame, to),
  ];
  const [east, north] = [half[0] - (start[0] + end[0]) / 2, half[1] - (start[1] + end[1]) / 2];
  const bent = Math.sqrt(east * east + north * north);
  const faithful = Math.max(FAITHFUL_METRES, FAITHFUL * finest(spread));
  if (depth > 0 && (bent > faithful || length > spread.reach + 500_000)) {
    draw(a, middle, spread, depth - 1, into);
    draw(middle, b, spread, depth - 1, into);
  } else into.push(start[0], start[1], end[0], end[1]);
}

function finest({ minor }: Spread): number {
  return Math.sqrt(minor[0] * minor[0] + minor[1] * minor[1]);
}

/** Metres that an edge, straight in longitude and latitude, is at most long. */
function lengthAtMost(a: Position, b: Position): number {
  const widest = a[1] * b[1] <= 0 ? 1 : cosine(Math.min(Math.abs(a[1]), Math.abs(b[1])));
  const [dx, dy] = [radians(b[0] - a[0]) * widest, radians(b[1] - a[1])];
  return 1.01 * SEMI_MAJOR * Math.sqrt(dx * dx + dy * dy);
}

/** Scan lines that meet the border square where it is nearest, counted in standard deviations. */
function scanFrom(drawn: readonly (readonly number[])[], spread: Spread): Scan {
  const axes = scanToward(spread, 1, 0);
  let [nearest, east, north] = [Number.POSITIVE_INFINITY, 1, 0];
  for (const edges of drawn)
    for (let o = 0; o < edges.length; o += 4) {
      const [ax, ay] = scannedFrom(axes, edges[o] as number, edges[o + 1] as number);
      const [bx, by] = scannedFrom(axes, edges[o + 2] as number, edges[o + 3] as number);
      const [dx, dy] = [bx - ax, by - ay];
      const square = dx * dx + dy * dy;
      if (square === 0) continue;
      const share = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / square));
      const [x, y] = [ax + share * dx, ay + share * dy];
      const distance = x * x + y * y;
      if (distance >= nearest) continue;
      // On the border itself, square to the edge.
      [nearest, east, north] = distance > 1e-12 ? [distance, x, y] : [distance, -dy, dx];
    }
  return scanToward(spread, east, north);
}

interface Piece {
  readonly polygon: OpenPolygon;
  /** (s, t) of start and end of each edge. */
  readonly edges: Float64Array;
}

function scanned(drawn: readonly number[], scan: Scan): Float64Array {
  const edges = new Float64Array(drawn.length);
  for (let o = 0; o < drawn.length; o += 2) {
    const [s, t] = scannedFrom(scan, drawn[o] as number, drawn[o + 1] as number);
    edges[o] = s;
    edges[o + 1] = t;
  }
  return edges;
}

/** Which share of one scan line lies in any of the polygons. */
function shareOfLine(pieces: readonly Piece[], scan: Scan, t: number): number {
  const { cut } = scan.spread;
  const end = Math.sqrt(Math.max(0, cut * cut - t * t));
  const changes: (readonly [s: number, into: 1 | -1])[] = [];
  let depth = 0;
  for (const { polygon, edges } of pieces) {
    const crossings = crossingsOf(edges, t, end);
    let inside = startsInside(polygon, scan, crossings, t, end);
    if (inside) depth += 1;
    for (const s of crossings) {
      inside = !inside;
      changes.push([s, inside ? 1 : -1]);
    }
  }
  changes.sort(([a], [b]) => a - b);
  let [share, entered] = [0, 0];
  for (const [s, into] of changes) {
    if (depth === 0) entered = normalShare(s);
    depth += into;
    if (depth === 0) share += normalShare(s) - entered;
  }
  return depth > 0 ? share + 1 - entered : share;
}

function crossingsOf(edges: Float64Array, t: number, end: number): readonly number[] {
  const crossings: number[] = [];
  for (let o = 0; o < edges.length; o += 4) {
    const [from, to] = [edges[o + 1] as number, edges[o + 3] as number];
    if (from > t === to > t) continue;
    const start = edges[o] as number;
    const s = start + ((t - from) / (to - from)) * ((edges[o + 2] as number) - start);
    if (Math.abs(s) < end) crossings.push(s);
  }
  return crossings.sort((a, b) => a - b);
}

const point = new Float64Array(3);

/** Whether a scan line starts inside: asked in the widest gap between crossings, where rounding cannot matter. */
function startsInside(
  polygon: OpenPolygon,
  scan: Scan,
  crossings: readonly number[],
  t: number,
  end: number,
): boolean {
  const stops = [-end, ...crossings, end];
  let widest = 1;
  for (let k = 2; k < stops.length; k++) if (gapBefore(stops, k) > gapBefore(stops, widest)) widest = k;
  writeScanned(scan, ((stops[widest - 1] as number) + (stops[widest] as number)) / 2, t, point);
  const [longitude, latitude] = positionOf([point[0] as number, point[1] as number, point[2] as number]);
  return withinOpenPolygon(polygon, inFrame(longitude), latitude) === ((widest - 1) % 2 === 0);
}

function gapBefore(stops: readonly number[], k: number): number {
  return (stops[k] as number) - (stops[k - 1] as number);
}
