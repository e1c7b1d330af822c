import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellAround } from './cell-place.ts';
import { footprintOf } from './footprint.ts';
import type { PointPlace, Position } from './place.ts';

const point = (at: Position, radius = 20): PointPlace => ({ type: 'point', at, radius });
const edges = (place: ReturnType<typeof cellAround>) => {
  const [[[west, south] = [0, 0], , [east, north] = [0, 0]] = []] = place.polygon;
  return { west, south, east, north };
};

test('a cell is the same wherever in it the place was, and holds it', () => {
  const position = fc.tuple(
    fc.double({ min: -179, max: 178, noNaN: true }),
    fc.double({ min: -80, max: 80, noNaN: true }),
  );
  const within = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  const radius = fc.integer({ min: 0, max: 30_000 });
  const cell = fc.constantFrom('cell-1km' as const, 'cell-10km' as const);
  fc.assert(
    fc.property(position, within, within, radius, cell, (at, across, up, wide, name) => {
      const narrow = edges(cellAround(point(at, 0), name));
      expect(narrow.west - 1e-6 <= at[0] && at[0] <= narrow.east + 1e-6).toBe(true);
      expect(narrow.south - 1e-6 <= at[1] && at[1] <= narrow.north + 1e-6).toBe(true);
      const other: Position = [
        narrow.west + across * (narrow.east - narrow.west),
        narrow.south + up * (narrow.north - narrow.south),
      ];
      expect(cellAround(point(other, wide), name)).toEqual(cellAround(point(at, wide), name));
    }),
  );
});

test('its sides have the length that its name says, also far from the equator', () => {
  for (const [name, metres] of [
    ['cell-1km', 1113],
    ['cell-10km', 11_132],
  ] as const)
    for (const latitude of [0.001, 42.5051, -71.31]) {
      // Evenly spread over a side of length a, the variance is a²/12.
      const { covariance } = footprintOf(cellAround(point([20.123, latitude]), name));
      for (const at of [0, 2])
        expect(Math.abs(Math.sqrt((covariance[at] ?? 0) * 12) / metres - 1)).toBeLessThan(0.02);
    }
});

test('it grows by whole cells on every side where the place is wider than one', () => {
  const width = (radius: number) => {
    const { south, north } = edges(cellAround(point([20.123, 42.505], radius), 'cell-1km'));
    return Math.round((north - south) * 100);
  };
  expect([20, 550, 600, 1100, 1200].map(width)).toEqual([1, 1, 3, 3, 5]);
});
