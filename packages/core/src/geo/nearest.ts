import { positionOf, vectorOf, writeVector } from './ellipsoid.ts';
import type { Line } from './line.ts';
import type { Position } from './place.ts';
import { beyondFound, found, seek, sideOfFound } from './seek.ts';
import type { Side } from './sides.ts';

/** What is nearest on a line to a position. */
export interface Nearest {
  /** Metres along the geodesic, exact to 1 mm within 500 km. */
  readonly distance: number;
  /** Seen by somebody who walks the line as drawn; undefined on the line itself. */
  readonly side: Side | undefined;
  /** Set where the nearest point is an end of an open line and the position lies past it. */
  readonly beyond: 'start' | 'end' | undefined;
  /** The nearest point. */
  readonly at: Position;
  /** Where the vertex that its edge starts from stood in the file: `coordinates[17]`. */
  readonly edge: string;
}

/** What is nearest on a line to a position. */
export function nearestOnLine(line: Line, position: Position): Nearest {
  const [x, y, z] = vectorOf(position);
  seek(line, x, y, z);
  const side = sideOfFound(line, x, y, z);
  return {
    distance: found.distance,
    side: side === 0 ? undefined : side > 0 ? 'left' : 'right',
    beyond: beyondFound(line),
    at: positionOf([found.x, found.y, found.z]),
    edge: line.paths[line.edgeOf[found.segment] as number] as string,
  };
}

/**
 * Metres from each of many positions to a line. `positions` holds longitude and latitude in turn, `into` takes one
 * distance for each pair. Allocates nothing per position.
 */
export function distancesToLine(line: Line, positions: Float64Array, into: Float64Array): void {
  for (let i = 0; 2 * i + 1 < positions.length; i++) {
    writeVector(positions[2 * i] as number, positions[2 * i + 1] as number, point, 0);
    seek(line, point[0] as number, point[1] as number, point[2] as number);
    into[i] = found.distance;
  }
}

/** As {@link distancesToLine}, with positive distances to the left of the line and negative ones to the right. */
export function signedDistancesToLine(line: Line, positions: Float64Array, into: Float64Array): void {
  for (let i = 0; 2 * i + 1 < positions.length; i++) {
    writeVector(positions[2 * i] as number, positions[2 * i + 1] as number, point, 0);
    const [x, y, z] = [point[0] as number, point[1] as number, point[2] as number];
    seek(line, x, y, z);
    into[i] = sideOfFound(line, x, y, z) * found.distance;
  }
}

const point = new Float64Array(3);
