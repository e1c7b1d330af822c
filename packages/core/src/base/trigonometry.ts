// Sine, cosine and arc tangent from + − × ÷ alone: IEEE 754 fixes the bits of those, and of nothing on Math but sqrt.
// Each is a reduction that loses nothing, then Taylor's series on a short interval; relative error stays below 1e-15.

const RADIANS = Math.PI / 180;

/** Radians of an angle in degrees. */
export function radians(degrees: number): number {
  return degrees * RADIANS;
}

/** Degrees of an angle in radians. */
export function degrees(angle: number): number {
  return angle / RADIANS;
}

// Reciprocal factorials with their signs. All of these factorials are exact doubles.
const S3 = -1 / 6;
const S5 = 1 / 120;
const S7 = -1 / 5040;
const S9 = 1 / 362880;
const S11 = -1 / 39916800;
const S13 = 1 / 6227020800;
const S15 = -1 / 1307674368000;
const S17 = 1 / 355687428096000;
const C4 = 1 / 24;
const C6 = -1 / 720;
const C8 = 1 / 40320;
const C10 = -1 / 3628800;
const C12 = 1 / 479001600;
const C14 = -1 / 87178291200;
const C16 = 1 / 20922789888000;

/** Sine of an angle of at most π/4 radians either way. */
export function nearSine(x: number): number {
  const q = x * x;
  return x + x * q * (S3 + q * (S5 + q * (S7 + q * (S9 + q * (S11 + q * (S13 + q * (S15 + q * S17)))))));
}

/** Cosine of an angle of at most π/4 radians either way. */
export function nearCosine(x: number): number {
  const q = x * x;
  return 1 - q * (0.5 - q * (C4 + q * (C6 + q * (C8 + q * (C10 + q * (C12 + q * (C14 + q * C16)))))));
}

/** Sine of an angle in degrees, exact at multiples of 90. */
export function sine(angle: number): number {
  const quarter = Math.round(angle / 90);
  const rest = (angle - quarter * 90) * RADIANS;
  switch (quarter & 3) {
    case 0:
      return nearSine(rest);
    case 1:
      return nearCosine(rest);
    case 2:
      return -nearSine(rest);
    default:
      return -nearCosine(rest);
  }
}

/** Cosine of an angle in degrees, exact at multiples of 90. */
export function cosine(angle: number): number {
  const quarter = Math.round(angle / 90);
  const rest = (angle - quarter * 90) * RADIANS;
  switch (quarter & 3) {
    case 0:
      return nearCosine(rest);
    case 1:
      return -nearSine(rest);
    case 2:
      return -nearCosine(rest);
    default:
      return nearSine(rest);
  }
}

/** Sine and cosine of an angle in degrees, exact at multiples of 90. */
export function sineCosine(angle: number): readonly [sine: number, cosine: number] {
  return [sine(angle), cosine(angle)];
}

/** Sine and cosine of an angle in radians; beyond a few turns the rounding of π shows. */
export function sineCosineOfRadians(angle: number): readonly [sine: number, cosine: number] {
  const quarter = Math.round(angle / QUARTER);
  const rest = angle - quarter * QUARTER - quarter * QUARTER_REST;
  const [s, c] = [nearSine(rest), nearCosine(rest)];
  switch (quarter & 3) {
    case 0:
      return [s, c];
    case 1:
      return [c, -s];
    case 2:
      return [-s, -c];
    default:
      return [-c, s];
  }
}

// π/2 and what its double leaves out.
const QUARTER = Math.PI / 2;
const QUARTER_REST = 6.123233995736766e-17;

/** Arc tangents of 0, 1/8 … 8/8: the series then only runs to 1/16. */
const ARC_TANGENTS = [
  0, 0.12435499454676144, 0.24497866312686414, 0.35877067027057225, 0.4636476090008061, 0.5585993153435624,
  0.6435011087932844, 0.7188299996216245, 0.7853981633974483,
] as const;

/** Arc tangent of a number in [0, 1]. */
function arcTangentOfUnit(t: number): number {
  const step = Math.round(t * 8);
  const base = step / 8;
  const x = (t - base) / (1 + t * base);
  const q = x * x;
  const series = 1 / 3 - q * (1 / 5 - q * (1 / 7 - q * (1 / 9 - q * (1 / 11 - q * (1 / 13 - q / 15)))));
  return (ARC_TANGENTS[step] as number) + (x - x * q * series);
}

/**
 * The angle in radians, in [−π, π], of the direction (x, y); 0 for no direction. Finite arguments only.
 * Signed zeros mean nothing here: on the negative x axis the answer is π.
 */
export function arcTangent(y: number, x: number): number {
  const [height, width] = [Math.abs(y), Math.abs(x)];
  if (height === 0 && width === 0) return 0;
  const acute =
    height <= width
      ? arcTangentOfUnit(height / width)
      : QUARTER - (arcTangentOfUnit(width / height) - QUARTER_REST);
  const turned = x < 0 ? Math.PI - (acute - 2 * QUARTER_REST) : acute;
  return y < 0 ? -turned : turned;
}

/** The angle in radians, in [−π/2, π/2], whose sine is x; x in [−1, 1]. */
export function arcSine(x: number): number {
  return arcTangent(x, Math.sqrt((1 - x) * (1 + x)));
}
