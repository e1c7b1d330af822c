import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../witness/testing.ts';
import { BelowFloor } from './floor.ts';
import { openLog } from './folder.ts';
import { initLog } from './founding.ts';
import { LockHeld } from './lock.ts';
import type { LogChange } from './log-change.ts';
import { TailLost } from './opening.ts';
import { copyOf, type MemoryDisk, memoryDisk } from './testing.ts';
import { MISSION, ORIGIN, openReport } from './testing-life.ts';
import { Outside, readAsMission, wrongs } from './testing-outside.ts';
import { closedLog, goesOn, refusal, type Scene, sceneOf, sceneOn } from './testing-scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'armistice-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = await closedLog(folder);
const again = () => sceneOf(made);

/** Another machine that holds this disk and has never signed for the log. */
function elsewhere(disk: MemoryDisk): Scene {
  return sceneOn(folder, copyOf(disk), memoryDisk(), new Outside());
}

async function append(scene: Scene, ...texts: readonly string[]): Promise<void> {
  await scene.life.open();
  for (const text of texts) await scene.life.append(openReport(text));
  await scene.life.close();
}

describe('two writers', () => {
  test('are refused at once within one process', async () => {
    const scene = again();
    await scene.life.open();
    const error = await refusal(scene);
    expect(error).toBeInstanceOf(LockHeld);
    expect(error.message).toMatch(/^another process writes this log \(its lock is .*lock\)$/);
    await scene.life.close();
    expect(await goesOn(scene)).toEqual([]);
  });

  test('are refused while another process lives, and let in when it was killed', async () => {
    const root = await temporaryFolder(onTestFinished);
    const place = { folder: join(root, 'log'), state: join(root, 'state') };
    await initLog({ ...place, origin: ORIGIN, mission: MISSION });
    const writer = spawn(process.execPath, [
      '--conditions=@armistice/source',
      '--no-warnings',
      fileURLToPath(new URL('./crash/writer.ts', import.meta.url)),
      place.folder,
      place.state,
      '7',
    ]);
    const ended = new Promise((resolve) => writer.once('exit', resolve));
    await new Promise((resolve) => writer.stdout.once('data', resolve));
    await expect(openLog(place)).rejects.toBeInstanceOf(LockHeld);
    writer.kill('SIGKILL');
    await ended;
    const { log } = await openLog(place);
    await log.close();
  });
});

test('a clock that goes back an hour keeps the order, warns, and verifies', async () => {
  const scene = again();
  const { life, disk, outside } = scene;
  const { log } = await life.open();
  const changes: LogChange[] = [];
  log.onChange((change) => changes.push(change));
  const index = await life.append(openReport('before'));
  life.drafting.clock -= 3_600_000;
  await life.append(openReport('after'));
  await life.close();
  expect(changes.filter(({ type }) => type === 'warning')).toEqual([
    {
      type: 'warning',
      message:
        'the clock of this machine went back by 3600 s; entries keep the later time until it has caught up',
    },
  ]);
  // A start with the wrong clock must not lose the order either.
  await append(scene, 'in another process');
  const times = (await readAsMission(disk)).slice(index).map(({ header }) => header?.at ?? 0);
  expect(times).toEqual([times[0], times[0], times[0]]);
  expect(await wrongs(disk, outside)).toEqual([]);
});

describe('an old backup', () => {
  test('put back on the machine that went on since is refused by what this machine signed', async () => {
    const scene = again();
    const backup = copyOf(scene.disk);
    await append(scene, 'since the backup', 'and another');
    const restored = sceneOn(folder, backup, scene.stateDisk, scene.outside);
    const error = await refusal(restored);
    expect(error).toBeInstanceOf(TailLost);
    expect(error.message).toMatch(
      /^entries 264 to 265 are missing from this folder, but a checkpoint that holds more was signed\. Nothing was changed\. Bring them back from a mirror/,
    );
    expect(backup.files).toEqual(made.disk.files);
  });

  test('that took other entries elsewhere is refused, whichever of the two is longer', async () => {
    for (const more of [['other'], ['other', 'and more'], ['other', 'and more', 'and longer']]) {
      const scene = again();
      await append(scene, 'here', 'and here');
      const copy = elsewhere(made.disk);
      await append(copy, ...more);
      const error = await refusal(sceneOn(folder, copy.disk, scene.stateDisk, scene.outside));
      if (more.length === 1) expect(error).toBeInstanceOf(TailLost);
      else expect(error).toBeInstanceOf(BelowFloor);
      expect(error.message).toMatch(
        [
          /^entry 265 is missing/,
          /^two trees of 266 entries are on record as signed/,
          /^this folder holds other entries than were signed: at 266 entries, root \S+ a tree was signed, here it is 266 entries, root \S+\. Nothing was changed/,
        ][more.length - 1] as RegExp,
      );
    }
  });

  test('whose write-ahead log alone was exchanged for another history is refused', async () => {
    const scene = again();
    await append(scene, 'here', 'and here');
    const copy = elsewhere(made.disk);
    await append(copy, 'other', 'and more', 'and longer');
    for (const [path, bytes] of copy.disk.files)
      if (path.startsWith('private/wal/')) scene.disk.files.set(path, bytes);
    const error = await refusal(scene);
    expect(error).toBeInstanceOf(BelowFloor);
    expect(error.message).toMatch(/^this folder holds other entries than were signed: at 266 entries/);
  });
});
