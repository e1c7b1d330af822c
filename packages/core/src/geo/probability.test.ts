import { describe, expect, test } from 'vitest';
import { normalShare } from '../base/index.ts';
import type { Feature } from './features.ts';
import { footprintOf } from './footprint.ts';
import { compileGeometry } from './geometry.ts';
import type { Position } from './place.ts';
import { probabilities, probabilityInBelt, probabilityInZone } from './probability.ts';
import { boxZone, footprint, karneyAlong, karneyAzimuth, lineThrough, shareByDefinition } from './testing.ts';

const LINE_90 = 1.6448536269514722;
/** Half of the last digit that is published, and a hair for what is computed. */
const ROUNDED = 0.00052;

// A straight line of 300 km, walked north-east; feet on it, and positions some metres to its right.
const [start, end]: [Position, Position] = [
  [36, 47],
  [38.6, 49],
];
const straight = lineThrough(start, end);
const azimuth = karneyAzimuth(start, end);
const foot = karneyAlong(start, azimuth, 150_000);
const onward = karneyAzimuth(foot, end);
const toRight = (metres: number) => karneyAlong(foot, onward + 90, metres);

describe('a place and a border without a doubt', () => {
  const edges = [
    [{ to: 15_000 }, [1, 1, 0]],
    [{ to: 15_000, toIncluded: false }, [1, 0, 0]],
    [{ from: 15_000 }, [0, 0, 1]],
    [{ from: 15_000, fromIncluded: true }, [0, 1, 1]],
    [{ from: 15_000, to: 20_000, side: 'right' }, [0, 0, 1]],
    [{ to: 15_000, side: 'left' }, [0, 0, 0]],
  ] as const;
  test.each(edges)('are told apart at 15.000 km and 1 cm either side: %j', (question, expected) => {
    const given = [14_999.99, 15_000, 15_000.01].map((metres) =>
      probabilityInBelt(straight, footprint(toRight(metres), 0, 0), question),
    );
    expect(given).toEqual(expected);
  });

  test('in a zone follow what is declared of its edge', () => {
    const at = footprint([10, 0.5], 0, 0);
    expect(probabilityInZone(boxZone(10, 0, 11, 1), at)).toBe(1);
    const without = { ...boxZone(10, 0, 11, 1), boundary: 'outside' } as const;
    expect(probabilityInZone(without, at)).toBe(0);
  });

  test('on the line itself belong to both sides and to every belt that begins there', () => {
    const on = footprint(start, 0, 0);
    for (const side of ['left', 'right'] as const) expect(probabilityInBelt(straight, on, { side })).toBe(1);
    expect(probabilityInBelt(straight, on, { to: 1 })).toBe(1);
    expect(probabilityInBelt(straight, on, { from: 1 })).toBe(0);
  });
});

describe('against a straight border', () => {
  test.each([
    [300, 300, 0, 0],
    [900, 40, 10, 0],
    [900, 0, 100, 0],
    [50, 2000, 77, 0],
    [0, 0, 0, 500],
    [400, 100, 30, 800],
  ])(
    'a footprint of %d by %d m turned by %d°, a line good to %d m: the share of the normal distribution',
    (along, across, turn, tolerance) => {
      const angle = ((turn + 90) * Math.PI) / 180;
      const squarely = Math.hypot(along * Math.cos(angle), across * Math.sin(angle), tolerance / LINE_90);
      for (const offset of [-2.5, -1, -0.3, 0, 0.7, 1.9]) {
        const at = toRight(offset * squarely);
        const place = footprint(at, along, across, onward + turn);
        const side = probabilityInBelt(straight, place, { side: 'right', tolerance });
        expect(Math.abs(side - normalShare(offset))).toBeLessThan(ROUNDED);
        const strip = probabilityInBelt(straight, place, {
          side: 'left',
          from: 0.5 * squarely,
          to: 2 * squarely,
          tolerance,
        });
        const expected = normalShare(-offset - 0.5) - normalShare(-offset - 2);
        expect(Math.abs(strip - expected)).toBeLessThan(ROUNDED);
      }
    },
  );

  test('14.8 km away a place good to 500 m, and a line good to 1 km, leave this much doubt', () => {
    const place = footprintOf({ type: 'point', at: toRight(14_800), radius: 500 });
    const deviation = Math.hypot(500 / Math.sqrt(2 * Math.LN10), 1000 / LINE_90);
    const given = probabilityInBelt(straight, place, { side: 'right', to: 15_000, tolerance: 1000 });
    expect(given).toBeCloseTo(normalShare(200 / deviation), 3);
  });
});

describe('within a distance of one spot', () => {
  const spot = lineThrough([38, 48], [38.0000001, 48]);
  test.each([100, 500, 1000, 2500])('%d m, a round footprint holds as much as the circle does', (radius) => {
    const given = probabilityInBelt(spot, footprint([38, 48], 700, 700), { to: radius });
    expect(Math.abs(given - (1 - Math.exp((-radius * radius) / (2 * 700 * 700))))).toBeLessThan(ROUNDED);
  });

  test('off its centre, as much as Rice’s distribution gives', () => {
    // P(within 1 sd) at 1.5 sd from the centre, by its integral over the radius.
    const at = karneyAlong([38, 48], 33, 1050);
    let rice = 0;
    const n = 2000;
    for (let k = 0; k < n; k++) {
      const r = (k + 0.5) / n;
      let bessel = 0;
      for (let j = 0; j < 400; j++) bessel += Math.exp(1.5 * r * Math.cos((2 * Math.PI * (j + 0.5)) / 400));
      rice += (r * Math.exp(-(r * r + 2.25) / 2) * (bessel / 400)) / n;
    }
    const given = probabilityInBelt(spot, footprint(at, 700, 700), { to: 700 });
    expect(Math.abs(given - rice)).toBeLessThan(ROUNDED);
  });
});

describe('a zone', () => {
  test('with sides along the axes holds the product of two shares', () => {
    const zone = boxZone(-0.01, -0.02, 0.03, 0.01);
    const [x, y] = [111_319.4908, 110_574.2758];
    const place = footprint([0, 0], 1500, 900);
    const wide = normalShare((0.03 * x) / 900) - normalShare((-0.01 * x) / 900);
    const high = normalShare((0.01 * y) / 1500) - normalShare((-0.02 * y) / 1500);
    expect(Math.abs(probabilityInZone(zone, place) - wide * high)).toBeLessThan(ROUNDED);
    const vague = probabilityInZone(zone, place, 2000);
    const widened = (sd: number) => Math.hypot(sd, 2000 / LINE_90);
    const product =
      (normalShare((0.03 * x) / widened(900)) - normalShare((-0.01 * x) / widened(900))) *
      (normalShare((0.01 * y) / widened(1500)) - normalShare((-0.02 * y) / widened(1500)));
    expect(Math.abs(vague - product)).toBeLessThan(ROUNDED);
  });

  test('that a polygon fills as a place holds 84 % of it: its rim is lost, as docs/geodesy.md says', () => {
    const zone = boxZone(0, 0, 0.02, 0.02);
    const polygon = zone.polygons[0]?.rings ?? [];
    expect(probabilityInZone(zone, footprintOf({ type: 'area', polygon }))).toBeCloseTo(0.84, 2);
    const around = boxZone(-0.02, -0.02, 0.04, 0.04);
    expect(probabilityInZone(around, footprintOf({ type: 'area', polygon }))).toBe(1);
  });

  test('a sliver far narrower than the footprint is not lost between scan lines', () => {
    const [x, y] = [111_319.4908, 110_574.2758];
    for (const offset of [0, 0.0031, 0.0077]) {
      const zone = boxZone(-0.5, offset, 0.5, offset + 0.001);
      const share = normalShare(((offset + 0.001) * y) / 2000) - normalShare((offset * y) / 2000);
      // Twice as surely north and south as east and west, and the other way round.
      for (const [along, across] of [
        [2000, 4000],
        [2000, 300],
      ] as const)
        expect(Math.abs(probabilityInZone(zone, footprint([0, 0], along, across)) - share)).toBeLessThan(
          ROUNDED,
        );
      expect(x).toBeGreaterThan(y);
    }
  });

  test('a footprint along a parallel follows the border, which is no geodesic', () => {
    // At 60° north the parallel leaves the geodesic through it by 85 m at 25 km.
    const zone = boxZone(-2, 60, 2, 61);
    const place = footprint([0, 60], 1, 12_000);
    const given = probabilityInZone(zone, place);
    expect(
      Math.abs(
        (given - (shareByDefinition([{ kind: 'zone', zone }], place, 20_000, 0)[0] as number)) as number,
      ),
    ).toBeLessThan(0.002);
    expect(given).toBeLessThan(0.1);
  });
});

describe('several lines in one call', () => {
  test('keeps to each line’s own tolerance in one call', () => {
    const features: readonly Feature[] = [
      { kind: 'belt', line: straight, side: 'right', from: 0, to: 15_000 },
      { kind: 'belt', line: straight, side: 'right', from: 0, to: 15_000, tolerance: 1000 },
      { kind: 'zone', zone: boxZone(36, 47, 40, 50), tolerance: 300 },
    ];
    const place = footprint(toRight(14_800), 300, 300);
    expect(probabilities(compileGeometry(features), place)).toEqual([
      probabilityInBelt(straight, place, { side: 'right', to: 15_000 }),
      probabilityInBelt(straight, place, { side: 'right', to: 15_000, tolerance: 1000 }),
      1,
    ]);
  });
});
