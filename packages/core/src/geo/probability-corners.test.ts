import { expect, test } from 'vitest';
import type { Belt } from './belt.ts';
import { compileGeometry } from './geometry.ts';
import type { Position } from './place.ts';
import { probabilities, probabilityInZone } from './probability.ts';
import { footprint, lineThrough, shareByDefinition, zoneOf } from './testing.ts';

// Scan lines meet the nearest border square. What runs away from it, along them, lies between two of them if it is thin.

test.each([
  [37.98, 48],
  [38.02, 48.005],
  [38.01, 47.99],
])('no arm of a belt that runs along the scan lines is missed, from %d, %d', (x, y) => {
  // A corner: one arm passes near the mean, the other runs away from it, square to the first.
  const line = lineThrough([38, 47.5], [38, 48.02], [38.6, 48.02]);
  const belts = [
    [0, 150],
    [0, 400],
    [1500, 2000],
    [2800, 3000],
  ].flatMap(([from = 0, to = 0]) =>
    (['both', 'left', 'right'] as const).map((side): Belt => ({ kind: 'belt', line, side, from, to })),
  );
  for (const [along, across] of [
    [5000, 5000],
    [9000, 3000],
  ] as const) {
    const place = footprint([x, y], along, across, 90);
    const sampled = shareByDefinition(belts, place, 20_000, 1);
    // One by one, so that none is helped by the borders of another.
    for (const [k, belt] of belts.entries()) {
      const [given] = probabilities(compileGeometry([belt]), place);
      expect(Math.abs((given as number) - (sampled[k] as number)), `belt ${k}`).toBeLessThan(0.002);
    }
  }
});

test('no spike of a zone that runs along the scan lines is missed', () => {
  // A block south of the mean with a hundred and twenty corners, and a spike from it northwards, 60 m wide.
  const teeth = Array.from({ length: 60 }, (_, k): readonly Position[] => [
    [37.8 + 0.004 * k, 47.98],
    [37.802 + 0.004 * k, 47.981],
  ]).flat();
  const spike: readonly Position[] = [
    [38.0203, 47.9805],
    [38.0203, 48.1],
    [38.0211, 48.1],
    [38.0211, 47.9805],
  ];
  const corners = [...teeth.filter(([x]) => x < 38.0203), ...spike, ...teeth.filter(([x]) => x > 38.0211)];
  const zone = zoneOf([...corners, [38.04, 47.9], [37.8, 47.9], [37.8, 47.98]]);
  const place = footprint([38, 48], 5000, 5000);
  const [sampled] = shareByDefinition([{ kind: 'zone', zone }], place, 40_000, 1);
  expect(Math.abs(probabilityInZone(zone, place) - (sampled as number))).toBeLessThan(0.002);
});
