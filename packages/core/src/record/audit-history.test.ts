import { describe, expect, test } from 'vitest';
import { type Audit, auditLog, type Remembered } from './audit.ts';
import { utf8 } from './bytes.ts';
import { parseSignedCheckpoint } from './checkpoint.ts';
import { formatNote } from './note.ts';
import { expectAccepted } from './refusal.ts';
import { type LogFiles, sourceOf, TestLog, verifier } from './testing.ts';

const SIZE = 600;

/** A log of open entries, one batch to each hundred. `changed` says something else: all hashes and signatures are made anew. */
function written({
  size = SIZE,
  changed = -1,
}: {
  readonly size?: number;
  readonly changed?: number;
}): TestLog {
  const log = new TestLog();
  while (log.size < size) {
    log.append({ open: log.size === changed ? 'rewritten' : log.size });
    if (log.size % 100 === 0) log.vouch();
  }
  log.vouch();
  return log;
}

const honest = written({});
const remember = (log: TestLog): Remembered => ({ checkpoint: log.checkpoint(), leaves: log.leafHashes() });
const found = ({ problems }: Audit) =>
  problems.map(({ code, index }) => `${code.slice('record/'.length)} ${index ?? '-'}`);
const audited = (files: LogFiles, remembered?: Remembered) =>
  auditLog(sourceOf(files), {
    policy: honest.policy,
    verifier,
    ...(remembered === undefined ? {} : { remembered }),
  });

/** The files of one log with the cosigned checkpoints of another beside them. */
function withCosigned(files: LogFiles, others: LogFiles): LogFiles {
  for (const [path, bytes] of others) if (path.startsWith('cosigned/')) files.set(path, bytes);
  return files;
}

describe('against what this verifier saw before', () => {
  test('an entry cut off the end is named, though the shorter log is sound in itself', async () => {
    const files = written({ size: 500 }).publish();
    expect((await audited(files)).intact).toBe(true);
    const audit = await audited(files, remember(written({ size: 501 })));
    expect(audit).toMatchObject({ intact: false, since: 'rolled-back' });
    expect(found(audit)).toEqual(['rolled-back 500']);
    expect(audit.problems[0]?.message).toContain(
      'entry 500 is missing: this verifier saw a log of 501 entries',
    );
  });

  test.each([2, 100, 255, 256, 277, 511, 512, 599])(
    'rewritten entry %i is named, though every hash and signature was made anew',
    async (changed) => {
      const audit = await audited(written({ changed }).publish(), remember(honest));
      expect(audit).toMatchObject({ intact: false, since: 'forked' });
      expect(found(audit)).toEqual([`forked ${changed}`]);
      expect(audit.problems[0]?.message).toContain(`entry ${changed} is the first that differs`);
    },
  );

  test('a fork is found in a grown log too, and the entry named', async () => {
    const audit = await audited(written({ changed: 277 }).publish(), remember(written({ size: 400 })));
    expect(audit.since).toBe('forked');
    expect(found(audit)).toEqual(['forked 277']);
  });

  test('without the remembered leaves the fork is still found', async () => {
    const audit = await audited(written({ changed: 277 }).publish(), { checkpoint: honest.checkpoint() });
    expect(audit).toMatchObject({ intact: false, since: 'forked' });
    expect(found(audit)).toEqual(['forked -']);
  });

  test('a log that was cut short and rewritten is a fork, and the rewritten entry is named', async () => {
    const audit = await audited(written({ size: 400, changed: 277 }).publish(), remember(honest));
    expect(audit.since).toBe('forked');
    expect(found(audit)).toEqual(['rolled-back 400', 'forked 277']);
  });

  test('a log under another origin is not judged at all: the policy does not name it', async () => {
    const other = new TestLog({ origin: 'log.example/other' });
    const audit = await audited(other.publish(), remember(honest));
    expect(audit).toMatchObject({ intact: false, origin: '' });
    expect(audit.problems).toMatchObject([
      { code: 'record/unknown-log', expected: honest.origin, found: other.origin },
    ]);
  });

  test('the entries of one log under the name of another are found by the mission entry', async () => {
    const other = new TestLog({ origin: 'log.example/other' });
    other.append({});
    other.vouch();
    const files = other.publish();
    const renamed = new TestLog({ empty: true });
    renamed.leaves.push(...other.leaves);
    files.set('checkpoint', utf8(formatNote(renamed.checkpoint().note)));
    const audit = await audited(files);
    expect(audit.problems).toMatchObject([
      { code: 'record/genesis', index: 0, expected: honest.origin, found: other.origin },
    ]);
  });
});

describe('against what the witnesses cosigned', () => {
  test('a fork is named after the witness that cosigned the other history', async () => {
    const files = withCosigned(written({ changed: 277 }).publish(), honest.publish({ south: 300 }));
    const audit = await audited(files);
    expect(audit.problems).toMatchObject([
      { code: 'record/forked', message: expect.stringContaining('the log that south cosigned') },
    ]);
    expect(audit.witnesses).toMatchObject([
      { name: 'north', state: 'never' },
      { name: 'south', state: 'forked', size: 300 },
    ]);
    expect(audit.quorumSize).toBe(0);
  });

  test('a witness that is named "log" is not taken for the log', async () => {
    const named = {
      ...honest.policy,
      witnesses: honest.policy.witnesses.map((one) => (one.name === 'south' ? { ...one, name: 'log' } : one)),
      groups: [],
      quorum: 'log',
    };
    const files = withCosigned(written({ changed: 277 }).publish(), honest.publish({ south: 300 }));
    const audit = await auditLog(sourceOf(files), { policy: named, verifier });
    expect(audit.problems).toMatchObject([
      { code: 'record/forked', message: expect.stringContaining('the log that log cosigned') },
    ]);
  });

  test('a larger cosigned tree shows a rollback, with nothing remembered', async () => {
    const audit = await audited(
      withCosigned(written({ size: 500 }).publish(), honest.publish({ north: 600 })),
    );
    expect(found(audit)).toEqual(['rolled-back 500']);
    expect(audit.problems[0]?.message).toContain('north cosigned a log of 600 entries');
    expect(audit.witnesses[0]).toMatchObject({ name: 'north', state: 'ahead', size: 600 });
    expect(audit.quorumSize).toBe(0);
  });

  test('a false cosignature is named, and counts for nothing', async () => {
    const files = honest.publish({ north: 600, south: 600 });
    const path = [...files.keys()].find((name) => name.startsWith('cosigned/')) as string;
    const { note } = expectAccepted(
      parseSignedCheckpoint(Buffer.from(files.get(path) as Uint8Array).toString()),
    );
    const signatures = note.signatures.map((one, i) =>
      i === 1 ? { ...one, bytes: one.bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) } : one,
    );
    files.set(path, utf8(formatNote({ ...note, signatures })));
    const audit = await audited(files);
    expect(found(audit)).toEqual(['cosignature -']);
    expect(audit.witnesses[0]).toEqual({ name: 'north', state: 'never' });
    expect(audit.quorumSize).toBe(0);
  });

  test('a cosignature on another log’s checkpoint, or a file that is no checkpoint, counts for nothing', async () => {
    const other = new TestLog({ origin: 'log.example/other' });
    const files = withCosigned(honest.publish(), other.publish({ north: 2, south: 2 }));
    expect(await audited(files)).toMatchObject({
      intact: true,
      witnesses: [{ state: 'never' }, { state: 'never' }],
    });
    for (const path of files.keys()) if (path.startsWith('cosigned/')) files.set(path, Uint8Array.of(0xff));
    expect(await audited(files)).toMatchObject({
      intact: true,
      witnesses: [{ state: 'never' }, { state: 'never' }],
    });
  });
});
