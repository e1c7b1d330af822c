import { expect, test } from 'vitest';
import { ellipseOf, radiusOf } from './ellipse.ts';

const at = [0, 0] as const;

test('an ellipse has the axes of its covariance, turned as it is', () => {
  const round = ellipseOf({ at, covariance: [10_000, 0, 10_000] });
  expect([round.major, round.minor]).toEqual([expect.closeTo(214.6, 1), expect.closeTo(214.6, 1)]);
  const north = ellipseOf({ at, covariance: [100, 0, 10_000] });
  expect(north).toMatchObject({ major: expect.closeTo(214.6, 1), angle: expect.closeTo(90, 6) });
  const northEast = ellipseOf({ at, covariance: [5000, 4000, 5000] });
  expect(northEast.angle).toBeCloseTo(45, 6);
});

test('where it lies is told by one radius, whichever way it is longer', () => {
  expect(radiusOf({ at, covariance: [10_000, 0, 10_000] })).toBe(215);
  expect(radiusOf({ at, covariance: [100, 0, 19_900] })).toBe(215);
});
