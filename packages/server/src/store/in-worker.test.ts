import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { storeInWorker } from './in-worker.ts';
import { incidentNumbered } from './testing.ts';

const folder = await mkdtemp(join(tmpdir(), 'armistice-store-'));
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('in a thread of its own', () => {
  const data = { folder: join(folder, 'kept'), mission: 'training', origin: 'log.example/training' };
  const incident = incidentNumbered(1);

  test('keeps what it was given for the next start', async () => {
    const store = storeInWorker(data);
    await store.save({
      from: 0,
      to: 1,
      changes: [{ type: 'incident', incident, indications: [], sources: ['post-3'] }],
    });
    await expect(store.save({ from: 7, to: 8, changes: [] })).rejects.toMatchObject({
      name: 'OutOfStep',
      size: 1,
    });
    await store.close();
    const again = storeInWorker(data);
    expect(await again.incidents({ limit: 10 })).toMatchObject([{ id: incident.id }]);
    await again.close();
    await expect(again.size()).rejects.toThrow('the store was closed');
  });

  test('a folder that a crash left unreadable is emptied: the record fills it again', async () => {
    const broken = join(folder, 'broken');
    const first = storeInWorker({ ...data, folder: broken });
    await first.save({
      from: 0,
      to: 1,
      changes: [{ type: 'incident', incident, indications: [], sources: ['post-3'] }],
    });
    await first.close();
    await writeFile(join(broken, 'global', 'pg_control'), 'torn');
    const second = storeInWorker({ ...data, folder: broken });
    expect(await second.size()).toBe(0);
    await second.close();
  });
});
