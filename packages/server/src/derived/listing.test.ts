import { type Incident, newMissionState } from '@armistice/core/mission';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../store/store.ts';
import { incidentChange, incidentNumbered, reportChange } from '../store/testing.ts';
import { incidentsOf, reportsOf } from './listing.ts';

const pglite = new PGlite();
afterAll(() => pglite.close());
let missions = 0;
const fresh = () => {
  missions += 1;
  return openStore(new PGliteDialect({ pglite }), `listed-${missions}`, 'log.example/listed');
};
// The first call starts the database, which takes seconds.
beforeAll(async () => void (await fresh()), 120_000);

const COUNT = 6;
const numbered = Array.from({ length: COUNT }, (_, number) => incidentNumbered(number)).toSorted((a, b) =>
  a.id < b.id ? -1 : 1,
);
const [first] = numbered as [Incident];

/** A store as it was written, and a state in which the first incident has changed since. */
async function older(change: Partial<Incident>) {
  const [store, state] = [await fresh(), newMissionState()];
  await store.save({ from: 0, to: COUNT, changes: numbered.map((one) => incidentChange(one)) });
  for (const one of numbered) state.incidents.set(one.id, one);
  state.incidents.set(first.id, { ...first, ...change });
  return { store, state };
}

test.each([
  ['became restricted', { basis: 'mission' }, { bases: ['public'] }],
  ['is held to be of another kind', { kind: 'shot' } as const, { kind: 'explosion' }],
  ['has another status', { status: 'verified' } as const, { status: 'alleged' }],
  [
    'is held to lie elsewhere',
    { place: { ...first.place, at: [90, 0] } } as const,
    { bbox: [-29, 41, -27, 43] },
  ],
  [
    'is held to be over before',
    { occurred: { ...first.occurred, to: '2026-11-20T21:03:20Z' } },
    { from: '2026-11-20T21:04:00Z' },
  ],
] as const)(
  'an incident that %s since its row was written is not shown, and the page goes on behind it',
  async (_, change, query) => {
    const { store, state } = await older(change);
    const page = await incidentsOf(state, store, { ...query, limit: 2 });
    expect(page.found.map(({ incident }) => incident.id)).toEqual([numbered[1]?.id]);
    const next = await incidentsOf(state, store, { ...query, limit: COUNT, after: page.next ?? '' });
    expect(next.found.map(({ incident }) => incident.id)).toEqual(numbered.slice(2).map(({ id }) => id));
    expect(next.next).toBeUndefined();
  },
);

test('an incident that stands no more is not shown, though its row is there', async () => {
  const { store, state } = await older({});
  state.incidents.delete(first.id);
  const { found } = await incidentsOf(state, store, { limit: COUNT });
  expect(found).toHaveLength(COUNT - 1);
});

test('of a source that shares its number in the database with another, only its own are shown', async () => {
  const [store, state] = [await fresh(), newMissionState()];
  const { report } = reportChange(1, 0);
  await store.save({
    from: 0,
    to: 1,
    changes: [incidentChange(first, [], ['post-9']), { type: 'report', report }],
  });
  state.incidents.set(first.id, { ...first, reports: [report.key] });
  state.reports.set(report.key, report);
  // The row says so; the report behind it is of post-3.
  expect(await store.incidents({ source: 'post-9', limit: 1 })).toHaveLength(1);
  expect((await incidentsOf(state, store, { source: 'post-9', limit: 1 })).found).toEqual([]);
});

test('a report that another took the place of is not listed, though its row is there', async () => {
  const [store, state]: [Store, ReturnType<typeof newMissionState>] = [await fresh(), newMissionState()];
  const changes = [reportChange(1, 0), reportChange(2, 1)];
  await store.save({ from: 0, to: 2, changes });
  for (const { report } of changes) {
    state.filedAt.push(report.index);
    state.filedKeys.push(report.key);
    state.reports.set(report.key, report);
  }
  state.reports.delete(changes[0]?.report.key ?? '');
  const page = await reportsOf(state, store, { limit: 2 });
  expect(page.found).toEqual([changes[1]?.report]);
  expect(page.next).toBe(1);
});
