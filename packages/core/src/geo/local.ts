import { radians, sineCosine } from '../base/index.ts';
import type { Position } from './place.ts';

// WGS 84: the semi-major axis in metres, and the first eccentricity squared.
const A = 6378137;
const E2 = 0.0066943799901413165;

/** Metres in one degree of longitude and of latitude at a latitude, on the ellipsoid. */
export function metresPerDegree(latitude: number): readonly [east: number, north: number] {
  const [sine, cosine] = sineCosine(latitude);
  const w = 1 - E2 * sine * sine;
  const root = Math.sqrt(w);
  return [radians(1) * (A / root) * cosine, (radians(1) * A * (1 - E2)) / (w * root)];
}

/** A longitude brought into [−180, 180). */
export function wrapLongitude(degrees: number): number {
  if (degrees >= -180 && degrees < 180) return degrees;
  return degrees - 360 * Math.floor((degrees + 180) / 360);
}

/**
 * The position some metres east and north of another, in the plane that touches the ellipsoid there.
 * KNOWN: at 10 km the plane is off by some metres, and near a pole by more; exact geodesics come with lines and zones.
 */
export function offset(from: Position, east: number, north: number): Position {
  const [perEast, perNorth] = metresPerDegree(from[1]);
  return [wrapLongitude(from[0] + east / perEast), from[1] + north / perNorth];
}

/** Metres east and north from one position to another, in the same plane. */
export function displacement(from: Position, to: Position): readonly [east: number, north: number] {
  const [perEast, perNorth] = metresPerDegree(from[1]);
  return [wrapLongitude(to[0] - from[0]) * perEast, (to[1] - from[1]) * perNorth];
}
