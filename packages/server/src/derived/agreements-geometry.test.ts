import { type Agreement, evaluate, geometryHash } from '@armistice/core/agreement';
import { expectAccepted } from '@armistice/core/base';
import { PUBLIC } from '@armistice/core/record';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examineAgreementText } from '../intake/agreement-file.ts';
import { type TestMission, testMission } from '../testing.ts';
import type { DrawnVersion } from './agreements-geometry.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 120_000;

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
}, START_MS);
afterAll(() => here.end(), START_MS);

const square = (west: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 42],
      [west + 0.2, 42],
      [west + 0.2, 42.2],
      [west, 42.2],
      [west, 42],
    ],
  ],
});
const meridian = {
  type: 'LineString',
  coordinates: [
    [-27, 42],
    [-27, 43],
  ],
};

/** Under the name of a text of the library, with a line and a zone of its own. */
const TEXT = `
agreement: exercise-separation
title: Another text under a name of the library
exercise: true
adopted: 2026-12-01
version: 2
clock: Atlantic/Azores
parties: { north: { name: North }, south: { name: South } }
lines:
  separation:
    name: line of separation
    sides: { north: left, south: right }
    versions: [{ from: 2026-12-01, file: lines/separation.geojson }]
zones:
  harbour: { name: the harbour, versions: [{ from: 2026-12-01, file: zones/harbour.geojson, tolerance: 50 }] }
clauses:
  - id: "1"
    forbid: fire
    by: any party
    in: harbour
    from: 2026-12-01
    anchor:
      article: Article 1
      paraphrase: No fire in the harbour.
      source: an invented text
      words: sha256:d31b1b0e934b365096b79695da7cf5c46ae0c797c643fe91207bf17d013cbb67
      certainty: primary
`;

interface Answer {
  readonly agreement: Agreement;
  readonly geometry: readonly DrawnVersion[];
  readonly entry?: number;
}
const answered = async (): Promise<Answer> =>
  (await here.app.inject({ url: '/api/agreements/exercise-separation' })).json();

test('an adopted agreement is drawn by its record, whatever a file of that name in the library says', async () => {
  const before = await answered();
  const examined = examineAgreementText(TEXT);
  expect(examined.problems).toEqual([]);
  const geometry = { 'lines/separation.geojson': meridian, 'zones/harbour.geojson': square(-28) };
  await here.mission.adopt({ ...(examined.agreement as Agreement), geometry } as Agreement);
  const after = await answered();
  expect(after.entry).toBeGreaterThan(before.entry ?? Number.POSITIVE_INFINITY);
  expect(after.agreement.geometry).toEqual(geometry);
  expect(after.geometry).toMatchObject([
    { section: 'lines', name: 'separation', hash: geometryHash(meridian) },
    { section: 'zones', name: 'harbour', tolerance: 50, from: '2026-12-01T01:00:00Z' },
  ]);
  const [indication] = evaluate(expectAccepted({ ok: true, value: after.agreement }), {
    id: 'shell',
    kind: 'mortar-fire',
    occurred: { from: '2026-12-02T12:00:00Z', to: '2026-12-02T12:00:00Z' },
    place: { type: 'point', at: [-27.9, 42.1], radius: 0 },
  });
  expect(indication).toMatchObject({ clause: '1', outcome: 'breach', probability: 1 });
});

test('what entries drew comes with them: later versions beside, and in place of one for the same moment', async () => {
  const { log, keys } = here.open;
  const write = async (kind: string, open: object) => {
    const [entry] = await log.append([
      log.draft({ kind, audience: PUBLIC, body: { open: open as never } }, keys.registrar),
    ]);
    await here.mission.settled();
    return entry?.index;
  };
  const same = await write('zone', {
    zone: 'harbour',
    from: '2026-12-01T00:00:00-01:00',
    geometry: square(-26),
  });
  const later = await write('line', { line: 'separation', from: '2026-12-24T00:00:00Z', geometry: meridian });
  await write('zone', { zone: 'of-no-text', from: '2026-12-01T00:00:00Z', geometry: square(-26) });
  const { geometry } = await answered();
  expect(geometry.map(({ name, from, entry }) => [name, from, entry])).toEqual([
    ['separation', '2026-12-01T01:00:00Z', undefined],
    ['separation', '2026-12-24T00:00:00Z', later],
    ['harbour', '2026-12-01T01:00:00Z', same],
  ]);
  expect(geometry[2]).toMatchObject({ geojson: square(-26), hash: geometryHash(square(-26)) });
});
