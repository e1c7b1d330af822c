import { formatNote, formatPolicy } from '@armistice/core/record';
import { describe, expect, test } from 'vitest';
import { originHash } from '../witness/client.ts';
import { type Failure, MemoryDisk, ORIGIN, TwoHistories } from '../witness/testing.ts';
import { forget, recall, remember } from './seen.ts';

const histories = new TwoHistories();
const folder = `seen/${originHash(ORIGIN)}`;
const policy = formatPolicy({
  logs: [{ key: histories.signer.key }],
  witnesses: [],
  groups: [],
  quorum: 'none',
});

function look(size: number) {
  const text = formatNote(histories.checkpoint('honest', size).note);
  return { text, origin: ORIGIN, leaves: histories.leaves('honest', size), at: 1000 + size, policy };
}

async function lookAt(disk: MemoryDisk, size: number): Promise<void> {
  await remember(disk, look(size), await recall(disk, ORIGIN));
}

describe('what was seen of a log', () => {
  test('is nothing at first, and then the last look with its leaves, policy and time', async () => {
    const disk = new MemoryDisk();
    expect(await recall(disk, ORIGIN)).toBeUndefined();
    for (const size of [10, 10, 64]) {
      await lookAt(disk, size);
      expect(await recall(disk, ORIGIN)).toMatchObject({
        at: 1000 + size,
        checkpoint: { size },
        leaves: histories.leaves('honest', size),
        policy: { text: policy },
      });
    }
  });

  test('is forgotten on request, once', async () => {
    const disk = new MemoryDisk();
    await lookAt(disk, 10);
    expect([await forget(disk, ORIGIN), await forget(disk, ORIGIN)]).toEqual([true, false]);
    expect(await recall(disk, ORIGIN)).toBeUndefined();
    expect(await disk.read(`${folder}/leaves`)).toBeUndefined();
  });

  const breaks: (readonly [Failure, number])[] = [0, 1, 2].flatMap((at) => [
    ['refused', at] as const,
    ['stored', at] as const,
  ]);
  test.each(breaks)(
    'is the old look or the new one after write %s at %i of the second, and the next look mends it',
    async (failure, at) => {
      const disk = new MemoryDisk();
      await lookAt(disk, 10);
      const begun = disk.operations;
      disk.failure = (operation) => (operation === begun + at ? failure : 'none');
      await lookAt(disk, 20).catch(() => undefined);
      disk.failure = () => 'none';
      const between = await recall(disk, ORIGIN);
      expect([10, 20]).toContain(between?.checkpoint.size);
      expect(between?.leaves).toEqual(histories.leaves('honest', between?.checkpoint.size ?? 0));
      await lookAt(disk, 64);
      expect(await recall(disk, ORIGIN)).toMatchObject({
        checkpoint: { size: 64 },
        leaves: histories.leaves('honest', 64),
      });
    },
  );

  test('keeps its checkpoint where the leaves are damaged, says so, and mends them at the next look', async () => {
    const disk = new MemoryDisk();
    await lookAt(disk, 10);
    disk.files.set(`${folder}/leaves`, histories.leaves('rewritten', 10));
    const damaged = await recall(disk, ORIGIN);
    expect(damaged).toMatchObject({ checkpoint: { size: 10 }, leavesDamaged: true });
    expect(damaged?.leaves).toBeUndefined();
    await lookAt(disk, 20);
    expect((await recall(disk, ORIGIN))?.leaves).toEqual(histories.leaves('honest', 20));
  });

  test.each([
    '',
    '{}',
    '{"format":"armistice.seen/v1"}',
    '{"format":"armistice.seen/v1","at":1,"checkpoint":"x"}',
  ])('is not taken from a damaged file (%s): that would be a first look again', async (text) => {
    const disk = new MemoryDisk();
    await lookAt(disk, 10);
    disk.files.set(`${folder}/seen.json`, new TextEncoder().encode(text));
    await expect(recall(disk, ORIGIN)).rejects.toThrow(/damaged; restore it, or start anew with --forget/);
  });
});
