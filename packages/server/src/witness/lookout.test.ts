import { expectAccepted, judgeEvidence, parseEvidence } from '@armistice/core/record';
import { describe, expect, test } from 'vitest';
import { nodeVerifier } from '../record/keys.ts';
import { Lookout } from './lookout.ts';
import { type Watched, Witness } from './service.ts';
import {
  FORK_AT,
  type SwappableSource,
  swappable,
  type TestWorld,
  TwoHistories,
  testWorld,
} from './testing.ts';

const histories = new TwoHistories();
const GRACE_MS = 20;

interface Scene {
  readonly world: TestWorld;
  readonly witness: Witness;
  readonly lookout: Lookout;
  readonly watched: Watched;
  readonly source: SwappableSource;
}

/** A witness that has cosigned `size` entries of the honest history and kept their hashes. */
async function scene(size: number, { keepsLeaves = true } = {}): Promise<Scene> {
  const world = testWorld();
  const source = swappable(keepsLeaves ? histories.files('honest', size) : new Map());
  const witness = await Witness.open(world, [{ key: histories.signer.key, source, place: 'the log' }]);
  const lookout = new Lookout(world, witness, GRACE_MS);
  const [watched] = witness.watched;
  if (watched === undefined) throw new Error('the witness watches no log');
  if (size > 0)
    expect((await witness.addCheckpoint(histories.body('honest', 0, size))).answer).toBe('cosign');
  expect(watched.state.complete).toBe(keepsLeaves);
  return { world, witness, lookout, watched, source };
}

/** The one evidence file that was written, and what anyone with the log's key makes of it. */
async function evidenceIn(world: TestWorld) {
  const [name, ...more] = await world.disk.list('evidence');
  expect(more).toEqual([]);
  const text = new TextDecoder().decode(await world.disk.read(`evidence/${name}`));
  const evidence = expectAccepted(parseEvidence(text));
  return { evidence, ...(await judgeEvidence(evidence, histories.signer.key, nodeVerifier())) };
}

const quietly = async ({ world, lookout }: Scene) => {
  await lookout.idle();
  expect(await world.disk.list('evidence')).toEqual([]);
  expect(world.lines.filter((line) => line.startsWith('ALARM'))).toEqual([]);
};

describe('a look at a log', () => {
  test('cosigns a log seen for the first time, and then what continues it', async () => {
    const its = await scene(0);
    for (const size of [7, 20, 64]) {
      its.source.files = histories.files('honest', size);
      expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'cosigned', checkpoint: { size } });
      expect(its.watched.state.complete).toBe(true);
    }
    expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'unchanged' });
    await quietly(its);
  });

  test('names the first entry that was rewritten, whatever size is served then', async () => {
    for (const size of [10, 20, 30]) {
      const its = await scene(20);
      its.source.files = histories.files('rewritten', size);
      expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'accused' });
      const { evidence, verdict } = await evidenceIn(its.world);
      expect([evidence.kind, evidence.index, verdict]).toEqual(['fork', FORK_AT, 'proved']);
      expect(its.world.lines.at(-1)).toMatch(
        new RegExp(`^ALARM .*entry ${FORK_AT} differs.*Evidence: south/evidence/`),
      );
    }
  });

  test('names the first entry that is gone when the log was rolled back by one, and keeps both checkpoints', async () => {
    const its = await scene(20);
    its.source.files = histories.files('honest', 19);
    expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'behind' });
    its.world.clock += GRACE_MS;
    expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'accused' });
    const { evidence, verdict } = await evidenceIn(its.world);
    expect([evidence.kind, evidence.index, verdict]).toEqual(['rollback', 19, 'shown']);
    expect([evidence.before.size, evidence.after.size]).toEqual([20, 19]);
    expect(its.world.lines.at(-1)).toContain('entry 19 is gone');
  });

  test('has patience with a log that asks first and publishes then', async () => {
    const its = await scene(20);
    its.source.files = histories.files('honest', 10);
    expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'behind' });
    its.source.files = histories.files('honest', 20);
    expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'unchanged' });
    its.world.clock += GRACE_MS;
    its.source.files = histories.files('honest', 10);
    expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'behind' });
    await quietly(its);
  });

  test('writes one file for one deed, however often it looks', async () => {
    const its = await scene(20);
    its.source.files = histories.files('rewritten', 20);
    for (let i = 0; i < 3; i++) {
      its.world.clock += 5_000;
      await its.lookout.look(its.watched);
    }
    await evidenceIn(its.world);
    expect(its.world.lines.filter((line) => line.startsWith('ALARM'))).toHaveLength(3);
  });

  test.each([
    ['serves no checkpoint', new Map()],
    ['serves rubbish', new Map([['checkpoint', new Uint8Array([1, 2, 3])]])],
    [
      'serves a larger tree whose tiles are missing',
      new Map([['checkpoint', new TextEncoder().encode(histories.checkpointText('honest', 30))]]),
    ],
    [
      'serves a checkpoint that it did not sign',
      new Map([
        [
          'checkpoint',
          new TextEncoder().encode(histories.checkpointText('honest', 30).replace('\n30\n', '\n31\n')),
        ],
      ]),
    ],
  ])('accuses nobody where the log %s', async (_, files) => {
    const its = await scene(20);
    its.source.files = files;
    expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'unusable' });
    await quietly(its);
  });

  test('accuses nobody of a rewritten past on the word of tiles that do not make its checkpoint', async () => {
    const its = await scene(20);
    const files = histories.files('rewritten', 30);
    files.set('checkpoint', new TextEncoder().encode(histories.checkpointText('honest', 30)));
    its.source.files = files;
    expect(await its.lookout.look(its.watched)).toMatchObject({ found: 'unusable' });
    await quietly(its);
  });
});

describe('a refused request', () => {
  const ask = async (its: Scene, body: string) => {
    const outcome = await its.witness.addCheckpoint(body);
    expect(outcome.answer).toMatch(/inconsistent|conflict/);
    await its.lookout.idle();
  };

  test('with rewritten history leads to evidence that names the entry', async () => {
    const its = await scene(20);
    its.source.files = histories.files('rewritten', 30);
    await ask(its, histories.body('rewritten', 20, 30));
    const { evidence, verdict } = await evidenceIn(its.world);
    expect([evidence.kind, evidence.index, verdict]).toEqual(['fork', FORK_AT, 'proved']);
  });

  test('with another root of the same size proves itself, even where the log serves nothing', async () => {
    const its = await scene(20, { keepsLeaves: false });
    await ask(its, `old 20\n\n${histories.checkpointText('rewritten', 20)}`);
    const { evidence, verdict, because } = await evidenceIn(its.world);
    expect([evidence.kind, evidence.index, verdict]).toEqual(['fork', undefined, 'proved']);
    expect(because).toContain('two different trees of 20 entries');
  });

  test('with a smaller rewritten tree is found out by the kept leaves alone', async () => {
    const its = await scene(20);
    its.source.files = new Map();
    await ask(its, histories.body('rewritten', 0, 10));
    const { evidence } = await evidenceIn(its.world);
    expect([evidence.kind, evidence.before.size, evidence.after.size]).toEqual(['fork', 20, 10]);
  });

  test('of an older checkpoint accuses nobody: anyone can send one again', async () => {
    const its = await scene(20);
    await ask(its, histories.body('honest', 0, 10));
    await quietly(its);
  });

  test('with a false proof for an honest checkpoint accuses nobody', async () => {
    const its = await scene(20);
    its.source.files = histories.files('honest', 30);
    await ask(its, `old 20\n\n${histories.checkpointText('honest', 30)}`);
    await quietly(its);
  });

  test('of a log that was rolled back and asks from its smaller size leads to evidence', async () => {
    const its = await scene(20);
    its.source.files = histories.files('honest', 19);
    await ask(its, histories.body('honest', 19, 19));
    const { evidence } = await evidenceIn(its.world);
    expect([evidence.kind, evidence.index]).toEqual(['rollback', 19]);
  });
});

describe('leaves', () => {
  test('that did not come in time are caught up with later', async () => {
    const its = await scene(20, { keepsLeaves: false });
    expect(its.world.lines.at(-1)).toContain('could not keep the leaf hashes');
    its.source.files = histories.files('honest', 20);
    expect(await its.witness.catchUp(its.watched)).toBe(true);
    expect(await its.watched.state.leaves.read()).toEqual(histories.leaves('honest', 20));
  });

  test('that do not make the root are not kept, and the witness says so', async () => {
    const its = await scene(20);
    its.source.files = histories.files('rewritten', 30);
    const outcome = await its.witness.addCheckpoint(histories.body('honest', 20, 30));
    expect(outcome).toMatchObject({
      answer: 'cosign',
      notKept: 'the tiles that it serves do not make this root',
    });
    expect(its.watched.state.leaves.count).toBe(20);
    await expect(its.witness.catchUp(its.watched)).rejects.toThrow('do not make the 30 entries');
    expect(await its.watched.state.leaves.read()).toEqual(histories.leaves('honest', 20));
    its.source.files = histories.files('honest', 30);
    expect(await its.witness.catchUp(its.watched)).toBe(true);
  });

  test('the time of a cosignature never goes back when the clock does', async () => {
    const its = await scene(10);
    its.world.clock -= 3_600_000;
    expect((await its.witness.addCheckpoint(histories.body('honest', 10, 20))).answer).toBe('cosign');
    expect(its.watched.state.latest?.unixSeconds).toBe((its.world.clock + 3_600_000) / 1000);
  });
});
