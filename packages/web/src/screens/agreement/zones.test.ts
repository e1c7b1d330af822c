import { type Agreement, geometryAreas, readAgreement } from '@armistice/core/agreement';
import { expectAccepted } from '@armistice/core/base';
import type { Position } from '@armistice/core/geo';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DrawnVersion } from '../../agreements.ts';
import { areasAt, drawnKeys, indexAreas } from './clause-areas.ts';
import { drawnFrom, geometriesOf, inForceAt } from './drawn-geometry.ts';
import { judge, type TryOut } from './try-out/try-out.ts';

const clock = (local: string) => ({ local, utc: `${local}T00:00:00Z` });
const anchor = {
  article: 'A',
  paraphrase: 'Simulated.',
  source: 'none',
  words: 'none',
  certainty: 'primary',
};

/** No fire in a harbour; no heavy guns in the harbour nor in a bay; the bay is a term of its own. Simulated. */
const text: Agreement = expectAccepted(
  readAgreement({
    agreement: 'exercise-zones',
    version: 1,
    revision: 1,
    title: 'EXERCISE',
    exercise: true,
    adopted: clock('2026-11-01'),
    'in-force': clock('2026-11-01'),
    clock: 'UTC',
    'clock-offsets': [[-1e10, 0]],
    parties: [
      { id: 'north', name: 'North' },
      { id: 'south', name: 'South' },
    ],
    zones: { harbour: { name: 'harbour', boundary: 'outside' }, bay: { name: 'bay' } },
    clauses: [
      { verb: 'define', id: '0', define: 'bay', as: 'zone', anchor },
      { verb: 'forbid', id: '1', forbid: 'fire', by: 'any party', in: 'harbour', anchor },
      { verb: 'forbid', id: '2', forbid: 'presence', by: 'any party', in: ['harbour', 'bay'], anchor },
    ],
  }),
);

const box = (west: number, south: number, east: number, north: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
const version = (name: string, from: string, geojson: unknown): DrawnVersion => ({
  section: 'zones',
  name,
  from,
  hash: `sha256:${'0'.repeat(64)}`,
  geojson,
});
const VERSIONS = [
  version('harbour', '2026-11-01T00:00:00Z', box(-28.4, 42, -28.2, 42.1)),
  version('harbour', '2026-12-01T00:00:00Z', box(-27.4, 42, -27.2, 42.1)),
  version('bay', '2026-11-01T00:00:00Z', box(-28.1, 42, -28, 42.1)),
];
const drawn = drawnFrom(text, VERSIONS);
const areas = geometryAreas(text, undefined, geometriesOf(drawn));
const index = indexAreas(text);
const NOVEMBER = Date.UTC(2026, 10, 20);
const at = (where: Position, time = NOVEMBER) =>
  areasAt(text, index.areas, inForceAt(drawn, time), where).map(({ key }) => key);

function event(where: Position, more: Partial<TryOut> = {}): TryOut {
  return {
    at: where,
    radius: 0,
    kind: 'mortar-fire',
    phase: 'impact',
    weapon: 'mortar',
    calibre: 120,
    time: NOVEMBER,
    supposed: [],
    ...more,
  };
}
const verdict = (one: TryOut) => judge(text, one, areas).find(({ clause }) => clause === '1');

describe('a zone with an outline of its own', () => {
  test('is one area of all clauses that name it, and a term of the text has it too', () => {
    expect(index.areas).toEqual([
      { kind: 'zone', key: 'zone bay', zone: 'bay', clauses: ['0', '2'] },
      { kind: 'zone', key: 'zone harbour', zone: 'harbour', clauses: ['1', '2'] },
    ]);
    expect(index.places.get('2')?.areas).toEqual(['zone harbour', 'zone bay']);
  });

  test('holds the places within it and no other, and an event there makes its clause speak', () => {
    expect(at([-28.3, 42.05])).toEqual(['zone harbour']);
    expect(at([-28.05, 42.05])).toEqual(['zone bay']);
    expect(at([-28.15, 42.05])).toEqual([]);
    expect(verdict(event([-28.3, 42.05]))).toMatchObject({ outcome: 'breach', probability: 1 });
    expect(verdict(event([-28.15, 42.05]))).toMatchObject({ outcome: 'not-applicable' });
  });

  test('is the one in force at the time of the event', () => {
    const DECEMBER = Date.UTC(2026, 11, 20);
    expect(at([-27.3, 42.05], DECEMBER)).toEqual(['zone harbour']);
    expect(at([-28.3, 42.05], DECEMBER)).toEqual([]);
    expect(verdict(event([-28.3, 42.05], { time: DECEMBER }))).toMatchObject({ outcome: 'not-applicable' });
  });

  test('on whose edge a place lies exactly holds it or not as the text declares', () => {
    expect(at([-28.2, 42.05])).toEqual([]);
    expect(at([-28.1, 42.05])).toEqual(['zone bay']);
  });

  test('that nobody drew is no area of the map, and its clause says what is missing', () => {
    const none = drawnFrom(text, []);
    expect(drawnKeys(index.areas, none).size).toBe(0);
    expect([...drawnKeys(index.areas, drawn)]).toEqual(['zone bay', 'zone harbour']);
    const open = judge(text, event([-28.3, 42.05]), geometryAreas(text, undefined, geometriesOf(none)));
    expect(open.find(({ clause }) => clause === '1')).toMatchObject({
      outcome: 'undetermined',
      missing: 'zone',
    });
  });

  test('whose drawing does not read is told with its file, and the others are there', () => {
    const spoilt = {
      ...version('bay', '2026-11-01T00:00:00Z', { type: 'Point', coordinates: [1, 2] }),
      file: 'bay.geojson',
    };
    const read = drawnFrom(text, [...VERSIONS.slice(0, 2), spoilt]);
    expect(read.zones.length).toBe(2);
    expect(read.problems).toEqual([expect.stringContaining('bay.geojson')]);
  });

  test('across the antimeridian is drawn in one piece', () => {
    const across = {
      type: 'Polygon',
      coordinates: [
        [
          [179, 0],
          [-179, 0],
          [-179, 1],
          [179, 1],
          [179, 0],
        ],
      ],
    };
    const { zones } = drawnFrom(text, [version('bay', '2026-11-01T00:00:00Z', across)]);
    expect(zones[0]?.polygons).toEqual([
      [
        [
          [179, 0],
          [181, 0],
          [181, 1],
          [179, 1],
          [179, 0],
        ],
      ],
    ]);
  });
});

test('pointing and evaluating agree, place by place', () => {
  const place = fc.tuple(
    fc.integer({ min: -28_500_000, max: -27_900_000 }),
    fc.integer({ min: 41_950_000, max: 42_150_000 }),
  );
  fc.assert(
    fc.property(place, ([x, y]) => {
      const where: Position = [x / 1e6, y / 1e6];
      const points = at(where).includes('zone harbour');
      expect(verdict(event(where))?.outcome === 'breach').toBe(points);
    }),
    { numRuns: 300 },
  );
});
