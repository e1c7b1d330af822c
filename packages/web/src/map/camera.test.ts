import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  boundsIn,
  type Camera,
  cameraIn,
  fitting,
  pixelIn,
  positionIn,
  type Size,
  saidOf,
  squareOf,
  tilesIn,
  viewFrom,
} from './camera.ts';
import type { Bounds } from './graticule.ts';

const size: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 280, max: 2600 }),
  height: fc.integer({ min: 200, max: 1000 }),
});
const degrees = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
const camera: fc.Arbitrary<Camera> = fc.record({
  longitude: degrees(-180, 180),
  latitude: degrees(-84, 84),
  zoom: degrees(0, 18),
});
const area: fc.Arbitrary<Bounds> = fc
  .tuple(degrees(-179, 170), degrees(-70, 70), degrees(0.01, 9), degrees(0.01, 5))
  .map(([west, south, wide, high]) => [west, south, west + wide, south + high]);

test('the place under the pixel of a place is that place', () => {
  fc.assert(
    fc.property(camera, size, degrees(0, 1), degrees(0, 1), (from, window, right, down) => {
      const view = viewFrom(from, window);
      const pixel = [right * window.width, down * window.height] as const;
      const [x, y] = pixelIn(view)(positionIn(view, pixel));
      expect(Math.hypot(x - pixel[0], y - pixel[1])).toBeLessThan(0.01);
    }),
  );
});

test('an area that a map is fitted to is all there, with 12 pixels around it, and no farther than that needs', () => {
  fc.assert(
    fc.property(area, size, (bounds, window) => {
      const view = viewFrom(fitting(bounds, window), window);
      const [left, bottom] = pixelIn(view)([bounds[0], bounds[1]]);
      const [right, top] = pixelIn(view)([bounds[2], bounds[3]]);
      const free = Math.min(left, top, window.width - right, window.height - bottom);
      expect(free).toBeGreaterThan(11.9);
      if (view.zoom < 16) expect(free).toBeLessThan(12.1);
    }),
  );
});

test('a window never shows what lies beyond the upper and lower edge of the world, nor comes farther than the least zoom', () => {
  fc.assert(
    fc.property(camera, size, (from, window) => {
      const view = viewFrom(from, window);
      const [, south, , north] = boundsIn(view);
      expect(view.zoom).toBeGreaterThanOrEqual(1);
      expect(view.zoom).toBeLessThanOrEqual(16);
      expect(north).toBeLessThan(85.06);
      expect(south).toBeGreaterThan(-85.06);
    }),
  );
});

test('each place that a window shows lies in one of its tiles, once, and each tile is seen', () => {
  fc.assert(
    fc.property(camera, size, degrees(0, 1), degrees(0, 1), (from, window, right, down) => {
      const view = viewFrom(from, window);
      const tiles = tilesIn(view, 18);
      expect(new Set(tiles.map((tile) => JSON.stringify(tile))).size).toBe(tiles.length);
      const holding = (pixel: readonly [number, number]) => {
        const [x, y] = squareOf(positionIn(view, pixel));
        return tiles.filter((tile) => {
          const across = 2 ** tile.z;
          const column = x * across - (tile.x + tile.turn * across);
          const row = y * across - tile.y;
          return column >= 0 && column < 1 && row >= 0 && row < 1;
        });
      };
      // A hair within the edge, where rounding decides.
      const inside = (share: number, all: number) => 0.01 + share * (all - 0.02);
      expect(holding([inside(right, window.width), inside(down, window.height)])).toHaveLength(1);
      const wide = Math.ceil(window.width / 512) + 1;
      const high = Math.ceil(window.height / 512) + 1;
      expect(tiles.length).toBeLessThanOrEqual(wide * high);
      for (const { z, x, y } of tiles)
        expect([z, x >= 0 && x < 2 ** z, y >= 0 && y < 2 ** z]).toEqual([Math.floor(view.zoom), true, true]);
    }),
  );
});

test('no tile is deeper than there are', () => {
  const view = viewFrom({ longitude: 30, latitude: 50, zoom: 15 }, { width: 800, height: 400 });
  expect(new Set(tilesIn(view, 12).map(({ z }) => z))).toEqual(new Set([12]));
});

test('an address says where a map stands, and what says nothing stands nowhere', () => {
  expect(cameraIn('-28.0675,42.0272,8.58')).toEqual({ longitude: -28.0675, latitude: 42.0272, zoom: 8.58 });
  expect(saidOf({ longitude: -28.06749, latitude: 42.02718, zoom: 8.5831 })).toBe('-28.0675,42.0272,8.58');
  for (const said of [undefined, '', '1,2', 'a,b,c', '0,89,3', '0,0,-1', 'NaN,0,3', '0,0,Infinity'])
    expect([said, cameraIn(said)]).toEqual([said, undefined]);
});

test('an address that goes round the world says the place that it comes to, and no address asks for more tiles than a window has room for', () => {
  expect(cameraIn('331.9325,42,8')).toEqual({
    longitude: expect.closeTo(-28.0675, 9),
    latitude: 42,
    zoom: 8,
  });
  expect(cameraIn('1995262314968931800,40,1')?.longitude).toBeLessThanOrEqual(180);
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      degrees(-85, 85),
      degrees(0, 30),
      size,
      (longitude, latitude, zoom, window) => {
        const stands = cameraIn([longitude, latitude, zoom].join());
        expect(stands).toBeDefined();
        // Beyond this no loop over columns is sure to end: it is not tried.
        expect(Math.abs(stands?.longitude ?? Number.NaN)).toBeLessThanOrEqual(180);
        if (stands === undefined) return;
        const wide = Math.ceil(window.width / 512) + 1;
        const high = Math.ceil(window.height / 512) + 1;
        expect(tilesIn(viewFrom(stands, window), 18).length).toBeLessThanOrEqual(wide * high);
      },
    ),
  );
});

test('where a map can stand an address can say, up to the upper and the lower edge of the world', () => {
  fc.assert(
    fc.property(degrees(-90, 90), degrees(1, 16), size, (latitude, zoom, window) => {
      const said = saidOf(viewFrom({ longitude: 0, latitude, zoom }, window));
      expect([said, cameraIn(said) === undefined]).toEqual([said, false]);
    }),
  );
});
