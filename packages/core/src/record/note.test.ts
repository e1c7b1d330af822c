import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatKeyId,
  formatNote,
  formatSignatures,
  formatVkey,
  isKeyName,
  type Note,
  type NoteSignature,
  parseNote,
  parseSignatures,
  parseVkey,
  verifierKey,
} from './note.ts';
import { expectAccepted } from './refusal.ts';
import { checkSignature, cosign, signNote } from './signature.ts';
import { bytesFor, outcome, testSigner, verifier } from './testing.ts';

/** The worked example of signed-note v1.0.0. */
const EXAMPLE_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const EXAMPLE_NOTE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

const keyName = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter(isKeyName);
const keyType = fc.constantFrom('ed25519' as const, 'cosignature-ed25519' as const);
const verifierKeys = fc
  .tuple(keyName, keyType, fc.uint8Array({ minLength: 32, maxLength: 32 }))
  .map(([name, type, key]) => expectAccepted(verifierKey(name, type, key)));
const signature: fc.Arbitrary<NoteSignature> = fc.record({
  name: keyName,
  keyId: fc.nat({ max: 0xffffffff }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 90 }),
});
const noteText = fc
  .array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 4 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a note cannot hold
  .map((lines) => `${lines.join('\n').replaceAll(/[\u0000-\u0009\u000b-\u001f]/g, '')}\n`);
const notes = fc.record({ text: noteText, signatures: fc.array(signature, { minLength: 1, maxLength: 16 }) });

describe('a verifier key', () => {
  test('the example of the specification is read and written as it stands', () => {
    const key = expectAccepted(parseVkey(EXAMPLE_KEY));
    expect(key).toMatchObject({ name: 'example.com/foo', type: 'ed25519', keyId: 0x530d903a });
    expect(formatKeyId(key.keyId)).toBe('530d903a');
    expect(formatVkey(key)).toBe(EXAMPLE_KEY);
  });

  test('parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(verifierKeys, (key) => {
        expect(parseVkey(formatVkey(key))).toEqual({ ok: true, value: key });
      }),
    );
  });

  test.each([
    ['a key id with an upper-case digit', EXAMPLE_KEY.replace('530d903a', '530D903a'), 'vkey'],
    ['a key id that is not the key’s', EXAMPLE_KEY.replace('530d903a', '530d903b'), 'vkey-id'],
    ['another name', EXAMPLE_KEY.replace('foo', 'fop'), 'vkey-id'],
    ['a name with a space', EXAMPLE_KEY.replace('/foo', ' foo'), 'key-name'],
    ['a name with a plus sign', EXAMPLE_KEY.replace('/foo', '+foo'), 'vkey'],
    ['a name with a no-break space', EXAMPLE_KEY.replace('/foo', '\u00a0foo'), 'key-name'],
    ['no name', EXAMPLE_KEY.replace('example.com/foo', ''), 'vkey'],
    ['a key id of seven digits', EXAMPLE_KEY.replace('530d903a', '30d903a'), 'vkey'],
    ['padding where none belongs', `${EXAMPLE_KEY}=`, 'vkey'],
    [
      'a key of 31 bytes',
      `a+00000000+${Buffer.from([1, ...new Array(31).fill(0)]).toString('base64')}`,
      'vkey',
    ],
    ['a line feed behind it', `${EXAMPLE_KEY}\n`, 'vkey'],
    ['ECDSA (type 2)', EXAMPLE_KEY.replace('+Aeky', '+Aeky'.replace('Ae', 'Au')), 'vkey-type'],
    ['ML-DSA-44 (type 6) in 32 bytes', EXAMPLE_KEY.replace('+Aeky', '+Buky'), 'vkey-type'],
    ['nothing', '', 'vkey'],
  ])('%s is refused', (_, text, code) => {
    expect(outcome(parseVkey(text))).toBe(code);
  });

  test.each([
    ['a raw key of 31 bytes', 'a', 31, 'key-length'],
    ['a raw key of 33 bytes', 'a', 33, 'key-length'],
    ['a name of two words', 'a b', 32, 'key-name'],
    ['half a surrogate pair', '\ud800', 32, 'key-name'],
  ])('%s cannot be named', (_, name, length, code) => {
    expect(outcome(verifierKey(name, 'ed25519', new Uint8Array(length)))).toBe(code);
  });
});

describe('a signed note', () => {
  test('the example of the specification verifies, and not with one letter changed', async () => {
    const key = expectAccepted(parseVkey(EXAMPLE_KEY));
    const note = expectAccepted(parseNote(EXAMPLE_NOTE));
    expect(formatNote(note)).toBe(EXAMPLE_NOTE);
    expect(await checkSignature(note, key, verifier)).toEqual({ state: 'valid' });
    const altered = expectAccepted(parseNote(EXAMPLE_NOTE.replace('This', 'Thus')));
    expect(await checkSignature(altered, key, verifier)).toEqual({ state: 'invalid' });
  });

  test('parse ∘ format is the identity, blank lines in the text included', () => {
    fc.assert(
      fc.property(notes, (note) => {
        expect(parseNote(formatNote(note))).toEqual({ ok: true, value: note });
        expect(parseSignatures(formatSignatures(note.signatures))).toEqual({
          ok: true,
          value: note.signatures,
        });
      }),
    );
  });

  const line = EXAMPLE_NOTE.slice(EXAMPLE_NOTE.indexOf('—'));
  const text = 'This is an example message.\n';
  test.each([
    ['no last line feed', EXAMPLE_NOTE.slice(0, -1), 'note-signature'],
    ['no empty line', text + line, 'note-split'],
    ['no signature', `${text}\n`, 'note-signature'],
    ['no signature behind the empty line', `${text}\n\n`, 'note-signature'],
    ['lines ended as Windows does', EXAMPLE_NOTE.replaceAll('\n', '\r\n'), 'note-characters'],
    ['a tab', EXAMPLE_NOTE.replace('an example', 'an\texample'), 'note-characters'],
    ['a zero byte', EXAMPLE_NOTE.replace('an example', 'an\u0000example'), 'note-characters'],
    ['half a surrogate pair', EXAMPLE_NOTE.replace('an example', '\ud800'), 'note-characters'],
    ['a hyphen for the dash', EXAMPLE_NOTE.replace('—', '-'), 'note-signature'],
    ['two spaces after the dash', EXAMPLE_NOTE.replace('— ', '—  '), 'note-signature'],
    ['a space behind the signature', EXAMPLE_NOTE.replace('=\n', '= \n'), 'note-signature'],
    ['a name with a plus sign', EXAMPLE_NOTE.replace('/foo', '+foo'), 'note-signature'],
    ['padding missing', EXAMPLE_NOTE.replace('=\n', '\n'), 'note-signature'],
    ['stray bits', EXAMPLE_NOTE.replace('QM=\n', 'QN=\n'), 'note-signature'],
    ['the alphabet of URLs', EXAMPLE_NOTE.replace('Ztg1', 'Zt-1'), 'note-signature'],
    ['a key id and nothing signed', `${text}\n— a AAAAAA==\n`, 'note-signature'],
    ['a line between the signatures', `${text}\n${line}what is this\n${line}`, 'note-signature'],
    ['65 signatures', `${text}\n${line.repeat(65)}`, 'note-signature'],
    ['more than a million characters', `${'a'.repeat(1_000_001)}${EXAMPLE_NOTE}`, 'note-size'],
  ])('%s is refused', (_, note, code) => {
    expect(outcome(parseNote(note))).toBe(code);
  });

  test('16 signatures are read, as every verifier must, and so are 64', () => {
    expect(outcome(parseNote(`${text}\n${line.repeat(16)}`))).toBe('accepted');
    expect(outcome(parseNote(`${text}\n${line.repeat(64)}`))).toBe('accepted');
  });
});

describe('who signed a note', () => {
  const log = testSigner('log.example/training', 'ed25519');
  const north = testSigner('north.example/witness', 'cosignature-ed25519');
  const body = 'log.example/training\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n';
  const signed = (...signatures: NoteSignature[]): Note => ({ text: body, signatures });

  test('a key that did not sign is absent, whoever else did', async () => {
    const stranger: NoteSignature = { name: 'a', keyId: 1, bytes: bytesFor('no signature') };
    expect(await checkSignature(signed(stranger, signNote(body, log)), north.key, verifier)).toEqual({
      state: 'absent',
    });
    expect(await checkSignature(signed(stranger, signNote(body, log)), log.key, verifier)).toEqual({
      state: 'valid',
    });
  });

  test('one false signature by a known key spoils the note, also beside a valid one', async () => {
    const valid = signNote(body, log);
    const falseOne = { ...valid, bytes: valid.bytes.map((byte, i) => (i === 9 ? byte ^ 1 : byte)) };
    for (const note of [signed(valid, falseOne), signed(falseOne, valid)]) {
      expect(await checkSignature(note, log.key, verifier)).toEqual({ state: 'invalid' });
    }
  });

  test('a cosignature carries its time, and the newest of several counts', async () => {
    const note = signed(cosign(body, 2000, north), cosign(body, 3000, north), cosign(body, 1000, north));
    expect(await checkSignature(note, north.key, verifier)).toEqual({ state: 'valid', unixSeconds: 3000 });
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['another time', (bytes) => bytes.map((byte, i) => (i === 7 ? byte ^ 1 : byte))],
    ['a time of zero', (bytes) => bytes.map((byte, i) => (i < 8 ? 0 : byte))],
    ['a time beyond 2^53', (bytes) => bytes.map((byte, i) => (i === 0 ? 255 : byte))],
    ['a byte too few', (bytes) => bytes.slice(0, 71)],
    ['a byte too many', (bytes) => Uint8Array.of(...bytes, 0)],
    ['no time at all', (bytes) => bytes.slice(8)],
  ])('a cosignature with %s is false', async (_, change) => {
    const valid = cosign(body, 1_700_000_000, north);
    const note = signed({ ...valid, bytes: change(valid.bytes) });
    expect(await checkSignature(note, north.key, verifier)).toEqual({ state: 'invalid' });
  });

  test('a cosignature that was honestly made for the time zero says nothing', async () => {
    expect(await checkSignature(signed(cosign(body, 0, north)), north.key, verifier)).toEqual({
      state: 'invalid',
    });
    expect(await checkSignature(signed(cosign(body, 1, north)), north.key, verifier)).toMatchObject({
      state: 'valid',
    });
  });

  test('a plain signature with a witness key is no cosignature', async () => {
    const plain = { ...signNote(body, north), keyId: north.key.keyId };
    expect(await checkSignature(signed(plain), north.key, verifier)).toEqual({ state: 'invalid' });
  });
});
