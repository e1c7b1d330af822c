import { cross, dot, minus, type Vector } from './ellipsoid.ts';
import type { Line } from './line.ts';
import { segmentsWithin } from './seek.ts';
import { pointAt } from './sides.ts';

const known = new WeakMap<Line, Uint8Array>();

/**
 * Which segments of a line cross or touch another, beside their neighbours: 1 for those, and where it is in doubt. Away
 * from them left and right part nowhere but at the line, and past its ends.
 */
export function crossingSegments(line: Line): Uint8Array {
  const answer = known.get(line) ?? findCrossings(line);
  known.set(line, answer);
  return answer;
}

function findCrossings(line: Line): Uint8Array {
  const crossing = new Uint8Array(line.starts.length);
  for (const segment of line.starts.keys()) {
    const [a, b] = endsOf(line, segment);
    const half = minus(b, a);
    const middle: Vector = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
    for (const other of segmentsWithin(line, middle, Math.sqrt(dot(half, half)) / 2))
      if (other > segment && !adjoin(line, segment, other) && meet(a, b, ...endsOf(line, other))) {
        crossing[segment] = 1;
        crossing[other] = 1;
      }
  }
  return crossing;
}

function endsOf(line: Line, segment: number): readonly [Vector, Vector] {
  const start = line.starts[segment] as number;
  return [pointAt(line.vertices, start), pointAt(line.vertices, start + 1)];
}

function adjoin({ chains, chainOf }: Line, first: number, second: number): boolean {
  if (chainOf[first] !== chainOf[second]) return false;
  const { closed, firstSegment, lastSegment } = chains[chainOf[first] as number] ?? { closed: false };
  return second === first + 1 || (closed && first === firstSegment && second === lastSegment);
}

/** Whether neither segment lies wholly on one side of the plane through the other and the Earth's centre. */
function meet(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  const [first, second] = [cross(a, b), cross(c, d)];
  return dot(first, c) * dot(first, d) <= 0 && dot(second, a) * dot(second, b) <= 0;
}
