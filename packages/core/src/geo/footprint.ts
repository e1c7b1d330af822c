import { exponential, radians, sineCosine } from '../base/index.ts';
import { displacementsFrom, offset } from './local.ts';
import type { AreaPlace, Place, Position, SectorPlace } from './place.ts';

/** Where something lies, with its uncertainty: the mean, and the covariance in square metres as [east², east·north, north²]. */
export interface Footprint {
  readonly at: Position;
  readonly covariance: readonly [number, number, number];
}

// 90 % of a circular normal distribution lies within sqrt(2 ln 10) standard deviations; of a one-dimensional one, within 1.645.
const CIRCLE_90 = 2.145966026289347;
const LINE_90 = 1.6448536269514722;

/** The footprint of a place as a source gave it. */
export function footprintOf(place: Place): Footprint {
  switch (place.type) {
    case 'point':
    case 'named': {
      const variance = (place.radius / CIRCLE_90) * (place.radius / CIRCLE_90);
      return quantised(place.at, [variance, 0, variance]);
    }
    case 'sector':
      return ofSector(place);
    case 'area':
      return ofArea(place);
  }
}

/**
 * Mean and covariance of a distance and a bearing, each normally distributed: exact moments, so that a direction nobody
 * knows (a tolerance of 180°) lies about the post itself, and not about some point at that distance.
 */
function ofSector(sector: SectorPlace): Footprint {
  const [nearest, farthest] = sector.distance;
  const middle = (nearest + farthest) / 2;
  const depth = (farthest - nearest) / 2 / LINE_90;
  const turn = radians(sector.bearingTolerance) / LINE_90;
  const [s, c] = sineCosine(sector.bearing);
  // The mean cosine of the error in bearing, and of twice that error.
  const once = exponential((-turn * turn) / 2);
  const twice = exponential(-2 * turn * turn);
  const square = middle * middle + depth * depth;
  const mean = middle * once;
  const [aa, cc] = [(square * (1 + twice)) / 2 - mean * mean, (square * (1 - twice)) / 2];
  return quantised(offset(sector.origin, mean * s, mean * c), [
    aa * s * s + cc * c * c,
    (aa - cc) * s * c,
    aa * c * c + cc * s * s,
  ]);
}

/** Mean and covariance of a polygon, every part of it equally likely (Green's theorem, vertex by vertex). */
function ofArea(area: AreaPlace): Footprint {
  const ring = area.polygon[0] ?? [];
  const first = ring[0] ?? [0, 0];
  const local = ring.map(displacementsFrom(first));
  let [twice, mx, my, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i + 1 < local.length; i++) {
    const [x0, y0] = local[i] as readonly [number, number];
    const [x1, y1] = local[i + 1] as readonly [number, number];
    const cross = x0 * y1 - x1 * y0;
    twice += cross;
    mx += (x0 + x1) * cross;
    my += (y0 + y1) * cross;
    xx += (x0 * x0 + x0 * x1 + x1 * x1) * cross;
    xy += (x0 * y1 + 2 * x0 * y0 + 2 * x1 * y1 + x1 * y0) * cross;
    yy += (y0 * y0 + y0 * y1 + y1 * y1) * cross;
  }
  // A ring without area has no mean by area: its first corner stands for it.
  if (twice === 0) return quantised(first, [0, 0, 0]);
  const [x, y] = [mx / (3 * twice), my / (3 * twice)];
  return quantised(offset(first, x, y), [
    xx / (6 * twice) - x * x,
    xy / (12 * twice) - x * y,
    yy / (6 * twice) - y * y,
  ]);
}

function quantised(at: Position, covariance: Footprint['covariance']): Footprint {
  const degrees = (value: number) => Math.round(value * 1e7) / 1e7 + 0;
  const [xx, xy, yy] = covariance;
  return {
    at: [degrees(at[0]), degrees(at[1])],
    covariance: [Math.round(xx) + 0, Math.round(xy) + 0, Math.round(yy) + 0],
  };
}
