import type { Belt } from './belt.ts';
import { SEMI_MAJOR } from './ellipsoid.ts';
import { onPlane } from './frame.ts';
import type { Line } from './line.ts';
import { segmentsWithin } from './seek.ts';
import { pointAt } from './sides.ts';
import { type Scan, scannedFrom } from './spread.ts';

/** So many edges are heeded, the longest. */
const MOST_EDGES = 12;
/** Edges matter that run so many standard deviations along the scan lines, and at most so many across. */
const LONG = 0.2;
const LEVEL = 0.4;

/** Where a belt along an edge that runs along the scan lines begins or ends: beside the ends of such edges. */
export function breaksBeside(line: Line, belts: readonly Belt[], scan: Scan): readonly number[] {
  const borders = [...new Set(belts.flatMap(({ from, to }) => [from, to]))].filter(Number.isFinite);
  const metres = scan.area / scan.metres;
  return levelEdges(line, scan, scan.spread.reach + Math.max(0, ...borders))
    .flat()
    .flatMap((t) => [t, ...borders.flatMap((border) => [t - border / metres, t + border / metres])]);
}

/** Across the scan lines, the ends of the longest edges that run along them; of each, what lies within reach in metres. */
function levelEdges(line: Line, scan: Scan, reach: number): readonly (readonly [number, number])[] {
  const { frame } = scan.spread;
  const stretches = new Map<number, readonly [first: number, last: number]>();
  for (const segment of segmentsWithin(line, frame.centre, reach / SEMI_MAJOR)) {
    const edge = line.edgeOf[segment] as number;
    const start = line.starts[segment] as number;
    const [first, last] = stretches.get(edge) ?? [start, start];
    stretches.set(edge, [Math.min(first, start), Math.max(last, start + 1)]);
  }
  const place = (vertex: number) => scannedFrom(scan, ...onPlane(frame, pointAt(line.vertices, vertex)));
  return [...stretches.values()]
    .flatMap(([first, last]) => {
      const [[s, t], [s1, t1]] = [place(first), place(last)];
      const length = Math.abs(s1 - s);
      return length > LONG && Math.abs(t1 - t) < LEVEL ? [{ first, length, ends: [t, t1] as const }] : [];
    })
    .sort((a, b) => b.length - a.length || a.first - b.first)
    .slice(0, MOST_EDGES)
    .map(({ ends }) => ends);
}
