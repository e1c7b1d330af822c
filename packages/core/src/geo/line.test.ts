import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import { FAN, RADIUS, STRIDE, squareTo } from './capsules.ts';
import { readLine } from './line.ts';
import { nearestOnLine } from './nearest.ts';
import { karneyDistance, lineThrough, seeded, windingChain } from './testing.ts';

const lineString = (coordinates: unknown) => ({ type: 'LineString', coordinates });
const feature = (geometry: unknown) => ({ type: 'Feature', properties: {}, geometry });

/** The refusal's words, or nothing where the line was read. */
function refusalOf(value: unknown): string {
  const result = readLine(value);
  return result.ok ? '' : `${result.refusal.code}: ${result.refusal.message}`;
}

describe('a line is read from GeoJSON', () => {
  const coordinates = [
    [20, 40],
    [20.5, 40.2],
    [21, 40],
  ];
  const parts = { type: 'MultiLineString', coordinates: [coordinates.slice(0, 2), coordinates.slice(1)] };

  test.each([
    ['a LineString', lineString(coordinates)],
    ['a Feature', feature(lineString(coordinates))],
    ['a collection', { type: 'FeatureCollection', features: [feature(lineString(coordinates))] }],
    ['parts that follow each other', parts],
    ['heights, which are not used', lineString(coordinates.map((position) => [...position, 120]))],
    ['a position given twice', lineString(coordinates.flatMap((position) => [position, position]))],
    ['the old name of WGS 84', { ...lineString(coordinates), crs: { properties: { name: 'EPSG:4326' } } }],
  ])('from %s', (_, value) => {
    const result = readLine(value);
    if (!result.ok) throw new Error(result.refusal.message);
    expect(result.value.chains).toHaveLength(1);
    expect(nearestOnLine(result.value, [20.5, 40.2]).distance).toBeLessThan(1e-7);
  });

  test('and keeps parts with a gap between them apart', () => {
    const result = readLine({
      type: 'MultiLineString',
      coordinates: [
        [
          [20, 40],
          [20.4, 40],
        ],
        [
          [20.6, 40],
          [21, 40],
        ],
      ],
    });
    if (!result.ok) throw new Error(result.refusal.message);
    expect(result.value.chains.map(({ closed }) => closed)).toEqual([false, false]);
    expect(nearestOnLine(result.value, [20.45, 40])).toMatchObject({ beyond: 'end' });
    expect(nearestOnLine(result.value, [20.59, 40])).toMatchObject({
      beyond: 'start',
      edge: 'coordinates[1][0]',
    });
  });
});

describe('what is no line is refused by its place', () => {
  const far = [
    [0, 0],
    [120, 10],
  ];
  test.each([
    ['text', 'x', 'geo/line: it must be a GeoJSON object'],
    [
      'a point',
      { type: 'Point', coordinates: [1, 2] },
      'must be a LineString or MultiLineString, not "Point"',
    ],
    ['no features', { type: 'FeatureCollection', features: [] }, 'features must be a list of at least one'],
    [
      'a bare geometry among features',
      { type: 'FeatureCollection', features: [lineString([])] },
      'features[0] must be a Feature',
    ],
    ['an empty feature', feature(null), 'geometry must be a GeoJSON object'],
    ['one vertex', lineString([[1, 2]]), 'coordinates must be a list of at least 2 positions'],
    [
      'the same vertex twice',
      lineString([
        [1, 2],
        [1, 2],
      ]),
      'coordinates has no length',
    ],
    [
      'the same pole twice',
      lineString([
        [1, 90],
        [50, 90],
      ]),
      'coordinates has no length',
    ],
    [
      'latitude first',
      lineString([
        [40, 20],
        [47, 137],
      ]),
      'coordinates[1] has the latitude 137',
    ],
    [
      'swapped',
      lineString([
        [47, 137],
        [48, 137],
      ]),
      '(are longitude and latitude the wrong way round?)',
    ],
    [
      'a longitude of 200',
      lineString([
        [1, 2],
        [200, 2],
      ]),
      'coordinates[1] has the longitude 200',
    ],
    [
      'text for a number',
      lineString([
        [1, 2],
        [1, '3'],
      ]),
      'coordinates[1] must be [longitude, latitude]',
    ],
    ['a hole', lineString([[1, 2], null]), 'coordinates[1] must be'],
    [
      'not a number',
      lineString([
        [1, 2],
        [Number.NaN, 3],
      ]),
      'coordinates[1] must be',
    ],
    [
      'another datum',
      { ...lineString(far), crs: { properties: { name: 'EPSG:28350' } } },
      'crs names a datum other',
    ],
    ['an edge too long', lineString(far), 'coordinates[1] lies more than 10000 km from the vertex before it'],
    [
      'opposite ends of the Earth',
      lineString([
        [0, 0],
        [180, 0],
      ]),
      'coordinates[1] lies more than',
    ],
    [
      'a spur',
      lineString([
        [1, 1],
        [2, 2],
        [1, 1],
        [0, 3],
      ]),
      'coordinates[1] is where the line turns back',
    ],
    [
      'parts drawn towards each other',
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [1, 1],
            [2, 2],
          ],
          [
            [3, 3],
            [2, 2],
          ],
        ],
      },
      'coordinates[1][0] begins a part drawn towards the end',
    ],
    [
      'a fault in a later feature',
      {
        type: 'FeatureCollection',
        features: [
          feature(lineString(far.slice(1).concat([[121, 10]]))),
          feature(
            lineString([
              [1, 2],
              [1, 99],
            ]),
          ),
        ],
      },
      'features[1].geometry.coordinates[1] has the latitude 99',
    ],
  ])('%s', (_, value, words) => {
    expect(refusalOf(value)).toContain(words);
  });
});

describe('a compiled line', () => {
  test('divides long edges along the geodesic and knows their length', () => {
    const line = lineThrough([10, 50], [24, 58]);
    expect(line.chains[0]?.length).toBeCloseTo(karneyDistance([10, 50], [24, 58]), 3);
    expect(line.starts.length).toBeGreaterThan(300);
    expect(new Set(line.edgeOf)).toEqual(new Set([0]));
  });

  test('holds every segment in each of its capsules, across gaps too', () => {
    const coordinates = [0, 1, 2].map((k) =>
      windingChain(
        [
          [20 + k * 5, 40],
          [24 + k * 5, 42],
        ],
        7,
        0.4,
        seeded(k),
      ),
    );
    const line = expectAccepted(readLine({ type: 'MultiLineString', coordinates }));
    const { levels } = line.tree;
    expect(levels.at(-1)?.length).toBeLessThanOrEqual(12 * STRIDE);
    for (const [height, level] of levels.entries())
      for (const [segment, start] of line.starts.entries()) {
        const o = Math.floor(segment / FAN ** height) * STRIDE;
        for (const vertex of [start, start + 1]) {
          const [x, y, z] = line.vertices.subarray(3 * vertex);
          const square = squareTo(x as number, y as number, z as number, level, o);
          expect(Math.sqrt(square)).toBeLessThanOrEqual((level[o + RADIUS] as number) + 1e-15);
        }
      }
  });
});
