import { describe, expect, test } from 'vitest';
import { type Audit, auditLog } from './audit.ts';
import { concat, utf8 } from './bytes.ts';
import type { ReadEntry } from './entry-reading.ts';
import { formatPackRecord, formatPartKey, formatSealedParts, parsePack, parseSealedParts } from './pack.ts';
import { expectAccepted } from './refusal.ts';
import { bytesFor, type LogFiles, openPart, sealPart, sourceOf, TestLog, verifier } from './testing.ts';

const PUBLIC_ENTRY = 2;
const SHARED_ENTRY = 3;
const RESTRICTED_ENTRY = 4;
const OPEN_ENTRY = 5;
const OTHER_PUBLIC_ENTRY = 6;
const SECRET = 'the post by the mill';

function written(): TestLog {
  const log = new TestLog();
  log.append({
    fields: [
      { name: 'kind', value: 'explosion' },
      { name: 'count', value: [5, 5] },
    ],
  });
  log.append({
    fields: [
      { name: 'kind', value: 'shot' },
      { name: 'observer', value: SECRET, audience: 'mission' },
    ],
  });
  log.append({
    kind: 'position',
    audience: 'mission',
    fields: [
      { name: 'kind', value: 'shot' },
      { name: 'text', value: SECRET, part: 'detail' },
    ],
  });
  log.append({ open: { text: 'a rule' } });
  log.append({
    fields: [
      { name: 'kind', value: 'flare' },
      { name: 'count', value: [1, 1] },
    ],
  });
  return log;
}

const files = written().publish();
const asMission = { audiences: ['mission'], open: openPart };
const policy = written().policy;
const audited = (from: LogFiles, as: object = asMission): Promise<Audit> =>
  auditLog(sourceOf(from), { policy, verifier, ...as });
const found = ({ problems }: Audit) =>
  problems.map(({ code, index }) => `${code.slice('record/'.length)} ${index ?? '-'}`);

/** The sound folder with the records of one pack changed. */
function withRecords(audience: string, change: (records: Uint8Array[]) => void): LogFiles {
  const path = `bodies/${audience}/000`;
  const records = [...expectAccepted(parsePack(files.get(path) as Uint8Array))];
  change(records);
  return new Map(files).set(path, concat(records.map(formatPackRecord)));
}

const swap = (a: number, b: number) => (records: Uint8Array[]) => {
  [records[a], records[b]] = [records[b] as Uint8Array, records[a] as Uint8Array];
};
const put = (slot: number, bytes: Uint8Array) => (records: Uint8Array[]) => {
  while (records.length <= slot) records.push(new Uint8Array());
  records[slot] = bytes;
};
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

describe('a public body', () => {
  const one = (records: Uint8Array[], slot: number) => text(records[slot]);
  test.each<[string, (records: Uint8Array[]) => void, readonly string[]]>([
    ['swapped with another', swap(PUBLIC_ENTRY, OTHER_PUBLIC_ENTRY), ['body-altered 2', 'body-altered 6']],
    [
      'with one value changed',
      (records) => put(PUBLIC_ENTRY, utf8(one(records, PUBLIC_ENTRY).replace('[5,5]', '[5,6]')))(records),
      ['body-altered 2'],
    ],
    [
      'with a field left out',
      (records) => put(PUBLIC_ENTRY, utf8(one(records, PUBLIC_ENTRY).split('\n')[0] as string))(records),
      ['body-missing 2'],
    ],
    [
      'with a field more',
      (records) =>
        put(
          PUBLIC_ENTRY,
          utf8(`${one(records, PUBLIC_ENTRY)}\n${one(records, OTHER_PUBLIC_ENTRY).split('\n')[1]}`),
        )(records),
      ['body-altered 2'],
    ],
    [
      'with a line feed more',
      (records) => put(PUBLIC_ENTRY, utf8(`${one(records, PUBLIC_ENTRY)}\n`))(records),
      ['body-altered 2'],
    ],
    ['removed', put(PUBLIC_ENTRY, new Uint8Array()), ['body-missing 2']],
    [
      'removed from an entry that has a restricted one too',
      put(SHARED_ENTRY, new Uint8Array()),
      ['body-missing 3'],
    ],
    ['added to an entry whose body is open', put(OPEN_ENTRY, utf8('["a","b",1]')), ['body-altered 5']],
    ['added to the mission entry', put(0, utf8('["a","b",1]')), ['body-altered 0']],
    ['added to a restricted entry', put(RESTRICTED_ENTRY, utf8('["a","b",1]')), ['body-altered 4']],
    ['that is an inner header', put(OPEN_ENTRY, utf8('{}')), ['body-altered 5']],
    ['that is no text', put(OPEN_ENTRY, Uint8Array.of(0x7b, 0xff)), ['body-altered 5']],
  ])('%s is found, and the entry named', async (_, change, expected) => {
    const altered = withRecords('public', change);
    expect(found(await audited(altered))).toEqual(expected);
    expect(found(await audited(altered, {}))).toEqual(expected);
  });

  test('pack that is gone, cut short or too long is found', async () => {
    const path = 'bodies/public/000';
    const pack = files.get(path) as Uint8Array;
    const gone = new Map(files);
    gone.delete(path);
    expect(found(await audited(gone))).toEqual(['body-missing 2', 'body-missing 3', 'body-missing 6']);
    expect(found(await audited(new Map(files).set(path, pack.slice(0, -1))))).toContain('pack-short 0');
    const long = concat([pack, ...Array.from({ length: 250 }, () => formatPackRecord(new Uint8Array()))]);
    expect(found(await audited(new Map(files).set(path, long)))).toContain('pack-long 0');
  });

  test('whose two fields share a name, or bear the name of a prototype, harms nobody', async () => {
    const log = new TestLog();
    log.append({ fields: [{ name: '__proto__', value: { polluted: true } }] });
    log.append({ fields: [{ name: '*', value: JSON.parse('{"__proto__":{"polluted":true}}') }] });
    const seen: ReadEntry[] = [];
    const audit = await audited(log.publish(), { onEntry: (entry: ReadEntry) => seen.push(entry) });
    expect(audit.intact).toBe(true);
    for (const { body } of seen.slice(2)) {
      expect('polluted' in body).toBe(false);
      expect(Object.keys(body)).toEqual(['__proto__']);
    }
  });
});

describe('a restricted body, to its own audience', () => {
  const parts = (records: Uint8Array[], slot: number) =>
    expectAccepted(parseSealedParts(records[slot] as Uint8Array));
  test.each<[string, (records: Uint8Array[]) => void, readonly string[]]>([
    [
      'with one byte flipped',
      (records) =>
        put(
          RESTRICTED_ENTRY,
          (records[RESTRICTED_ENTRY] as Uint8Array).map((byte, i) => (i === 20 ? byte ^ 1 : byte)),
        )(records),
      ['body-altered 4', 'body-missing 4'],
    ],
    ['removed', put(RESTRICTED_ENTRY, new Uint8Array()), ['body-missing 4']],
    [
      'removed from an entry that has a public one too',
      put(SHARED_ENTRY, new Uint8Array()),
      ['body-missing 3'],
    ],
    [
      'without its detail',
      (records) =>
        put(RESTRICTED_ENTRY, formatSealedParts(parts(records, RESTRICTED_ENTRY).slice(0, 1)))(records),
      ['body-missing 4'],
    ],
    [
      'with its parts exchanged',
      (records) =>
        put(
          RESTRICTED_ENTRY,
          formatSealedParts(
            parts(records, RESTRICTED_ENTRY).map(({ part, ciphertext }) => ({
              part: part === 'view' ? ('detail' as const) : ('view' as const),
              ciphertext,
            })),
          ),
        )(records),
      ['body-altered 4', 'body-altered 4', 'body-missing 4'],
    ],
    ['that is garbage', put(RESTRICTED_ENTRY, bytesFor('garbage')), ['body-missing 4']],
    [
      'swapped with another',
      swap(SHARED_ENTRY, RESTRICTED_ENTRY),
      ['body-altered 3', 'body-altered 4', 'body-missing 3', 'body-missing 4'],
    ],
  ])('%s is found, and the entry named', async (_, change, expected) => {
    const altered = withRecords('mission', change);
    expect(found(await audited(altered))).toEqual(expected);
    expect(await audited(altered, {}), 'a stranger cannot tell').toMatchObject({ intact: true });
  });

  test('added to an entry that commits to none is found', async () => {
    const key = bytesFor('added');
    const altered = withRecords(
      'mission',
      put(OPEN_ENTRY, formatSealedParts([{ part: 'view', ciphertext: sealPart(key, utf8('["a","b",1]')) }])),
    );
    altered.set(
      'keys/mission/000',
      concat([
        altered.get('keys/mission/000') as Uint8Array,
        formatPartKey({ slot: OPEN_ENTRY, part: 'view', key }),
      ]),
    );
    expect(found(await audited(altered))).toEqual(['body-altered 5']);
  });

  test('whose keys were taken away without an erasure is found', async () => {
    const without = new Map(files);
    without.delete('keys/mission/000');
    expect(found(await audited(without))).toEqual(['body-missing 3', 'body-missing 4']);
  });

  test('a second key to the same part counts where it is the newer', async () => {
    const keys = files.get('keys/mission/000') as Uint8Array;
    const older = formatPartKey({ slot: RESTRICTED_ENTRY, part: 'view', key: bytesFor('older') });
    expect((await audited(new Map(files).set('keys/mission/000', concat([older, keys])))).intact).toBe(true);
    expect((await audited(new Map(files).set('keys/mission/000', concat([keys, older])))).intact).toBe(false);
  });
});

describe('what a reader without keys sees', () => {
  /** Everything that an audit gave out, as text: values, keys, and bytes as they read. */
  function everything(value: unknown): string {
    if (value instanceof Uint8Array) return `${text(value)} ${Buffer.from(value).toString('base64')}`;
    if (typeof value !== 'object' || value === null) return String(value);
    return Object.entries(value)
      .map(([name, one]) => `${name} ${everything(one)}`)
      .join('\n');
  }

  test('no restricted byte is in any field of the result, nor in any entry handed out', async () => {
    const seen: ReadEntry[] = [];
    const onEntry = (entry: ReadEntry) => seen.push(entry);
    const audit = await audited(files, { onEntry });
    const out = everything(audit) + everything(seen);
    expect(audit).toMatchObject({ intact: true, entries: { sealed: 1, opened: 0, withheld: 1 } });
    expect(out).not.toContain(SECRET);
    expect(out).not.toContain('position');
    expect(out).not.toContain(Buffer.from(SECRET).toString('base64url').slice(2, -2));
    expect(seen[RESTRICTED_ENTRY]).toEqual({
      index: RESTRICTED_ENTRY,
      leaf: seen[RESTRICTED_ENTRY]?.leaf,
      body: {},
      withheld: {},
    });
    const leaf = seen[RESTRICTED_ENTRY]?.leaf;
    expect(Object.keys(leaf?.type === 'sealed' ? leaf.sealed : {}).sort()).toEqual([
      'at',
      'audience',
      'commitment',
      'mission',
      'v',
    ]);
  });

  test('a reader that names an audience and brings no way to open its parts accuses nobody', async () => {
    expect(await audited(files, { audiences: ['mission'] })).toMatchObject({
      intact: true,
      entries: { opened: 0, withheld: 1 },
    });
  });

  test('with the keys the same fields open', async () => {
    const seen: ReadEntry[] = [];
    const audit = await audited(files, { ...asMission, onEntry: (entry: ReadEntry) => seen.push(entry) });
    expect(audit).toMatchObject({ intact: true, entries: { opened: 1, withheld: 0 } });
    expect(seen[RESTRICTED_ENTRY]).toMatchObject({
      header: { kind: 'position' },
      body: { kind: 'shot', text: SECRET },
    });
    // Kept apart, so that what was withheld from the public never passes for what was said to it.
    expect(seen[SHARED_ENTRY]).toMatchObject({ body: { kind: 'shot' }, withheld: { observer: SECRET } });
  });

  test('no restricted byte is in any file but the restricted pack, and there it is sealed', () => {
    for (const [path, bytes] of files) {
      if (path.startsWith('keys/')) continue;
      expect(text(bytes), path).not.toContain(SECRET);
      expect(text(bytes), path).not.toContain('position');
    }
  });

  test('a pack that is not served leaves its fields withheld, and the log intact', async () => {
    const served = sourceOf(files, ['bodies/mission/', 'keys/']);
    expect(await auditLog(served, { policy, verifier })).toMatchObject({
      intact: true,
      entries: { withheld: 1 },
    });
  });
});
