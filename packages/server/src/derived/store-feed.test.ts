import { newMissionState } from '@armistice/core/mission';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type RowBatch, type Store } from '../store/store.ts';
import { incidentNumbered } from '../store/testing.ts';
import { StoreFeed } from './store-feed.ts';
import type { Touched } from './touched.ts';

const pglite = new PGlite();
afterAll(() => pglite.close());
let missions = 0;
const fresh = () => {
  missions += 1;
  return openStore(new PGliteDialect({ pglite }), `fed-${missions}`, 'log.example/fed');
};
// The first call starts the database, which takes seconds.
beforeAll(async () => void (await fresh()), 120_000);

const touched = (...numbers: number[]): Touched => ({
  incidents: new Set(numbers.map((number) => incidentNumbered(number).id)),
  reports: new Set(),
});

/** A state of `count` entries, each an incident; what changed since an entry is noted, as a start does. */
function folded(count: number) {
  const state = newMissionState();
  const add = (number: number) => {
    const incident = incidentNumbered(number);
    state.incidents.set(incident.id, incident);
    state.size += 1;
    return touched(number);
  };
  for (let number = 0; number < count; number++) add(number);
  const asked: number[] = [];
  const since = (entry: number) => {
    asked.push(entry);
    return touched(...Array.from({ length: Math.max(0, count - entry) }, (_, i) => entry + i));
  };
  return { state, add, since, asked };
}

/** A store that says what it was given, and fails when it is told to: refused, or kept and reported as failed. */
function watched(store: Store) {
  const saved: RowBatch[] = [];
  const failures: ('none' | 'refused' | 'kept')[] = [];
  const all: Store = {
    ...store,
    saveRows: async (batch) => {
      const failure = failures.shift() ?? 'none';
      if (failure === 'refused') throw new Error('the database was refused its disk');
      await store.saveRows(batch);
      saved.push(batch);
      if (failure === 'kept') throw new Error('the connection broke after the commit');
    },
  };
  return { store: all, saved, failures };
}

const idsIn = async (store: Store) => (await store.incidents({ limit: 1000 })).map(({ id }) => id).sort();
const idsOf = (count: number) => Array.from({ length: count }, (_, i) => incidentNumbered(i).id).sort();

async function feed(store: Store, state: ReturnType<typeof folded>) {
  const faults: string[] = [];
  const one = new StoreFeed(store, state.state, state.since, (told) => {
    if (told.type === 'fault') faults.push(told.message);
  });
  await one.idle();
  return { one, faults };
}

describe('at a start', () => {
  test('a store that is behind is given what changed since, and no more', async () => {
    const { store, saved } = watched(await fresh());
    await feed(store, folded(3));
    saved.length = 0;
    const later = folded(5);
    await feed(store, later);
    expect(later.asked).toEqual([3]);
    expect(saved.map(({ rows }) => rows.count)).toEqual([2]);
    expect(await idsIn(store)).toEqual(idsOf(5));
    expect(await store.size()).toBe(5);
  });

  test.each([
    ['ahead of the record', 7, -1],
    ['from before an erasure', 3, 4],
  ])('a store that is %s is filled from the beginning', async (_, kept, erasedAt) => {
    const store = await fresh();
    await feed(store, folded(kept));
    const now = folded(5);
    now.state.erasedAt = erasedAt;
    now.state.incidents.delete(incidentNumbered(0).id);
    await feed(store, now);
    expect(await idsIn(store)).toEqual(idsOf(5).filter((id) => id !== incidentNumbered(0).id));
    expect(await store.size()).toBe(5);
  });
});

describe('while it works', () => {
  test('changes that come while the database is slow are written once, as they are then', async () => {
    const { store, saved } = watched(await fresh());
    const state = folded(0);
    const { one } = await feed(store, state);
    for (let number = 0; number < 50; number++) {
      one.offer(state.add(number));
      one.offer(touched(0));
    }
    await one.idle();
    expect(saved.length).toBeLessThan(10);
    expect(await idsIn(store)).toEqual(idsOf(50));
    expect(one.kept).toBe(50);
  });

  test('an incident that no longer stands leaves the store', async () => {
    const store = await fresh();
    const state = folded(2);
    const { one } = await feed(store, state);
    state.state.incidents.delete(incidentNumbered(1).id);
    state.state.size += 1;
    one.offer(touched(1));
    await one.idle();
    expect(await idsIn(store)).toEqual(idsOf(1));
  });

  // Refused: nothing of it is there. Kept: all of it is, and nobody knows.
  test.each(['refused', 'kept'] as const)(
    'a write that was %s is said, stops nobody, and the next change mends it',
    async (failure) => {
      const inner = await fresh();
      const { store, failures } = watched(inner);
      const state = folded(2);
      const { one, faults } = await feed(store, state);
      failures.push(failure);
      one.offer(state.add(2));
      await one.idle();
      expect(faults).toEqual([expect.stringContaining('filled again at the next start')]);
      one.offer(state.add(3));
      await one.idle();
      expect(await idsIn(inner)).toEqual(idsOf(4));
      expect(await inner.size()).toBe(4);
      expect(faults).toHaveLength(1);
    },
  );
});
