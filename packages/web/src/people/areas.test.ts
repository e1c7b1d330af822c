import { expect, test } from 'vitest';
import { areaIn } from './areas.ts';

const RING = [
  [36, 47],
  [38, 47],
  [38, 49],
  [36, 47],
];
const POLYGON = { type: 'Polygon', coordinates: [RING] };

test.each([
  ['a polygon', POLYGON],
  ['several', { type: 'MultiPolygon', coordinates: [[RING]] }],
  ['a feature of a drawing program', { type: 'Feature', properties: {}, geometry: POLYGON }],
])('%s is an area', (_what, drawn) => {
  expect(areaIn(JSON.stringify(drawn))).toEqual(drawn);
});

test.each([
  ['nothing', ''],
  ['half a drawing', JSON.stringify(POLYGON).slice(0, 40)],
  ['a line', JSON.stringify({ type: 'LineString', coordinates: RING })],
  ['a ring that is open', JSON.stringify({ type: 'Polygon', coordinates: [RING.slice(0, 3)] })],
  [
    'a place that is none on Earth',
    JSON.stringify({
      type: 'Polygon',
      coordinates: [
        [
          [0, 95],
          [1, 95],
          [1, 96],
          [0, 95],
        ],
      ],
    }),
  ],
])('%s is none', (_what, text) => {
  expect(areaIn(text)).toBeUndefined();
});
