import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import type { Position } from './place.ts';
import { inZone, readZone } from './zone.ts';

const polygon = (...coordinates: readonly (readonly Position[])[]) => ({ type: 'Polygon', coordinates });
const square: readonly Position[] = [
  [20, 40],
  [22, 40],
  [22, 42],
  [20, 42],
  [20, 40],
];
const hole: readonly Position[] = [
  [20.5, 40.5],
  [21, 40.5],
  [21, 41],
  [20.5, 41],
  [20.5, 40.5],
];
const zone = (value: unknown, boundary?: 'inside' | 'outside') => expectAccepted(readZone(value, boundary));

describe('a zone', () => {
  test('holds what is between its rings, its boundary as declared', () => {
    const [inclusive, exclusive] = [zone(polygon(square, hole)), zone(polygon(square, hole), 'outside')];
    const rows: readonly (readonly [Position, boolean, boolean])[] = [
      [[21.5, 41.5], true, true],
      [[20.7, 40.7], false, false],
      [[19.9999999, 41], false, false],
      [[20, 41], true, false],
      [[20, 40], true, false],
      [[22, 42], true, false],
      [[21, 40], true, false],
      [[21, 42], true, false],
      [[20.5, 40.7], true, false],
      [[20.5, 40.5], true, false],
      [[23, 42], false, false],
      [[19, 40], false, false],
    ];
    for (const [position, within, strictly] of rows) {
      expect(inZone(inclusive, position)).toBe(within);
      expect(inZone(exclusive, position)).toBe(strictly);
    }
  });

  test('has edges along parallels, not along geodesics', () => {
    const wide = zone(
      polygon([
        [0, 60],
        [90, 60],
        [90, 61],
        [0, 61],
        [0, 60],
      ]),
    );
    expect(inZone(wide, [45, 60.5])).toBe(true);
    expect(inZone(wide, [45, 61.5])).toBe(false);
  });

  test('of several polygons holds what any of them holds, where they overlap too', () => {
    const shifted = square.map(([x, y]): Position => [x + 1, y + 1]);
    const both = zone({ type: 'MultiPolygon', coordinates: [[square], [shifted]] });
    expect(
      [
        [20.5, 40.5],
        [21.5, 41.5],
        [22.5, 42.5],
        [22.5, 40.5],
      ].map((at) => inZone(both, at as never)),
    ).toEqual([true, true, true, false]);
  });

  test('is the same whichever corner its ring starts from and whichever way it runs', () => {
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.boolean(),
        fc.double({ min: 19, max: 23, noNaN: true }),
        fc.double({ min: 39, max: 43, noNaN: true }),
        (start, turned, x, y) => {
          const open = square.slice(0, 4);
          const ring = [...open.slice(start), ...open.slice(0, start), open[start] as Position];
          const given = inZone(zone(polygon(turned ? ring.toReversed() : ring)), [x, y]);
          expect(given).toBe(x >= 20 && x <= 22 && y >= 40 && y <= 42);
        },
      ),
    );
  });
});

describe('around the antimeridian', () => {
  const ring: readonly Position[] = [
    [179, -1],
    [-179, -1],
    [-179, 1],
    [179, 1],
    [179, -1],
  ];

  test('a ring goes the shorter way, wherever it starts', () => {
    for (let start = 0; start < 4; start++) {
      const open = ring.slice(0, 4);
      const turned = [...open.slice(start), ...open.slice(0, start), open[start] as Position];
      const across = zone(polygon(turned));
      expect([179.5, 180, -180, -179.5, -179, 179].map((x) => inZone(across, [x, 0]))).toEqual(
        Array(6).fill(true),
      );
      expect([178.9, -178.9, 0, 90].map((x) => inZone(across, [x, 0]))).toEqual(Array(4).fill(false));
    }
  });

  test('a ring across it holds what two halves cut at it hold', () => {
    const east = [
      [179, -1],
      [180, -1],
      [180, 1],
      [179, 1],
      [179, -1],
    ];
    const west = [
      [-180, -1],
      [-179, -1],
      [-179, 1],
      [-180, 1],
      [-180, -1],
    ];
    const [across, cut] = [
      zone(polygon(ring)),
      zone({ type: 'MultiPolygon', coordinates: [[east], [west]] }),
    ];
    fc.assert(
      fc.property(
        fc.double({ min: 177, max: 180, noNaN: true }),
        fc.boolean(),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (x, other, y) => {
          const at: Position = [other ? -x : x, y];
          expect(inZone(across, at)).toBe(inZone(cut, at));
        },
      ),
    );
  });
});

describe('what is no zone is refused by its place', () => {
  const refusal = (value: unknown) => {
    const result = readZone(value);
    return result.ok ? '' : `${result.refusal.code}: ${result.refusal.message}`;
  };

  test.each([
    ['a line', { type: 'LineString', coordinates: square }, 'geo/zone: it must be a Polygon or MultiPolygon'],
    ['no ring', polygon(), 'coordinates must be a list of at least one ring'],
    ['an open ring', polygon(square.slice(0, 4)), 'coordinates[0] is not closed'],
    ['three positions', polygon(square.slice(0, 3)), 'coordinates[0] must be a list of at least 4 positions'],
    [
      'no area',
      polygon([
        [1, 1],
        [2, 2],
        [3, 3],
        [1, 1],
      ]),
      'coordinates[0] encloses no area',
    ],
    [
      'a fault in the hole',
      polygon(square, [
        [1, 1],
        [2, 99],
        [3, 3],
        [1, 1],
      ]),
      'coordinates[1][1] has the latitude 99',
    ],
    [
      'a corner at a pole',
      polygon([
        [0, 80],
        [90, 80],
        [50, 90],
        [0, 80],
      ]),
      'coordinates[0][2] is a pole',
    ],
    [
      'a ring round a pole',
      polygon([
        [0, 80],
        [120, 80],
        [-120, 80],
        [0, 80],
      ]),
      'coordinates[0] goes round a pole',
    ],
    [
      'half a turn',
      polygon([
        [0, 0],
        [180, 0],
        [90, 10],
        [0, 0],
      ]),
      'coordinates[0][1] is half a turn from',
    ],
  ])('%s', (_, value, words) => {
    expect(refusal(value)).toContain(words);
  });
});
