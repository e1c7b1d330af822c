import { expect, test } from 'vitest';
import { roundDistances } from './drawing.tsx';
import { sectorPath } from './sector-drawing.tsx';

const southWest = {
  type: 'sector',
  origin: [0, 0],
  bearing: 225,
  bearingTolerance: 22.5,
  distance: [3000, 5000],
} as const;

/** Bearing from the middle of the drawing, clockwise from up. */
function bearingOf(x: number, y: number): number {
  return ((Math.atan2(x - 150, 150 - y) * 180) / Math.PI + 360) % 360;
}

test('the corners of a sector lie at its bearings and distances', () => {
  const path = sectorPath(southWest, 60, 100);
  const corners = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)(?=A|L|Z)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
  expect(
    corners.map(([x, y]) => [
      Math.round(bearingOf(x, y) * 10) / 10,
      Math.round(Math.hypot(x - 150, y - 150)),
    ]),
  ).toEqual([
    [202.5, 100],
    [247.5, 100],
    [247.5, 60],
    [202.5, 60],
  ]);
});

test('a sector wider than half a circle is drawn the long way round', () => {
  expect(sectorPath({ ...southWest, bearingTolerance: 120 }, 60, 100)).toContain(' 0 1 1 ');
});

test.each([
  [5000, [1000, 2000, 3000, 4000, 5000]],
  [900, [250, 500, 750, 1000]],
  [13_000, [5000, 10_000, 15_000]],
])('round distances reach %d metres in round steps', (far, rings) => {
  expect(roundDistances(far)).toEqual(rings);
});
