import { radians, sineCosine } from '../base/index.ts';

// WGS 84: the semi-major axis in metres, and the first eccentricity squared.
const A = 6378137;
const E2 = 0.0066943799901413165;
// Nearer to a pole a degree of longitude is taken as not shorter than this: it only keeps numbers finite.
const LEAST_COSINE = 0.001;

/** Metres in one degree of longitude and of latitude at a latitude, on the ellipsoid. */
export function metresPerDegree(latitude: number): readonly [east: number, north: number] {
  const [sine, cosine] = sineCosine(latitude);
  const w = 1 - E2 * sine * sine;
  const root = Math.sqrt(w);
  return [radians(1) * (A / root) * Math.max(cosine, LEAST_COSINE), (radians(1) * A * (1 - E2)) / (w * root)];
}

/** A difference of longitudes the short way round, in [−180, 180). */
export function shortWay(degrees: number): number {
  if (degrees >= -180 && degrees < 180) return degrees;
  return degrees - 360 * Math.floor((degrees + 180) / 360);
}
