import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MISSION } from '@armistice/core/mission';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Mission } from '../mission.ts';
import { openLog } from '../record/folder.ts';
import { initLog } from '../record/founding.ts';
import { storeInWorker } from '../store/in-worker.ts';
import { secretReport } from '../testing.ts';
import { derivedHere } from './here.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 240_000;
const ORIGIN = 'log.example/database';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armistice-database-'));
  await initLog({ folder, state: join(folder, 'state'), origin: ORIGIN, mission: 'database' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A mission on its record, and on a database that is empty at every start. */
async function start() {
  const open = await openLog({ folder, state: join(folder, 'state'), publishMs: 5 });
  const store = storeInWorker({ mission: 'database', origin: ORIGIN });
  const derived = derivedHere({ disk: open.disk, origin: ORIGIN, store });
  const faults: string[] = [];
  const mission = await Mission.open({ open, derived, onFault: (message) => void faults.push(message) });
  return { mission, store, faults };
}

test(
  'while the database is being filled nothing is listed that it must find; the latest, and counts by a filter, are right at once',
  async () => {
    const first = await start();
    await first.mission.file([secretReport(1)]);
    await first.mission.stored();
    await first.mission.close();
    const { mission } = await start();
    const page = { order: 'id', limit: 10 } as const;
    const latest = mission.ask('incidents', MISSION, { order: 'latest', limit: 10 });
    const counts = mission.ask('counts', MISSION, { status: 'alleged' });
    const early = [
      mission.ask('incidents', MISSION, page),
      mission.ask('reports', MISSION, { order: 'oldest', limit: 10 }),
    ];
    for (const one of await Promise.allSettled(early))
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'store/not-ready' } });
    expect(JSON.parse(await latest).incidents).toHaveLength(1);
    expect(JSON.parse(await counts)).toMatchObject({
      counts: { incidents: 1 },
      counted: mission.standing.size,
    });
    await mission.stored();
    expect(JSON.parse(await mission.ask('incidents', MISSION, page)).incidents).toHaveLength(1);
    await mission.close();
  },
  START_MS,
);

test(
  'where the database has failed, closing says so, and the record is closed and can be opened again',
  async () => {
    const { mission, store, faults } = await start();
    await mission.stored();
    await store.close();
    await mission.close();
    expect(faults).toEqual([expect.stringContaining('could not be closed')]);
    const again = await start();
    await again.mission.close();
    expect(again.faults).toEqual([]);
  },
  START_MS,
);
