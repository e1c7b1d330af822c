import type { Footprint } from '@armistice/core/geo';

// Of a normal distribution in two dimensions nine parts in ten lie within so many standard deviations.
const HOLDS_90 = 2.146;

/** The ellipse that holds 90 % of a footprint: half axes in metres, the longer one turned from east by `angle` degrees. */
export function ellipseOf({ covariance: [ee, en, nn] }: Footprint): {
  readonly major: number;
  readonly minor: number;
  readonly angle: number;
} {
  const middle = (ee + nn) / 2;
  const apart = Math.hypot((ee - nn) / 2, en);
  return {
    major: HOLDS_90 * Math.sqrt(middle + apart),
    minor: HOLDS_90 * Math.sqrt(Math.max(0, middle - apart)),
    angle: (Math.atan2(2 * en, ee - nn) * 90) / Math.PI,
  };
}

/** How far around its middle a footprint reaches, in metres: nine parts in ten of it, as if it were a circle. */
export function radiusOf({ covariance: [ee, , nn] }: Footprint): number {
  return Math.round(HOLDS_90 * Math.sqrt((ee + nn) / 2));
}
