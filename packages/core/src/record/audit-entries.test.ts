import { describe, expect, test } from 'vitest';
import { type Audit, auditLog } from './audit.ts';
import { toBase64Url } from './base64.ts';
import { authoredBytes, formatLeaf, parseLeaf, type SealedLeaf, type Statement } from './entry.ts';
import { leafHash } from './merkle.ts';
import { expectAccepted } from './refusal.ts';
import {
  bytesFor,
  LOG_STARTED,
  openPart,
  sourceOf,
  type TestEntry,
  TestLog,
  testKey,
  verifier,
} from './testing.ts';

const north = testKey('north');
const south = testKey('south');

/** A log in which entry 5 is what a row below makes it; entry 2 introduces north as a party. */
function logWith(entry: TestEntry, options = {}): TestLog {
  const log = new TestLog(options);
  log.introduce(north, 'party', 'north');
  log.append({});
  log.append({ by: north });
  log.append(entry);
  log.append({});
  return log;
}

const audited = (log: TestLog): Promise<Audit> =>
  auditLog(sourceOf(log.publish()), { policy: log.policy, verifier, audiences: ['mission'], open: openPart });
const found = ({ problems }: Audit) =>
  problems.map(({ code, index }) => `${code.slice('record/'.length)} ${index ?? '-'}`);
const by = (key: typeof north) => (statement: Statement) => ({
  alg: 'ed25519' as const,
  value: toBase64Url(key.sign(authoredBytes(statement))),
});

describe('an entry that its author did not make', () => {
  test.each<[string, TestEntry, readonly string[]]>([
    ['a party’s, signed', { by: north }, []],
    ['a device’s, unsigned', {}, []],
    ['a device’s, signed', { signed: by(testKey('device')) }, []],
    ['the sequencer’s, unsigned', { by: testKey('sequencer'), signed: false }, []],
    ['a party’s, unsigned', { by: north, signed: false }, ['unsigned 5']],
    [
      'a restricted one of a party, unsigned',
      { by: north, signed: false, audience: 'mission' },
      ['unsigned 5'],
    ],
    ['the registrar’s, unsigned', { by: testKey('registrar'), signed: false }, ['unsigned 5']],
    [
      'a device’s erasure, unsigned',
      {
        kind: 'erasure',
        open: {
          targets: [{ index: 3, leaf: toBase64Url(bytesFor('a')) }],
          scope: 'detail',
          requestedBy: 'a',
          reason: 'b',
        },
      },
      ['unsigned 5', 'erasure 5'],
    ],
    ['a party’s, signed by the other', { by: north, signed: by(south) }, ['signature 5']],
    [
      'a restricted one of a party, signed by the other',
      { by: north, signed: by(south), audience: 'mission' },
      ['signature 5'],
    ],
    ['a device’s, with a false signature', { signed: by(south) }, ['signature 5']],
    ['a stranger’s, signed', { by: south }, ['key-not-in-force 5']],
    ['a stranger’s, unsigned', { by: south, signed: false }, ['key-not-in-force 5']],
    [
      'a key entry of a party for the other',
      {
        by: north,
        kind: 'key',
        open: { action: 'introduce', key: south.jwk, role: 'party', subject: 'south' },
      },
      ['key-entry 5'],
    ],
    [
      'a key entry with a false signature',
      {
        by: testKey('registrar'),
        signed: by(south),
        kind: 'key',
        open: { action: 'introduce', key: south.jwk, role: 'party', subject: 'south' },
      },
      ['signature 5'],
    ],
    [
      'a key entry that is restricted',
      {
        by: testKey('registrar'),
        audience: 'mission',
        kind: 'key',
        open: { action: 'introduce', key: south.jwk, role: 'party', subject: 'south' },
      },
      ['key-entry 5'],
    ],
    ['a key entry of nothing', { by: testKey('registrar'), kind: 'key', open: null }, ['key-entry 5']],
    ['an erasure of nothing', { by: testKey('registrar'), kind: 'erasure', open: null }, ['erasure 5']],
  ])('%s', async (_, entry, expected) => {
    expect(found(await audited(logWith(entry)))).toEqual(expected);
  });

  test('a key that an invalid entry introduced is not in force', async () => {
    const log = logWith({
      by: testKey('registrar'),
      signed: by(south),
      kind: 'key',
      open: { action: 'introduce', key: south.jwk, role: 'party', subject: 'south' },
    });
    log.append({ by: south });
    expect(found(await audited(log))).toEqual(['signature 5', 'key-not-in-force 7']);
  });
});

describe('an entry in the wrong place', () => {
  test('dated before the entry that precedes it is named, with both times', async () => {
    const audit = await audited(logWith({ at: LOG_STARTED }));
    expect(audit.problems).toMatchObject([
      {
        code: 'record/time',
        index: 5,
        expected: `${LOG_STARTED + 4000} or later`,
        found: String(LOG_STARTED),
      },
    ]);
  });

  test('dated as the entry before is in order', async () => {
    expect(found(await audited(logWith({ at: LOG_STARTED + 4000 })))).toEqual([]);
  });

  test('one time far ahead makes the entries behind it late, and each is named', async () => {
    expect(found(await audited(logWith({ at: LOG_STARTED + 60_000 })))).toEqual(['time 6']);
  });

  test('of another mission is named', async () => {
    const log = logWith({});
    const stranger = logWith({}, { mission: 'elsewhere' });
    log.leaves[5] = stranger.leaves[5] as Uint8Array;
    expect(found(await audited(log))).toEqual(['mission 5']);
    log.leaves[3] = stranger.leaves[3] as Uint8Array;
    expect(found(await audited(log)), 'the first of each bundle').toContain('mission 3');
  });

  test('that supersedes another than it says is named; the right one is accepted', async () => {
    const log = logWith({});
    const superseding = (leaf: Uint8Array, index = 3) =>
      logWith({ supersedes: { index, leaf: toBase64Url(leaf) } });
    const right = leafHash(log.leaves[3] as Uint8Array);
    expect(found(await audited(superseding(right)))).toEqual([]);
    expect(found(await audited(superseding(bytesFor('another'))))).toEqual(['supersedes 5']);
    expect(found(await audited(superseding(right, 4)))).toEqual(['supersedes 5']);
    expect(found(await audited(superseding(right, 6)))).toEqual(['supersedes 5']);
  });

  test('that supersedes a later one is named, though it knows its hash', async () => {
    const longer = (entry: TestEntry) => {
      const log = logWith(entry);
      log.append({});
      return log;
    };
    const later = leafHash(longer({}).leaves[6] as Uint8Array);
    const log = longer({ supersedes: { index: 6, leaf: toBase64Url(later) } });
    expect(leafHash(log.leaves[6] as Uint8Array)).toEqual(later);
    expect(found(await audited(log))).toEqual(['supersedes 5']);
  });

  test.each([
    ['signed', { by: north }],
    ['unsigned', {}],
  ])('that was sealed for another audience than its author stated is named: %s', async (_, author) => {
    const log = logWith({
      ...author,
      audience: 'mission',
      fields: [{ name: 'text', value: 'for the mission' }],
    });
    const leaf = expectAccepted(parseLeaf(log.leaves[5] as Uint8Array));
    const resealed = { ...(leaf.type === 'sealed' ? leaf.sealed : {}), audience: 'north' } as SealedLeaf;
    log.leaves[5] = expectAccepted(formatLeaf(resealed));
    const files = log.publish();
    // The sequencer moves pack and keys along, so that only the author's own words tell.
    for (const kind of ['bodies', 'keys']) {
      files.set(`${kind}/north/000`, files.get(`${kind}/mission/000`) as Uint8Array);
      files.delete(`${kind}/mission/000`);
    }
    const audit = await auditLog(sourceOf(files), {
      policy: log.policy,
      verifier,
      audiences: ['north'],
      open: openPart,
    });
    expect(audit.problems).toContainEqual(
      expect.objectContaining({
        code: 'record/sealed-header',
        index: 5,
        expected: 'training, mission',
        found: 'training, north',
      }),
    );
  });
});

describe('the first entry', () => {
  const opening = async (entry: TestEntry) => {
    const log = new TestLog({ empty: true });
    log.append({ by: log.registrar, ...entry });
    return found(await audited(log));
  };
  const genesis = new TestLog().genesis();

  test.each<[string, TestEntry, string]>([
    ['is not the mission', { kind: 'report' }, 'genesis 0'],
    ['is restricted', { kind: 'mission', audience: 'mission', open: genesis }, 'genesis 0'],
    ['names no keys', { kind: 'mission', open: {} }, 'genesis 0'],
    [
      'names another origin than the checkpoint',
      { kind: 'mission', open: { ...genesis, origin: 'log.example/other' } },
      'genesis 0',
    ],
    ['is unsigned', { kind: 'mission', open: genesis, signed: false }, 'unsigned 0'],
    ['is signed by a stranger', { kind: 'mission', open: genesis, signed: by(south) }, 'signature 0'],
    [
      'is by a key that it does not introduce',
      { kind: 'mission', open: genesis, by: south },
      'key-not-in-force 0',
    ],
  ])('%s', async (_, entry, expected) => {
    expect(await opening(entry)).toContain(expected);
  });

  test('that is as it must be is accepted', async () => {
    expect(await opening({ kind: 'mission', open: genesis })).toEqual([]);
  });
});

describe('the sequencer’s vouch', () => {
  const entries = (count: number, log = new TestLog()) => {
    for (let i = 0; i < count; i++) log.append({});
    return log;
  };

  test('over entries that another vouch covers, or that none does, is named', async () => {
    for (const from of [0, 4, 6]) {
      const log = entries(3);
      log.vouch();
      entries(3, log);
      log.vouch(log.sequencer, from);
      expect(found(await audited(log))).toEqual(['vouch 7']);
    }
  });

  test('by another key than a sequencer’s is named', async () => {
    const log = entries(3);
    log.vouch(log.registrar);
    expect(found(await audited(log))).toEqual(['vouch 4']);
  });

  test('by the sequencer over entries that were changed afterwards is named', async () => {
    const log = entries(3);
    log.vouch();
    log.leaves[3] = entries(1).leaves[2] as Uint8Array;
    expect(found(await audited(log))).toContain('signature 4');
  });

  test('that is missing at the end is named with the first entry that lacks it', async () => {
    class Unvouched extends TestLog {
      override vouch(): void {
        if (this.size <= 4) super.vouch();
      }
    }
    expect(found(await audited(entries(3, new Unvouched())))).toEqual(['vouch 0']);
    const log = entries(2, new Unvouched());
    log.vouch();
    expect(found(await audited(entries(3, log)))).toEqual(['vouch 4']);
  });
});
