import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutOrigin } from './coarse.ts';
import { footprintOf } from './footprint.ts';
import { displacement, offset } from './local.ts';
import type { Position, SectorPlace } from './place.ts';
import { karneyAlong, karneyDistance } from './testing.ts';

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

describe('metres east and north of a position', () => {
  test.each([
    [[-28, 42], 10_000, 0.001],
    [[37.8, 48], 100_000, 0.1],
    [[179.99, -17], 10_000, 0.001],
    [[20, 89.97], 10_000, 0.001],
    [[20, 90], 10_000, 0.001],
  ] as const)('from %j, %i m off, are those of Karney to %f m, and lead back', (from, metres, tolerance) => {
    for (let azimuth = -180; azimuth < 180; azimuth += 25) {
      const to = karneyAlong(from, azimuth, metres);
      const [east, north] = displacement(from, to);
      const angle = (azimuth * Math.PI) / 180;
      expect(Math.abs(east - metres * Math.sin(angle))).toBeLessThan(tolerance);
      expect(Math.abs(north - metres * Math.cos(angle))).toBeLessThan(tolerance);
      expect(karneyDistance(offset(from, east, north), to)).toBeLessThan(2 * tolerance);
    }
  });
});

test('3 to 5 km south-west of a post lies nearly 4 km south-west of it, wider across than along', () => {
  const { at, covariance } = footprintOf(southWest);
  const [east, north] = displacement(post, at);
  // An arc lies nearer on average than its middle.
  const turn = (22.5 * Math.PI) / 180 / 1.6448536269514722;
  const mean = 4000 * Math.exp((-turn * turn) / 2);
  // Coordinates are rounded to 1e-7 degrees, a centimetre.
  expect(Math.abs(east + mean * Math.SQRT1_2)).toBeLessThan(0.02);
  expect(Math.abs(north + mean * Math.SQRT1_2)).toBeLessThan(0.02);
  const [xx, xy, yy] = covariance;
  const along = Math.sqrt((xx + yy) / 2 + xy);
  const across = Math.sqrt((xx + yy) / 2 - xy);
  expect(along / (1000 / 1.6448536269514722)).toBeCloseTo(1.04, 1);
  expect(across / (turn * 4000)).toBeCloseTo(0.985, 2);
});

test.each([
  [225, 22.5, [3000, 5000]],
  [10, 90, [0, 2000]],
  [300, 180, [3000, 5000]],
] as const)(
  'the sector around %d° ± %d° at %j m has the mean and spread of its samples',
  (bearing, bearingTolerance, distance) => {
    const { at, covariance } = footprintOf({
      type: 'sector',
      origin: post,
      bearing,
      bearingTolerance,
      distance,
    });
    const [east, north] = displacement(post, at);
    const count = 40_000;
    const [middle, depth] = [
      (distance[0] + distance[1]) / 2,
      (distance[1] - distance[0]) / 2 / 1.6448536269514722,
    ];
    let [x, y, xx, xy, yy] = [0, 0, 0, 0, 0];
    for (let k = 0; k < count; k++) {
      // Pairs of normal variables from a sequence of low discrepancy.
      const [u, v] = [(k + 0.5) / count, (0.5 + k * 0.7548776662466927) % 1];
      const radius = Math.sqrt(-2 * Math.log(u));
      const turn =
        ((bearingTolerance / 1.6448536269514722) * radius * Math.cos(2 * Math.PI * v) + bearing) *
        (Math.PI / 180);
      const away = middle + depth * radius * Math.sin(2 * Math.PI * v);
      const [e, n] = [away * Math.sin(turn), away * Math.cos(turn)];
      [x, y, xx, xy, yy] = [
        x + e / count,
        y + n / count,
        xx + (e * e) / count,
        xy + (e * n) / count,
        yy + (n * n) / count,
      ];
    }
    expect(Math.hypot(east - x, north - y)).toBeLessThan(5);
    const size = covariance[0] + covariance[2];
    expect(Math.abs(covariance[0] - (xx - x * x)) / size).toBeLessThan(0.003);
    expect(Math.abs(covariance[1] - (xy - x * y)) / size).toBeLessThan(0.003);
    expect(Math.abs(covariance[2] - (yy - y * y)) / size).toBeLessThan(0.003);
  },
);

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
