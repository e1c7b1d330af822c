import { misshapen, parseShape, type Result, type Shape } from '../base/index.ts';
import { arcBetween } from './arc.ts';
import { buildCapsules, type Capsules } from './capsules.ts';
import { dot, minus, type Vector, vectorOf } from './ellipsoid.ts';
import { courseBetween, positionAlong } from './geodesic.ts';
import { readGeometries, readList, readPositions } from './geojson.ts';
import { emptyHints, type Hints } from './hints.ts';
import type { Position } from './place.ts';
import { leftsOf, pointAt } from './sides.ts';

/**
 * One version of a line, ready to be measured against: geodesic edges between the positions as drawn, in chains that
 * do not touch each other. Its left is the left of somebody who walks it in the order it is drawn.
 */
export interface Line {
  /** Earth-centred points, three numbers each, chain after chain. Edges over {@link LONGEST_SEGMENT} are divided. */
  readonly vertices: Float64Array;
  /** The vertex that each segment starts from; it ends at the next. */
  readonly starts: Int32Array;
  /** The chain of each segment. */
  readonly chainOf: Int32Array;
  /** The edge as drawn that each segment is part of, and where the vertex it starts from stood in the file. */
  readonly edgeOf: Int32Array;
  readonly paths: readonly string[];
  readonly chains: readonly Chain[];
  /** At each vertex, the unit vectors to the left of the segments that meet there, added. */
  readonly lefts: Float64Array;
  readonly tree: Capsules;
  /** How far a segment lies below the surface at its middle, at most; in semi-major axes. */
  readonly sag: number;
  readonly hints: Hints;
}

export interface Chain {
  readonly firstSegment: number;
  readonly lastSegment: number;
  /** It ends where it starts. */
  readonly closed: boolean;
  readonly length: number;
}

/** A run of positions with the path of each in the file that it was read from. */
export interface DrawnChain {
  readonly positions: readonly Position[];
  readonly paths: readonly string[];
}

/** Segments over this are divided, so that a straight segment stays within 0.2 mm of the way along the surface. */
const LONGEST_SEGMENT = 4_000;
/** Longer edges are refused: on such a scale nobody means "the geodesic", and near the antipode there is none. */
const LONGEST_EDGE = 10_000_000;
const MOST_SEGMENTS = 1_000_000;

/**
 * Reads a line from GeoJSON: a LineString or MultiLineString, a Feature or a FeatureCollection of these. Parts that
 * begin where the part before them ends are joined. Refusals have the code `geo/line` and name the vertex.
 */
export function readLine(value: unknown): Result<Line> {
  return parseShape(lineShape, value, 'geo/line');
}

/** The shape of {@link readLine}, for use in larger shapes. */
export const lineShape: Shape<Line> = {
  schema: {
    type: 'object',
    description: 'GeoJSON: LineString or MultiLineString, or features of these (RFC 7946)',
  },
  read: (value, path) => {
    if (path !== '') return misshapen(path, 'must be read as a file of its own');
    const parts = readGeometries(value, ['LineString', 'MultiLineString']).flatMap((geometry) =>
      geometry.type === 'LineString'
        ? [[geometry.coordinates, geometry.path] as const]
        : readList(geometry.coordinates, geometry.path, 'part'),
    );
    return compileLine(joined(parts.map(([coordinates, at]) => drawn(coordinates, at))));
  },
};

/** Positions that repeat the one before them add nothing and are left out. */
function drawn(coordinates: unknown, path: string): DrawnChain {
  const all = readPositions(coordinates, path, 2);
  const kept = all
    .map((position, at) => ({ position, path: `${path}[${at}]` }))
    .filter(({ position }, at) => at === 0 || !samePlace(position, all[at - 1] as Position));
  if (kept.length < 2) return misshapen(path, 'has no length: all its positions are the same');
  return { positions: kept.map(({ position }) => position), paths: kept.map((one) => one.path) };
}

/** Whether two positions name one place: a longitude of 180 is one of −180, and at a pole every longitude is the same. */
export function samePlace(a: Position, b: Position): boolean {
  if (a[1] !== b[1]) return false;
  return a[0] === b[0] || Math.abs(a[0] - b[0]) === 360 || Math.abs(a[1]) === 90;
}

/** Joins parts that follow each other, as RFC 7946 has them cut at the antimeridian. */
function joined(parts: readonly DrawnChain[]): readonly DrawnChain[] {
  const chains: DrawnChain[] = [];
  for (const part of parts) {
    const last = chains.at(-1);
    const [first, end] = [part.positions[0] as Position, part.positions.at(-1) as Position];
    const before = last?.positions.at(-1);
    if (last === undefined || before === undefined) chains.push(part);
    else if (samePlace(before, first))
      chains[chains.length - 1] = {
        positions: [...last.positions, ...part.positions.slice(1)],
        paths: [...last.paths, ...part.paths.slice(1)],
      };
    else if (samePlace(before, end))
      misshapen(
        part.paths[0] ?? '',
        'begins a part drawn towards the end of the part before it: left and right change sides where they meet; turn one of them round',
      );
    else chains.push(part);
  }
  return chains;
}

/** Compiles chains of positions. Throws what `parseShape` makes a refusal of. */
export function compileLine(drawnChains: readonly DrawnChain[]): Line {
  const points: number[] = [];
  const [starts, chainOf, edgeOf]: [number[], number[], number[]] = [[], [], []];
  const paths: string[] = [];
  const chains = drawnChains.map((chain, number): Chain => {
    const firstSegment = starts.length;
    const { positions } = chain;
    points.push(...vectorOf(positions[0] as Position));
    let length = 0;
    for (let k = 1; k < positions.length; k++) {
      const edge = divided(
        positions[k - 1] as Position,
        positions[k] as Position,
        chain.paths[k] as string,
        MOST_SEGMENTS - starts.length,
      );
      paths.push(chain.paths[k - 1] as string);
      length += edge.length;
      for (const vector of edge.points) {
        starts.push(points.length / 3 - 1);
        chainOf.push(number);
        edgeOf.push(paths.length - 1);
        points.push(...vector);
      }
    }
    const closed = samePlace(positions[0] as Position, positions.at(-1) as Position);
    return { firstSegment, lastSegment: starts.length - 1, closed, length };
  });
  const line = {
    vertices: Float64Array.from(points),
    starts: Int32Array.from(starts),
    chainOf: Int32Array.from(chainOf),
    edgeOf: Int32Array.from(edgeOf),
    paths,
    chains,
  };
  return {
    ...line,
    lefts: leftsOf(line),
    tree: buildCapsules(line.vertices, line.starts),
    sag: sagOf(line.vertices, line.starts),
    hints: emptyHints(line.vertices),
  };
}

/** How far the longest segment lies below the surface at its middle: step² ÷ 8 radii, and 2 % for flatter or rounder places. */
function sagOf(vertices: Float64Array, starts: Int32Array): number {
  let longest = 0;
  for (const start of starts) {
    const step = minus(pointAt(vertices, start + 1), pointAt(vertices, start));
    longest = Math.max(longest, dot(step, step));
  }
  return (longest / 8) * 1.02;
}

/** The points that an edge goes on to, its end the last; and its length in metres. */
function divided(
  from: Position,
  to: Position,
  path: string,
  most: number,
): { points: readonly Vector[]; length: number } {
  const end = vectorOf(to);
  const short = arcBetween(vectorOf(from), end);
  if (short <= LONGEST_SEGMENT) return { points: [end], length: short };
  const course = courseBetween(from, to);
  if (course === undefined || course.distance > LONGEST_EDGE)
    return misshapen(
      path,
      `lies more than ${LONGEST_EDGE / 1000} km from the vertex before it; put vertices between them`,
    );
  const pieces = Math.ceil(course.distance / LONGEST_SEGMENT);
  if (pieces > most)
    misshapen(
      path,
      `makes the line longer than ${(MOST_SEGMENTS * LONGEST_SEGMENT) / 1000} km or ${MOST_SEGMENTS} edges`,
    );
  const points: Vector[] = [];
  for (let k = 1; k < pieces; k++)
    points.push(vectorOf(positionAlong(from, course.azimuth, (course.distance * k) / pieces)));
  points.push(end);
  return { points, length: course.distance };
}
