import { describe, expect, test } from 'vitest';
import { type Audit, auditLog } from './audit.ts';
import { utf8 } from './bytes.ts';
import type { ReadEntry } from './entry-reading.ts';
import { formatNote } from './note.ts';
import { type LogFiles, mixedLog, openPart, sourceOf, TestLog, testKey, verifier } from './testing.ts';
import { webCrypto } from './webcrypto.ts';

const everything = { audiences: ['mission', 'north'], open: openPart };
const audited = (log: TestLog, files: LogFiles, more: object = {}): Promise<Audit> =>
  auditLog(sourceOf(files), { policy: log.policy, verifier, ...everything, ...more });

/** A log whose only entry is the mission, or that has none. */
function smallLog(size: 0 | 1): TestLog {
  const log = new TestLog({ empty: true });
  if (size === 1) log.append({ kind: 'mission', by: log.registrar, open: log.genesis() });
  return log;
}

describe('a sound log', () => {
  test.each([0, 1, 2, 255, 256, 257, 600])('of %i entries is intact', async (size) => {
    const log = size < 2 ? smallLog(size as 0 | 1) : mixedLog(size);
    const audit = await audited(log, log.publish({ north: size, south: size }));
    expect(audit.problems).toEqual([]);
    expect(audit).toMatchObject({
      intact: true,
      problemCount: 0,
      origin: log.origin,
      since: 'first-look',
      quorumSize: size,
    });
    expect(audit.checkpoint?.size).toBe(size);
    expect(audit.leaves).toEqual(log.leafHashes());
    expect(audit.entries.open + audit.entries.sealed).toBe(size);
  });

  test('of 70,000 entries is intact', async () => {
    const log = new TestLog();
    while (log.size < 70_000) {
      log.append(
        log.size % 50 === 0 ? { audience: 'mission', fields: [{ name: 'kind', value: 'shot' }] } : {},
      );
      if (log.size % 256 === 0) log.vouch();
    }
    const audit = await audited(log, log.publish({ north: 65_536, south: 69_999 }), {
      audiences: ['mission'],
    });
    expect(audit.problems).toEqual([]);
    expect(audit).toMatchObject({ intact: true, quorumSize: 65_536 });
    expect(audit.entries).toMatchObject({ sealed: 1399, opened: 1399, batches: 274 });
  });

  test('is counted: signatures, batches, fields, and what this reader was not given', async () => {
    const log = mixedLog(600);
    const files = log.publish();
    const opened = await audited(log, files);
    expect(opened.entries).toEqual({
      open: 362,
      sealed: 238,
      opened: 238,
      signed: 89,
      batches: 6,
      fields: 835,
      withheld: 0,
      erased: 0,
    });
    const stranger = await audited(log, files, { audiences: [] });
    expect(stranger.intact).toBe(true);
    expect(stranger.entries).toEqual({
      open: 362,
      sealed: 238,
      opened: 0,
      signed: 55,
      batches: 6,
      fields: 359,
      withheld: 119,
      erased: 0,
    });
  });

  test('gives every entry in order, as this reader may know it', async () => {
    const log = mixedLog(300);
    const files = log.publish();
    const seen: ReadEntry[] = [];
    await audited(log, files, { onEntry: (entry: ReadEntry) => seen.push(entry) });
    expect(seen.map(({ index }) => index)).toEqual(Array.from({ length: 300 }, (_, i) => i));
    expect(seen[20]).toMatchObject({
      leaf: { type: 'sealed' },
      header: { kind: 'report', audience: 'mission' },
      body: { kind: 'explosion', text: 'what post 20 wrote' },
    });
    expect(seen[21]).toMatchObject({
      leaf: { type: 'open' },
      body: { kind: 'explosion' },
      withheld: { observer: 'post-21' },
    });
    expect(seen[22]?.body).toEqual({ kind: 'notification', at: 22 });
    const closed: ReadEntry[] = [];
    await audited(log, files, { audiences: [], onEntry: (entry: ReadEntry) => closed.push(entry) });
    expect(closed[20]).toMatchObject({ index: 20, body: {} });
    expect(closed[20]).not.toHaveProperty('header');
    expect(closed[21]).toMatchObject({ body: { kind: 'explosion' }, withheld: {} });
  });

  test('tells how far it has come', async () => {
    const log = mixedLog(600);
    const steps: number[] = [];
    await audited(log, log.publish(), {
      onProgress: (done: number, total: number) => steps.push(done, total),
    });
    expect(steps).toEqual([256, 600, 512, 600, 600, 600]);
  });

  test('is read with the full tile or bundle where the partial one is gone', async () => {
    const small = mixedLog(300);
    const files = small.publish();
    const grown = mixedLog(300);
    while (grown.size < 512) grown.append({});
    for (const path of ['tile/0/001', 'tile/entries/001']) {
      files.delete(`${path}.p/44`);
      files.set(path, grown.publish().get(path) as Uint8Array);
    }
    expect((await audited(small, files)).problems).toEqual([]);
  });

  test('is read with packs that are behind its size or ahead of it', async () => {
    const small = mixedLog(298);
    const files = small.publish();
    const ahead = mixedLog(300).publish();
    for (const path of files.keys())
      if (path.startsWith('bodies/public/')) files.set(path, ahead.get(path) as Uint8Array);
    expect((await audited(small, files)).problems).toEqual([]);
    // Entry 299 has no public field, so a pack without its empty record at the end says the same.
    const behind = mixedLog(300);
    const cut = behind.publish();
    const pack = cut.get('bodies/public/001') as Uint8Array;
    expect([...pack.slice(-4)]).toEqual([0, 0, 0, 0]);
    cut.set('bodies/public/001', pack.slice(0, -4));
    expect((await audited(behind, cut)).problems).toEqual([]);
  });
});

describe('what this verifier saw before', () => {
  const log = mixedLog(600);
  const files = log.publish();
  const remembered = (size: number) => ({ checkpoint: log.checkpoint(size), leaves: log.leafHashes(size) });

  test.each([
    ['a smaller log', 300, 'grown'],
    ['a log that ends with a bundle', 512, 'grown'],
    ['the empty log', 0, 'grown'],
    ['the same log', 600, 'unchanged'],
  ])('%s: the log has %#', async (_, size, since) => {
    for (const memory of [remembered(size), { checkpoint: log.checkpoint(size) }]) {
      expect(await audited(log, files, { remembered: memory })).toMatchObject({ intact: true, since });
    }
  });
});

describe('witnesses', () => {
  const log = mixedLog(600);
  const standing = async (files: LogFiles) => {
    const { witnesses, quorumSize } = await audited(log, files);
    return [...witnesses.map(({ name, state, size }) => `${name} ${state} ${size ?? '-'}`), quorumSize];
  };

  test('both current, one behind, one that never cosigned', async () => {
    expect(await standing(log.publish({ north: 600, south: 600 }))).toEqual([
      'north current 600',
      'south current 600',
      600,
    ]);
    expect(await standing(log.publish({ north: 600, south: 300 }))).toEqual([
      'north current 600',
      'south behind 300',
      300,
    ]);
    expect(await standing(log.publish({ north: 600 }))).toEqual(['north current 600', 'south never -', 0]);
  });

  test('a cosignature on the checkpoint itself counts as one beside it does, and the newer of the two is taken', async () => {
    const files = log.publish({ south: 300 });
    files.set('checkpoint', utf8(formatNote(log.checkpoint(600, ['north', 'south']).note)));
    expect(await standing(files)).toEqual(['north current 600', 'south current 600', 600]);
  });

  test('a policy without a quorum asks for none', async () => {
    const audit = await audited(log, log.publish(), { policy: { ...log.policy, quorum: 'none' } });
    expect(audit.quorumSize).toBe(600);
  });
});

describe('a host that cannot verify', () => {
  test('rejects, so that "not checked" never looks like "false"', async () => {
    const subtle = {
      importKey: () => Promise.reject(new DOMException('no such algorithm', 'NotSupportedError')),
      verify: () => Promise.resolve(true),
    };
    const log = mixedLog(20);
    await expect(audited(log, log.publish(), { verifier: webCrypto(subtle) })).rejects.toThrow(
      'no such algorithm',
    );
  });

  test('rejects also where only the entries’ signatures fail to be checked', async () => {
    const log = mixedLog(600);
    const flaky = {
      ...verifier,
      ed25519: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
        Buffer.from(message).toString().startsWith('armistice/')
          ? Promise.reject(new Error('the key store is gone'))
          : verifier.ed25519(key, message, signature),
    };
    await expect(audited(log, log.publish(), { verifier: flaky })).rejects.toThrow('the key store is gone');
  });
});

describe('keys over time', () => {
  const sequencer = testKey('sequencer, later');

  test('a batch whose last entry rotates the sequencer is vouched for by the key that took it in, the next by its successor', async () => {
    const log = mixedLog(20);
    log.append({
      kind: 'key',
      by: log.sequencer,
      open: { action: 'rotate', replaces: log.sequencer.id, key: sequencer.jwk },
    });
    log.vouch(log.sequencer);
    log.append({});
    log.vouch(sequencer);
    expect((await audited(log, log.publish())).problems).toEqual([]);
  });

  test('after its rotation the old sequencer vouches for nothing', async () => {
    const log = mixedLog(20);
    log.append({
      kind: 'key',
      by: log.sequencer,
      open: { action: 'rotate', replaces: log.sequencer.id, key: sequencer.jwk },
    });
    log.vouch(log.sequencer);
    log.append({});
    expect((await audited(log, log.publish())).problems).toMatchObject([{ code: 'record/vouch', index: 21 }]);
  });

  test('at every index: what a party signed before its key was revoked stands, what it signed after does not', async () => {
    for (let revokedAt = 3; revokedAt < 12; revokedAt++) {
      const log = new TestLog();
      const south = testKey('south');
      log.introduce(south, 'party', 'south');
      while (log.size < 12) {
        if (log.size === revokedAt)
          log.append({ kind: 'key', by: south, open: { action: 'revoke', revokes: south.id } });
        else log.append({ by: south, kind: 'position' });
      }
      const audit = await audited(log, log.publish());
      const expected = Array.from({ length: 11 - revokedAt }, (_, i) => [
        'record/key-not-in-force',
        revokedAt + 1 + i,
      ]);
      expect(audit.problems.map(({ code, index }) => [code, index])).toEqual(expected);
    }
  });
});
