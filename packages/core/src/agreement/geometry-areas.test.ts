import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import { readLine } from '../geo/index.ts';
import type { Agreement } from './agreement.ts';
import { indexFacts } from './count-from.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { withGeometry } from './geometry.ts';
import { geometryAreas } from './geometry-areas.ts';
import { readAgreement } from './read-agreement.ts';
import { anchor, testAgreement } from './testing.ts';

// A line along the equator, drawn eastward: north is its left hand.
const line = expectAccepted(
  readLine({
    type: 'LineString',
    coordinates: [
      [-1, 0],
      [0, 0],
      [1, 0],
    ],
  }),
);
const agreement = testAgreement({
  lines: { equator: { name: 'equator', sides: { north: 'left', south: 'right' } } },
});
const from = Date.parse('2026-07-01T00:00:00Z');
const noon = '2026-12-01T12:00:00Z';
const event = (latitude: number, radius = 0, when = noon): EvaluatedIncident => ({
  id: 'x',
  kind: 'shot',
  occurred: { from: when, to: when },
  place: { type: 'point', at: [0, latitude], radius },
});
const ask = (question: object, given: EvaluatedIncident, tolerance = 0, facts: readonly Fact[] = []) =>
  geometryAreas(agreement, indexFacts(facts), {
    lines: new Map([['equator', [{ from, line, tolerance }]]]),
    zones: new Map(),
  }).answer({ line: 'equator', ...question }, given, undefined);

describe('a belt along a line', () => {
  // 0.09° of latitude at the equator are 9.952 km, 0.1° are 11.057 km.
  test('holds what is nearer, on the side that is meant', () => {
    expect(ask({ within: '10 km', side: 'north' }, event(0.09))).toMatchObject({ probability: 1 });
    expect(ask({ within: '10 km', side: 'south' }, event(0.09))).toMatchObject({ probability: 0 });
    expect(ask({ within: '10 km' }, event(-0.09))).toMatchObject({ probability: 1 });
    expect(ask({ within: '10 km', side: 'north' }, event(0.1))).toMatchObject({ probability: 0 });
    expect(ask({ within: '20 km', beyond: '10 km', side: 'north' }, event(0.1))).toMatchObject({
      probability: 1,
    });
  });

  test('holds an uncertain place in part, and less surely where the line itself is approximate', () => {
    const sharp = ask({ within: '10 km', side: 'north' }, event(0.09, 100));
    const vague = ask({ within: '10 km', side: 'north' }, event(0.09, 100), 5000);
    const probability = (answer: object) => (answer as { readonly probability: number }).probability;
    expect(probability(sharp)).toBeGreaterThan(0.8);
    expect(probability(sharp)).toBeLessThan(1);
    expect(probability(vague)).toBeLessThan(probability(sharp));
  });

  test('is open before the first version of its line, and for a side that nobody declared', () => {
    expect(ask({ within: '10 km' }, event(0.09, 0, '2026-06-30T23:59:59Z'))).toMatchObject({
      missing: 'line',
    });
    expect(ask({ within: '10 km', side: 'west' }, event(0.09))).toMatchObject({ missing: 'side' });
  });
});

describe('a zone that moves', () => {
  const position = (at: string, latitude: number): Fact => ({
    fact: 'position',
    at,
    value: { of: 'vessel', id: 'a', place: { type: 'point', at: [0, latitude], radius: 0 } },
  });
  const near = (facts: readonly Fact[]) =>
    ask({ line: undefined, around: 'vessel', within: '10 nmi' }, event(0), 0, facts);

  test('lies where its vessel was last, not where it had been before', () => {
    expect(near([position('2026-12-01T11:50:00Z', 0.16)])).toMatchObject({ probability: 1 });
    expect(
      near([position('2026-12-01T11:30:00Z', 0.16), position('2026-12-01T11:50:00Z', 0.17)]),
    ).toMatchObject({ probability: 0 });
  });

  test('is open without a position of the last hour', () => {
    expect(near([position('2026-12-01T10:59:59Z', 0.1)])).toMatchObject({ missing: 'place' });
    expect(near([position('2026-12-01T12:00:01Z', 0.1)])).toMatchObject({ missing: 'place' });
  });
});

describe('zones that the record of an agreement holds', () => {
  const square = (west: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, 0],
        [west + 1, 0],
        [west + 1, 1],
        [west, 1],
        [west, 0],
      ],
    ],
  });
  const drawn = testAgreement({
    zones: {
      area: {
        name: 'area',
        versions: [
          { from: '2026-07-01', file: 'zones/first.geojson' },
          { from: '2026-11-01', file: 'zones/second.geojson', tolerance: 1000 },
        ],
      },
    },
    clauses: [{ id: '1', forbid: 'fire', in: 'area', anchor }],
  });
  const recorded = (): Agreement =>
    expectAccepted(
      withGeometry(drawn, { 'zones/first.geojson': square(10), 'zones/second.geojson': square(20) }),
    );
  const shot = (longitude: number, when: string): EvaluatedIncident => ({
    id: 'x',
    kind: 'explosion',
    phase: 'impact',
    occurred: { from: when, to: when },
    place: { type: 'point', at: [longitude, 0.5], radius: 0 },
  });
  const outcome = (agreement: Agreement, longitude: number, when: string) =>
    evaluate(agreement, shot(longitude, when))[0]?.outcome;

  test('judge an incident without anything given besides, each version from its local midnight on', () => {
    // Midnight on 1 November is 01:00 UTC in the Azores: summer time ended a week before.
    expect(outcome(recorded(), 10.5, '2026-11-01T00:59:59Z')).toBe('breach');
    expect(outcome(recorded(), 10.5, '2026-11-01T01:00:00Z')).toBe('not-applicable');
    expect(outcome(recorded(), 20.5, '2026-11-01T00:59:59Z')).toBe('not-applicable');
    expect(outcome(recorded(), 20.5, '2026-11-01T01:00:00Z')).toBe('breach');
  });

  test('survive the way into the record and back', () => {
    const read = expectAccepted(readAgreement(JSON.parse(JSON.stringify(recorded()))));
    expect(outcome(read, 10.5, noon.replace('12-01', '09-01'))).toBe('breach');
  });

  test('are open where the record holds none', () => {
    expect(outcome(drawn, 10.5, noon)).toBe('undetermined');
  });

  test('are refused where nothing names them, or where they do not read', () => {
    const refusal = (geometry: { readonly [file: string]: unknown }) => {
      const read = withGeometry(drawn, geometry);
      return read.ok ? '' : read.refusal.message;
    };
    expect(refusal({ 'zones/third.geojson': square(1) })).toMatch(/no line and no zone names this file/);
    expect(refusal({ 'zones/first.geojson': { type: 'Point', coordinates: [0, 0] } })).toMatch(
      /^zones\.area\.versions\[0\]\.file: zones\/first\.geojson: /,
    );
  });
});

describe('whether a line was crossed', () => {
  const two = testAgreement({
    lines: {
      equator: { name: 'the equator', aliases: { uk: ['Екватор'] } },
      other: { name: 'other line' },
    },
  });
  const crossing = (more: object) =>
    geometryAreas(two, new Map(), {
      lines: new Map([['equator', [{ from, line }]]]),
      zones: new Map(),
    }).answer({ line: 'equator', crossed: true }, { ...event(0), kind: 'crossing', ...more }, undefined);
  const place = (latitude: number) => ({ type: 'point', at: [0, latitude], radius: 0 });

  test('its source says so by its id, its name or a spelling of it, or says that it crossed another', () => {
    for (const said of ['equator', 'The Equator', 'Екватор'])
      expect(crossing({ crossed: [said] }), said).toMatchObject({ probability: 1 });
    expect(crossing({ crossed: ['other line'] })).toMatchObject({ probability: 0 });
    expect(crossing({ crossed: [] })).toMatchObject({ probability: 0 });
  });

  test('a name that is no line of the agreement leaves it open, and is no sign that this one was not', () => {
    expect(crossing({ crossed: ['the old line'] })).toMatchObject({ missing: 'line' });
    expect(crossing({ crossed: ['the old line', 'equator'] })).toMatchObject({ probability: 1 });
  });

  test('both ends of the movement show it where what is named does not', () => {
    const across = { movedFrom: place(-0.1), movedTo: place(0.1) };
    const along = { movedFrom: place(0.2), movedTo: place(0.1) };
    expect(crossing({ ...across, crossed: ['the old line'] })).toMatchObject({ probability: 1 });
    expect(crossing({ ...across, crossed: ['other'] })).toMatchObject({ probability: 1 });
    expect(crossing({ ...along, crossed: ['the old line'] })).toMatchObject({ probability: 0 });
    // There and back: the ends do not show it, its source does.
    expect(crossing({ ...along, crossed: ['equator'] })).toMatchObject({ probability: 1 });
  });
});

describe('an event that spans a change of the line', () => {
  const moved = expectAccepted(
    readLine({
      type: 'LineString',
      coordinates: [
        [-1, 1],
        [1, 1],
      ],
    }),
  );
  const change = Date.parse('2026-12-01T12:00:00Z');
  const answer = (latitude: number, begins: string, ends: string) =>
    geometryAreas(agreement, new Map(), {
      lines: new Map([
        [
          'equator',
          [
            { from, line },
            { from: change, line: moved },
          ],
        ],
      ]),
      zones: new Map(),
    }).answer(
      { line: 'equator', within: '20 km' },
      { ...event(latitude), occurred: { from: `2026-12-01T${begins}Z`, to: `2026-12-01T${ends}Z` } },
      undefined,
    );

  test('is judged by the version in force while it lasted, where that is one', () => {
    expect(answer(0.1, '10:00:00', '11:59:59')).toMatchObject({ probability: 1 });
    expect(answer(0.1, '10:00:00', '12:00:00')).toMatchObject({ probability: 1 });
    expect(answer(0.1, '12:00:00', '13:00:00')).toMatchObject({ probability: 0 });
    expect(answer(0.1, '12:00:00', '12:00:00')).toMatchObject({ probability: 0 });
  });

  test('is open where two versions answer otherwise, and is not where they agree', () => {
    expect(answer(0.1, '11:00:00', '12:00:01')).toMatchObject({ missing: 'version of equator' });
    expect(answer(0.5, '11:00:00', '13:00:00')).toMatchObject({ probability: 0 });
  });
});
