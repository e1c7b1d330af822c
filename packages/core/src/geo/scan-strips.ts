import { SEMI_MAJOR, type Vector } from './ellipsoid.ts';
import type { Line } from './line.ts';
import { found, seek, segmentsWithin, slack } from './seek.ts';
import { type Scan, writeScanned } from './spread.ts';

// Along scan lines that lie side by side nearly always the same few segments of a border are nearest. Which these can be
// is told once for a strip of scan lines, exactly: the answers are those of a search through the whole line.

/** Standard deviations that a strip is wide, across the scan lines. */
const WIDTH = 0.8;
/** Of more segments than this a search through the tree is as quick. */
const MOST_SEGMENTS = 24;
/** Metres: of longer scan lines the Earth below is too round for this. */
const LONGEST = 200_000;
/** The surface strays from the flat between the corners of a strip by at most the square of its diagonal ÷ 8 radii. */
const EIGHT_RADII = 4e7;

/** The strips of a scan, each with the segments that can be nearest in it; filled as they are asked for. */
export interface Strips {
  readonly line: Line;
  readonly scan: Scan;
  readonly known: Map<number, Int32Array | undefined>;
}

/** The strips of a scan beside a line; none is looked at yet. */
export function newStrips(line: Line, scan: Scan): Strips {
  return { line, scan, known: new Map() };
}

/** The segments that can be nearest to anything on the scan line at `t`; undefined where they are many. */
export function segmentsBeside(strips: Strips, t: number): Int32Array | undefined {
  const number = Math.floor(t / WIDTH);
  const known = strips.known.get(number);
  if (known !== undefined || strips.known.has(number)) return known;
  const segments = lookAt(strips, number * WIDTH);
  strips.known.set(number, segments);
  return segments;
}

/**
 * For a place x of the line and a fixed place q of it, |p − x|² − |p − q|² changes with p as a plane does. So where x is
 * farther than q from each corner of a strip, it is farther all over it: what can be nearest lies within the circles
 * around the corners that pass through q.
 */
function lookAt({ line, scan }: Strips, from: number): Int32Array | undefined {
  const { cut } = scan.spread;
  const to = from + WIDTH;
  const least = from <= 0 && to >= 0 ? 0 : Math.min(Math.abs(from), Math.abs(to));
  const end = Math.sqrt(Math.max(0, cut * cut - least * least));
  const across = Math.sqrt(scan.across[0] * scan.across[0] + scan.across[1] * scan.across[1]);
  const diagonal = 2 * end * scan.metres + WIDTH * across;
  if (diagonal > LONGEST) return undefined;
  seek(line, ...placeAt(scan, 0, from + WIDTH / 2));
  const q: Vector = [found.x, found.y, found.z];
  const corners = [
    [-end, from],
    [end, from],
    [-end, to],
    [end, to],
  ].map(([s, t]) => placeAt(scan, s as number, t as number));
  const strays = (diagonal * diagonal) / EIGHT_RADII / SEMI_MAJOR;
  const farthest = Math.max(...corners.map((corner) => apart(corner, q))) + strays;
  // Places are compared straight, and are nearest along the surface: by so much the two may differ.
  const doubt = slack(farthest, line.sag) + 2 * line.sag;
  const more = (doubt + 2 * strays) * (2 * farthest + doubt);
  const segments = new Set<number>();
  for (const corner of corners) {
    const away = apart(corner, q);
    for (const segment of segmentsWithin(line, corner, Math.sqrt(away * away + more)))
      if (segments.size < MOST_SEGMENTS) segments.add(segment);
      else return undefined;
  }
  return Int32Array.from(segments);
}

const point = new Float64Array(3);

function placeAt(scan: Scan, s: number, t: number): Vector {
  writeScanned(scan, s, t, point);
  return [point[0] as number, point[1] as number, point[2] as number];
}

function apart([ax, ay, az]: Vector, [bx, by, bz]: Vector): number {
  const [dx, dy, dz] = [ax - bx, ay - by, az - bz];
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}
