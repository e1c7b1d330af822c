import { misshapen, parseShape, type Result, type Shape } from '../base/index.ts';
import { readGeometries, readList, readPositions } from './geojson.ts';
import { orientation } from './orientation.ts';
import type { Position } from './place.ts';

/**
 * An area of record. Edges are straight in longitude and latitude, as GeoJSON has them: along a parallel, not along a
 * geodesic. Rings of one polygon count even-odd, so that holes and self-crossings need no order; polygons add up.
 */
export interface Zone {
  readonly polygons: readonly Polygon[];
  /** Whether a position exactly on an edge or corner is in the zone. A text rarely says; the agreement declares it. */
  readonly boundary: 'inside' | 'outside';
}

/** The edges of a polygon's rings. */
export interface Polygon {
  /** Longitude and latitude of start and end, four numbers an edge, in degrees; see {@link readZone} on ±180. */
  readonly edges: Float64Array;
  /** The rings as drawn, closed. */
  readonly rings: readonly (readonly Position[])[];
}

/**
 * Reads a zone from GeoJSON: a Polygon or MultiPolygon, a Feature or a FeatureCollection of these. An edge goes the
 * shorter way round the Earth, so a ring may cross the antimeridian; a ring round a pole is refused, since its edges
 * say nothing of what lies beyond them. Refusals have the code `geo/zone` and name ring and vertex.
 */
export function readZone(value: unknown, boundary: Zone['boundary'] = 'inside'): Result<Zone> {
  return parseShape(zoneShape(boundary), value, 'geo/zone');
}

/** The shape of {@link readZone}. */
export function zoneShape(boundary: Zone['boundary']): Shape<Zone> {
  return {
    schema: {
      type: 'object',
      description: 'GeoJSON: Polygon or MultiPolygon, or features of these (RFC 7946)',
    },
    read: (value, path) => {
      if (path !== '') return misshapen(path, 'must be read as a file of its own');
      const polygons = readGeometries(value, ['Polygon', 'MultiPolygon']).flatMap((geometry) =>
        geometry.type === 'Polygon'
          ? [[geometry.coordinates, geometry.path] as const]
          : readList(geometry.coordinates, geometry.path, 'polygon'),
      );
      return { boundary, polygons: polygons.map(([coordinates, at]) => readPolygon(coordinates, at)) };
    },
  };
}

function readPolygon(coordinates: unknown, path: string): Polygon {
  const edges: number[] = [];
  const rings = readList(coordinates, path, 'ring').map(([ring, at]) => {
    const positions = readPositions(ring, at, 4);
    edges.push(...ringEdges(positions, at));
    return positions;
  });
  return { edges: Float64Array.from(edges), rings };
}

/**
 * The edges of a ring on a plane where longitude runs on past ±180. A ring that reaches past is entered once more, a
 * turn away, so that every position in [−180, 180) meets it where it is looked for.
 */
function ringEdges(positions: readonly Position[], path: string): readonly number[] {
  const [first, last] = [positions[0] as Position, positions.at(-1) as Position];
  if (first[0] !== last[0] || first[1] !== last[1])
    misshapen(path, 'is not closed: its last position must repeat its first');
  let turns = 0;
  const unrolled = positions.map((position, at) => {
    const [longitude, latitude] = position;
    if (Math.abs(latitude) === 90)
      misshapen(
        `${path}[${at}]`,
        'is a pole, where no edge is straight in longitude; end the zone short of it',
      );
    const before = positions[at - 1]?.[0] ?? longitude;
    if (Math.abs(longitude - before) === 180)
      misshapen(
        `${path}[${at}]`,
        'is half a turn from the position before it; put one between them to say which way',
      );
    if (longitude - before > 180) turns -= 1;
    if (longitude - before < -180) turns += 1;
    return { longitude, latitude, turns };
  });
  if (turns !== 0)
    misshapen(
      path,
      'goes round a pole; cut the zone along a meridian short of the pole, into parts that do not',
    );
  const along = unrolled.map(({ longitude, turns }) => longitude + 360 * turns);
  const [west, east] = [least(along), -least(along.map((x) => -x))];
  if (east - west >= 360) misshapen(path, 'goes round the whole Earth; cut the zone in two');
  if (
    twiceArea(
      along,
      unrolled.map(({ latitude }) => latitude),
    ) === 0
  )
    misshapen(path, 'encloses no area');
  const copies = [0, ...(east >= 180 ? [-1] : []), ...(west < -180 ? [1] : [])];
  return copies.flatMap((copy) =>
    unrolled.flatMap((to, at) => {
      const from = unrolled[at - 1];
      if (from === undefined || (from.longitude === to.longitude && from.latitude === to.latitude)) return [];
      return [
        from.longitude + 360 * (from.turns + copy),
        from.latitude,
        to.longitude + 360 * (to.turns + copy),
        to.latitude,
      ];
    }),
  );
}

function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value));
}

function twiceArea(x: readonly number[], y: readonly number[]): number {
  let [sum, x0, y0] = [0, x[0] ?? 0, y[0] ?? 0];
  for (let k = 1; k < x.length; k++) {
    const [ax, ay] = [(x[k - 1] as number) - x0, (y[k - 1] as number) - y0];
    const [bx, by] = [(x[k] as number) - x0, (y[k] as number) - y0];
    sum += ax * by - ay * bx;
  }
  return sum;
}

/** What an edge is to the ray that runs from a position to the east: passed by, crossed, or the position lies on it. */
export const PASSED = 0;
export const CROSSED = 1;
export const ON_EDGE = 2;

/** How the edge whose numbers start at `edges[o]` meets the ray eastwards from (x, y). Decided exactly. */
export function meetRay(edges: Float64Array, o: number, x: number, y: number): 0 | 1 | 2 {
  const ax = edges[o] as number;
  const ay = edges[o + 1] as number;
  const bx = edges[o + 2] as number;
  const by = edges[o + 3] as number;
  // An edge counts from its lower end, included, to its upper end, excluded.
  if (ay > y === by > y) {
    if ((x === ax && y === ay) || (x === bx && y === by)) return ON_EDGE;
    return ay === y && by === y && x > Math.min(ax, bx) && x < Math.max(ax, bx) ? ON_EDGE : PASSED;
  }
  if (x < ax && x < bx) return CROSSED;
  if (x > ax && x > bx) return PASSED;
  const side = orientation(ax, ay, bx, by, x, y);
  if (side === 0) return ON_EDGE;
  return side > 0 === by > ay ? CROSSED : PASSED;
}

/** Longitudes are looked for in [−180, 180). */
export function inFrame(longitude: number): number {
  return longitude >= 180 ? longitude - 360 : longitude;
}

/** Whether a position lies in a zone, by every edge of it. For many positions and zones, see `compileGeometry`. */
export function inZone(zone: Zone, [longitude, latitude]: Position): boolean {
  return zone.polygons.some(({ edges }) => {
    let inside = false;
    for (let o = 0; o < edges.length; o += 4) {
      const meeting = meetRay(edges, o, inFrame(longitude), latitude);
      if (meeting === ON_EDGE) return zone.boundary === 'inside';
      if (meeting === CROSSED) inside = !inside;
    }
    return inside;
  });
}
