import { describe, expect, test } from 'vitest';
import { arcBetween } from './arc.ts';
import { ontoEllipsoid, positionOf, vectorOf } from './ellipsoid.ts';
import { courseBetween, positionAlong } from './geodesic.ts';
import { karneyAlong } from './testing.ts';

const latitudes = Array.from({ length: 31 }, (_, k) => -90 + 6 * k);
const azimuths = Array.from({ length: 24 }, (_, k) => -180 + 15 * k);

/** Positions all over the Earth, and what Karney's method finds some metres from them. */
function* courses(metres: number) {
  for (const latitude of latitudes)
    for (const azimuth of azimuths) {
      const from = [10, latitude] as const;
      yield { from, azimuth, to: karneyAlong(from, azimuth, metres) };
    }
}

describe('the way between two positions', () => {
  test.each([
    [1, 1e-7],
    [15_000, 1e-7],
    [100_000, 1e-5],
    [300_000, 1e-4],
    [1_000_000, 1e-3],
    [2_000_000, 1e-3],
  ])('from their chord is that of Karney: %i m to %f m', (metres, tolerance) => {
    for (const { from, to } of courses(metres))
      expect(Math.abs(arcBetween(vectorOf(from), vectorOf(to)) - metres)).toBeLessThan(tolerance);
  });

  test('by Vincenty is that of Karney to 0.1 mm, as far as 10,000 km', () => {
    for (const metres of [1, 1e4, 1e6, 1e7])
      for (const { from, to, azimuth } of courses(metres)) {
        const course = courseBetween(from, to);
        if (course === undefined) throw new Error(`no course from ${from} to ${to}`);
        expect(Math.abs(course.distance - metres)).toBeLessThan(1e-4);
        for (const start of [azimuth, course.azimuth]) {
          const end = positionAlong(from, start, metres);
          expect(arcBetween(vectorOf(end), vectorOf(to))).toBeLessThan(1e-4);
        }
      }
  });

  test('is refused where Vincenty’s method does not settle, on the other side of the Earth', () => {
    expect(courseBetween([0, 0], [179.8, 0.1])).toBeUndefined();
  });

  test('along the equator and to the same place', () => {
    expect(courseBetween([0, 0], [1, 0])?.distance).toBeCloseTo(111_319.490793, 5);
    expect(courseBetween([5, 5], [5, 5])).toEqual({ distance: 0, azimuth: 0 });
  });
});

describe('a position and its Earth-centred point', () => {
  test('are one, all over the Earth', () => {
    for (const latitude of latitudes)
      for (let longitude = -180; longitude < 180; longitude += 17.3) {
        const [east, north] = positionOf(vectorOf([longitude, latitude]));
        expect(Math.abs(north - latitude)).toBeLessThan(1e-13);
        if (Math.abs(latitude) < 90) expect(Math.abs(east - longitude)).toBeLessThan(1e-13);
        else expect(east).toBe(0);
      }
    expect(positionOf(vectorOf([180, 0]))).toEqual([-180, 0]);
  });

  test('a point beside the ellipsoid comes onto it along the normal', () => {
    for (const latitude of latitudes)
      for (const height of [-0.05, 1e-6, 0.01]) {
        const [x, y, z] = vectorOf([33, latitude]);
        const lifted = [x * (1 + height), y * (1 + height), z * (1 + height)] as const;
        const [a, b, c] = ontoEllipsoid(lifted);
        expect(Math.abs(a * a + b * b + (c * c) / 0.9933056200098587 - 1)).toBeLessThan(1e-14);
        // The lift is parallel to the gradient of the form at the point that was lifted.
        const along = [a - lifted[0], b - lifted[1], c - lifted[2]] as const;
        const normal = [lifted[0], lifted[1], lifted[2] / 0.9933056200098587] as const;
        expect(Math.abs(along[0] * normal[2] - along[2] * normal[0])).toBeLessThan(1e-14);
      }
  });
});
