import { misshapen } from '../base/index.ts';
import { cross, dot, minus, normalAt, unit, type Vector } from './ellipsoid.ts';

/** A side of a line, for somebody who walks it as drawn. Which party holds which side, the agreement says. */
export type Side = 'left' | 'right';

/** Below this the two directions at a vertex cancel: the line turns back on itself. */
const TURNED_BACK = 1e-6;

/** What of a line tells its left: its vertices in chains, and where each edge stood in the file. */
export interface Walked {
  readonly vertices: Float64Array;
  readonly chains: readonly {
    readonly firstSegment: number;
    readonly lastSegment: number;
    readonly closed: boolean;
  }[];
  readonly edgeOf: Int32Array;
  readonly paths: readonly string[];
}

/**
 * At each vertex the unit vectors to the left of its segments, added. A point whose nearest point is a vertex lies in
 * the wedge opposite the turn, and this sum tells the side there where either segment alone would be wrong.
 */
export function leftsOf(line: Walked): Float64Array {
  const { vertices, chains, edgeOf, paths } = line;
  const lefts = new Float64Array(vertices.length);
  let first = 0;
  for (const { firstSegment, lastSegment, closed } of chains) {
    const last = first + lastSegment - firstSegment + 1;
    for (let k = first; k <= last; k++) {
      const before = k > first ? k - 1 : closed ? last - 1 : undefined;
      const after = k < last ? k : closed ? first : undefined;
      const sum = added(
        before === undefined ? undefined : leftOfSegment(vertices, before, k),
        after === undefined ? undefined : leftOfSegment(vertices, after, k),
      );
      if (dot(sum, sum) < TURNED_BACK) {
        const edge = edgeOf[k === last ? firstSegment : firstSegment + k - first] as number;
        misshapen(
          paths[edge] as string,
          'is where the line turns back on itself, so that it has no left and right; leave the spur out',
        );
      }
      lefts.set(sum, 3 * k);
    }
    first = last + 1;
  }
  return lefts;
}

/** The unit vector to the left of the segment that starts at vertex `from`, on the surface at vertex `at`. */
function leftOfSegment(vertices: Float64Array, from: number, at: number): Vector {
  return unit(
    cross(normalAt(pointAt(vertices, at)), minus(pointAt(vertices, from + 1), pointAt(vertices, from))),
  );
}

function added(a: Vector | undefined, b: Vector | undefined): Vector {
  if (a === undefined || b === undefined) return a ?? b ?? [0, 0, 0];
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function pointAt(vertices: Float64Array, k: number): Vector {
  return [vertices[3 * k] as number, vertices[3 * k + 1] as number, vertices[3 * k + 2] as number];
}
