import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import {
  authoredBytes,
  formatLeaf,
  type Header,
  type InnerHeader,
  isAudience,
  parseInnerHeader,
  parseLeaf,
  type SealedLeaf,
  sealedCommitment,
  vouchBytes,
  withoutVouch,
} from './entry.ts';
import { formatJson, type Json } from './json.ts';
import { expectAccepted } from './refusal.ts';
import { bytesFor, outcome } from './testing.ts';

const base64url = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => Buffer.from(bytes).toString('base64url'));
const hash = base64url(32);
const word = fc
  .tuple(fc.constantFrom(...'abcz'), fc.string({ unit: fc.constantFrom(...'az09-'), maxLength: 62 }))
  .map((parts) => parts.join(''));
const time = fc.maxSafeNat();
const mission = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
// JSON has one zero: what is compared after a round trip begins without −0.
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
const digests = fc.uniqueArray(hash, { minLength: 1, maxLength: 4 }).map((list) => list.sort());
const body = fc.oneof(
  fc.record({ open: json }),
  fc.record({ sd: fc.dictionary(word, digests, { maxKeys: 3, noNullPrototype: true }) }),
);
const sig = fc.oneof(
  fc.record({ alg: fc.constant('ed25519' as const), value: base64url(64) }),
  fc.record({
    alg: fc.constant('webauthn' as const),
    authenticator: base64url(37),
    client: base64url(80),
    value: base64url(70),
  }),
);
const vouch = fc.record({ by: hash, from: time, sig: base64url(64) });
const stated = {
  v: fc.constant(1 as const),
  kind: word,
  mission,
  by: hash,
  body,
  authored: fc.record({ at: time, nonce: base64url(16) }),
  supersedes: fc.record({ index: time, leaf: hash }),
  sig,
};
const required = ['v', 'kind', 'mission', 'by', 'body', 'authored', 'audience'] as const;
const header: fc.Arbitrary<Header> = fc.record(
  { ...stated, audience: fc.constant('public'), at: time, vouch },
  { requiredKeys: [...required, 'at'], noNullPrototype: true },
);
const inner: fc.Arbitrary<InnerHeader> = fc.record(
  { ...stated, audience: word },
  { requiredKeys: [...required], noNullPrototype: true },
);
const sealed: fc.Arbitrary<SealedLeaf> = fc.record(
  {
    v: fc.constant(1 as const),
    mission,
    at: time,
    audience: word.filter((one) => one !== 'public'),
    commitment: hash,
    vouch,
  },
  { requiredKeys: ['v', 'mission', 'at', 'audience', 'commitment'], noNullPrototype: true },
);

const A = Buffer.from(bytesFor('a')).toString('base64url');
const B = Buffer.from(bytesFor('b')).toString('base64url');
const [FIRST, SECOND] = [A, B].sort() as [string, string];
const SIG = Buffer.from(new Uint8Array(64)).toString('base64url');
const OPEN = {
  v: 1,
  kind: 'report',
  mission: 'training',
  at: 1_777_852_800_000,
  by: A,
  audience: 'public',
  body: { sd: { mission: [FIRST, SECOND], public: [A] } },
  authored: { at: 1_777_852_799_000, nonce: 'AAAAAAAAAAAAAAAAAAAAAA' },
} as const;
const SEALED = { v: 1, mission: 'training', at: 1_777_852_800_000, audience: 'north', commitment: A };
const VOUCH = { by: A, from: 0, sig: SIG };

const parsed = (fields: object) => outcome(parseLeaf(utf8(formatJson(fields as Json))));

describe('a leaf', () => {
  test('open: parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(header, (value) => {
        const bytes = expectAccepted(formatLeaf(value));
        const leaf = expectAccepted(parseLeaf(bytes));
        expect(leaf).toEqual({ type: 'open', header: value });
        expect(leaf.type === 'open' && expectAccepted(formatLeaf(leaf.header))).toEqual(bytes);
      }),
      { numRuns: 300 },
    );
  });

  test('sealed: parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(sealed, (value) => {
        const bytes = expectAccepted(formatLeaf(value));
        expect(parseLeaf(bytes)).toEqual({ ok: true, value: { type: 'sealed', sealed: value } });
      }),
      { numRuns: 300 },
    );
  });

  test('an inner header: parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(inner, (value) => {
        expect(parseInnerHeader(JSON.parse(formatJson(value as unknown as Json)) as Json)).toEqual({
          ok: true,
          value,
        });
      }),
      { numRuns: 300 },
    );
  });

  test('the samples that the tables below alter are accepted', () => {
    expect(parsed(OPEN)).toBe('accepted');
    expect(
      parsed({
        ...OPEN,
        vouch: VOUCH,
        supersedes: { index: 0, leaf: A },
        sig: { alg: 'ed25519', value: SIG },
      }),
    ).toBe('accepted');
    expect(parsed({ ...OPEN, body: { open: null } })).toBe('accepted');
    expect(parsed(SEALED)).toBe('accepted');
    expect(parsed({ ...SEALED, vouch: VOUCH })).toBe('accepted');
  });

  test.each<[string, object]>([
    ['another version', { ...OPEN, v: 2 }],
    ['a version that is a text', { ...OPEN, v: '1' }],
    ['an unknown field', { ...OPEN, guilty: true }],
    ['a field named __proto__', JSON.parse(JSON.stringify(OPEN).replace('{', '{"__proto__":{},')) as object],
    ['a kind with a capital', { ...OPEN, kind: 'Report' }],
    ['a kind with a space', { ...OPEN, kind: 'a report' }],
    ['no kind', { ...OPEN, kind: '' }],
    ['no mission', { ...OPEN, mission: '' }],
    [
      'a mission with a line feed, which would move the lines of a vouch',
      { ...OPEN, mission: 'training\n0' },
    ],
    ['a time with a fraction', { ...OPEN, at: 1.5 }],
    ['a negative time', { ...OPEN, at: -1 }],
    ['a time beyond 2^53', { ...OPEN, at: 2 ** 53 }],
    ['a time that is a text', { ...OPEN, at: '7' }],
    ['a key id of 42 characters', { ...OPEN, by: A.slice(1) }],
    ['a key id with stray bits', { ...OPEN, by: `${'A'.repeat(42)}B` }],
    ['a key id in the other alphabet', { ...OPEN, by: `${'A'.repeat(41)}+A` }],
    ['a header shown for a restricted audience', { ...OPEN, audience: 'north' }],
    ['an audience with a slash', { ...OPEN, audience: '../public' }],
    ['a nonce of 15 bytes', { ...OPEN, authored: { ...OPEN.authored, nonce: 'A'.repeat(20) } }],
    ['an author’s time with a fraction', { ...OPEN, authored: { ...OPEN.authored, at: 0.5 } }],
    ['an unknown field of the author', { ...OPEN, authored: { ...OPEN.authored, name: 'a' } }],
    ['no body', { ...OPEN, body: null }],
    ['a body of no kind', { ...OPEN, body: {} }],
    ['a body of two kinds', { ...OPEN, body: { open: 1, sd: {} } }],
    [
      'digests out of order, which would tell the order of the fields',
      { ...OPEN, body: { sd: { public: [SECOND, FIRST] } } },
    ],
    ['a digest twice', { ...OPEN, body: { sd: { public: [A, A] } } }],
    ['a digest of 31 bytes', { ...OPEN, body: { sd: { public: ['A'.repeat(42)] } } }],
    ['an audience without digests', { ...OPEN, body: { sd: { public: [] } } }],
    ['digests that are no list', { ...OPEN, body: { sd: { public: A } } }],
    ['an audience that is no folder name', { ...OPEN, body: { sd: { 'North Side': [A] } } }],
    ['an audience named __proto__', { ...OPEN, body: { sd: JSON.parse(`{"__proto__":["${A}"]}`) } }],
    ['a signature of 63 bytes', { ...OPEN, sig: { alg: 'ed25519', value: 'A'.repeat(84) } }],
    ['a signature of another kind', { ...OPEN, sig: { alg: 'rsa', value: SIG } }],
    ['a signature with an unknown field', { ...OPEN, sig: { alg: 'ed25519', value: SIG, by: A } }],
    [
      'a passkey signature without client data',
      { ...OPEN, sig: { alg: 'webauthn', authenticator: 'AA', value: SIG } },
    ],
    ['a superseded entry without its hash', { ...OPEN, supersedes: { index: 1 } }],
    ['a superseded entry before the first', { ...OPEN, supersedes: { index: -1, leaf: A } }],
    ['a vouch without its key', { ...OPEN, vouch: { from: 0, sig: SIG } }],
    ['a vouch with an unknown field', { ...OPEN, vouch: { ...VOUCH, to: 7 } }],
    ['a list', [OPEN]],
    ['null', [null]],
    ['sealed: an unknown field', { ...SEALED, kind: 'report' }],
    ['sealed: for everyone', { ...SEALED, audience: 'public' }],
    ['sealed: for no folder name', { ...SEALED, audience: 'North' }],
    ['sealed: a commitment of 31 bytes', { ...SEALED, commitment: 'A'.repeat(42) }],
    ['sealed: another version', { ...SEALED, v: 0 }],
    ['sealed: no time', { ...SEALED, at: null }],
    ['sealed: a mission with a control character', { ...SEALED, mission: 'training\u0085' }],
    ['sealed: a vouch of nothing', { ...SEALED, vouch: {} }],
  ])('is refused: %s', (_, fields) => {
    expect(parsed(fields)).toBe('entry-shape');
  });

  test.each([...Object.keys(OPEN)])('is refused without its %s', (name) => {
    const { [name as keyof typeof OPEN]: _, ...rest } = OPEN;
    expect(parsed(rest)).toBe('entry-shape');
  });

  const text = formatJson(OPEN as unknown as Json);
  test.each([
    ['a space', utf8(text.replace(':', ': ')), 'json-not-canonical'],
    ['fields out of order', utf8(`{"v":1,${text.slice(1).replace(',"v":1', '')}`), 'json-not-canonical'],
    ['a field twice', utf8(text.replace('"v":1', '"v":1,"v":1')), 'json-not-canonical'],
    ['a time of 1e400', utf8(text.replace('1777852800000', '1e400')), 'json-not-representable'],
    ['a time with an exponent', utf8(text.replace('1777852800000', '1E2')), 'json-not-canonical'],
    ['a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8(text)), 'json-malformed'],
    ['a line feed behind', utf8(`${text}\n`), 'json-not-canonical'],
    ['half a surrogate pair', utf8(text.replace('training', '\\ud800')), 'json-not-representable'],
    ['a surrogate in UTF-8', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), 'entry-text'],
    ['an overlong zero', Uint8Array.of(0x22, 0xc0, 0x80, 0x22), 'entry-text'],
    ['bytes that are no UTF-8', Uint8Array.of(0xff), 'entry-text'],
    ['nothing', new Uint8Array(), 'json-malformed'],
  ])('is refused as text: %s', (_, bytes, code) => {
    expect(outcome(parseLeaf(bytes))).toBe(code);
  });

  test('of 65,535 bytes is written, of 65,536 is refused with the remedy', () => {
    const room = 65_535 - utf8(formatJson({ ...OPEN, body: { open: '' } } as unknown as Json)).length;
    const sized = (length: number) =>
      formatLeaf({ ...OPEN, body: { open: 'x'.repeat(length) } } as unknown as Header);
    expect(expectAccepted(sized(room))).toHaveLength(65_535);
    const refused = sized(room + 1);
    expect(outcome(refused)).toBe('entry-size');
    expect(refused.ok ? '' : refused.refusal.message).toContain('attachment');
  });
});

describe('what is signed and committed to', () => {
  test('the author signs everything but what the sequencer sets', () => {
    fc.assert(
      fc.property(header, time, vouch, (value, at, other) => {
        const signed = authoredBytes(value);
        expect(authoredBytes({ ...value, at, vouch: other } as Header)).toEqual(signed);
        expect(authoredBytes({ ...value, kind: `${value.kind.slice(0, 60)}x` })).not.toEqual(signed);
        expect(Buffer.from(signed).toString()).toMatch(/^armistice\/entry\/v1\n\{/);
      }),
    );
  });

  test('a vouch signs mission, range and root, each on its line', () => {
    expect(Buffer.from(vouchBytes('training', 3, 7, bytesFor('a'))).toString()).toBe(
      `armistice/vouch/v1\ntraining\n3\n7\n${A}\n`,
    );
  });

  test('a leaf without its vouch is the leaf that the batch root covers', () => {
    expect(withoutVouch({ ...SEALED, vouch: VOUCH } as SealedLeaf)).toEqual(SEALED);
  });

  test('a commitment changes with the salt and with every part of the header', () => {
    const { at: _, ...statement } = OPEN;
    const one = statement as unknown as InnerHeader;
    const commitment = sealedCommitment(bytesFor('salt'), one);
    expect(sealedCommitment(bytesFor('salt'), one)).toBe(commitment);
    expect(sealedCommitment(bytesFor('other salt'), one)).not.toBe(commitment);
    expect(sealedCommitment(bytesFor('salt'), { ...one, audience: 'north' })).not.toBe(commitment);
  });
});

test.each([
  ['public', true],
  ['north', true],
  ['party-2', true],
  [`a${'b'.repeat(62)}`, true],
  [`a${'b'.repeat(63)}`, false],
  ['', false],
  ['North', false],
  ['2north', false],
  ['-north', false],
  ['..', false],
  ['north/south', false],
  ['north\\south', false],
  ['north south', false],
  ['nord_', false],
  ['північ', false],
  ['con.', false],
  ['north\n', false],
])('the audience %j names a folder: %s', (name, expected) => {
  expect(isAudience(name)).toBe(expected);
});
