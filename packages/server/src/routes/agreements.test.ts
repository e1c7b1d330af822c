import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { geometryHash, readAgreement } from '@armistice/core/agreement';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLibrary } from '../derived/agreements-library.ts';
import { AS_OPERATOR, problem, type TestMission, testMission } from '../testing.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 120_000;

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
}, START_MS);
afterAll(() => here.end(), START_MS);

const get = (url: string, headers: object = {}) => here.app.inject({ url, headers: { ...headers } });

interface Row {
  readonly id: string;
  readonly exercise: boolean;
  readonly clauses: number;
  readonly certainty: { readonly [mark: string]: number };
  readonly geometry: { readonly named: number; readonly drawn: number };
  readonly entry?: number;
}

test('agreements in force stand first with their entries, what was adopted last before all, then the library', async () => {
  const { agreements } = (await get('/api/agreements')).json() as { readonly agreements: readonly Row[] };
  expect(agreements.slice(0, 2)).toMatchObject([
    { id: 'exercise-north-south', exercise: true },
    { id: 'exercise-separation', exercise: true, geometry: { named: 1, drawn: 1 } },
  ]);
  expect(agreements[0]?.entry).toBeGreaterThan(agreements[1]?.entry ?? Number.POSITIVE_INFINITY);
  expect(agreements.slice(2).every(({ entry }) => entry === undefined)).toBe(true);
  expect(agreements.length).toBeGreaterThanOrEqual(18);
});

test('each row counts its clauses by how surely they rest on the text', async () => {
  const { agreements } = (await get('/api/agreements')).json() as { readonly agreements: readonly Row[] };
  for (const { clauses, certainty } of agreements)
    expect(Object.values(certainty).reduce((sum, one) => sum + one, 0)).toBe(clauses);
  expect(agreements.some(({ certainty }) => (certainty.unchecked ?? 0) > 0)).toBe(true);
});

test('an agreement comes as the evaluator reads it, and its line in it once, with tolerance and hash', async () => {
  const answer = (await get('/api/agreements/exercise-separation')).json();
  expect(readAgreement(answer.agreement).ok).toBe(true);
  expect(answer.geometry).toMatchObject([
    { section: 'lines', name: 'separation', tolerance: 100, file: 'lines/separation.geojson' },
  ]);
  expect(answer.geometry[0].from).toBe('2026-11-01T01:00:00Z');
  const drawing = answer.agreement.geometry['lines/separation.geojson'];
  expect(answer.geometry[0]).toMatchObject({ hash: geometryHash(drawing) });
  expect(answer.geometry[0].geojson).toBeUndefined();
  expect(answer.places.features.length).toBeGreaterThan(5);
});

test('who has it already is told that nothing changed', async () => {
  const first = await get('/api/agreements/exercise-separation');
  const tag = String(first.headers.etag);
  const again = await get('/api/agreements/exercise-separation', { 'if-none-match': tag });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  expect((await get('/api/agreements/exercise-north-south')).headers.etag).not.toBe(tag);
  expect(first.headers['cache-control']).toBe('no-cache');
});

test.each([
  ['/api/agreements/atlantis-1', [404, 'request/not-found']],
  ['/api/agreements/..%2F..%2Fpackage.json', [400, 'request/malformed']],
  ['/api/agreements?audience=mission', [403, 'request/not-allowed']],
  ['/api/agreements/exercise-separation?audience=mission', [403, 'request/not-allowed']],
])('%s is refused in words', async (url, refused) => {
  expect(problem(await get(url))).toEqual(refused);
});

test('the operator may read for the mission', async () => {
  expect((await get('/api/agreements?audience=mission', AS_OPERATOR)).statusCode).toBe(200);
});

test('both routes and their answers stand in the published description', async () => {
  const { paths } = (await get('/api/openapi.json')).json();
  for (const path of ['/api/agreements', '/api/agreements/{id}'])
    expect(Object.keys(paths[path].get.responses)).toEqual(['200', '4XX', '5XX']);
});

test('a text that does not read is told and left out, and the others are served', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'armistice-library-'));
  const told: string[] = [];
  for (const [name, text] of [
    ['broken', 'agreement: [\n'],
    ['empty', undefined],
  ] as const) {
    await mkdir(join(folder, name));
    if (text !== undefined) await writeFile(join(folder, name, 'agreement.yaml'), text);
  }
  expect((await readLibrary(folder, (message) => void told.push(message))).size).toBe(0);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/broken.*left out: line 2/);
  expect((await readLibrary(join(folder, 'none'), () => undefined)).size).toBe(0);
  await rm(folder, { recursive: true });
});
