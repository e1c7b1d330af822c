import { arcTangent, cosine, degrees, radians, sine, sineCosineOfRadians } from '../base/index.ts';
import { SEMI_MAJOR } from './ellipsoid.ts';
import { wrapLongitude } from './longitude.ts';
import type { Position } from './place.ts';

// Geodesics over long ways, after T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid",
// Survey Review 23 (1975). Good to 0.1 mm; the inverse does not converge near the opposite side of the Earth.

const FLATTENING = 1 / 298.257223563;
const SEMI_MINOR = SEMI_MAJOR * (1 - FLATTENING);
const SECOND_ECCENTRICITY = (SEMI_MAJOR / SEMI_MINOR) * (SEMI_MAJOR / SEMI_MINOR) - 1;
/** Each round gains three digits or more away from the opposite side of the Earth. */
const MAX_ROUNDS = 60;
const SETTLED = 1e-15;

/** Sine and cosine of the reduced latitude. */
function reduced(latitude: number): readonly [number, number] {
  const s = (1 - FLATTENING) * sine(latitude);
  const c = cosine(latitude);
  const length = Math.sqrt(s * s + c * c);
  return [s / length, c / length];
}

/** Vincenty's A and B for the square of the cosine of the azimuth at the equator. */
function seriesOf(cosSquare: number): readonly [number, number] {
  const u = cosSquare * SECOND_ECCENTRICITY;
  return [
    1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u))),
    (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u))),
  ];
}

/** What the arc on the sphere differs by from the one on the ellipsoid, in radians. */
function arcCorrection(B: number, sinArc: number, cosArc: number, middle: number): number {
  const inner =
    cosArc * (2 * middle * middle - 1) -
    (B / 6) * middle * (4 * sinArc * sinArc - 3) * (4 * middle * middle - 3);
  return B * sinArc * (middle + (B / 4) * inner);
}

function longitudeFactor(cosSquare: number): number {
  return (FLATTENING / 16) * cosSquare * (4 + FLATTENING * (4 - 3 * cosSquare));
}

/** A geodesic from one position to another: its length in metres, and its azimuth at the start in degrees. */
export interface Course {
  readonly distance: number;
  readonly azimuth: number;
}

/** The geodesic between two positions; undefined where they lie nearly opposite each other on the Earth. */
export function courseBetween(from: Position, to: Position): Course | undefined {
  const [s1, c1] = reduced(from[1]);
  const [s2, c2] = reduced(to[1]);
  const turn = radians(wrapLongitude(to[0] - from[0]));
  let lambda = turn;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [sinL, cosL] = sineCosineOfRadians(lambda);
    const [east, north] = [c2 * sinL, c1 * s2 - s1 * c2 * cosL];
    const sinArc = Math.sqrt(east * east + north * north);
    if (sinArc === 0) return { distance: 0, azimuth: 0 };
    const cosArc = s1 * s2 + c1 * c2 * cosL;
    const arc = arcTangent(sinArc, cosArc);
    const sinAlpha = (c1 * east) / sinArc;
    const cosSquare = 1 - sinAlpha * sinAlpha;
    // Along the equator there is no middle latitude to speak of.
    const middle = cosSquare < 1e-15 ? 0 : cosArc - (2 * s1 * s2) / cosSquare;
    const C = longitudeFactor(cosSquare);
    const swing = arc + C * sinArc * (middle + C * cosArc * (2 * middle * middle - 1));
    const next = turn + (1 - C) * FLATTENING * sinAlpha * swing;
    if (Math.abs(next) > Math.PI) return undefined;
    if (Math.abs(next - lambda) < SETTLED) {
      const [A, B] = seriesOf(cosSquare);
      const distance = SEMI_MINOR * A * (arc - arcCorrection(B, sinArc, cosArc, middle));
      return { distance, azimuth: degrees(arcTangent(east, north)) };
    }
    lambda = next;
  }
  return undefined;
}

/** The position some metres along the geodesic that leaves another at an azimuth in degrees. */
export function positionAlong(from: Position, azimuth: number, distance: number): Position {
  const [s1, c1] = reduced(from[1]);
  const [sinAzimuth, cosAzimuth] = [sine(azimuth), cosine(azimuth)];
  const start = arcTangent(s1, c1 * cosAzimuth);
  const sinAlpha = c1 * sinAzimuth;
  const cosSquare = 1 - sinAlpha * sinAlpha;
  const [A, B] = seriesOf(cosSquare);
  const first = distance / (SEMI_MINOR * A);
  let arc = first;
  let [sinArc, cosArc, middle] = [0, 1, 1];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    [, middle] = sineCosineOfRadians(2 * start + arc);
    [sinArc, cosArc] = sineCosineOfRadians(arc);
    const next = first + arcCorrection(B, sinArc, cosArc, middle);
    const settled = Math.abs(next - arc) < SETTLED;
    arc = next;
    if (settled) break;
  }
  [sinArc, cosArc] = sineCosineOfRadians(arc);
  [, middle] = sineCosineOfRadians(2 * start + arc);
  const across = s1 * sinArc - c1 * cosArc * cosAzimuth;
  const latitude = arcTangent(
    s1 * cosArc + c1 * sinArc * cosAzimuth,
    (1 - FLATTENING) * Math.sqrt(sinAlpha * sinAlpha + across * across),
  );
  const lambda = arcTangent(sinArc * sinAzimuth, c1 * cosArc - s1 * sinArc * cosAzimuth);
  const C = longitudeFactor(cosSquare);
  const swing = arc + C * sinArc * (middle + C * cosArc * (2 * middle * middle - 1));
  const longitude = from[0] + degrees(lambda - (1 - C) * FLATTENING * sinAlpha * swing);
  return [wrapLongitude(longitude), degrees(latitude)];
}
