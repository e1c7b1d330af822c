import { describe, expect, test } from 'vitest';
import { type Evidence, formatEvidence, judgeEvidence, makeEvidence, parseEvidence } from './evidence.ts';
import { consistencyProof, inclusionProof } from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { expectAccepted } from './refusal.ts';
import { bytesFor, outcome, TestLog, testSigner, verifier } from './testing.ts';

/** A log whose entry `changed` says something else, with all its hashes and signatures made anew. */
function logOf(size: number, changed = -1): TestLog {
  const log = new TestLog();
  while (log.size < size) log.append({ open: { n: log.size === changed ? 'rewritten' : log.size } });
  log.vouch();
  return log;
}

const SEEN = 1_777_900_000;
const between = (before: TestLog, after: TestLog) =>
  makeEvidence(before.checkpoint(), before.leafHashes(), after.checkpoint(), after.leafHashes(), SEEN);
const key = new TestLog().signer.key;
const judged = async (evidence: Evidence) => (await judgeEvidence(evidence, key, verifier)).verdict;

describe('evidence of a fork', () => {
  test.each([
    ['of the same size', 20, 20],
    ['that had grown', 20, 33],
    ['that had been cut short as well', 33, 20],
  ])(
    'names the first rewritten entry of a log %s, and proves it without trust in the accuser',
    async (_, before, after) => {
      const evidence = between(logOf(before), logOf(after, 7));
      expect(evidence).toMatchObject({ kind: 'fork', index: 7, seenAt: SEEN });
      const carried = expectAccepted(parseEvidence(formatEvidence(evidence)));
      expect(carried).toEqual(evidence);
      const verdict = await judgeEvidence(carried, key, verifier);
      expect(verdict.verdict).toBe('proved');
      expect(verdict.because).toMatch(
        before === after ? /two different trees of 20/ : /two different entries 7/,
      );
    },
  );

  test('without the accuser’s leaf hashes two trees of one size are proof enough', async () => {
    const { leafBefore, pathBefore, leafAfter, pathAfter, ...bare } = between(logOf(20), logOf(20, 7));
    expect([leafBefore, pathBefore, leafAfter, pathAfter]).not.toContain(undefined);
    expect(await judged(bare)).toBe('proved');
  });

  test('with paths that lead nowhere only the failing proof is left, and that is the accuser’s word', async () => {
    const evidence = between(logOf(20), logOf(33, 7));
    expect(await judged({ ...evidence, leafAfter: bytesFor('invented') })).toBe('shown');
    expect(await judged({ ...evidence, pathBefore: [] })).toBe('shown');
    expect(await judged({ ...evidence, index: 8 })).toBe('shown');
  });
});

describe('evidence of a rollback', () => {
  test('names the first entry that is gone, and rests on the accuser’s word for the order', async () => {
    const evidence = between(logOf(33), logOf(32));
    // The last entry of a batch carries the vouch, so the shorter log is the longer one cut, not written anew.
    const cut = makeEvidence(
      logOf(33).checkpoint(),
      logOf(33).leafHashes(),
      logOf(33).checkpoint(30),
      logOf(33).leafHashes(30),
      SEEN,
    );
    expect(evidence.kind).toBe('fork');
    expect(cut).toMatchObject({ kind: 'rollback', index: 30 });
    expect(expectAccepted(parseEvidence(formatEvidence(cut)))).toEqual(cut);
    const verdict = await judgeEvidence(cut, key, verifier);
    expect(verdict).toMatchObject({ verdict: 'shown' });
    expect(verdict.because).toContain('entry 30 is the first that is gone');
  });
});

describe('evidence that shows nothing', () => {
  const grown = logOf(33);
  const leaves = grown.leafHashes();
  const honest: Evidence = {
    kind: 'fork',
    before: grown.checkpoint(20),
    after: grown.checkpoint(33),
    failingProof: consistencyProof(20, 33, nodesFromLeaves(leaves)),
    index: 20,
    seenAt: SEEN,
  };

  test.each<[string, Evidence]>([
    ['where the two checkpoints are consistent', honest],
    [
      'where they are the same, whatever proof lies beside',
      { ...honest, before: honest.after, failingProof: [bytesFor('a')] },
    ],
    [
      'where the first is of the empty tree',
      { ...honest, before: new TestLog({ empty: true }).checkpoint(), failingProof: [bytesFor('a')] },
    ],
    ['where both are of another log', between(new TestLog({ origin: 'log.example/other' }), logOf(20))],
  ])('%s', async (_, evidence) => {
    expect(await judged(evidence)).toBe('void');
  });

  test('where both paths lead to one and the same entry', async () => {
    const leaf = leaves.slice(7 * 32, 8 * 32);
    const read = nodesFromLeaves(leaves);
    const paths = { pathBefore: inclusionProof(7, 20, read), pathAfter: inclusionProof(7, 33, read) };
    const evidence: Evidence = { ...honest, index: 7, leafBefore: leaf, leafAfter: leaf, ...paths };
    expect(await judged(evidence)).toBe('void');
    expect(
      await judged({ ...evidence, failingProof: [] }),
      'an invented proof shows, and proves nothing',
    ).toBe('shown');
  });

  test('where a signature is forged, on either side', async () => {
    const evidence = between(logOf(20), logOf(20, 7));
    const forge = (checkpoint: Evidence['before']): Evidence['before'] => ({
      ...checkpoint,
      note: {
        ...checkpoint.note,
        signatures: checkpoint.note.signatures.map((one) => ({
          ...one,
          bytes: one.bytes.map((byte) => byte ^ 1),
        })),
      },
    });
    expect(await judged({ ...evidence, before: forge(evidence.before) })).toBe('void');
    expect(await judged({ ...evidence, after: forge(evidence.after) })).toBe('void');
    expect(
      await judged({
        ...evidence,
        after: { ...evidence.after, note: { ...evidence.after.note, signatures: [] } },
      }),
    ).toBe('void');
  });

  test('under the key of another log', async () => {
    const other = testSigner('log.example/other', 'ed25519').key;
    expect((await judgeEvidence(between(logOf(20), logOf(20, 7)), other, verifier)).verdict).toBe('void');
  });

  test('where one key signs for two origins, which is no fork', async () => {
    const log = logOf(20);
    const renamed = new TestLog({ origin: 'log.example/other' });
    const signer = { ...log.signer, key: { ...log.signer.key, name: 'log.example/other' } };
    const after = renamed.checkpoint();
    const note = {
      ...after.note,
      signatures: [
        { name: key.name, keyId: key.keyId, bytes: signer.sign(new TextEncoder().encode(after.note.text)) },
      ],
    };
    const evidence = { ...between(log, renamed), after: { ...after, note } };
    expect(await judged(evidence)).toBe('void');
  });
});

describe('an evidence file', () => {
  const text = formatEvidence(between(logOf(20), logOf(33, 7)));
  const hash = `"${Buffer.from(bytesFor('a')).toString('base64')}"`;
  test.each([
    ['another format', text.replace('evidence/v1', 'evidence/v2'), 'evidence'],
    ['another kind', text.replace('"fork"', '"fault"'), 'evidence'],
    ['a negative index', text.replace('"index":7', '"index":-7'), 'evidence'],
    ['an index with a fraction', text.replace('"index":7', '"index":7.5'), 'evidence'],
    ['an index that is a text', text.replace('"index":7', '"index":"7"'), 'evidence'],
    ['an index of 1e400', text.replace('"index":7', '"index":1e400'), 'json-not-representable'],
    ['a time of 1.0', text.replace(`"seenAt":${SEEN}`, '"seenAt":1.0'), 'json-not-canonical'],
    ['an unknown field', text.replace('"index"', '"guilty":true,"index"'), 'evidence'],
    ['a field twice', text.replace('"kind":"fork"', '"kind":"fork","kind":"fork"'), 'json-not-canonical'],
    ['an unknown field of a side', text.replace('"leaf":', '"guilty":true,"leaf":'), 'evidence'],
    ['a leaf of 31 bytes', text.replace(/"leaf":"[^"]*"/, `"leaf":"${'A'.repeat(42)}=="`), 'evidence'],
    ['a path without its leaf', text.replace(/"leaf":"[^"]*"/, '"leaf":null'), 'evidence'],
    [
      '64 hashes',
      text.replace(/"failingProof":\[[^\]]*\]/, `"failingProof":[${Array(64).fill(hash).join()}]`),
      'evidence',
    ],
    ['no failing proof', text.replace(/"failingProof":\[[^\]]*\],/, ''), 'evidence'],
    [
      'a checkpoint that is none',
      text.replace('log.example/training\\n20', 'log.example/training\\n020'),
      'evidence',
    ],
    ['spaces', text.replace(':', ': '), 'json-not-canonical'],
    ['no last line feed', text.slice(0, -1), 'json-malformed'],
    ['two line feeds', `${text}\n`, 'json-not-canonical'],
    ['a byte order mark', `\ufeff${text}`, 'json-malformed'],
    ['null in it', 'null\n', 'evidence'],
    ['nothing in it', '', 'json-malformed'],
  ])('with %s is refused', (_, altered, code) => {
    expect(outcome(parseEvidence(altered))).toBe(code);
  });
});
