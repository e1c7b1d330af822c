import { arcTangent, degrees } from '../base/index.ts';
import { vectorOf } from './ellipsoid.ts';
import { frameAt, onPlane } from './frame.ts';
import { positionAlong } from './geodesic.ts';
import type { Position } from './place.ts';

/** The position some metres east and north of another, along the geodesic that leaves in that direction. */
export function offset(from: Position, east: number, north: number): Position {
  return positionAlong(from, degrees(arcTangent(east, north)), Math.sqrt(east * east + north * north));
}

/** A function that gives metres east and north of a position to others, up to 3,000 km away. */
export function displacementsFrom(from: Position): (to: Position) => readonly [east: number, north: number] {
  const frame = frameAt(from);
  return (to) => onPlane(frame, vectorOf(to));
}

/** Metres east and north from one position to another, up to 3,000 km away. */
export function displacement(from: Position, to: Position): readonly [east: number, north: number] {
  return displacementsFrom(from)(to);
}
