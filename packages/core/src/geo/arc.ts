import { ontoEllipsoid, SEMI_MAJOR, type Vector, Z_SCALE } from './ellipsoid.ts';

// A geodesic is a little longer than the chord below it. The chord between two points of an ellipsoid is parallel to
// the surface at its own middle (the two ends lie on one level of a quadratic form), so the curvature of the normal
// section there, in the chord's direction, comes from dot products alone; and with it the series of the arc over a
// circle. What that leaves out is the change of curvature along the way: below 0.05 mm at 300 km, 0.2 mm at 400 km.

const EXTRA = Z_SCALE - 1;
/** Chords up to this, in semi-major axes (400 km), are turned into arcs at once; longer ones are halved first. */
const AT_ONCE = 400_000 / SEMI_MAJOR;

/** Metres along the geodesic between two points of the ellipsoid, from their chord (dx, dy, dz) and its middle. */
export function arcOverChord(mx: number, my: number, mz: number, dx: number, dy: number, dz: number): number {
  const square = dx * dx + dy * dy + dz * dz;
  if (square > AT_ONCE * AT_ONCE)
    return arcByHalves([mx - dx / 2, my - dy / 2, mz - dz / 2], [mx + dx / 2, my + dy / 2, mz + dz / 2]);
  if (square === 0) return 0;
  const bent = square + EXTRA * dz * dz;
  const steep = mz * Z_SCALE;
  // The square of chord times curvature.
  const turn = (bent * bent * (1 - bent / 4)) / (square * (mx * mx + my * my + steep * steep));
  return (
    SEMI_MAJOR *
    Math.sqrt(square) *
    (1 + turn * (1 / 24 + turn * (3 / 640 + turn * (5 / 7168 + (turn * 35) / 294912))))
  );
}

/**
 * Metres along the geodesic between two points of the ellipsoid, given as vectors. Within 1 mm of Karney's method up
 * to 2,000 km, within 1 m to 10,000 km; the points must not be opposite each other on the Earth.
 */
export function arcBetween(a: Vector, b: Vector): number {
  return arcOverChord(
    (a[0] + b[0]) / 2,
    (a[1] + b[1]) / 2,
    (a[2] + b[2]) / 2,
    b[0] - a[0],
    b[1] - a[1],
    b[2] - a[2],
  );
}

/** The middle of the chord, brought onto the ellipsoid, lies beside the geodesic by so little that the sum stays. */
function arcByHalves(a: Vector, b: Vector): number {
  const middle = ontoEllipsoid([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2]);
  return arcBetween(a, middle) + arcBetween(middle, b);
}
