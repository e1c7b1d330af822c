import { arcTangent, cosine, degrees, sine } from '../base/index.ts';
import type { Position } from './place.ts';

// WGS 84. Inside this folder positions are Earth-centred coordinates in units of the semi-major axis: the ellipsoid is
// then x² + y² + Z_SCALE · z² = 1, and half the work of every distance falls away.

/** The semi-major axis in metres. */
export const SEMI_MAJOR = 6378137;
const FLATTENING = 1 / 298.257223563;
/** The first eccentricity squared. */
export const ECCENTRICITY = FLATTENING * (2 - FLATTENING);
/** What z² is multiplied by in the equation of the ellipsoid. */
export const Z_SCALE = 1 / (1 - ECCENTRICITY);

/** An Earth-centred point, in semi-major axes. */
export type Vector = readonly [x: number, y: number, z: number];

/** Writes the Earth-centred point of a position at `into[at]` and the two places after it. */
export function writeVector(longitude: number, latitude: number, into: Float64Array, at: number): void {
  const s = sine(latitude);
  const c = cosine(latitude);
  const normal = 1 / Math.sqrt(1 - ECCENTRICITY * s * s);
  into[at] = normal * c * cosine(longitude);
  into[at + 1] = normal * c * sine(longitude);
  into[at + 2] = normal * (1 - ECCENTRICITY) * s;
}

/** The Earth-centred point of a position. */
export function vectorOf(position: Position): Vector {
  const into = new Float64Array(3);
  writeVector(position[0], position[1], into, 0);
  return [into[0] as number, into[1] as number, into[2] as number];
}

/** The position of a point on the ellipsoid; longitude in [−180, 180), and 0 at a pole. */
export function positionOf([x, y, z]: Vector): Position {
  const across = Math.sqrt(x * x + y * y);
  const longitude = degrees(arcTangent(y, x));
  return [longitude >= 180 ? -180 : longitude, degrees(arcTangent(z * Z_SCALE, across))];
}

/** The outward normal, not of unit length, of the ellipsoid through a point or at the foot of a point near it. */
export function normalAt([x, y, z]: Vector): Vector {
  return [x, y, z * Z_SCALE];
}

/** A point brought onto the ellipsoid along the normal; exact to the rounding for heights up to a tenth of the axis. */
export function ontoEllipsoid([x, y, z]: Vector): Vector {
  const w = z * Z_SCALE;
  // |point + k · normal|² = 1 is a quadratic in k: p k² + 2 q k + r = 0.
  const p = x * x + y * y + Z_SCALE * w * w;
  const q = x * x + y * y + w * w;
  const r = x * x + y * y + z * w - 1;
  const k = -r / (q + Math.sqrt(q * q - p * r));
  return [x + k * x, y + k * y, z + k * w];
}

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** A vector of length one in the same direction; the zero vector stays as it is. */
export function unit(v: Vector): Vector {
  const length = Math.sqrt(dot(v, v));
  return length === 0 ? v : [v[0] / length, v[1] / length, v[2] / length];
}
