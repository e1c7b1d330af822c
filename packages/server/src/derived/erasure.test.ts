import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reportKey } from '@armistice/core/mission';
import { expect, onTestFinished, test } from 'vitest';
import { erase } from '../record/erasing.ts';
import { openLog } from '../record/folder.ts';
import { secretReport, type TestMission, testMission } from '../testing.ts';
import { forgetErased, STORE_FOLDER } from './erasure.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 240_000;

/** A name that no other report has, to look for in every file. */
const CALIBRE = 'calibre-of-the-erased';
const doomed = secretReport(1, { weapon: { class: 'mortar', name: CALIBRE } });
/** All that the database holds of it by name: the id of its incident. */
const ID = Buffer.from(reportKey(doomed), 'hex');
const other = secretReport(2, { kind: 'flare' });

/** Files below a folder that hold a text or bytes. */
async function holding(folder: string, text: string | Uint8Array): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}

/** A mission with three statements, of which two hold the report that will be erased; stopped, but for its folder. */
async function statedThrice(): Promise<{ readonly here: TestMission; readonly index: number }> {
  const here = await testMission(undefined, 'stored');
  const [filed] = await here.mission.file([doomed]);
  await here.mission.state();
  await here.mission.file([other]);
  await here.mission.state();
  await here.mission.stored();
  return { here, index: filed?.index ?? -1 };
}

async function eraseIn(folder: string, index: number, thenForget: boolean): Promise<void> {
  const open = await openLog({ folder, state: join(folder, 'state'), publishMs: 5 });
  try {
    const request = { indexes: [index], requestedBy: 'data-protection', reason: 'a source asked' };
    await erase(open, { ...request, scope: 'everything' });
    if (thenForget) await forgetErased(folder, open);
  } finally {
    await open.log.close();
  }
}

test.each([
  ['by the command that erases', true],
  ['at the next start, where that was cut short', false],
])(
  'an erased incident goes from published rows, database files and answers: %s',
  async (_when, thenForget) => {
    const { here, index } = await statedThrice();
    let now = here;
    onTestFinished(() => now.end());
    expect((await holding(join(here.folder, 'public', 'derived'), CALIBRE)).length).toBe(2);
    const size = here.mission.log.size();
    await here.pause();
    const store = join(here.folder, STORE_FOLDER);
    expect((await holding(store, ID)).length).toBeGreaterThan(0);
    await eraseIn(here.folder, index, thenForget);
    if (thenForget) expect(await holding(here.folder, CALIBRE)).toEqual([]);

    now = await testMission(here.folder, 'stored');
    await now.mission.stored();
    expect(await holding(here.folder, CALIBRE)).toEqual([]);
    expect(await holding(store, ID)).toEqual([]);
    expect(now.mission.log.size()).toBe(size + 2);
    const kept = await readdir(join(here.folder, 'public', 'derived'), { recursive: true });
    // Of the statements before, the first holds it not; a new one says what there is now.
    expect(kept.filter((name) => name.endsWith('.ndjson'))).toHaveLength(2);
    for (const url of ['/api/situation', '/api/incidents?limit=1000']) {
      const { body } = await now.app.inject({ url });
      expect([url, body.includes(reportKey(doomed)), body.includes(reportKey(other))]).toEqual([
        url,
        false,
        true,
      ]);
    }
    expect(now.faults).toEqual([]);
  },
  START_MS,
);

test(
  'the files of the database are for this user alone',
  async () => {
    const { here } = await statedThrice();
    onTestFinished(() => here.end());
    await here.pause();
    const store = join(here.folder, STORE_FOLDER);
    const paths = (await readdir(store, { recursive: true })).map((name) => join(store, name));
    expect(paths.length).toBeGreaterThan(10);
    for (const path of [store, ...paths]) expect([path, (await stat(path)).mode & 0o077]).toEqual([path, 0]);
  },
  START_MS,
);
