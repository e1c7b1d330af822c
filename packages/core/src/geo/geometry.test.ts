import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import type { Belt } from './belt.ts';
import type { Feature, ZoneFeature } from './features.ts';
import { classify, compileGeometry, featuresAt } from './geometry.ts';
import { wrapLongitude } from './longitude.ts';
import type { Position } from './place.ts';
import { byDefinition, lineThrough, seeded, windingChain } from './testing.ts';
import { readZone, type Zone } from './zone.ts';

const zoneOf = (coordinates: readonly (readonly Position[])[], boundary: Zone['boundary'] = 'inside') =>
  expectAccepted(readZone({ type: 'Polygon', coordinates }, boundary));
const asFeature = (zone: Zone): ZoneFeature => ({ kind: 'zone', zone });

/** A ring of many corners around a position, its radius in degrees wavering. */
function blob([x, y]: Position, size: number, corners: number, random: () => number): readonly Position[] {
  const ring = Array.from({ length: corners }, (_, k): Position => {
    const angle = (2 * Math.PI * k) / corners;
    const radius = size * (0.6 + 0.4 * random());
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
  return [...ring, ring[0] as Position];
}

function agreementOf(random: () => number): readonly Feature[] {
  const front = windingChain(
    [
      [36.4, 47.2],
      [39.4, 48.8],
    ],
    7,
    0.35,
    random,
  );
  const loop = lineThrough(...blob([37.2, 48.6], 0.3, 40, random));
  const line = lineThrough(...front);
  const belt = (side: Belt['side'], from: number, to: number, more: Partial<Belt> = {}): Belt => ({
    kind: 'belt',
    line,
    side,
    from,
    to,
    ...more,
  });
  const zones = Array.from({ length: 30 }, () =>
    asFeature(
      zoneOf([blob([36.2 + 3.6 * random(), 46.2 + 3.6 * random()], 0.05 + 0.3 * random(), 60, random)]),
    ),
  );
  return [
    ...zones,
    asFeature(zoneOf([blob([38, 48], 0.8, 90, random), blob([38, 48], 0.3, 30, random)])),
    belt('both', 0, 2_000),
    belt('left', 0, 15_000),
    belt('right', 0, 15_000),
    belt('left', 15_000, 50_000),
    belt('right', 15_000, 50_000, { ends: 'flat' }),
    belt('both', 50_000, 140_000, { ends: 'flat' }),
    belt('left', 0, 20_000, { line: loop }),
    belt('right', 5_000, 20_000, { line: loop }),
  ];
}

describe('all zones and belts of an agreement at once', () => {
  const random = seeded(19530727);
  const features = agreementOf(random);
  const geometry = compileGeometry(features);

  test('give what each gives by itself, for positions all over and along every border (seed 19530727)', () => {
    const positions: number[] = [];
    for (let n = 0; n < 15_000; n++) positions.push(35.6 + 4.6 * random(), 45.6 + 4.6 * random());
    for (const feature of features.slice(0, 31)) {
      if (feature.kind !== 'zone') continue;
      for (const { edges } of feature.zone.polygons)
        for (let o = 0; o < edges.length; o += 4) {
          const [ax, ay, bx, by] = edges.subarray(o, o + 4) as unknown as readonly [
            number,
            number,
            number,
            number,
          ];
          const share = random();
          positions.push(
            ax,
            ay,
            ax + share * (bx - ax),
            ay + share * (by - ay),
            ax - 0.001,
            ay,
            ax,
            ay + 1e-7,
          );
        }
    }
    const all = Float64Array.from(positions);
    const masks = new Uint32Array((all.length / 2) * geometry.words);
    // Twice: cells that were divided meanwhile must answer as the coarse ones did.
    for (let round = 0; round < 2; round++) {
      classify(geometry, all, masks);
      let different = 0;
      for (let n = 0; n < all.length / 2; n++) {
        const position = [all[2 * n] as number, all[2 * n + 1] as number] as const;
        const expected = byDefinition(features, position);
        const mask = masks.subarray(n * geometry.words, (n + 1) * geometry.words);
        const given = [...features.keys()].filter((i) => ((mask[i >>> 5] as number) >>> (i & 31)) & 1);
        if (given.join() !== expected.join()) different++;
      }
      expect(different).toBe(0);
    }
    expect(geometry.words).toBe(2);
  });

  test('settle cells as positions keep falling where borders run', () => {
    // A border through the middle of one cell after another: the same small patch asked again and again.
    const patch = Float64Array.from({ length: 4000 }, (_, k) =>
      k % 2 ? 48 + 0.01 * random() : 37.9 + 0.01 * random(),
    );
    const masks = new Uint32Array(2000 * geometry.words);
    classify(geometry, patch, masks);
    const before = geometry.cells.blockCount;
    classify(geometry, patch, masks);
    expect(before).toBeGreaterThan(100);
    expect(geometry.cells.open.length).toBeLessThan(50_000);
  });

  test('positions that are none lie nowhere', () => {
    for (const position of [
      [Number.NaN, 48],
      [38, Number.NaN],
      [38, 91],
      [500, 48],
      [-38, -48],
    ] as const)
      expect(featuresAt(geometry, position)).toEqual([]);
  });
});

describe('around the antimeridian', () => {
  test('zones and belts are those of a place away from it', () => {
    const build = (shift: number) => {
      const at = ([x, y]: Position): Position => [wrapLongitude(shift + x), y];
      const random = seeded(180);
      const ring = blob([0.1, 10], 0.5, 24, random).map(at);
      const chain = (
        [
          [-1, 9.5],
          [0.2, 10.3],
          [1, 9.8],
        ] as const
      ).map(at);
      const geometry = compileGeometry([
        asFeature(zoneOf([ring])),
        { kind: 'belt', line: lineThrough(...chain), side: 'left', from: 0, to: 20_000 },
      ]);
      return (position: Position) => featuresAt(geometry, at(position));
    };
    const [across, away] = [build(180), build(20)];
    fc.assert(
      fc.property(
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        fc.double({ min: 9, max: 11, noNaN: true }),
        (x, y) => {
          expect(across([x, y])).toEqual(away([x, y]));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
