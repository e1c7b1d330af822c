import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectAccepted, normalShare } from '../base/index.ts';
import { courseBetween, footprintOf, inZone, readZone } from '../geo/index.ts';
import { shareInZone } from './zone-share.ts';

const box = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
];
const zoneOf = (...polygons: readonly (readonly (readonly (readonly number[])[])[])[]) =>
  expectAccepted(readZone({ type: 'MultiPolygon', coordinates: polygons }));
const circle = (at: readonly [number, number], deviation: number) => ({
  at,
  covariance: [deviation * deviation, 0, deviation * deviation] as const,
});

describe('the share of an uncertain place that lies in a zone', () => {
  test('is one or nothing for a place that is known exactly', () => {
    const zone = zoneOf(box(37, 48, 38, 49));
    expect(shareInZone(zone, circle([37.5, 48.5], 0))).toBe(1);
    expect(shareInZone(zone, circle([36.9, 48.5], 0))).toBe(0);
  });

  test('is a half on a straight edge and a quarter in a right corner', () => {
    const zone = zoneOf(box(37, 48, 38, 49));
    expect(shareInZone(zone, circle([37, 48.5], 500))).toBeCloseTo(0.5, 4);
    expect(shareInZone(zone, circle([37, 48], 500))).toBeCloseTo(0.25, 4);
  });

  test('falls with the distance to an edge as the normal distribution has it', () => {
    const zone = zoneOf(box(37, 48, 38, 49));
    const away = courseBetween([37.01, 48.5], [37, 48.5])?.distance ?? 0;
    expect(shareInZone(zone, circle([37.01, 48.5], 700))).toBeCloseTo(normalShare(away / 700), 4);
  });

  test('leaves out a hole, adds parts, and reaches over the antimeridian', () => {
    const ring = [...box(37, 48, 38, 49), ...box(37.4, 48.4, 37.6, 48.6)];
    expect(shareInZone(zoneOf(ring), circle([37.4, 48.5], 400))).toBeCloseTo(0.5, 4);
    expect(
      shareInZone(zoneOf(box(36, 48, 37, 49), box(37, 48, 38, 49)), circle([37, 48.5], 400)),
    ).toBeCloseTo(1, 4);
    const pacific = zoneOf(box(179, -1, -179, 1));
    expect(shareInZone(pacific, circle([-179.999, 0], 500))).toBeCloseTo(1, 4);
    expect(shareInZone(pacific, circle([-179, 0], 500))).toBeCloseTo(0.5, 4);
  });

  test('is less sure where the outline itself is approximate', () => {
    const zone = zoneOf(box(37, 48, 38, 49));
    const sharp = shareInZone(zone, circle([37.01, 48.5], 0));
    const vague = shareInZone(zone, circle([37.01, 48.5], 0), 2000);
    expect(sharp).toBe(1);
    expect(vague).toBeGreaterThan(0.6);
    expect(vague).toBeLessThan(0.9);
  });

  test('agrees with counting many places drawn at random, for any triangle and any footprint', () => {
    const degree = fc.double({ min: -0.02, max: 0.02, noNaN: true });
    const corner = fc.tuple(degree, degree);
    fc.assert(
      fc.property(corner, corner, corner, fc.integer({ min: 0, max: 359 }), (a, b, c, bearing) => {
        fc.pre(Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) > 1e-9);
        const at = ([x, y]: readonly [number, number]) => [37 + x, 48 + y];
        const zone = zoneOf([[at(a), at(b), at(c), at(a)]]);
        const footprint = footprintOf({
          type: 'sector',
          origin: [37, 48],
          bearing,
          bearingTolerance: 20,
          distance: [500, 1500],
        });
        const [ee, en, nn] = footprint.covariance;
        const east = Math.sqrt(ee);
        const north = Math.sqrt(nn - (en / east) * (en / east));
        let seed = 1;
        const uniform = () => {
          seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
          return (seed + 0.5) / 4294967296;
        };
        let inside = 0;
        const draws = 20_000;
        for (let k = 0; k < draws; k += 1) {
          const radius = Math.sqrt(-2 * Math.log(uniform()));
          const angle = 2 * Math.PI * uniform();
          const [u, v] = [radius * Math.cos(angle), radius * Math.sin(angle)];
          const x = footprint.at[0] + (east * u) / 74_625;
          const y = footprint.at[1] + ((en / east) * u + north * v) / 111_200;
          inside += Number(inZone(zone, [x, y]));
        }
        expect(Math.abs(shareInZone(zone, footprint) - inside / draws)).toBeLessThan(0.02);
      }),
      { numRuns: 30 },
    );
  });
});
