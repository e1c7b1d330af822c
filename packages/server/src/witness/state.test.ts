import { checkSignature, expectAccepted, parseSignedCheckpoint } from '@armistice/core/record';
import { describe, expect, test } from 'vitest';
import { originHash } from './client.ts';
import { type Outcome, Witness } from './service.ts';
import { type Failure, MemoryDisk, ORIGIN, swappable, TwoHistories, testWorld } from './testing.ts';

const histories = new TwoHistories();
const checkpointFile = `checkpoints/${originHash(ORIGIN)}`;
const leafFile = `leaves/${originHash(ORIGIN)}`;
const logs = [{ key: histories.signer.key, source: swappable(histories.files('honest', 64)) }];

const start = (disk: MemoryDisk) => Witness.open(testWorld(disk), logs);

/** Starts on what the disk holds, again and again where the disk fails meanwhile. */
async function restart(disk: MemoryDisk): Promise<Witness> {
  for (let attempt = 0; attempt < 4; attempt++) {
    const witness = await start(disk).catch(() => undefined);
    if (witness !== undefined) return witness;
  }
  throw new Error('the witness does not start again');
}

/** Size of the checkpoint on the disk, which must verify at every moment. */
async function durableSize(disk: MemoryDisk): Promise<number> {
  const bytes = await disk.read(checkpointFile);
  if (bytes === undefined) return 0;
  const checkpoint = expectAccepted(parseSignedCheckpoint(new TextDecoder().decode(bytes)));
  const { signer, verifier } = testWorld();
  for (const key of [histories.signer.key, signer.key])
    expect((await checkSignature(checkpoint.note, key, verifier)).state).toBe('valid');
  expect(checkpoint.root).toEqual(histories.checkpoint('honest', checkpoint.size).root);
  return checkpoint.size;
}

const sizes = [10, 20, 20, 64];
const rows: (readonly [Failure, number, number])[] = [];
for (const failure of ['refused', 'stored'] as const)
  for (let operation = 0; operation < 9; operation++)
    for (const times of [1, 2, 3]) rows.push([failure, operation, times]);

describe('a witness on a disk that fails', () => {
  test.each(rows)(
    '%s, from write %i on, %i times: it signs nothing below or beside, and forgets nothing',
    async (failure, from, times) => {
      const disk = new MemoryDisk();
      disk.failure = (operation) => (operation >= from && operation < from + times ? failure : 'none');
      let witness = await restart(disk);
      let released = 0;
      for (const size of sizes) {
        let oldSize = released;
        let outcome: Outcome | undefined;
        for (let attempt = 0; attempt < 8 && outcome?.answer !== 'cosign'; attempt++) {
          outcome = await witness.addCheckpoint(histories.body('honest', oldSize, size));
          if (outcome.answer === 'conflict') oldSize = outcome.size;
          if (outcome.answer === 'cosign') released = size;
          const durable = await durableSize(disk);
          expect(durable).toBeGreaterThanOrEqual(released);
          if (durable === 0) continue;
          for (const from of [durable, 0]) {
            const body = histories.body('rewritten', from, Math.max(durable, 30));
            expect((await witness.addCheckpoint(body)).answer).toMatch(/inconsistent|conflict|fault/);
          }
        }
        expect(outcome?.answer).toBe('cosign');
        witness = await restart(disk);
        expect(witness.watched[0]?.state.latest?.checkpoint.size).toBeGreaterThanOrEqual(released);
      }
      const [watched] = witness.watched;
      if (watched === undefined) throw new Error('the witness watches no log');
      disk.failure = () => 'none';
      await witness.catchUp(watched);
      expect(await disk.read(leafFile)).toEqual(histories.leaves('honest', 64));
    },
  );

  test('every write of that run was broken: the rows reach beyond the last one', async () => {
    const disk = new MemoryDisk();
    const witness = await start(disk);
    let oldSize = 0;
    for (const size of sizes) {
      expect((await witness.addCheckpoint(histories.body('honest', oldSize, size))).answer).toBe('cosign');
      oldSize = size;
    }
    expect(disk.operations).toBeLessThanOrEqual(9);
  });
});

describe('a witness that starts on a folder that was changed', () => {
  async function cosignedTen(): Promise<MemoryDisk> {
    const disk = new MemoryDisk();
    const witness = await start(disk);
    expect((await witness.addCheckpoint(histories.body('honest', 0, 10))).answer).toBe('cosign');
    return disk;
  }
  const text = async (disk: MemoryDisk) => new TextDecoder().decode(await disk.read(checkpointFile));

  test.each<readonly [string, (kept: string) => string]>([
    ['empty', () => ''],
    ['cut short', (kept) => kept.slice(0, -1)],
    ['with another size', (kept) => kept.replace('\n10\n', '\n9\n')],
    ['without its own co-signature', () => histories.checkpointText('honest', 10)],
    ['of another log', (kept) => kept.replaceAll(ORIGIN, 'other.example/log')],
  ])('a kept checkpoint that is %s stops it, with the remedy', async (_, change) => {
    const disk = await cosignedTen();
    disk.files.set(checkpointFile, new TextEncoder().encode(change(await text(disk))));
    await expect(start(disk)).rejects.toThrow(/does not hold.*Restore it from a copy/);
  });

  test('leaf hashes that no longer make the checkpoint are dropped and fetched anew', async () => {
    const disk = await cosignedTen();
    disk.files.set(leafFile, histories.leaves('rewritten', 10));
    const witness = await start(disk);
    const [watched] = witness.watched;
    if (watched === undefined) throw new Error('the witness watches no log');
    expect(watched.state.leaves.count).toBe(0);
    expect(await witness.catchUp(watched)).toBe(true);
    expect(await disk.read(leafFile)).toEqual(histories.leaves('honest', 10));
  });

  test.each([
    ['a torn hash at the end', new Uint8Array(17)],
    ['whole hashes of a checkpoint that was never signed', histories.leaves('rewritten', 5)],
  ])('%s of the leaf file is cut off', async (_, extra) => {
    const disk = await cosignedTen();
    await disk.append(leafFile, extra);
    const witness = await start(disk);
    expect(witness.watched[0]?.state.complete).toBe(true);
    expect(await disk.read(leafFile)).toEqual(histories.leaves('honest', 10));
  });

  test('damaged leaves below a gap show when the gap is filled, and all are fetched anew', async () => {
    const disk = await cosignedTen();
    disk.files.set(leafFile, histories.leaves('rewritten', 7));
    const witness = await start(disk);
    const [watched] = witness.watched;
    if (watched === undefined) throw new Error('the witness watches no log');
    expect(watched.state.complete).toBe(false);
    expect(await witness.catchUp(watched)).toBe(true);
    expect(await disk.read(leafFile)).toEqual(histories.leaves('honest', 10));
  });
});
