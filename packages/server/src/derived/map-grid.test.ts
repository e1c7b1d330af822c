import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BoundingBox } from '../store/query.ts';
import { LEVELS, mortonOf, mortonRange, stretchesOf, withinBox } from './map-grid.ts';

const END = 4 ** LEVELS;
const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const latitude = fc.double({ min: -90, max: 90, noNaN: true });
// Also boxes of a few metres, where every cell counts, and such as cross the antimeridian.
const size = fc.oneof(
  fc.double({ min: 0, max: 0.0005, noNaN: true }),
  fc.double({ min: 0, max: 60, noNaN: true }),
);
const box = fc.tuple(longitude, latitude, size, size).map(([west, south, wide, high]): BoundingBox => {
  const east = west + wide > 180 ? west + wide - 360 : west + wide;
  return [west, south, east, Math.min(90, south + high)];
});
const share = fc.double({ min: -0.5, max: 1.5, noNaN: true });

test('a place in a box lies on one stretch of the curve, and on one that is all inside only if it is in the box', () => {
  fc.assert(
    fc.property(box, share, share, (bbox, right, up) => {
      const [west, south, east, north] = bbox;
      const wide = east < west ? east - west + 360 : east - west;
      const x = west + right * wide;
      const y = Math.max(-90, Math.min(90, south + up * (north - south)));
      const morton = mortonOf([((x + 540) % 360) - 180, y]);
      const found = stretchesOf(bbox).filter(({ low, high }) => morton >= low && morton < high);
      const isIn = withinBox(bbox)(morton);
      expect(found.length).toBeLessThanOrEqual(1);
      if (isIn) expect(found).toHaveLength(1);
      if (found[0]?.inside === true) expect(isIn).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('stretches are few, follow one another and never overlap', () => {
  fc.assert(
    fc.property(box, (bbox) => {
      const all = stretchesOf(bbox);
      expect(all.length).toBeGreaterThan(0);
      expect(all.length).toBeLessThanOrEqual(128);
      for (const [i, { low, high }] of all.entries()) {
        expect(high).toBeGreaterThan(low);
        expect(low).toBeGreaterThanOrEqual(all[i - 1]?.high ?? 0);
        expect(high).toBeLessThanOrEqual(END);
      }
    }),
  );
});

test('of a box that is a tile, the one stretch is the tile', () => {
  // Tile 3/2/1: its corners on the square, moved inwards by less than a cell.
  const bbox: BoundingBox = [-90 + 1e-7, 66.51326044 + 1e-7, -45 - 1e-7, 79.17133464 - 1e-7];
  const [low, high] = mortonRange({ z: 3, x: 2, y: 1 });
  expect(stretchesOf(bbox)).toEqual([{ low, high, inside: true }]);
});

test('the whole world is one stretch', () => {
  expect(stretchesOf([-180, -90, 180, 90])).toEqual([{ low: 0, high: END, inside: true }]);
});
