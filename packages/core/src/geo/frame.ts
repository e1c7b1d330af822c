import { sineCosine } from '../base/index.ts';
import { ECCENTRICITY, SEMI_MAJOR, type Vector, vectorOf, Z_SCALE } from './ellipsoid.ts';
import type { Position } from './place.ts';

/**
 * The plane that touches the ellipsoid at a position, in metres east and north, laid onto it so that distance and
 * direction from there are kept: within 100 km to 0.1 m, within 10 km to a millimetre. Not for more than 3,000 km.
 */
export interface Frame {
  /** The position as an Earth-centred point, and the unit vectors east and north and up there. */
  readonly centre: Vector;
  readonly east: Vector;
  readonly north: Vector;
  readonly up: Vector;
  /** The mean radius of curvature there, in metres. */
  readonly radius: number;
  /** Of the quadratic form of the ellipsoid: its values for up, for north, for both, and for the position and up. */
  readonly form: readonly [upUp: number, northNorth: number, northUp: number, centreUp: number];
}

/** The frame at a position. At a pole, north is along the meridian that the position names, over the pole. */
export function frameAt(at: Position): Frame {
  const [s, c] = sineCosine(at[1]);
  const [sLong, cLong] = sineCosine(at[0]);
  const centre = vectorOf(at);
  const up: Vector = [c * cLong, c * sLong, s];
  const steep = Z_SCALE - 1;
  return {
    centre,
    east: [-sLong, cLong, 0],
    north: [-s * cLong, -s * sLong, c],
    up,
    radius: (SEMI_MAJOR * Math.sqrt(1 - ECCENTRICITY)) / (1 - ECCENTRICITY * s * s),
    form: [
      1 + steep * s * s,
      1 + steep * c * c,
      steep * s * c,
      centre[0] * up[0] + centre[1] * up[1] + Z_SCALE * centre[2] * up[2],
    ],
  };
}

/** Writes the Earth-centred point some metres east and north to the first three places of `into`. */
export function writeOnEarth(frame: Frame, e: number, n: number, into: Float64Array): void {
  const { centre, east, north, up, radius, form } = frame;
  // The sine of the angle by its series: what is `angle` radii away along the surface is less away along the plane.
  const square = (e * e + n * n) / (radius * radius);
  const short = (1 - square * (1 / 6 - square * (1 / 120 - square / 5040))) / SEMI_MAJOR;
  const [x, y] = [short * e, short * n];
  const linear = form[3] + y * form[2];
  const raised = x * x + y * y * form[1];
  const drop = raised / (linear + Math.sqrt(linear * linear - form[0] * raised));
  into[0] = centre[0] + x * east[0] + y * north[0] - drop * up[0];
  into[1] = centre[1] + x * east[1] + y * north[1] - drop * up[1];
  into[2] = centre[2] + x * east[2] + y * north[2] - drop * up[2];
}

/** Metres east and north of an Earth-centred point of the same half of the Earth. */
export function onPlane(frame: Frame, [px, py, pz]: Vector): readonly [east: number, north: number] {
  const { centre, east, north, radius } = frame;
  const [dx, dy, dz] = [px - centre[0], py - centre[1], pz - centre[2]];
  const e = (dx * east[0] + dy * east[1] + dz * east[2]) * SEMI_MAJOR;
  const n = (dx * north[0] + dy * north[1] + dz * north[2]) * SEMI_MAJOR;
  const square = (e * e + n * n) / (radius * radius);
  const long = 1 + square * (1 / 6 + square * (3 / 40 + square * (15 / 336 + (square * 105) / 3456)));
  return [e * long, n * long];
}
