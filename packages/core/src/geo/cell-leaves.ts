import type { OpenPolygon } from './cell-polygon.ts';
import { CROSSED, meetRay, ON_EDGE } from './zone.ts';

/**
 * Open cells that are not divided any further because little is open there, one after the other in one array, so that
 * an answer reads memory in one place. Of each: the number of the mask that is settled, the count of open polygons,
 * and of each polygon: feature, whether an edge belongs to it, whether the chains to the east turn the answer, the
 * counts of turns and edges, the latitudes of the turns, the edges.
 */
export interface Leaves {
  pool: Float64Array;
  used: number;
  count: number;
}

export function newLeaves(): Leaves {
  return { pool: new Float64Array(1024), used: 0, count: 0 };
}

/** Adds a cell; gives where it starts. */
export function addLeaf(leaves: Leaves, settled: number, polygons: readonly OpenPolygon[]): number {
  const values = [settled, polygons.length];
  for (const { of, odd, turns, edges } of polygons) {
    values.push(of.feature, Number(of.boundaryInside), Number(odd), turns.length, edges.length, ...turns);
    for (const o of edges) values.push(...of.edges.subarray(o, o + 4));
  }
  const start = leaves.used;
  leaves.used += values.length;
  leaves.count += 1;
  if (leaves.used > leaves.pool.length) {
    const larger = new Float64Array(2 * leaves.used);
    larger.set(leaves.pool);
    leaves.pool = larger;
  }
  leaves.pool.set(values, start);
  return start;
}

/** The number of the mask that is settled in the cell that starts at a place of the pool. */
export function settledInLeaf({ pool }: Leaves, start: number): number {
  return pool[start] as number;
}

/** Adds to the mask at `masks[into]` what of the open polygons of a cell holds a position; as by all of their edges. */
export function answerLeaf(
  { pool }: Leaves,
  start: number,
  x: number,
  y: number,
  masks: Uint32Array,
  into: number,
): void {
  let at = start + 2;
  for (let left = pool[start + 1] as number; left > 0; left--) {
    const feature = pool[at] as number;
    let inside = pool[at + 2] === 1;
    const turnsEnd = at + 5 + (pool[at + 3] as number);
    const end = turnsEnd + 4 * (pool[at + 4] as number);
    for (let k = at + 5; k < turnsEnd; k++) if ((pool[k] as number) > y) inside = !inside;
    for (let k = turnsEnd; k < end; k += 4) {
      const meeting = meetRay(pool, k, x, y);
      if (meeting === CROSSED) inside = !inside;
      else if (meeting === ON_EDGE) {
        inside = pool[at + 1] === 1;
        break;
      }
    }
    if (inside)
      masks[into + (feature >>> 5)] = (masks[into + (feature >>> 5)] as number) | (1 << (feature & 31));
    at = end;
  }
}
