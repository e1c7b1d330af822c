import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import { drawingAdvice } from './drawing-advice.ts';
import { withGeometry } from './geometry.ts';
import { testAgreement } from './testing.ts';

describe('a drawing whose longitude and latitude changed places is told', () => {
  type At = readonly [longitude: number, latitude: number];
  const swap = ([x, y]: At): At => [y, x];
  const box = ([x, y]: At) => ({
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + 0.1, y],
        [x + 0.1, y + 0.1],
        [x, y + 0.1],
        [x, y],
      ],
    ],
  });
  const line = ([x, y]: At) => ({
    type: 'Feature',
    properties: {},
    geometry: {
      type: 'LineString',
      coordinates: [
        [x, y],
        [x, y + 0.2],
      ],
    },
  });
  const version = (file: string) => ({ name: file, versions: [{ from: '2026-07-01', file }] });
  const told = (lineAt: At, ...zonesAt: readonly At[]) => {
    const files = zonesAt.map((at, k) => [`z${k}.geojson`, box(at)] as const);
    const agreement = testAgreement({
      lines: { contact: version('contact.geojson') },
      zones: Object.fromEntries(files.map(([file], k) => [`z${k}`, version(file)])),
    });
    const drawn = withGeometry(agreement, { 'contact.geojson': line(lineAt), ...Object.fromEntries(files) });
    return drawingAdvice(expectAccepted(drawn)).map(({ message }) => message);
  };
  const here: At = [37.5, 48.2];

  test('of two that contradict each other once, with both names and how far they are apart', () => {
    const [message, ...others] = told(here, swap(here));
    expect(message).toMatch(
      /^zones\.z0\.versions\[0\]\.file: z0\.geojson lies 1\d\d\d km from contact\.geojson, and near it if longitude and latitude change places; each position is \[longitude, latitude\]/,
    );
    expect(others).toEqual([]);
  });
  test('of several the one that stands alone, line or zone', () => {
    expect(told(here, [37.6, 48.3], swap(here))).toEqual([expect.stringMatching(/^zones\.z1\.versions/)]);
    expect(told(swap(here), here, [37.6, 48.3])).toEqual([
      expect.stringMatching(/^lines\.contact\.versions/),
    ]);
  });
  test('and not of drawings that lie beside each other, or far apart either way', () => {
    expect(told(here, [37.6, 48.3], [38.5, 47.1])).toEqual([]);
    expect(told(here, [44, 15])).toEqual([]);
  });
});

test('one corner whose numbers changed places is told with both ends of the edge that runs there', () => {
  const told = (...ring: readonly (readonly [number, number])[]) => {
    const agreement = testAgreement({
      zones: { z: { name: 'z', versions: [{ from: '2026-07-01', file: 'z.geojson' }] } },
    });
    const drawn = withGeometry(agreement, {
      'z.geojson': { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
    });
    return drawingAdvice(expectAccepted(drawn)).map(({ message }) => message);
  };
  expect(told([37, 48], [37.2, 48], [48.1, 37.2], [37, 48.1])).toEqual([
    expect.stringMatching(/z\.geojson runs 1\d{3} km straight from \[.*48\.1, 37\.2.*wrong way round/),
  ]);
  expect(told([37, 48], [37.2, 48], [37.2, 48.1], [37, 48.1])).toEqual([]);
  // A large zone has long edges all round.
  expect(told([30, 40], [50, 40], [50, 55], [30, 55])).toEqual([]);
});
