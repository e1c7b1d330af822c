import { describe, expect, test } from 'vitest';
import { type Audit, auditLog } from './audit.ts';
import { utf8 } from './bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { formatNote, parseNote } from './note.ts';
import { expectAccepted } from './refusal.ts';
import { signNote } from './signature.ts';
import {
  bytesFor,
  type LogFiles,
  mixedLog,
  openPart,
  sourceOf,
  testKey,
  testSigner,
  verifier,
} from './testing.ts';

const SIZE = 600;
const sound = mixedLog(SIZE);
const soundFiles = sound.publish({ north: SIZE, south: 300 });

async function audited(files: LogFiles, more: object = {}): Promise<Audit> {
  return auditLog(sourceOf(files), {
    policy: sound.policy,
    verifier,
    audiences: ['mission', 'north'],
    open: openPart,
    ...more,
  });
}

/** The sound folder with one change; what is not named stays byte for byte. */
async function tampered(change: (files: LogFiles) => void, more: object = {}): Promise<Audit> {
  const files = new Map(soundFiles);
  change(files);
  return audited(files, more);
}

function edit(path: string, change: (bytes: Uint8Array) => Uint8Array): (files: LogFiles) => void {
  return (files) => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error(`no ${path} to alter`);
    files.set(path, change(new Uint8Array(bytes)));
  };
}

const flip = (at: number) => (bytes: Uint8Array) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const found = ({ problems }: Audit) =>
  problems.map(({ code, index }) => `${code.slice('record/'.length)} ${index ?? '-'}`);

/** Offset of entry `slot`'s first byte in a bundle. */
function entryAt(bundle: Uint8Array, slot: number): number {
  let at = 0;
  for (let i = 0; i < slot; i++) at += 2 + ((bundle[at] as number) << 8) + (bundle[at + 1] as number);
  return at + 2;
}

/** One letter of a base64url value in entry `slot` becomes another: still canonical JSON of the right shape. */
function alterLeaf(slot: number): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => {
    const from = entryAt(bytes, slot);
    const text = Buffer.from(bytes.subarray(from)).toString('latin1');
    const at = from + text.indexOf('"nonce":"') + '"nonce":"'.length;
    bytes[at] = bytes[at] === 0x41 ? 0x42 : 0x41;
    return bytes;
  };
}

test('the folder that every row below alters is sound', async () => {
  expect((await audited(soundFiles)).intact).toBe(true);
});

describe('a changed file is found, and the entry named', () => {
  test.each<[string, (files: LogFiles) => void, readonly string[]]>([
    [
      'a value in entry 259',
      edit('tile/entries/001', alterLeaf(3)),
      ['leaf-altered 259', 'tile-altered 0', 'signature 299', 'forked -', 'forked -', 'root -'],
    ],
    [
      'a byte that breaks entry 260',
      edit('tile/entries/001', (bytes) => flip(entryAt(bytes, 4))(bytes)),
      [
        'leaf-altered 260',
        'json-malformed 260',
        'body-altered 260',
        'tile-altered 0',
        'signature 299',
        'forked -',
        'forked -',
        'root -',
      ],
    ],
    [
      'two entries swapped',
      edit('tile/entries/001', swapEntries(7, 8)),
      [
        'leaf-altered 263',
        'leaf-altered 264',
        'body-altered 263',
        'time 264',
        'tile-altered 0',
        'signature 299',
        'body-missing 264',
        'forked -',
        'forked -',
        'root -',
      ],
    ],
    ['a bundle cut short', edit('tile/entries/001', (bytes) => bytes.slice(0, -1)), ['bundle 256']],
    [
      'a byte behind a full bundle',
      edit('tile/entries/001', (bytes) => Uint8Array.of(...bytes, 0)),
      ['bundle 256'],
    ],
    [
      'a byte behind the last bundle',
      edit('tile/entries/002.p/88', (bytes) => Uint8Array.of(...bytes, 0)),
      ['bundle 512'],
    ],
    ['a missing bundle', (files) => files.delete('tile/entries/001'), ['entries-missing 256']],
    ['a missing last bundle', (files) => files.delete('tile/entries/002.p/88'), ['entries-missing 512']],
    ['a hash in a tile of leaves', edit('tile/0/001', flip(5 * 32)), ['leaf-altered 261']],
    ['a hash in the last tile', edit('tile/0/002.p/88', flip(87 * 32 + 31)), ['leaf-altered 599']],
    ['a missing tile of leaves', (files) => files.delete('tile/0/001'), ['tile-missing 256']],
    ['a tile cut short', edit('tile/0/001', (bytes) => bytes.slice(0, -32)), ['tile-missing 256']],
    [
      'hashes behind the last tile',
      edit('tile/0/002.p/88', (bytes) => Uint8Array.of(...bytes, ...bytesFor('more'))),
      ['tile-missing 512'],
    ],
    ['a hash in a tile above', edit('tile/1/000.p/2', flip(32)), ['tile-altered 0']],
    ['a missing tile above', (files) => files.delete('tile/1/000.p/2'), ['tile-altered 0']],
    [
      'hashes behind a tile above',
      edit('tile/1/000.p/2', (bytes) => Uint8Array.of(...bytes, ...bytesFor('more'))),
      ['tile-altered 0'],
    ],
    ['a record in a pack', edit('bodies/public/001', flip(200)), ['body-altered 258']],
  ])('%s', async (_, change, expected) => {
    const audit = await tampered(change);
    expect(audit.intact).toBe(false);
    expect(found(audit)).toEqual(expected);
  });

  function swapEntries(first: number, second: number): (bytes: Uint8Array) => Uint8Array {
    return (bytes) => {
      const [a, b, end] = [first, second, second + 1].map((slot) => entryAt(bytes, slot) - 2) as [
        number,
        number,
        number,
      ];
      return Uint8Array.of(
        ...bytes.slice(0, a),
        ...bytes.slice(b, end),
        ...bytes.slice(a, b),
        ...bytes.slice(end),
      );
    };
  }
});

test('of a wrecked log the first hundred faults are listed, and all are counted', async () => {
  const audit = await tampered(edit('tile/0/001', (bytes) => bytes.fill(0)));
  expect(audit.problemCount).toBe(256);
  expect(audit.problems.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, i) => 256 + i));
});

describe('a changed checkpoint', () => {
  const note = expectAccepted(parseNote(formatNote(sound.checkpoint().note)));
  const resigned = (text: string, signer = sound.signer) =>
    utf8(formatNote({ text, signatures: [signNote(text, signer)] }));
  const body = note.text;
  const other = testSigner('log.example/other', 'ed25519');

  test.each<[string, (files: LogFiles) => void, string]>([
    [
      'with an edited size',
      edit('checkpoint', (bytes) => utf8(Buffer.from(bytes).toString().replace('\n600\n', '\n599\n'))),
      'checkpoint-signature -',
    ],
    [
      'with another origin',
      edit('checkpoint', (bytes) =>
        utf8(Buffer.from(bytes).toString().replace('log.example/training\n600', 'log.example/traininh\n600')),
      ),
      'unknown-log -',
    ],
    [
      'of another log, signed by that log',
      (files) => files.set('checkpoint', resigned(body.replace(sound.origin, other.key.name), other)),
      'unknown-log -',
    ],
    [
      'signed by a stranger',
      (files) => files.set('checkpoint', resigned(body, other)),
      'checkpoint-signature -',
    ],
    [
      'with a byte order mark',
      edit('checkpoint', (bytes) => Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes)),
      'checkpoint-origin -',
    ],
    ['that is not UTF-8', edit('checkpoint', (bytes) => bytes.fill(0xff)), 'note-split -'],
    ['with a line feed too few', edit('checkpoint', (bytes) => bytes.slice(0, -1)), 'note-signature -'],
    ['that is gone', (files) => files.delete('checkpoint'), 'no-checkpoint -'],
    [
      'with a size that the log signed and the files do not have',
      (files) =>
        files.set(
          'checkpoint',
          resigned(formatCheckpoint({ origin: sound.origin, size: 601, root: bytesFor('root') })),
        ),
      'entries-missing 512',
    ],
    [
      'with a root that the log signed and the entries do not make',
      (files) =>
        files.set(
          'checkpoint',
          resigned(formatCheckpoint({ origin: sound.origin, size: SIZE, root: bytesFor('root') })),
        ),
      'root -',
    ],
    [
      'signed with a size below its files',
      (files) => files.set('checkpoint', utf8(formatNote(sound.checkpoint(512).note))),
      'rolled-back 512',
    ],
  ])('%s is found', async (_, change, expected) => {
    const audit = await tampered(change);
    expect(audit.intact).toBe(false);
    expect(found(audit)).toContain(expected);
  });

  test('that one of two keys of the origin signed is accepted, and one false signature spoils it', async () => {
    const old = { name: sound.origin, type: 'ed25519', key: testKey('old').raw, keyId: 7 } as const;
    const policy = { ...sound.policy, logs: [{ key: old }, ...sound.policy.logs] };
    expect((await audited(soundFiles, { policy })).intact).toBe(true);
    const spoilt = {
      ...note,
      signatures: [...note.signatures, { name: old.name, keyId: 7, bytes: new Uint8Array(64) }],
    };
    const audit = await tampered((files) => files.set('checkpoint', utf8(formatNote(spoilt))), { policy });
    expect(found(audit)).toEqual(['checkpoint-signature -']);
  });
});
