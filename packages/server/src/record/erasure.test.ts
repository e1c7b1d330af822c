import { mkdtempSync, rmSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { auditLog } from '@armistice/core/record';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { erase } from './erasing.ts';
import { type OpenLog, openLog, readPolicy } from './folder.ts';
import { nodeVerifier } from './keys.ts';
import { missionSource } from './reading.ts';
import { openPart } from './seal.ts';
import { BREAKS, memoryDisk } from './testing.ts';
import { mixedReport, openReport, SECRET, sealedReport } from './testing-life.ts';
import { notErased, Outside, publicSource, readAsMission } from './testing-outside.ts';
import { goesOn, sceneOf, sceneOn } from './testing-scene.ts';
import { append, filesBelow, found, mixed, needle, restricted, ripeLog, secret } from './testing-secrets.ts';

test.each(['detail', 'everything'] as const)(
  'after erasing %s no byte of it is on disk or in a later copy',
  async (scope) => {
    const log = await ripeLog(onTestFinished);
    const { open, folder, root } = log;
    const kept = { view: secret('kept-view'), detail: secret('kept-detail') };
    const doomed = { view: secret('view'), detail: secret('detail') };
    const alsoDoomed = { shown: secret('shown'), view: secret('view'), detail: secret('detail') };
    await append(log, restricted('report', kept, 'mission'));
    const entries = [
      await append(log, restricted('report', doomed, 'mission')),
      await append(log, mixed(alsoDoomed)),
    ];
    await open.log.publish();
    const before = await filesBelow(folder);
    const plain = [
      doomed.detail,
      alsoDoomed.detail,
      ...(scope === 'everything' ? [doomed.view, alsoDoomed.view, alsoDoomed.shown] : []),
    ];
    const lost = await sealedBytesOf(
      open,
      entries.map(({ index }) => index),
      scope,
    );
    const needles = [
      ...plain.map((value) => needle(value, value)),
      ...lost.map((bytes, i) => needle(`ciphertext or key ${i}`, bytes)),
      ...(scope === 'everything'
        ? entries.flatMap(({ drawn }) => drawn.map((bytes, i) => needle(`drawn ${i}`, bytes)))
        : []),
    ];
    expect(lost.length).toBeGreaterThan(3);
    expect(
      found(
        lost.map((bytes, i) => needle(String(i), bytes)),
        before,
      ).length,
    ).toBeGreaterThanOrEqual(lost.length);
    const index = await erase(open, {
      indexes: entries.map((one) => one.index),
      scope,
      requestedBy: 'data-protection',
      reason: 'a source asked',
    });
    await open.log.publish();
    await cp(folder, join(root, 'backup'), { recursive: true });
    expect(found(needles, await filesBelow(root))).toEqual([]);
    // What is in memory must not bring it back: neither the next publication nor the next process.
    await append(log, restricted('report', { view: 'later', detail: 'later' }, 'mission'));
    await open.log.close();
    const again = await openLog({ folder, state: log.state });
    await append(
      { open: again, drafting: log.drafting },
      restricted('report', { view: 'later', detail: 'later' }, 'mission'),
    );
    await again.log.close();
    const rebuilt = await openLog({ folder, state: log.state, rebuild: true });
    await rebuilt.log.close();
    expect(found(needles, await filesBelow(root))).toEqual([]);
    expect(found([needle('kept', kept.detail)], await plainOf(again))).not.toEqual([]);
    await expectTold(
      again,
      index,
      entries.map((one) => one.index),
      scope,
    );
  },
);

const lock = mkdtempSync(join(tmpdir(), 'armistice-test-'));
afterAll(() => rmSync(lock, { recursive: true, force: true }));

/** A log in memory with three bodies to erase: for one audience, for two, for all. */
async function doomedLog() {
  const scene = sceneOn(lock, memoryDisk(), memoryDisk(), new Outside());
  const { life } = scene;
  await life.init();
  await life.open();
  await life.append(sealedReport('kept'), openReport('kept'));
  const first = await life.append(sealedReport(SECRET), mixedReport(SECRET), openReport(SECRET));
  await life.close();
  return { scene, indexes: [first, first + 1, first + 2] };
}

describe.each(['detail', 'everything'] as const)('an erasure of %s that breaks off', (scope) => {
  test.each(BREAKS)(
    '(%s) at any of its writes is completed at the next start, or never began',
    async (how) => {
      const { scene, indexes } = await doomedLog();
      const request = { indexes, scope, requestedBy: 'data-protection', reason: 'a source asked' };
      const outcomes = new Set<string>();
      for (let at = 0; ; at++) {
        const copy = sceneOf(scene);
        const { life, fate, disk } = copy;
        const open = await life.open();
        const lost = await sealedBytesOf(open, indexes, scope);
        fate.strike(how, at);
        const failed = await erase(open, request).then(
          () => false,
          () => true,
        );
        await life.close().catch(() => undefined);
        if (fate.broken === undefined) break;
        fate.heal();
        expect(await goesOn(copy), `write ${at}`).toEqual([]);
        const entries = await readAsMission(disk);
        const told = entries.some(({ header }) => header?.kind === 'erasure');
        const needles = [needle('text', SECRET), ...lost.map((bytes, i) => needle(`sealed ${i}`, bytes))];
        const left = found(
          needles,
          new Map([...disk.files].map(([path, bytes]) => [path, Buffer.from(bytes)])),
        );
        if (told) expect(left, `write ${at}`).toEqual([]);
        else
          for (const index of indexes)
            expect({ ...entries[index]?.body, ...entries[index]?.withheld }.text, `write ${at}`).toBe(SECRET);
        // What was answered with success is done.
        expect(told || failed).toBe(true);
        outcomes.add(told ? 'completed' : 'never began');
      }
      expect(outcomes).toEqual(new Set(['completed', 'never began']));
    },
  );
});

test('what a killed process left half written is gone when the log is opened again', async () => {
  const log = await ripeLog(onTestFinished);
  await append(log, restricted('report', { view: 'a', detail: 'b' }, 'mission'));
  await log.open.log.close();
  const left = ['private/wal/000000000000000.wal', 'private/bodies/mission/000', 'public/bodies/public/000'];
  for (const path of left) {
    await mkdir(dirname(join(log.folder, path)), { recursive: true });
    await writeFile(join(log.folder, `${path}.tmp-4711-3`), SECRET);
  }
  expect(found([needle('left', SECRET)], await filesBelow(log.root)).length).toBe(3);
  const { log: again } = await openLog({ folder: log.folder, state: log.state });
  await again.close();
  expect(found([needle('left', SECRET)], await filesBelow(log.root))).toEqual([]);
});

test('two erasures at once are both carried out', async () => {
  const { scene, indexes } = await doomedLog();
  const { life, disk } = sceneOf(scene);
  const open = await life.open();
  const request = { scope: 'everything', requestedBy: 'data-protection', reason: 'a source asked' } as const;
  await Promise.all(indexes.map((index) => erase(open, { ...request, indexes: [index] })));
  await life.close();
  const entries = await readAsMission(disk);
  expect(notErased(entries)).toEqual([]);
  expect(entries.filter(({ header }) => header?.kind === 'erasure').length).toBe(3);
});

test.each([
  ['an entry that is not there', [99], 'there is no entry 99: the log ends after entry 6'],
  ['an entry before the first', [-1], 'there is no entry -1: the log ends after entry 6'],
  ['no entry', [], 'no entry is named'],
  [
    'an entry that binds everyone',
    [0],
    'entry 0 has no body that can be erased: it stands in the log itself, or is erased already',
  ],
])('erasing %s is refused by name, and the log goes on', async (_, indexes, message) => {
  const { scene } = await doomedLog();
  const copy = sceneOf(scene);
  const open = await copy.life.open();
  const request = { indexes, scope: 'everything', requestedBy: 'data-protection', reason: 'asked' } as const;
  await expect(erase(open, request)).rejects.toThrow(message);
  await copy.life.close();
  expect(await goesOn(copy)).toEqual([]);
});

/** Ciphertexts and keys that an erasure of this scope destroys. */
async function sealedBytesOf(
  { disk }: OpenLog,
  indexes: readonly number[],
  scope: string,
): Promise<Uint8Array[]> {
  const lost: Uint8Array[] = [];
  const parts = scope === 'everything' ? [0, 1] : [1];
  for (const audience of await disk.list('private/keys')) {
    const keys = Buffer.from((await disk.read(`private/keys/${audience}/000`)) ?? []);
    for (let at = 0; at < keys.length; at += 34)
      if (indexes.includes(keys[at] ?? -1) && parts.includes(keys[at + 1] ?? -1))
        lost.push(keys.subarray(at + 2, at + 34));
    const pack = Buffer.from((await disk.read(`private/bodies/${audience}/000`)) ?? []);
    for (let at = 0, slot = 0; at < pack.length; at += 4 + pack.readUInt32BE(at), slot++) {
      const record = pack.subarray(at + 4, at + 4 + pack.readUInt32BE(at));
      for (let part = 0; part < record.length; part += 5 + record.readUInt32BE(part + 1))
        if (indexes.includes(slot) && parts.includes(record[part] ?? -1))
          lost.push(record.subarray(part + 5, part + 5 + record.readUInt32BE(part + 1)));
    }
  }
  return lost;
}

/** What the mission can read, as one file. */
async function plainOf({ disk }: OpenLog): Promise<Map<string, Buffer>> {
  return new Map([['read', Buffer.from(JSON.stringify(await readAsMission(disk)))]]);
}

/** The log verifies for everyone, counts what is gone, and says who asked and why. */
async function expectTold(
  { disk }: OpenLog,
  index: number,
  erased: readonly number[],
  scope: string,
): Promise<void> {
  const options = { policy: await readPolicy(disk), verifier: nodeVerifier() };
  const audiences = await disk.list('private/bodies');
  const stranger = await auditLog(publicSource(disk), options);
  const mission = await auditLog(missionSource(disk), { ...options, audiences, open: openPart });
  expect([...stranger.problems, ...mission.problems]).toEqual([]);
  expect(mission.entries.erased).toBeGreaterThanOrEqual(erased.length);
  const entry = (await readAsMission(disk))[index];
  expect(entry?.body).toMatchObject({ scope, requestedBy: 'data-protection', reason: 'a source asked' });
  const targets = entry?.body.targets as readonly { readonly index: number }[] | undefined;
  expect(targets?.map((target) => target.index)).toEqual(erased);
}
