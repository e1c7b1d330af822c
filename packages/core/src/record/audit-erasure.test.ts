import { describe, expect, test } from 'vitest';
import { type Audit, auditLog } from './audit.ts';
import { concat } from './bytes.ts';
import type { ReadEntry } from './entry-reading.ts';
import { leafHash } from './merkle.ts';
import { formatPackRecord, parsePack } from './pack.ts';
import { expectAccepted } from './refusal.ts';
import { bytesFor, type LogFiles, openPart, sourceOf, TestLog, verifier } from './testing.ts';

const PUBLIC_ENTRY = 2;
const SHARED_ENTRY = 3;
const RESTRICTED_ENTRY = 4;
const OTHER_PUBLIC_ENTRY = 5;

function written(): TestLog {
  const log = new TestLog();
  const kind = { name: 'kind', value: 'shot' };
  log.append({ fields: [kind] });
  log.append({ fields: [kind, { name: 'observer', value: 'post-7', audience: 'mission' }] });
  log.append({ audience: 'mission', fields: [kind, { name: 'text', value: 'heard', part: 'detail' }] });
  log.append({ fields: [kind] });
  return log;
}

const policy = written().policy;
const asMission = { audiences: ['mission'], open: openPart };
const audited = (files: LogFiles, as: object = asMission): Promise<Audit> =>
  auditLog(sourceOf(files), { policy, verifier, ...as });
const found = ({ problems }: Audit) =>
  problems.map(({ code, index }) => `${code.slice('record/'.length)} ${index ?? '-'}`);

describe('after an erasure', () => {
  const readers: readonly (readonly [string, object])[] = [
    ['its audience', asMission],
    ['a stranger', {}],
  ];

  test.each(readers)('of the detail everything verifies, and the view stays: %s', async (_, as) => {
    const log = written();
    log.erase(RESTRICTED_ENTRY, 'detail');
    const seen: ReadEntry[] = [];
    const audit = await audited(log.publish(), { ...as, onEntry: (entry: ReadEntry) => seen.push(entry) });
    expect(found(audit)).toEqual([]);
    expect(audit.entries.erased).toBe(as === asMission ? 1 : 0);
    expect(seen[RESTRICTED_ENTRY]?.body).toEqual(as === asMission ? { kind: 'shot' } : {});
  });

  test.each(readers)('of everything the entry stands, and nothing of it can be read: %s', async (_, as) => {
    for (const index of [PUBLIC_ENTRY, SHARED_ENTRY, RESTRICTED_ENTRY]) {
      const log = written();
      log.erase(index, 'everything');
      const seen: ReadEntry[] = [];
      const audit = await audited(log.publish(), { ...as, onEntry: (entry: ReadEntry) => seen.push(entry) });
      expect(found(audit)).toEqual([]);
      expect(seen[index]?.body).toEqual({});
    }
  });

  test('of everything is not taken back by a later one of the detail', async () => {
    const log = written();
    log.erase(RESTRICTED_ENTRY, 'everything');
    log.erase(RESTRICTED_ENTRY, 'detail');
    expect(found(await audited(log.publish()))).toEqual([]);
  });

  test('of a later entry is found, though it knows its hash', async () => {
    const withErasure = (leaf: string) => {
      const log = written();
      const open = {
        targets: [{ index: 7, leaf }],
        scope: 'everything',
        requestedBy: 'officer',
        reason: 'asked',
      };
      log.append({ kind: 'erasure', by: log.registrar, open });
      log.append({});
      log.append({});
      log.vouch();
      return log;
    };
    const leafOf = (log: TestLog) => Buffer.from(leafHash(log.leaves[7] as Uint8Array)).toString('base64url');
    const leaf = leafOf(withErasure(Buffer.from(bytesFor('any')).toString('base64url')));
    const log = withErasure(leaf);
    expect(leafOf(log)).toBe(leaf);
    expect(found(await audited(log.publish()))).toEqual(['erasure 6']);
  });

  test('of the detail, a view that is gone as well is not excused', async () => {
    const log = written();
    log.erase(RESTRICTED_ENTRY, 'detail');
    const altered = log.publish();
    const keys = (altered.get('keys/mission/000') as Uint8Array).slice(0, 34);
    altered.set('keys/mission/000', keys);
    expect(found(await audited(altered))).toEqual(['body-missing 4']);
  });

  test('of one entry, another that is gone is not excused', async () => {
    const log = written();
    log.erase(PUBLIC_ENTRY, 'everything');
    const altered = log.publish();
    const records = [...expectAccepted(parsePack(altered.get('bodies/public/000') as Uint8Array))];
    records[OTHER_PUBLIC_ENTRY] = new Uint8Array();
    altered.set('bodies/public/000', concat(records.map(formatPackRecord)));
    expect(found(await audited(altered))).toEqual(['body-missing 5']);
  });

  test.each([
    ['a later entry', { index: 40 }],
    ['itself', { index: 6 }],
    ['an entry by another hash', { index: PUBLIC_ENTRY }],
  ])('that names %s is found, and excuses nothing', async (_, { index }) => {
    const log = written();
    const leaf = Buffer.from(bytesFor('another')).toString('base64url');
    log.append({
      kind: 'erasure',
      by: log.registrar,
      open: { targets: [{ index, leaf }], scope: 'everything', requestedBy: 'officer', reason: 'asked' },
    });
    expect(found(await audited(log.publish()))).toEqual(['erasure 6']);
  });
});
