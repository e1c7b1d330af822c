import type { Incident } from '@armistice/core/mission';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OutOfStep, openStore, type Store, type StoredChange } from './store.ts';
import { incidentNumbered } from './testing.ts';

/** What any store must do, whatever database it stands on. `make` opens one for a mission; each test has its own mission. */
function storeContract(name: string, make: (mission: string, origin: string) => Promise<Store>): void {
  describe(name, () => {
    let missions = 0;
    const fresh = () => {
      missions += 1;
      return make(`mission-${missions}`, 'log.example/training');
    };
    const changeOf = (incident: Incident): StoredChange => ({ type: 'incident', incident });

    // The first call starts the database, which takes seconds.
    beforeAll(async () => {
      await fresh();
    }, 120_000);

    test('begins with nothing kept', async () => {
      const store = await fresh();
      expect(await store.size()).toBe(0);
      expect(await store.incidents({ limit: 10 })).toEqual([]);
    });

    test('gives back incidents and indications as the fold made them', async () => {
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
      await store.save({
        from: 0,
        to: 3,
        changes: [changeOf(incident), { type: 'indications', incident: incident.id, indications }],
      });
      expect(await store.incidents({ limit: 10 })).toEqual([{ incident, indications }]);
      expect(await store.size()).toBe(3);
    });

    test('keeps also what no text of a database may hold, and goes on', async () => {
      const store = await fresh();
      const weapon = { class: 'mortar', name: 'a\0b \ud800 c\udc00\0 \\u0000 \\\0 \u{1f600}' };
      const incident = { ...incidentNumbered(1), weapon };
      await store.save({ from: 0, to: 1, changes: [changeOf(incident)] });
      const [kept] = await store.incidents({ limit: 10 });
      const name = 'a\ufffdb \ufffd c\ufffd\ufffd \\u0000 \\\ufffd \u{1f600}';
      expect(kept?.incident).toEqual({ ...incident, weapon: { class: 'mortar', name } });
      await store.save({ from: 1, to: 2, changes: [changeOf(incidentNumbered(2))] });
      expect(await store.size()).toBe(2);
    });

    test('replaces an incident and its indications when the fold changes them', async () => {
      const store = await fresh();
      const incident = incidentNumbered(1);
      await store.save({ from: 0, to: 1, changes: [changeOf(incident)] });
      const verified: Incident = { ...incident, status: 'verified' };
      await store.save({
        from: 1,
        to: 2,
        changes: [changeOf(verified), { type: 'indications', incident: incident.id, indications: [] }],
      });
      expect(await store.incidents({ limit: 10 })).toEqual([{ incident: verified, indications: [] }]);
    });

    test('refuses changes that do not follow, and keeps nothing of them', async () => {
      const store = await fresh();
      await store.save({ from: 0, to: 2, changes: [] });
      const batch = { from: 5, to: 6, changes: [changeOf(incidentNumbered(1))] };
      await expect(store.save(batch)).rejects.toThrow(OutOfStep);
      await expect(store.save({ ...batch, from: 0 })).rejects.toMatchObject({ size: 2 });
      expect(await store.incidents({ limit: 10 })).toEqual([]);
    });

    test('pages by id without leaving out or repeating one', async () => {
      const store = await fresh();
      const all = Array.from({ length: 7 }, (_, i) => incidentNumbered(i));
      await store.save({ from: 0, to: 7, changes: all.map(changeOf) });
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
      const changes = [incidentNumbered(1), incidentNumbered(2, 'mission')].map(changeOf);
      await store.save({ from: 0, to: 2, changes });
      const open = await store.incidents({ basis: 'public', limit: 10 });
      expect(open.map(({ incident }) => incident.basis)).toEqual(['public']);
      expect(await store.incidents({ limit: 10 })).toHaveLength(2);
    });

    test('keeps missions apart', async () => {
      const [one, other] = [await fresh(), await fresh()];
      await one.save({ from: 0, to: 1, changes: [changeOf(incidentNumbered(1))] });
      expect(await other.incidents({ limit: 10 })).toEqual([]);
      await other.clear();
      expect(await one.incidents({ limit: 10 })).toHaveLength(1);
    });

    test('forgets what it kept of another record under the same name', async () => {
      const store = await make('mission-moved', 'log.example/first');
      await store.save({ from: 0, to: 1, changes: [changeOf(incidentNumbered(1))] });
      const again = await make('mission-moved', 'log.example/second');
      expect(await again.size()).toBe(0);
      expect(await again.incidents({ limit: 10 })).toEqual([]);
    });

    test('begins again after it was cleared', async () => {
      const store = await fresh();
      await store.save({ from: 0, to: 4, changes: [changeOf(incidentNumbered(1))] });
      await store.clear();
      expect(await store.size()).toBe(0);
      await store.save({ from: 0, to: 1, changes: [] });
      expect(await store.size()).toBe(1);
    });
  });
}

// One database for the file: starting one takes seconds.
const pglite = new PGlite();
afterAll(() => pglite.close());
storeContract('on the embedded database', (mission, origin) =>
  openStore(new PGliteDialect({ pglite }), mission, origin),
);
