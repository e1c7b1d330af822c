import type { Box } from './box.ts';
import type { FeaturePolygon } from './features.ts';
import { CROSSED, meetRay, ON_EDGE } from './zone.ts';

/**
 * A polygon whose border may run through a cell, with what decides there. A ray eastwards from the cell meets edges
 * that touch the cell, and edges east of it. Of the latter only how the chains they form begin and end matters: a
 * vertex above the ray turns the answer round, two in a row turn it back.
 */
export interface OpenPolygon {
  readonly of: FeaturePolygon;
  /** Whether an odd number of ends of chains in the east lies above the whole cell. */
  readonly odd: boolean;
  /** Latitudes of those within the cell: each turns the answer for rays from below it. */
  readonly turns: readonly number[];
  /** Where in `of.edges` the edges that may touch the cell start. */
  readonly edges: Int32Array;
}

/** A polygon of which nothing is decided yet. */
export function wholePolygon(polygons: readonly FeaturePolygon[], number: number): OpenPolygon {
  const of = polygons[number] as FeaturePolygon;
  return {
    of,
    odd: false,
    turns: [],
    edges: Int32Array.from({ length: of.edges.length / 4 }, (_, k) => 4 * k),
  };
}

/** Whether a position in the cell lies in the polygon; the same as by all of its edges. */
export function withinOpenPolygon({ of, odd, turns, edges }: OpenPolygon, x: number, y: number): boolean {
  let inside = odd;
  for (let k = 0; k < turns.length; k++) if ((turns[k] as number) > y) inside = !inside;
  for (let k = 0; k < edges.length; k++) {
    const meeting = meetRay(of.edges, edges[k] as number, x, y);
    if (meeting === ON_EDGE) return of.boundaryInside;
    if (meeting === CROSSED) inside = !inside;
  }
  return inside;
}

/** What is left open of a polygon in a smaller cell. */
export function narrowPolygon(open: OpenPolygon, box: Box): OpenPolygon | 'inside' | 'outside' {
  const { edges } = open.of;
  const kept: number[] = [];
  let odd = open.odd;
  const turns = new Set<number>();
  // A latitude above the cell turns every ray of it, one at its bottom or below turns none.
  const turnAt = (latitude: number) => {
    if (latitude > box.north) odd = !odd;
    else if (latitude > box.south && !turns.delete(latitude)) turns.add(latitude);
  };
  for (const turn of open.turns) turnAt(turn);
  for (const o of open.edges) {
    const place = placeOf(edges, o, box);
    if (place === 'touching') kept.push(o);
    else if (place === 'east') {
      turnAt(edges[o + 1] as number);
      turnAt(edges[o + 3] as number);
    }
  }
  if (kept.length === 0 && turns.size === 0) return odd ? 'inside' : 'outside';
  return { of: open.of, odd, turns: [...turns], edges: Int32Array.from(kept) };
}

/** Where an edge lies from a cell: it may touch it, rays from the cell may cross it in the east, or neither. */
function placeOf(
  edges: Float64Array,
  o: number,
  { west, south, east, north }: Box,
): 'touching' | 'east' | 'elsewhere' {
  const [ax, ay] = [edges[o] as number, edges[o + 1] as number];
  const [bx, by] = [edges[o + 2] as number, edges[o + 3] as number];
  if (Math.max(ay, by) < south || Math.min(ay, by) > north) return 'elsewhere';
  if (Math.max(ax, bx) < west) return 'elsewhere';
  if (Math.min(ax, bx) > east) return 'east';
  // Its box overlaps the cell; its straight line may still pass by all four corners on one side, with room to spare.
  const [dx, dy] = [bx - ax, by - ay];
  const middle = dx * ((south + north) / 2 - ay) - dy * ((west + east) / 2 - ax);
  const reach = (Math.abs(dx) * (north - south) + Math.abs(dy) * (east - west)) / 2;
  const room = 1e-12 * (Math.abs(dx) + Math.abs(dy));
  if (Math.abs(middle) <= reach + room) return 'touching';
  // Left of the edge going up, or right of it going down, means west of it.
  return middle > 0 === dy > 0 ? 'east' : 'elsewhere';
}
