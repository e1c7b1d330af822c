import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutOrigin } from './coarse.ts';
import { footprintOf } from './footprint.ts';
import { displacement, metresPerDegree, offset } from './local.ts';
import type { Position, SectorPlace } from './place.ts';

const post: Position = [-28.0123456, 42.0345678];
const southWest: SectorPlace = {
  type: 'sector',
  origin: post,
  bearing: 225,
  bearingTolerance: 22.5,
  distance: [3000, 5000],
};

const sectors = fc.record({
  type: fc.constant('sector' as const),
  origin: fc.tuple(
    fc.double({ min: -180, max: 179.9, noNaN: true }),
    fc.double({ min: -70, max: 70, noNaN: true }),
  ),
  bearing: fc.double({ min: 0, max: 359.9, noNaN: true }),
  bearingTolerance: fc.double({ min: 0.5, max: 180, noNaN: true }),
  distance: fc
    .tuple(fc.double({ min: 0, max: 20_000, noNaN: true }), fc.double({ min: 1, max: 20_000, noNaN: true }))
    .map(([nearest, depth]): readonly [number, number] => [nearest, nearest + depth]),
});

test('a degree is as long as WGS 84 has it', () => {
  const [eastEquator, northEquator] = metresPerDegree(0);
  expect(eastEquator).toBeCloseTo(111_319.4908, 3);
  expect(northEquator).toBeCloseTo(110_574.2758, 3);
  expect(metresPerDegree(45)[0]).toBeCloseTo(78_846.8351, 3);
  expect(metresPerDegree(45)[1]).toBeCloseTo(111_131.7774, 3);
});

test('3 to 5 km south-west of a post lies 4 km south-west of it, wider across than along', () => {
  const { at, covariance } = footprintOf(southWest);
  const [east, north] = displacement(post, at);
  // Coordinates are rounded to 1e-7 degrees, a centimetre.
  expect(Math.abs(east + 4000 * Math.SQRT1_2)).toBeLessThan(2);
  expect(Math.abs(north + 4000 * Math.SQRT1_2)).toBeLessThan(2);
  const [xx, xy, yy] = covariance;
  const along = (xx + yy) / 2 + xy;
  const across = (xx + yy) / 2 - xy;
  expect(Math.sqrt(along)).toBeCloseTo(1000 / 1.6448536269514722, 0);
  expect(Math.sqrt(across)).toBeCloseTo(((22.5 * Math.PI) / 180 / 1.6448536269514722) * 4000, 0);
});

test('a circle of radius r holds 90 % of its own footprint', () => {
  const { covariance } = footprintOf({ type: 'point', at: post, radius: 1000 });
  const [xx, xy, yy] = covariance;
  expect(xy).toBe(0);
  expect(xx).toBe(yy);
  expect(1 - Math.exp(-(1000 * 1000) / (2 * xx))).toBeCloseTo(0.9, 5);
});

test('a rectangle of 600 m by 1200 m lies about its middle with a twelfth of each side squared', () => {
  const corner = ([x, y]: readonly [number, number]) => offset(post, x, y);
  const ring = (
    [
      [0, 0],
      [600, 0],
      [600, 1200],
      [0, 1200],
      [0, 0],
    ] as const
  ).map(corner);
  for (const polygon of [[ring], [ring.toReversed()]]) {
    const { at, covariance } = footprintOf({ type: 'area', polygon });
    const [east, north] = displacement(post, at);
    expect([Math.round(east), Math.round(north)]).toEqual([300, 600]);
    expect(covariance).toEqual([30_000, 0, 120_000]);
  }
});

test('a polygon across the antimeridian lies at the antimeridian', () => {
  const polygon = [
    [
      [179.9, 0],
      [-179.9, 0],
      [-179.9, 0.1],
      [179.9, 0.1],
      [179.9, 0],
    ],
  ] as const;
  const { at } = footprintOf({ type: 'area', polygon });
  expect(Math.abs(at[0])).toBeCloseTo(180, 5);
});

describe('a sector that leaves the mission', () => {
  test('becomes a circle that holds every part of it', () => {
    fc.assert(
      fc.property(
        sectors,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sector, turn, depth) => {
          const circle = withoutOrigin(sector);
          if (circle.type !== 'point') throw new Error('a sector must become a point');
          const [nearest, farthest] = sector.distance;
          const distance = nearest + depth * (farthest - nearest);
          const bearing = ((sector.bearing + turn * sector.bearingTolerance) * Math.PI) / 180;
          const [east, north] = displacement(circle.at, sector.origin);
          const reach = Math.hypot(east + distance * Math.sin(bearing), north + distance * Math.cos(bearing));
          // Between the sampled points of a wide arc the true edge bulges by at most 2 % of the distance.
          expect(reach).toBeLessThanOrEqual(circle.radius + 0.025 * farthest);
        },
      ),
    );
  });

  test('no longer tells where the observer stood: neighbouring posts give the same circle', () => {
    const circle = withoutOrigin(southWest);
    const moved = withoutOrigin({ ...southWest, origin: [post[0] + 0.001, post[1] + 0.0005] });
    expect(moved).toEqual(circle);
    expect(circle).toEqual({ type: 'point', at: [-28.05, 42.01], radius: 2500 });
  });

  test('while every other place stays as it was given', () => {
    const named = { type: 'named', name: 'Harbour', at: post, radius: 500 } as const;
    expect(withoutOrigin(named)).toBe(named);
  });
});
