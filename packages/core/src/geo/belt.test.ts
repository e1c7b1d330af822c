import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import type { Feature } from './features.ts';
import { compileGeometry, featuresAt } from './geometry.ts';
import { readLine } from './line.ts';
import type { Position } from './place.ts';
import {
  byDefinition,
  exhaustiveDistance,
  karneyAlong,
  karneyAzimuth,
  lineThrough,
  seeded,
} from './testing.ts';

describe('a belt of a line', () => {
  const from: Position = [37.5, 48];
  const to: Position = [37.9, 48.3];
  const line = lineThrough(from, to);
  const azimuth = karneyAzimuth(from, to);
  const foot = karneyAlong(from, azimuth, 20_000);
  const across = karneyAzimuth(foot, to) + 90;
  const geometry = compileGeometry([
    { kind: 'belt', line, side: 'right', from: 0, to: 15_000 },
    { kind: 'belt', line, side: 'right', from: 15_000, to: 25_000 },
    { kind: 'belt', line, side: 'left', from: 0, to: 15_000 },
    { kind: 'belt', line, side: 'both', from: 0, to: 15_000, ends: 'flat' },
    { kind: 'belt', line, side: 'both', from: 0, to: 15_000 },
  ]);

  test.each([
    [0, [0, 2, 3, 4]],
    [1, [0, 3, 4]],
    [14_999.99, [0, 3, 4]],
    [15_000, [0, 3, 4]],
    [15_000.01, [1]],
    [25_000, [1]],
    [25_000.01, []],
    [-14_999.99, [2, 3, 4]],
    [-15_000.01, []],
  ])('holds %f m to the right of it, or not', (metres, expected) => {
    const position = metres === 0 ? from : karneyAlong(foot, across, metres);
    expect(featuresAt(geometry, position)).toEqual(expected);
    // And once its cells are as fine as they get.
    for (let n = 0; n < 50; n++) featuresAt(geometry, position);
    expect(featuresAt(geometry, position)).toEqual(expected);
  });

  test('is rounded off past the ends, or cut off square', () => {
    const past = karneyAlong(to, karneyAzimuth(to, from) + 180, 5_000);
    expect(featuresAt(geometry, past)).toContain(4);
    expect(featuresAt(geometry, past)).not.toContain(3);
  });

  test('that is empty is a mistake of whoever compiled it', () => {
    expect(() => compileGeometry([{ kind: 'belt', line, side: 'both', from: 5, to: 5 }])).toThrow(
      'feature 0: a belt',
    );
  });

  test('of a spiral changes sides between its windings', () => {
    const random = seeded(6);
    const spiral = lineThrough(
      ...Array.from({ length: 200 }, (_, k): Position => {
        const [angle, radius] = [(k / 200) * 6 * Math.PI, 1 - k / 230];
        return [20 + radius * Math.cos(angle), 40 + 0.75 * radius * Math.sin(angle)];
      }),
    );
    const features: readonly Feature[] = [
      { kind: 'belt', line: spiral, side: 'left', from: 0, to: 60_000 },
      { kind: 'belt', line: spiral, side: 'right', from: 1_000, to: 60_000, ends: 'flat' },
    ];
    const geometry = compileGeometry(features);
    for (let n = 0; n < 20_000; n++) {
      const position: Position = [18.6 + 2.8 * random(), 38.8 + 2.4 * random()];
      expect(featuresAt(geometry, position)).toEqual(byDefinition(features, position));
    }
  });

  test('of a line that crosses itself, or has parts, takes the side of what is nearest', () => {
    const random = seeded(4);
    const eight = lineThrough([20, 40], [21, 41], [20, 41], [21, 40]);
    const parted = expectAccepted(
      readMulti([
        [
          [20, 40],
          [21, 40.2],
        ],
        [
          [20, 40.5],
          [21, 40.6],
        ],
      ]),
    );
    for (const crossing of [eight, parted]) {
      const features: readonly Feature[] = [
        { kind: 'belt', line: crossing, side: 'left', from: 0, to: 60_000 },
        { kind: 'belt', line: crossing, side: 'right', from: 10_000, to: 60_000, ends: 'flat' },
      ];
      const geometry = compileGeometry(features);
      for (let n = 0; n < 6000; n++) {
        const position: Position = [19.5 + 2 * random(), 39.5 + 2 * random()];
        expect(featuresAt(geometry, position)).toEqual(byDefinition(features, position));
      }
    }
  });

  test('around the pole holds what Karney’s distance says', () => {
    const chain: readonly Position[] = [
      [30, 88],
      [-100, 89],
      [170, 87.5],
    ];
    const geometry = compileGeometry([
      { kind: 'belt', line: lineThrough(...chain), side: 'both', from: 0, to: 100_000 },
    ]);
    const random = seeded(5);
    for (let n = 0; n < 300; n++) {
      const position: Position = [360 * random() - 180, 85 + 5 * random()];
      expect(featuresAt(geometry, position)).toEqual(
        exhaustiveDistance(position, chain) <= 100_000 ? [0] : [],
      );
    }
  });
});

function readMulti(coordinates: readonly (readonly Position[])[]) {
  return readLine({ type: 'MultiLineString', coordinates });
}
