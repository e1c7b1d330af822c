import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStoreAt } from '../store/place.ts';
import type { Store } from '../store/store.ts';
import { incidentChange, incidentNumbered } from '../store/testing.ts';
import { openOwnStore } from './own-store.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 240_000;
const noFault = (message: string) => expect.unreachable(message);
const fill = (store: Store) => store.save({ from: 0, to: 1, changes: [incidentChange(incidentNumbered(0))] });

test(
  'incidents that another fold left in the database are not shown, and those of this one are kept over a start',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'armistice-own-store-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const place = { folder: join(folder, 'database'), mission: 'updated', origin: 'log.example/updated' };
    const former = await openStoreAt({ ...place, origin: `${place.origin} of-another-fold` }, noFault);
    await fill(former);
    await former.close();
    const own = await openOwnStore(place, noFault);
    expect([await own.size(), await own.incidents({ limit: 1 })]).toEqual([0, []]);
    await fill(own);
    await own.close();
    const again = await openOwnStore(place, noFault);
    expect(await again.size()).toBe(1);
    await again.close();
  },
  START_MS,
);
