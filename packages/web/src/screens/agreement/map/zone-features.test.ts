import { expectAccepted } from '@armistice/core/base';
import { inZone, type Position, readZone } from '@armistice/core/geo';
import { expect, test } from 'vitest';
import type { DrawnZone } from '../drawn-geometry.ts';
import { labelPosition } from './zone-features.ts';

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

function drawn(...rings: Position[][]): DrawnZone {
  const zone = expectAccepted(readZone({ type: 'Polygon', coordinates: rings }));
  return {
    name: 'a',
    map: undefined,
    from: 0,
    tolerance: 0,
    source: undefined,
    hash: undefined,
    zone,
    polygons: [rings],
  };
}

test('the name of a zone stands in its middle', () => {
  const [x = 0, y = 0] = labelPosition(drawn(box(10, 42, 11, 43))) ?? [];
  expect([x, y]).toEqual([10.5, 42.5]);
});

test.each([
  ['with a hole in its middle', drawn(box(10, 42, 11, 43), box(10.3, 42.3, 10.7, 42.7))],
  [
    'bent round a bay',
    drawn([
      [10, 42],
      [11, 42],
      [11, 42.2],
      [10.2, 42.2],
      [10.2, 43],
      [10, 43],
      [10, 42],
    ]),
  ],
])('the name of a zone %s stands within it', (_, zone) => {
  const at = labelPosition(zone);
  expect(at !== undefined && inZone(zone.zone, at)).toBe(true);
});
