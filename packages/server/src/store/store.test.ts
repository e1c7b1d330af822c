import type { Incident } from '@armistice/core/mission';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresStore } from './postgres.ts';
import type { IncidentQuery, ReportQuery } from './query.ts';
import { OutOfStep, openStore, type Store } from './store.ts';
import { incidentChange, incidentNumbered, reportChange, testDatabase } from './testing.ts';
import { DIFFERENT, QUESTIONS } from './testing-questions.ts';

/** What any store must do, whatever database it stands on. `make` opens one for a mission; each test has its own mission. */
function storeContract(name: string, make: (mission: string, origin: string) => Promise<Store>): void {
  describe(name, () => {
    let missions = 0;
    const fresh = () => {
      missions += 1;
      return make(`mission-${missions}`, 'log.example/training');
    };

    // The first call starts the database, which takes seconds.
    beforeAll(async () => {
      await fresh();
    }, 120_000);

    test('begins with nothing kept', async () => {
      const store = await fresh();
      expect(await store.size()).toBe(0);
      expect(await store.incidents({ limit: 10 })).toEqual([]);
    });

    const idsIn = async (store: Store, query: Omit<IncidentQuery, 'limit'> = {}) =>
      (await store.incidents({ ...query, limit: 10 })).map(({ id }) => id);

    test('finds incidents by what the clauses say of them', async () => {
      const store = await fresh();
      const incident = incidentNumbered(1);
      const indication = {
        incident: incident.id,
        agreement: 'test',
        version: 1,
        clause: '1',
        outcome: 'undetermined',
        probability: null,
        missing: 'phase',
        ifBy: { north: 'undetermined' },
        because: ['time', 'activity'],
        certainty: 'primary',
        revision: 1,
      } as const;
      const indications = [
        indication,
        { ...indication, clause: '2', outcome: 'breach', probability: 0.667 },
      ] as const;
      await store.save({ from: 0, to: 3, changes: [incidentChange(incident, indications)] });
      for (const found of [{ clause: '1' }, { clause: 'test:2' }, { outcome: 'breach' }] as const)
        expect(await idsIn(store, found)).toEqual([incident.id]);
      expect(await idsIn(store, { clause: '3' })).toEqual([]);
      expect(await store.size()).toBe(3);
    });

    test('finds also by what no text of a database may hold, and goes on', async () => {
      const store = await fresh();
      const source = 'a\0b \ud800 c\udc00\0 \\u0000 \\\0 \u{1f600}';
      const incident = { ...incidentNumbered(1), weapon: { class: 'mortar', name: source } };
      const changes = [incidentChange(incident, [], [source]), reportChange(1, 0, { source })];
      await store.save({ from: 0, to: 1, changes });
      expect(await idsIn(store, { source })).toEqual([incident.id]);
      expect(await store.reports({ source, limit: 10 })).toEqual([0]);
      await store.save({ from: 1, to: 2, changes: [incidentChange(incidentNumbered(2))] });
      expect(await store.size()).toBe(2);
    });

    test('of several changes to one incident in a batch the last stands', async () => {
      const store = await fresh();
      const [one, other] = [incidentNumbered(1), incidentNumbered(2)];
      const verified: Incident = { ...one, status: 'verified' };
      const changes = [one, other, verified].map((incident) => incidentChange(incident));
      await store.save({ from: 0, to: 3, changes: [...changes, { type: 'gone', incident: other.id }] });
      expect(await idsIn(store)).toEqual([one.id]);
      expect(await idsIn(store, { status: 'verified' })).toEqual([one.id]);
      await store.save({ from: 3, to: 4, changes: [{ type: 'gone', incident: one.id }] });
      expect(await store.incidents({ limit: 10 })).toEqual([]);
    });

    test('replaces an incident when the fold changes them', async () => {
      const store = await fresh();
      const incident = incidentNumbered(1);
      await store.save({ from: 0, to: 1, changes: [incidentChange(incident)] });
      const verified: Incident = { ...incident, status: 'verified' };
      await store.save({
        from: 1,
        to: 2,
        changes: [incidentChange(verified)],
      });
      expect(await idsIn(store, { status: 'verified' })).toEqual([incident.id]);
      expect(await idsIn(store, { status: 'alleged' })).toEqual([]);
    });

    test('refuses changes that do not follow, and keeps nothing of them', async () => {
      const store = await fresh();
      await store.save({ from: 0, to: 2, changes: [] });
      const batch = { from: 5, to: 6, changes: [incidentChange(incidentNumbered(1))] };
      await expect(store.save(batch)).rejects.toThrow(OutOfStep);
      await expect(store.save({ ...batch, from: 0 })).rejects.toMatchObject({ size: 2 });
      expect(await store.incidents({ limit: 10 })).toEqual([]);
    });

    test('pages by id without leaving out or repeating one', async () => {
      const store = await fresh();
      const all = Array.from({ length: 7 }, (_, i) => incidentNumbered(i));
      await store.save({ from: 0, to: 7, changes: all.map((one) => incidentChange(one)) });
      const seen: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await store.incidents({ limit: 3, ...(after === undefined ? {} : { after }) });
        if (page.length === 0) break;
        seen.push(...page.map(({ id }) => id));
        after = page.at(-1)?.cursor;
      }
      expect(seen).toEqual(all.map(({ id }) => id).sort());
    });

    test('gives the public only what rests on what the public may read', async () => {
      const store = await fresh();
      const changes = [incidentNumbered(1), incidentNumbered(2, 'mission')].map((one) => incidentChange(one));
      await store.save({ from: 0, to: 2, changes });
      expect(await idsIn(store, { bases: ['public'] })).toEqual([incidentNumbered(1).id]);
      expect(await store.incidents({ limit: 10 })).toHaveLength(2);
    });

    test('keeps missions apart', async () => {
      const [one, other] = [await fresh(), await fresh()];
      await one.save({ from: 0, to: 1, changes: [incidentChange(incidentNumbered(1))] });
      expect(await other.incidents({ limit: 10 })).toEqual([]);
      await other.clear();
      expect(await one.incidents({ limit: 10 })).toHaveLength(1);
    });

    test('forgets what it kept of another record under the same name', async () => {
      const store = await make('mission-moved', 'log.example/first');
      await store.save({ from: 0, to: 1, changes: [incidentChange(incidentNumbered(1))] });
      const again = await make('mission-moved', 'log.example/second');
      expect(await again.size()).toBe(0);
      expect(await again.incidents({ limit: 10 })).toEqual([]);
    });

    test('begins again after it was cleared', async () => {
      const store = await fresh();
      await store.save({ from: 0, to: 4, changes: [incidentChange(incidentNumbered(1))] });
      await store.clear();
      expect(await store.size()).toBe(0);
      await store.save({ from: 0, to: 1, changes: [] });
      expect(await store.size()).toBe(1);
    });
    describe('finds incidents', () => {
      test.each(QUESTIONS)('%s', async (_, query, numbers) => {
        const store = await fresh();
        await store.save({ from: 0, to: 4, changes: DIFFERENT });
        for (const order of ['id', 'latest'] as const) {
          const ids = await idsIn(store, { ...query, order });
          expect(ids.toSorted()).toEqual(numbers.map((number) => incidentNumbered(number).id).sort());
          // One by one: what fills a page is found by another way than what is rare.
          const pages: string[] = [];
          for (let after = ''; ; ) {
            const [next] = await store.incidents({ ...query, order, limit: 1, after });
            if (next === undefined) break;
            pages.push(next.id);
            after = next.cursor;
          }
          expect(pages).toEqual(ids);
        }
      });

      test('the latest first, page by page, also where many are of one moment', async () => {
        const store = await fresh();
        await store.save({ from: 0, to: 4, changes: DIFFERENT });
        const seen: string[] = [];
        for (let after: string | undefined; ; ) {
          const more = after === undefined ? {} : { after };
          const [next] = await store.incidents({ order: 'latest', limit: 1, ...more });
          if (next === undefined) break;
          seen.push(next.id);
          after = next.cursor;
        }
        expect([seen.length, new Set(seen).size]).toEqual([4, 4]);
        expect(seen[0]).toBe(incidentNumbered(3).id);
      });
    });

    test('finds reports in the order of the record, by what everyone may read of them', async () => {
      const store = await fresh();
      const changes = [
        reportChange(1, 3),
        reportChange(2, 5, { source: 'cam-7', kind: 'shot' }),
        reportChange(3, 9, {}, 'mission'),
      ];
      await store.save({ from: 0, to: 10, changes });
      const indexes = async (query: Omit<ReportQuery, 'limit'>, limit = 10) =>
        store.reports({ ...query, limit });
      expect(await indexes({})).toEqual([3, 5, 9]);
      expect(await indexes({ order: 'newest' })).toEqual([9, 5, 3]);
      expect(await indexes({ order: 'newest', after: 9 }, 1)).toEqual([5]);
      expect(await indexes({ after: 3, bases: ['public'] })).toEqual([5]);
      expect(await indexes({ source: 'cam-7' })).toEqual([5]);
      expect(await indexes({ kind: 'explosion', bbox: [-29, 41, -27, 43] })).toEqual([3, 9]);
      expect(await indexes({ from: '2026-11-21T00:00:00Z' })).toEqual([]);
      await store.save({ from: 10, to: 11, changes: [{ type: 'withdrawn', entry: 3 }, reportChange(1, 10)] });
      expect(await indexes({})).toEqual([5, 9, 10]);
    });

    test('an incident of the year 1 and one of 9999 are kept like any other', async () => {
      const store = await fresh();
      const occurred = { from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z', extent: 'span' } as const;
      const incident: Incident = { ...incidentNumbered(1), occurred };
      await store.save({ from: 0, to: 1, changes: [incidentChange(incident)] });
      const [found] = await store.incidents({ order: 'latest', limit: 1 });
      expect(found?.id).toBe(incident.id);
      expect(await store.incidents({ order: 'latest', limit: 1, after: found?.cursor ?? '' })).toEqual([]);
    });
  });
}

const pglite = new PGlite();
afterAll(() => pglite.close());
storeContract('on the embedded database', (mission, origin) =>
  openStore(new PGliteDialect({ pglite }), mission, origin),
);

const database = await testDatabase();
if (typeof database === 'string') test('on a PostgreSQL server', (context) => context.skip(database));
else {
  const open: Store[] = [];
  afterAll(async () => {
    for (const store of open) await store.close();
    await database.drop();
  });
  storeContract('on a PostgreSQL server', async (mission, origin) => {
    const store = await openPostgresStore(database.url, mission, origin);
    open.push(store);
    return store;
  });
}
