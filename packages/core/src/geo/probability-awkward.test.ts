import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import type { Belt } from './belt.ts';
import type { Feature } from './features.ts';
import type { Footprint } from './footprint.ts';
import { compileGeometry } from './geometry.ts';
import type { Line } from './line.ts';
import { wrapLongitude } from './longitude.ts';
import type { Position } from './place.ts';
import { probabilities, probabilityInBelt, probabilityInZone } from './probability.ts';
import {
  boxZone,
  footprint,
  lineThrough,
  readLineParts,
  ringAround,
  seeded,
  shareByDefinition,
  windingChain,
  zoneOf,
} from './testing.ts';
import { readZone } from './zone.ts';

/** Lines and zones as awkward as they come, near 38° E 48° N. */
function awkwardFeatures(random: () => number): readonly Feature[] {
  const front = lineThrough(
    ...windingChain(
      [
        [37, 47.6],
        [39, 48.4],
      ],
      8,
      0.35,
      random,
    ),
  );
  const loop = lineThrough(...ringAround([38, 48], 0.15, 30, random));
  const eight = lineThrough([37.8, 47.9], [38.2, 48.1], [37.8, 48.1], [38.2, 47.9]);
  const parted = expectAccepted(readParts(random));
  const belt = (
    line: Line,
    side: Belt['side'],
    from: number,
    to: number,
    more: Partial<Belt> = {},
  ): Belt => ({
    kind: 'belt',
    line,
    side,
    from,
    to,
    ...more,
  });
  const bow = zoneOf([
    [37.9, 47.9],
    [38.1, 48.1],
    [37.95, 48.1],
    [38.1, 47.95],
    [37.9, 47.9],
  ]);
  const islands = expectAccepted(
    readZone({
      type: 'MultiPolygon',
      coordinates: [
        [ringAround([37.95, 48], 0.08, 40, random), ringAround([37.95, 48], 0.03, 12, random)],
        [ringAround([38.05, 48.02], 0.1, 25, random)],
      ],
    }),
  );
  return [
    belt(front, 'both', 0, 2000),
    belt(front, 'left', 0, 8000),
    belt(front, 'right', 3000, 12_000),
    belt(front, 'right', 3000, 3050),
    belt(loop, 'left', 0, 5000),
    belt(loop, 'both', 500, 4000),
    belt(eight, 'left', 0, 60_000),
    belt(eight, 'right', 1000, 5000, { ends: 'flat' }),
    belt(parted, 'left', 0, 9000),
    belt(parted, 'both', 0, 4000, { ends: 'flat' }),
    { kind: 'zone', zone: bow },
    { kind: 'zone', zone: islands },
    { kind: 'zone', zone: zoneOf(ringAround([38, 48], 0.1, 400, random)) },
  ];
}

function readParts(random: () => number) {
  const part = (at: Position) => windingChain([at, [at[0] + 0.25, at[1] + 0.06]], 4, 0.3, random);
  return readLineParts([part([37.7, 47.95]), part([38.02, 48.01]), part([37.9, 48.1])]);
}

describe('a footprint that borders run through', () => {
  test.each([3, 1953])('is divided as many samples of it are, whatever the border (seed %d)', (seed) => {
    const random = seeded(seed);
    const features = awkwardFeatures(random);
    const geometry = compileGeometry(features);
    for (let n = 0; n < 4; n++) {
      const size = 200 * 60 ** random();
      const place = footprint(
        [37.8 + 0.4 * random(), 47.85 + 0.3 * random()],
        size,
        size * random(),
        360 * random(),
      );
      const given = probabilities(geometry, place);
      const sampled = shareByDefinition(features, place, 12_000, n);
      for (const [k, share] of sampled.entries())
        expect(Math.abs((given[k] as number) - share), `feature ${k} of place ${n}`).toBeLessThan(0.003);
      // One by one they come out the same.
      if (n > 0) continue;
      for (const [k, feature] of features.entries()) {
        if (feature.kind === 'zone') expect(probabilityInZone(feature.zone, place)).toBe(given[k]);
        else {
          const { line, side, from, to, ends = 'round' } = feature;
          const asked = { from, to, ends, ...(side === 'both' ? {} : { side }) };
          expect(Math.abs(probabilityInBelt(line, place, asked) - (given[k] as number))).toBeLessThan(0.0011);
        }
      }
    }
  });

  test('lies on one side or the other, and in one of the belts that follow each other', () => {
    const random = seeded(11);
    const line = lineThrough(
      ...windingChain(
        [
          [37, 47.6],
          [39, 48.4],
        ],
        9,
        0.3,
        random,
      ),
    );
    for (let n = 0; n < 20; n++) {
      const place = footprint([37.5 + random(), 47.7 + 0.6 * random()], 3000 * random(), 900, 180 * random());
      const left = probabilityInBelt(line, place, { side: 'left' });
      expect(Math.abs(left + probabilityInBelt(line, place, { side: 'right' }) - 1)).toBeLessThan(0.0021);
      const shares = [0, 3000, 9000, 20_000].map((from, k) => {
        const to = [3000, 9000, 20_000][k];
        return probabilityInBelt(line, place, { from, ...(to === undefined ? {} : { to }) });
      });
      expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(0.0031);
    }
  });

  test('becomes as sure as a sharp place as it shrinks', () => {
    const random = seeded(5);
    const features = awkwardFeatures(random);
    const geometry = compileGeometry(features);
    for (let n = 0; n < 40; n++) {
      const at: Position = [37.8 + 0.4 * random(), 47.85 + 0.3 * random()];
      expect(probabilities(geometry, footprint(at, 0.02, 0.02))).toEqual(
        probabilities(geometry, footprint(at, 0, 0)),
      );
    }
  });
});

describe('anywhere on the Earth', () => {
  /** The same agreement and place, turned round the axis by some degrees. */
  const turned = (degrees: number, latitude: number) => {
    const at = ([x, y]: Position): Position => [wrapLongitude(degrees + x), latitude + y];
    const random = seeded(77);
    const features: readonly Feature[] = [
      {
        kind: 'belt',
        line: lineThrough(
          ...windingChain(
            [
              [-0.5, -0.1],
              [0.4, 0.1],
            ],
            5,
            0.3,
            random,
          ).map(at),
        ),
        side: 'left',
        from: 0,
        to: 4000,
      },
      { kind: 'zone', zone: zoneOf(ringAround([0.02, 0], 0.1, 30, random).map(at)) },
      // Cut at the antimeridian, as RFC 7946 asks: its eastern edge runs along it when it is turned there.
      {
        kind: 'zone',
        zone: zoneOf(
          (
            [
              [-0.1, -0.1],
              [0, -0.1],
              [0, 0.1],
              [-0.1, 0.1],
              [-0.1, -0.1],
            ] as const
          ).map(([x, y]): Position => [x === 0 && degrees === 180 ? 180 : at([x, y])[0], latitude + y]),
        ),
      },
    ];
    const geometry = compileGeometry(features);
    return (place: Footprint) => probabilities(geometry, { ...place, at: at(place.at) });
  };

  test.each([0, 48, -75])('the antimeridian makes no difference, at %d° of latitude', (latitude) => {
    const [across, away] = [turned(180, latitude), turned(20, latitude)];
    const random = seeded(2);
    for (let n = 0; n < 12; n++) {
      const place = footprint(
        [0.3 * random() - 0.15, 0.2 * random() - 0.1],
        4000 * random(),
        500,
        90 * random(),
      );
      const [here, there] = [across(place), away(place)];
      for (const [k, share] of here.entries())
        expect(Math.abs(share - (there[k] as number))).toBeLessThan(0.0011);
    }
  });

  test('at a pole belts and zones are measured as anywhere', () => {
    const line = lineThrough([30, 89.9], [-150, 89.8]);
    const zone = boxZone(10, 89.5, 100, 89.99);
    const features: readonly Feature[] = [
      { kind: 'belt', line, side: 'both', from: 0, to: 8000 },
      { kind: 'belt', line, side: 'right', from: 0, to: 8000 },
      { kind: 'zone', zone },
    ];
    for (const at of [
      [0, 90],
      [60, 89.95],
      [-120, 89.93],
    ] as const) {
      const place = footprint(at, 6000, 3000, 20);
      const given = probabilities(compileGeometry(features), place);
      for (const [k, share] of shareByDefinition(features, place, 16_000, 1).entries())
        expect(Math.abs((given[k] as number) - share)).toBeLessThan(0.0025);
    }
  });

  test('every footprint gets an answer from 0 to 1, however vague or flat', () => {
    const features = awkwardFeatures(seeded(8));
    const geometry = compileGeometry(features);
    const metres = fc.oneof(
      fc.double({ min: 0, max: 1e7, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        metres,
        metres,
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        (x, y, east, north, share) => {
          const place: Footprint = {
            at: [x, y],
            covariance: [east * east, share * east * north, north * north],
          };
          for (const p of probabilities(geometry, place)) expect(p >= 0 && p <= 1).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
