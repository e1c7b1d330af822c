import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import { readLine } from './line.ts';
import { wrapLongitude } from './longitude.ts';
import { distancesToLine, nearestOnLine, signedDistancesToLine } from './nearest.ts';
import type { Position } from './place.ts';
import {
  exhaustiveDistance,
  karneyAlong,
  karneyAzimuth,
  karneyDistance,
  lineThrough,
  seeded,
  windingChain,
} from './testing.ts';

/** What the agreement needs is a centimetre; what the kernel gives is checked at a millimetre. */
const MILLIMETRE = 0.001;

const random = seeded(20150212);
const front = windingChain(
  [
    [36.2, 47.1],
    [39.6, 48.9],
  ],
  6,
  0.3,
  random,
);

describe('the distance to a line', () => {
  const line = lineThrough(...front);

  test('is that of an exhaustive search with GeographicLib, out to 300 km (seed 20150212)', () => {
    for (let n = 0; n < 300; n++) {
      const near = front[Math.floor(random() * front.length)] as Position;
      const away = 300_000 * random() ** 3;
      const position = karneyAlong(near, 360 * random(), away);
      const { distance } = nearestOnLine(line, position);
      expect(Math.abs(distance - exhaustiveDistance(position, front))).toBeLessThan(MILLIMETRE);
    }
  });

  test('is that of the search beside long edges too, at every range (seed 20150212)', () => {
    const ends = [
      [10, 50],
      [24, 58],
      [21, 35],
    ] as const;
    const long = lineThrough(...ends);
    for (let n = 0; n < 150; n++) {
      const from = ends[n % 2] as Position;
      const to = ends[(n % 2) + 1] as Position;
      const foot = karneyAlong(from, karneyAzimuth(from, to), random() * karneyDistance(from, to));
      const position = karneyAlong(foot, 360 * random(), 300_000 * random() ** 3);
      const { distance } = nearestOnLine(long, position);
      expect(Math.abs(distance - exhaustiveDistance(position, ends))).toBeLessThan(MILLIMETRE);
    }
  });

  test('is right along a parallel of the line, where many edges are nearly nearest', () => {
    // Vertices every 2 km along the parallel of 48°, positions due north of them.
    const chain = Array.from({ length: 60 }, (_, k): Position => [30 + k * 0.027, 48]);
    const parallel = lineThrough(...chain);
    for (const away of [0.01, 15, 14_999.99, 15_000, 15_000.01, 100_000, 300_000])
      for (const at of [0.3, 10, 20.5, 31.77, 58.9]) {
        const position = karneyAlong([30 + at * 0.027, 48], 0, away);
        const { distance, side } = nearestOnLine(parallel, position);
        expect(Math.abs(distance - exhaustiveDistance(position, chain))).toBeLessThan(MILLIMETRE);
        if (away > 1) expect(side).toBe('left');
      }
  });

  test('tells 14.99, 15 and 15.01 km of it apart by the centimetre', () => {
    const from: Position = [37.5, 48];
    const to: Position = [37.9, 48.3];
    const straight = lineThrough(from, to);
    const azimuth = karneyAzimuth(from, to);
    const foot = karneyAlong(from, azimuth, 20_000);
    const across = karneyAzimuth(foot, to) + 90;
    for (const metres of [14_999.99, 15_000, 15_000.01]) {
      const { distance, side } = nearestOnLine(straight, karneyAlong(foot, across, metres));
      expect(Math.abs(distance - metres)).toBeLessThan(MILLIMETRE);
      expect(side).toBe('right');
    }
  });

  test('does not depend on what was asked before', () => {
    const [fresh, used] = [lineThrough(...front), lineThrough(...front)];
    const positions = Float64Array.from({ length: 2000 }, (_, k) =>
      k % 2 ? 46 + 4 * random() : 36 + 4 * random(),
    );
    const [once, again] = [new Float64Array(1000), new Float64Array(1000)];
    distancesToLine(
      used,
      positions.toReversed().map((_, k, all) => all[k ^ 1] as number),
      once,
    );
    distancesToLine(used, positions, once);
    distancesToLine(fresh, positions, again);
    expect(Buffer.from(once.buffer).equals(Buffer.from(again.buffer))).toBe(true);
  });

  test('is nought on the line and at its vertices', () => {
    for (const position of front) {
      const { distance, side } = nearestOnLine(line, position);
      expect(distance).toBeLessThan(1e-7);
      expect(side).toBeUndefined();
    }
  });
});

describe('around the antimeridian and the poles', () => {
  test('a line across the antimeridian is measured as one moved away from it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (latitude, east, north) => {
          const at = (shift: number, ...offsets: readonly Position[]) =>
            offsets.map(([x, y]): Position => [wrapLongitude(shift + x), latitude + y]);
          const shape: readonly Position[] = [
            [-1, 0],
            [0.3, 0.4],
            [1, -0.2],
          ];
          const [here] = at(180, [east, north]);
          const [there] = at(20, [east, north]);
          const across = nearestOnLine(lineThrough(...at(180, ...shape)), here as Position);
          const away = nearestOnLine(lineThrough(...at(20, ...shape)), there as Position);
          expect(Math.abs(across.distance - away.distance)).toBeLessThan(1e-5);
          expect(across.side).toBe(away.side);
          expect(across.beyond).toBe(away.beyond);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a line cut at the antimeridian is joined, and has no ends there', () => {
    const whole = lineThrough([179, 10], [180, 11], [-179, 12]);
    const cut = expectAccepted(
      readLine({
        type: 'MultiLineString',
        coordinates: [
          [
            [179, 10],
            [180, 11],
          ],
          [
            [-180, 11],
            [-179, 12],
          ],
        ],
      }),
    );
    expect(cut.chains).toHaveLength(1);
    for (const position of [
      [180, 11.5],
      [-180, 11],
      [-179.9, 11.4],
      [179.95, 10.5],
    ] as const)
      expect(nearestOnLine(cut, position)).toMatchObject({
        distance: expect.closeTo(nearestOnLine(whole, position).distance, 6),
        beyond: undefined,
      });
  });

  test('a line over a pole is measured by Karney’s yardstick', () => {
    const chain: readonly Position[] = [
      [30, 88],
      [-100, 89],
      [170, 87.5],
    ];
    const line = lineThrough(...chain);
    const random = seeded(89);
    for (let n = 0; n < 100; n++) {
      const position: Position = [360 * random() - 180, 86 + 4 * random()];
      expect(
        Math.abs(nearestOnLine(line, position).distance - exhaustiveDistance(position, chain)),
      ).toBeLessThan(MILLIMETRE);
    }
    const pole = nearestOnLine(line, [0, 90]);
    expect(Math.abs(pole.distance - exhaustiveDistance([0, 90], chain))).toBeLessThan(MILLIMETRE);
    expect(nearestOnLine(line, [77, 90]).distance).toBeCloseTo(pole.distance, 6);
  });
});

describe('the side of a line', () => {
  test('is left and right of somebody who walks it as drawn', () => {
    const north = lineThrough([20, 40], [20, 41]);
    expect(nearestOnLine(north, [19.9, 40.5]).side).toBe('left');
    expect(nearestOnLine(north, [20.1, 40.5]).side).toBe('right');
    const south = lineThrough([20, 41], [20, 40]);
    expect(nearestOnLine(south, [19.9, 40.5]).side).toBe('right');
  });

  test('is right outside a sharp turn, where one of the two edges alone would say otherwise', () => {
    // Eastwards, then sharply back to the south-west: a turn to the right, the wedge outside it on the left.
    const turn = lineThrough([20, 40], [21, 40], [20.2, 39.8]);
    for (const position of [
      [21.3, 40.01],
      [21.3, 39.99],
      [21.2, 39.9],
    ] as const) {
      const { side, edge } = nearestOnLine(turn, position);
      expect(side).toBe('left');
      expect(edge).toMatch(/^coordinates\[[01]\]$/);
    }
    expect(nearestOnLine(turn, [20.6, 39.95]).side).toBe('right');
  });

  test('goes on beyond the ends along the last edge, and the answer says so', () => {
    const line = lineThrough([20, 40], [21, 40]);
    expect(nearestOnLine(line, [21.5, 40.1])).toMatchObject({ side: 'left', beyond: 'end' });
    expect(nearestOnLine(line, [21.5, 39.9])).toMatchObject({ side: 'right', beyond: 'end' });
    expect(nearestOnLine(line, [19.5, 39.9])).toMatchObject({ side: 'right', beyond: 'start' });
    expect(nearestOnLine(line, [20.5, 40.2]).beyond).toBeUndefined();
  });

  test('of a closed line is inside or outside all round, and it has no ends', () => {
    const ring = lineThrough([20, 40], [21, 40], [21, 41], [20, 41], [20, 40]);
    const random = seeded(7);
    for (let n = 0; n < 500; n++) {
      const position: Position = [19.5 + 2 * random(), 39.5 + 2 * random()];
      // Geodesics bulge by up to 300 m from the parallels; keep clear of them.
      const inside = position[0] > 20 && position[0] < 21 && position[1] > 40.004 && position[1] < 40.996;
      const outside = position[0] < 20 || position[0] > 21 || position[1] < 39.996 || position[1] > 41.004;
      const answer = nearestOnLine(ring, position);
      if (inside) expect(answer.side).toBe('left');
      if (outside) expect(answer.side).toBe('right');
      expect(answer.beyond).toBeUndefined();
    }
  });

  test('signs the distances of a batch: positive to the left', () => {
    const line = lineThrough(...front);
    const positions = Float64Array.of(38, 49, 38, 46.5, 36.2, 47.1);
    const [signed, plain] = [new Float64Array(3), new Float64Array(3)];
    signedDistancesToLine(line, positions, signed);
    distancesToLine(line, positions, plain);
    expect([...signed]).toEqual([plain[0], -(plain[1] as number), 0]);
  });
});
