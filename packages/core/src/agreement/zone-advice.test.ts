import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import { readZone } from '../geo/index.ts';
import { adviceOn } from './advising.ts';
import { withGeometry } from './geometry.ts';
import { anchor, testAgreement } from './testing.ts';
import { overlapArea } from './zone-overlap.ts';

const ring = (...corners: readonly (readonly [number, number])[]) => ({
  type: 'Polygon',
  coordinates: [[...corners, corners[0]]],
});
const box = (west: number, south: number, east: number, north: number) =>
  ring([west, south], [east, south], [east, north], [west, north]);

describe('the area that two zones share', () => {
  const zone = (value: object) => expectAccepted(readZone(value));
  // A square of a tenth of a degree at the equator has 11.12 km a side on a sphere.
  test('is that of the part that lies in both, exact to one in a hundred', () => {
    const a = zone(box(0, 0, 0.2, 0.2));
    expect(overlapArea(a, zone(box(0.1, 0.1, 0.4, 0.4)))).toBeCloseTo(123.65, 0);
    expect(overlapArea(a, zone(ring([0, 0], [0.2, 0], [0, 0.2])))).toBeCloseTo(247.3, 0);
    expect(overlapArea(a, zone(box(0.2, 0, 0.4, 0.2)))).toBe(0);
    expect(overlapArea(a, zone(box(1, 1, 2, 2)))).toBe(0);
  });
  test('leaves out holes, and finds what only crosses', () => {
    const holed = zone({
      type: 'Polygon',
      coordinates: [box(0, 0, 0.3, 0.3).coordinates[0], box(0.1, 0.1, 0.2, 0.2).coordinates[0]],
    });
    expect(overlapArea(holed, zone(box(0.1, 0.1, 0.2, 0.2)))).toBe(0);
    expect(overlapArea(zone(box(0, 0.1, 0.3, 0.2)), zone(box(0.1, 0, 0.2, 0.3)))).toBeCloseTo(123.65, 0);
  });
});

describe('check tells of zones', () => {
  const clauses = [{ id: '1', forbid: 'fire', in: ['a', 'b'], anchor }];
  const told = (zones: object, geometry: { readonly [file: string]: unknown } = {}, more: object = {}) =>
    adviceOn(expectAccepted(withGeometry(testAgreement({ zones, clauses, ...more }), geometry))).flatMap(
      ({ code, message }) =>
        code === 'agreement/zones-overlap' || code === 'agreement/dead-zone' ? [message] : [],
    );
  const drawn = (file: string, more: object = {}) => ({
    name: file,
    versions: [{ from: '2026-07-01', file }],
    ...more,
  });
  const files = { 'a.geojson': box(0, 0, 0.2, 0.2), 'b.geojson': box(0.1, 0.1, 0.4, 0.4) };

  test('that overlap: which two, and how much', () => {
    expect(told({ a: drawn('a.geojson'), b: drawn('b.geojson') }, files)).toEqual([
      'zones.b: a and b overlap by 124 km²: what lies there is judged and counted in both; unless that is meant, mend their borders',
    ]);
    const within = { ...files, 'b.geojson': box(0.05, 0.05, 0.15, 0.15) };
    expect(told({ a: drawn('a.geojson'), b: drawn('b.geojson') }, within)).toEqual([
      'zones.b: b and a overlap by 124 km², which is all of b: say "inside: a" if it is part of it, else mend their borders',
    ]);
  });
  test('but not of those that are declared to, share a border only, or are never in force together', () => {
    expect(told({ a: drawn('a.geojson', { inside: 'b' }), b: drawn('b.geojson') }, files)).toEqual([]);
    const beside = { ...files, 'b.geojson': box(0.2, 0, 0.4, 0.2) };
    expect(told({ a: drawn('a.geojson'), b: drawn('b.geojson') }, beside)).toEqual([]);
    const moved = {
      a: {
        name: 'a',
        versions: [
          { from: '2026-07-01', file: 'a.geojson' },
          { from: '2026-08-01', file: 'c.geojson' },
        ],
      },
      b: { name: 'b', versions: [{ from: '2026-08-01', file: 'b.geojson' }] },
    };
    expect(told(moved, { ...files, 'c.geojson': box(1, 1, 2, 2) })).toEqual([]);
  });
  test('that are belts of one line and overlap, or that nothing can lie in', () => {
    const lines = { contact: { name: 'contact', sides: { north: 'left', south: 'right' } } };
    const belt = (fields: object) => ({ name: 'belt', belt: { 'of-line': 'contact', ...fields } });
    expect(told({ a: belt({ within: '10 km' }), b: belt({ within: '25 km' }) }, {}, { lines })).toEqual([
      expect.stringContaining('a and b overlap by a belt 10 km wide along contact'),
    ]);
    expect(
      told({ a: belt({ within: '10 km' }), b: belt({ beyond: '10 km', within: '25 km' }) }, {}, { lines }),
    ).toEqual([]);
    const sides = {
      a: belt({ within: '10 km', 'on-side': 'north' }),
      b: belt({ within: '9 km', 'on-side': 'south' }),
    };
    expect(told(sides, {}, { lines })).toEqual([]);
    expect(
      told({ a: belt({ beyond: '20 km', within: '10 km' }), b: belt({ within: '5 km' }) }, {}, { lines }),
    ).toEqual([
      expect.stringContaining('zones.a.belt.within: nothing can lie in a, which ends before it begins'),
    ]);
  });
});
