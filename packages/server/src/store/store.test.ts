import type { Indication } from '@armistice/core/agreement';
import { type Incident, reportKey } from '@armistice/core/mission';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresStore } from './postgres.ts';
import { type IncidentQuery, latestCursor, type ReportQuery } from './read.ts';
import { OutOfStep, openStore, type Store } from './store.ts';
import { incidentChange, incidentNumbered, reportChange, testDatabase, viewNumbered } from './testing.ts';

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

    test('gives back incidents as the fold made them, found by what the clauses say of them', async () => {
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
        expect(await store.incidents({ ...found, limit: 10 })).toEqual([{ incident }]);
      expect(await store.incidents({ clause: '3', limit: 10 })).toEqual([]);
      expect(await store.size()).toBe(3);
    });

    test('keeps also what no text of a database may hold, as it was, and goes on', async () => {
      const store = await fresh();
      const weapon = { class: 'mortar', name: 'a\0b \ud800 c\udc00\0 \\u0000 \\\0 \u{1f600}' };
      const incident = { ...incidentNumbered(1), weapon };
      await store.save({ from: 0, to: 1, changes: [incidentChange(incident)] });
      const [kept] = await store.incidents({ limit: 10 });
      expect(kept?.incident).toEqual(incident);
      await store.save({ from: 1, to: 2, changes: [incidentChange(incidentNumbered(2))] });
      expect(await store.size()).toBe(2);
    });

    test('of several changes to one incident in a batch the last stands', async () => {
      const store = await fresh();
      const [one, other] = [incidentNumbered(1), incidentNumbered(2)];
      const verified: Incident = { ...one, status: 'verified' };
      const changes = [one, other, verified].map((incident) => incidentChange(incident));
      await store.save({ from: 0, to: 3, changes: [...changes, { type: 'gone', incident: other.id }] });
      expect((await store.incidents({ limit: 10 })).map(({ incident }) => incident)).toEqual([verified]);
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
      expect(await store.incidents({ limit: 10 })).toEqual([{ incident: verified }]);
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
      for (let after: string | undefined; ; after = seen.at(-1)) {
        const page = await store.incidents({ limit: 3, ...(after === undefined ? {} : { after }) });
        if (page.length === 0) break;
        seen.push(...page.map(({ incident }) => incident.id));
      }
      expect(seen).toEqual(all.map(({ id }) => id).sort());
    });

    test('gives the public only what rests on what the public may read', async () => {
      const store = await fresh();
      const changes = [incidentNumbered(1), incidentNumbered(2, 'mission')].map((one) => incidentChange(one));
      await store.save({ from: 0, to: 2, changes });
      const open = await store.incidents({ basis: 'public', limit: 10 });
      expect(open.map(({ incident }) => incident.basis)).toEqual(['public']);
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
      const at = (longitude: number, latitude: number) => ({
        at: [longitude, latitude] as const,
        covariance: [1, 0, 1] as const,
      });
      const breach: Indication = {
        incident: '',
        agreement: 'minsk-2015',
        version: 1,
        clause: '2.a',
        outcome: 'breach',
        probability: 0.9,
        ifBy: { ua: 'breach', ordlo: 'not-applicable' },
        because: [],
        certainty: 'primary',
        revision: 1,
      };
      const rows = [
        incidentChange({ ...incidentNumbered(1), kind: 'shot', place: at(10, 50) }, [breach], ['post-1']),
        incidentChange(
          { ...incidentNumbered(2), status: 'verified', place: at(179.5, 0) },
          [breach],
          ['post-2', 'cam-7'],
        ),
        incidentChange(
          {
            ...incidentNumbered(3),
            occurred: { from: '2026-11-22T00:00:00Z', to: '2026-11-22T01:00:00Z', extent: 'span' },
            place: at(-179.5, 0),
          },
          [{ ...breach, clause: '1', outcome: 'undetermined', ifBy: { ua: 'undetermined' } }],
          ['post-1'],
        ),
        incidentChange({ ...incidentNumbered(4, 'mission'), place: at(10, 50) }, [breach], ['post-4']),
      ];
      const found: readonly (readonly [string, Omit<IncidentQuery, 'limit'>, readonly number[]])[] = [
        ['of a kind', { kind: 'shot' }, [1]],
        ['of a status', { status: 'verified' }, [2]],
        ['that a source has told of', { source: 'cam-7' }, [2]],
        ['that a clause speaks of', { clause: '2.a' }, [1, 2, 4]],
        ['that a clause of one agreement speaks of', { clause: 'minsk-2015:1' }, [3]],
        ['that would be a breach by a party', { party: 'ua' }, [1, 2, 4]],
        ['by outcome', { outcome: 'undetermined' }, [3]],
        ['in a box', { bbox: [0, 40, 20, 60] }, [1, 4]],
        ['in a box across the antimeridian', { bbox: [179, -1, -179, 1] }, [2, 3]],
        [
          'that lasted into a stretch of time',
          { from: '2026-11-22T00:30:00Z', to: '2026-11-23T00:00:00Z' },
          [3],
        ],
        ['before a time', { to: '2026-11-21T00:00:00Z' }, [1, 2, 4]],
        ['for everyone', { basis: 'public', bbox: [0, 40, 20, 60] }, [1]],
        [
          'assessed, where nothing may be told of others by a clause',
          { clause: '2.a', assessedOnly: true },
          [2],
        ],
        ['all the same where no clause is asked for', { kind: 'shot', assessedOnly: true }, [1]],
        [
          'by all at once',
          { clause: '2.a', party: 'ua', kind: 'explosion', source: 'post-2', status: 'verified' },
          [2],
        ],
      ];
      test.each(found)('%s', async (_, query, numbers) => {
        const store = await fresh();
        await store.save({ from: 0, to: 4, changes: rows });
        for (const order of ['id', 'latest'] as const) {
          const ids = (await store.incidents({ ...query, order, limit: 10 })).map(
            ({ incident }) => incident.id,
          );
          expect(ids.sort()).toEqual(numbers.map((number) => incidentNumbered(number).id).sort());
        }
      });

      test('the latest first, page by page, also where many are of one moment', async () => {
        const store = await fresh();
        await store.save({ from: 0, to: 4, changes: rows });
        const seen: Incident[] = [];
        for (;;) {
          const last = seen.at(-1);
          const more = last === undefined ? {} : { after: latestCursor(last) };
          const [next] = await store.incidents({ order: 'latest', limit: 1, ...more });
          if (next === undefined) break;
          seen.push(next.incident);
        }
        expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([4, 4]);
        expect(seen[0]?.id).toBe(incidentNumbered(3).id);
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
        (await store.reports({ ...query, limit })).map(({ index }) => index);
      expect(await indexes({})).toEqual([3, 5, 9]);
      expect(await indexes({ order: 'newest' })).toEqual([9, 5, 3]);
      expect(await indexes({ order: 'newest', after: 9 }, 1)).toEqual([5]);
      expect(await indexes({ after: 3, basis: 'public' })).toEqual([5]);
      expect(await indexes({ source: 'cam-7' })).toEqual([5]);
      expect(await indexes({ kind: 'explosion', bbox: [-29, 41, -27, 43] })).toEqual([3, 9]);
      expect(await indexes({ from: '2026-11-21T00:00:00Z' })).toEqual([]);
      const [first] = await store.reports({ limit: 1 });
      expect(first).toEqual({
        key: reportKey(viewNumbered(1)),
        index: 3,
        recorded: '2026-11-18T11:06:40.003Z',
        basis: 'public',
        view: viewNumbered(1),
      });
      await store.save({ from: 10, to: 11, changes: [reportChange(1, 10)] });
      expect(await indexes({})).toEqual([5, 9, 10]);
    });

    test('an incident of the year 1 and one of 9999 are kept like any other', async () => {
      const store = await fresh();
      const occurred = { from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z', extent: 'span' } as const;
      const incident: Incident = { ...incidentNumbered(1), occurred };
      await store.save({ from: 0, to: 1, changes: [incidentChange(incident)] });
      expect(await store.incidents({ order: 'latest', limit: 1 })).toHaveLength(1);
      expect(await store.incidents({ order: 'latest', limit: 1, after: latestCursor(incident) })).toEqual([]);
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
