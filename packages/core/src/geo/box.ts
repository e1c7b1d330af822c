import { cosine, radians } from '../base/index.ts';
import { positionOf } from './ellipsoid.ts';
import type { BeltGroup, FeaturePolygon } from './features.ts';
import type { Position } from './place.ts';
import { pointAt } from './sides.ts';

/** Degrees of longitude and latitude; west and east within ±180. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The largest and smallest radius of curvature of WGS 84, in metres, each a little to the safe side. */
const LARGEST_RADIUS = 6_399_600;
const SMALLEST_RADIUS = 6_335_400;
/** Between two vertices of a compiled line the geodesic bulges towards the pole by far less, in degrees. */
const BULGE = 0.04;

/** A box that holds every position in any of the polygons and belts. */
export function boxOf(polygons: readonly FeaturePolygon[], groups: readonly BeltGroup[]): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { edges } of polygons)
    for (let o = 0; o < edges.length; o += 2) {
      const [x, y] = [edges[o] as number, edges[o + 1] as number];
      [west, east] = [Math.min(west, Math.max(-180, x)), Math.max(east, Math.min(180, x))];
      [south, north] = [Math.min(south, y), Math.max(north, y)];
    }
  for (const box of groups.map(boxOfBelts)) {
    [west, east] = [Math.min(west, box.west), Math.max(east, box.east)];
    [south, north] = [Math.min(south, box.south), Math.max(north, box.north)];
  }
  // A hair wider, so that no position on the rim is lost to rounding; and never empty.
  const [dx, dy] = [(east - west) * 1e-9 + 1e-9, (north - south) * 1e-9 + 1e-9];
  return west > east
    ? { west: 0, south: 0, east: 1, north: 1 }
    : { west: west - dx, south: south - dy, east: east + dx, north: north + dy };
}

function boxOfBelts({ line, belts }: BeltGroup): Box {
  const reach = belts.reduce((most, belt) => Math.max(most, belt.to), 0) + 1;
  let [west, south, east, north] = [180, 90, -180, -90];
  let before: number | undefined;
  let crosses = false;
  for (let k = 0; k < line.vertices.length / 3; k++) {
    const [x, y] = positionOf(pointAt(line.vertices, k));
    crosses ||= before !== undefined && Math.abs(x - before) > 180;
    before = x;
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  const up = reach / radians(SMALLEST_RADIUS) + BULGE;
  [south, north] = [south - up, north + up];
  // Across the antimeridian every longitude is taken to be within reach.
  if (crosses) return { west: -180, east: 180, south: Math.max(-90, south), north: Math.min(90, north) };
  return widened(west, south, east, north, up);
}

/** A box whose latitudes reach `up` degrees around what lies between two longitudes, with those that this reaches. */
function widened(west: number, south: number, east: number, north: number, up: number): Box {
  const farthest = Math.max(north, -south);
  // At a pole every longitude is within reach.
  if (farthest > 89)
    return { west: -180, east: 180, south: Math.max(-90, south), north: Math.min(90, north) };
  const aside = up / cosine(farthest);
  if (west - aside < -180 || east + aside > 180) return { west: -180, east: 180, south, north };
  return { west: west - aside, east: east + aside, south, north };
}

/** A box that holds every position within a radius in metres of another. */
export function boxAround([longitude, latitude]: Position, radius: number): Box {
  const up = radius / radians(SMALLEST_RADIUS) + 1e-9;
  return widened(longitude, latitude - up, longitude, latitude + up, up);
}

/**
 * A part of a box, `share` of it wide and high, by its column and row; wider by more than rounding can misplace a
 * position, at most a millimetre.
 */
export function partOfBox(
  { west, south, east, north }: Box,
  column: number,
  row: number,
  share: number,
): Box {
  const [width, height] = [(east - west) * share, (north - south) * share];
  return {
    west: west + column * width - 1e-9,
    east: west + (column + 1) * width + 1e-9,
    south: Math.max(-90, south + row * height - 1e-9),
    north: Math.min(90, south + (row + 1) * height + 1e-9),
  };
}

/** A distance in metres that no position of a box exceeds from its centre. */
export function radiusOf({ west, south, east, north }: Box): number {
  const widest = south <= 0 && north >= 0 ? 1 : cosine(Math.min(Math.abs(south), Math.abs(north)));
  const [dx, dy] = [radians(east - west) / 2, radians(north - south) / 2];
  // The straight way in longitude and latitude is nowhere longer than on a plane with the largest scales of the box.
  return LARGEST_RADIUS * Math.sqrt(dy * dy + widest * widest * dx * dx) + 0.001;
}
