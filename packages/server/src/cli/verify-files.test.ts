import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  batchPath,
  type EntryPromise,
  formatEntryPromise,
  formatPolicy,
  formatReceipt,
  inclusionProof,
  leafHash,
  nodesFromLeaves,
  rootOf,
  signPromise,
} from '@armistice/core/record';
import type { TestLog } from '@armistice/core/record-testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../witness/testing.ts';
import { desk, evidenceFiles, finish, LATER, publicLog, publish, verifyRecord } from './testing-logs.ts';

describe('promises', () => {
  /** A promise for entry 12 of a log, due at `until`. */
  function promiseOf(log: TestLog, until: number, leafText?: string): string {
    const leaves = log.leaves.slice(10, 15).map(leafHash);
    if (leafText !== undefined) leaves[2] = leafHash(new TextEncoder().encode(leafText));
    const run = new Uint8Array(leaves.flatMap((hash) => [...hash]));
    const root = rootOf(5, nodesFromLeaves(run));
    const note = signPromise({ origin: log.origin, from: 10, count: 5, root, until }, log.signer);
    const promise: Omit<EntryPromise, 'promised'> = {
      index: 12,
      leaf: leaves[2] as Uint8Array,
      path: batchPath(run, 2),
      note,
    };
    return formatEntryPromise(promise);
  }

  test.each([
    ['kept', 20, LATER - 1, undefined, 0, 'kept: entry 12'],
    ['pending', 12, LATER + 1, undefined, 3, 'pending: entry 12'],
    ['omitted', 12, LATER - 1, undefined, 1, 'BROKEN: entry 12 was promised'],
    ['replaced', 20, LATER - 1, '{}', 1, 'BROKEN: another entry stands'],
  ] as const)(
    'a promise that is %s is told, and what is broken can be shown',
    async (_, size, until, other, exit, words) => {
      const log = publicLog(20);
      const its = await desk(publish(publicLog(size)), log, onTestFinished);
      const file = join(its.folder, 'promise');
      await writeFile(file, promiseOf(log, until, other));
      const told = await its.verify('--promise', file);
      expect([told.exit, told.out]).toEqual([exit, expect.stringContaining(`promise: ${words}`)]);
      const [kept] = await evidenceFiles(its.folder);
      if (exit !== 1) return expect(kept).toBeUndefined();
      const judged = await finish(verifyRecord, ['--evidence', kept ?? '', '--policy', its.policy]);
      expect([judged.exit, judged.out]).toEqual(
        other === undefined ? [3, expect.stringContaining('shown')] : [0, expect.stringContaining('PROVED')],
      );
    },
  );

  test("a promise of another log's key is none", async () => {
    const log = publicLog(20);
    const its = await desk(publish(log), log, onTestFinished);
    const file = join(its.folder, 'promise');
    await writeFile(
      file,
      promiseOf(log, LATER).replace(/— .*\n$/, `— ${log.origin} ${'A'.repeat(88)}AA==\n`),
    );
    expect((await its.verify('--promise', file)).exit).toBe(1);
  });
});

describe('receipts', () => {
  async function receiptOf(
    log: TestLog,
    index: number,
    cosigners: readonly string[],
    extra = log.leaves[index],
  ) {
    const path = inclusionProof(index, log.size, nodesFromLeaves(log.leafHashes()));
    return formatReceipt({
      ...(extra === undefined ? {} : { extra }),
      index,
      path,
      checkpoint: log.checkpoint(log.size, cosigners),
    });
  }
  async function check(text: string, log: TestLog) {
    const folder = await temporaryFolder(onTestFinished);
    const [file, policy] = [join(folder, 'entry.tlog-proof'), join(folder, 'policy')];
    await writeFile(file, text);
    await writeFile(policy, formatPolicy(log.policy));
    return finish(verifyRecord, ['--receipt', file, '--policy', policy, '--state', join(folder, 'state')]);
  }

  test('one that the quorum cosigned is verified offline, and the entry is read out', async () => {
    const log = publicLog(20);
    const { exit, out } = await check(await receiptOf(log, 1, ['north', 'south']), log);
    expect(exit).toBe(0);
    expect(out).toContain(
      'receipt: yes\n  entry 1 is in the log log.example/training of 20 entries\n  co-signed by north',
    );
    expect(out).toMatch(/entry 1 of training, 2026-05-04T00:00:01Z: key\n {2}by \S+, signed by its author/);
    expect(out).toContain('  subject: sensor-7');
  });

  test('one that a party has not cosigned holds partly', async () => {
    const log = publicLog(20);
    const { exit, out } = await check(await receiptOf(log, 5, ['north']), log);
    expect([exit, out]).toEqual([3, expect.stringContaining('not co-signed by south')]);
  });

  test.each<readonly [string, (log: TestLog) => Promise<string>]>([
    ['with another entry in it', (log) => receiptOf(log, 5, ['north', 'south'], log.leaves[6])],
    [
      'with an edited size',
      async (log) => (await receiptOf(log, 5, ['north', 'south'])).replace('\n20\n', '\n21\n'),
    ],
    [
      'of another index',
      async (log) => (await receiptOf(log, 5, ['north', 'south'])).replace('index 5', 'index 6'),
    ],
    [
      'without its entry',
      async (log) => (await receiptOf(log, 5, ['north', 'south'])).replace(/extra .*\n/, ''),
    ],
    ['that is no receipt', async () => 'hello\n'],
  ])('one %s is refused', async (_, make) => {
    const log = publicLog(20);
    const { exit, out } = await check(await make(log), log);
    expect([exit, out]).toEqual([1, expect.stringContaining('receipt: NO')]);
  });
});
