import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkAuthor } from './author.ts';
import { toBase64Url } from './base64.ts';
import { authoredBytes, type EntrySignature, type Statement } from './entry.ts';
import { type Jwk, type KeyRecord, thumbprint } from './keys.ts';
import { bytesFor, testKey, verifier } from './testing.ts';

const ORIGIN = 'https://room.example';

/** A passkey's P-256 key that follows from a name. */
function passkey(name: string): { readonly jwk: Jwk; sign(message: Uint8Array): Uint8Array } {
  // SEC 1 (RFC 5915): a private key of nothing but its number and its curve; the host makes the point from it.
  const number = bytesFor(`passkey ${name}`);
  const curve = Buffer.from('a00a06082a8648ce3d030107', 'hex');
  const der = Buffer.concat([Buffer.from('30310201010420', 'hex'), number, curve]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'sec1' });
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  return {
    jwk: { crv: 'P-256', kty: 'EC', x, y },
    sign: (message) => new Uint8Array(sign('sha256', message, key)),
  };
}

const statement: Statement = {
  v: 1,
  kind: 'position',
  mission: 'training',
  by: toBase64Url(bytesFor('by')),
  audience: 'public',
  body: { open: { text: 'alleged' } },
  authored: { at: 7, nonce: toBase64Url(bytesFor('nonce', 16)) },
};

function recordOf(key: Jwk, origins?: readonly string[]): KeyRecord {
  const base = { id: thumbprint(key), key, role: 'party', subject: 'north', since: 0 } as const;
  return origins === undefined ? base : { ...base, origins };
}

const holds = (sig: EntrySignature | undefined, record: KeyRecord, of: Statement = statement) =>
  checkAuthor(sig === undefined ? of : { ...of, sig }, record, verifier);

describe('an author’s signature', () => {
  const north = testKey('north');
  const sig = { alg: 'ed25519', value: toBase64Url(north.sign(authoredBytes(statement))) } as const;

  test('holds over what was stated', async () => {
    expect(await holds(sig, recordOf(north.jwk))).toBe(true);
  });

  test.each<[string, Partial<Statement>]>([
    ['kind', { kind: 'report' }],
    ['mission', { mission: 'other' }],
    ['author', { by: toBase64Url(bytesFor('another')) }],
    ['audience', { audience: 'north' }],
    ['body', { body: { open: { text: 'proved' } } }],
    ['author’s time', { authored: { ...statement.authored, at: 8 } }],
    ['nonce', { authored: { ...statement.authored, nonce: toBase64Url(bytesFor('other', 16)) } }],
    ['superseded entry', { supersedes: { index: 1, leaf: toBase64Url(bytesFor('leaf')) } }],
  ])('does not hold over another %s', async (_, change) => {
    expect(await holds(sig, recordOf(north.jwk), { ...statement, ...change })).toBe(false);
  });

  test('does not hold under another key, a passkey’s record or none', async () => {
    expect(await holds(sig, recordOf(testKey('south').jwk))).toBe(false);
    expect(await holds(sig, recordOf(passkey('north').jwk))).toBe(false);
    expect(await holds(sig, recordOf(north.jwk, [ORIGIN]))).toBe(false);
    expect(await holds(undefined, recordOf(north.jwk))).toBe(false);
  });
});

describe('a passkey’s signature (Web Authentication)', () => {
  const key = passkey('liaison');
  const record = recordOf(key.jwk, ['https://elsewhere.example', ORIGIN]);
  const challenge = createHash('sha256').update(authoredBytes(statement)).digest('base64url');

  interface Assertion {
    readonly client?: object | string;
    readonly flags?: number;
    readonly length?: number;
    readonly by?: { sign(message: Uint8Array): Uint8Array };
    readonly value?: (value: Uint8Array) => Uint8Array;
  }

  function assertion({
    client,
    flags = 1,
    length = 37,
    by = key,
    value = (one) => one,
  }: Assertion = {}): EntrySignature {
    const given =
      typeof client === 'string'
        ? client
        : JSON.stringify({ type: 'webauthn.get', challenge, origin: ORIGIN, crossOrigin: false, ...client });
    const authenticator = new Uint8Array(length).fill(7);
    if (length > 32) authenticator[32] = flags;
    const signed = Buffer.concat([authenticator, createHash('sha256').update(given).digest()]);
    return {
      alg: 'webauthn',
      authenticator: toBase64Url(authenticator),
      client: Buffer.from(given).toString('base64url'),
      value: toBase64Url(value(by.sign(signed))),
    };
  }

  test('holds, again and again, whatever length its numbers have', async () => {
    for (let i = 0; i < 64; i++) expect(await holds(assertion(), record)).toBe(true);
  });

  test('holds from an authenticator with an Ed25519 key', async () => {
    const ed = testKey('liaison');
    expect(await holds(assertion({ by: ed }), recordOf(ed.jwk, [ORIGIN]))).toBe(true);
    expect(await holds(assertion({ by: testKey('another') }), recordOf(ed.jwk, [ORIGIN]))).toBe(false);
  });

  test('holds where the user was verified as well as present, and with extensions behind', async () => {
    expect(await holds(assertion({ flags: 5, length: 60 }), record)).toBe(true);
  });

  const cut = (count: number) => (value: Uint8Array) => value.slice(0, value.length - count);
  const withByte = (at: number, byte: number) => (value: Uint8Array) =>
    value.map((old, i) => (i === at ? byte : old));
  test.each<[string, Assertion]>([
    [
      'the challenge of another message',
      { client: { challenge: createHash('sha256').update('another').digest('base64url') } },
    ],
    ['a challenge with padding', { client: { challenge: `${challenge}=` } }],
    ['a challenge that is no text', { client: { challenge: 7 } }],
    ['another origin', { client: { origin: 'https://rоom.example' } }],
    ['an origin with a port', { client: { origin: `${ORIGIN}:8443` } }],
    ['no origin', { client: { origin: undefined } }],
    ['the type of a registration', { client: { type: 'webauthn.create' } }],
    ['client data that is no JSON', { client: 'webauthn.get' }],
    ['client data that is null', { client: 'null' }],
    ['nobody present', { flags: 4 }],
    ['authenticator data cut short', { length: 36 }],
    ['no authenticator data to speak of', { length: 1 }],
    ['the signature of another key', { by: passkey('another') }],
    ['a signature of nothing', { value: () => Uint8Array.of(0) }],
    ['DER cut short', { value: cut(1) }],
    ['DER with a byte behind', { value: (value) => Uint8Array.of(...value, 0) }],
    [
      'DER with a byte behind its numbers, and a length to match',
      { value: (value) => Uint8Array.of(0x30, (value[1] ?? 0) + 1, ...value.slice(2), 0) },
    ],
    ['DER of another type', { value: withByte(0, 0x31) }],
    ['DER with another length', { value: (value) => withByte(1, (value[1] ?? 0) + 1)(value) }],
    ['a first number of another type', { value: withByte(2, 0x03) }],
    ['a first number of no length', { value: withByte(3, 0) }],
    ['a first number that passes the end', { value: withByte(3, 120) }],
    ['r ‖ s without DER', { value: (value) => bytesFor(`raw ${value.length}`) }],
    ['garbage', { value: () => bytesFor('garbage') }],
  ])('does not hold with %s', async (_, change) => {
    expect(await holds(assertion(change), record)).toBe(false);
  });

  test('does not hold under a key of no web origin, nor over another statement', async () => {
    expect(await holds(assertion(), recordOf(key.jwk))).toBe(false);
    expect(await holds(assertion(), record, { ...statement, kind: 'report' })).toBe(false);
  });

  test('does not hold under a point off the curve, and does not stop the audit', async () => {
    const { x } = key.jwk;
    const off = { crv: 'P-256', kty: 'EC', x, y: x } as const;
    expect(await holds(assertion(), recordOf(off, [ORIGIN]))).toBe(false);
  });

  /** The two numbers of a signature, and DER spelled as a careless encoder would. */
  function numbers(der: Uint8Array): [Uint8Array, Uint8Array] {
    const first = der.slice(4, 4 + (der[3] ?? 0));
    return [first, der.slice(6 + first.length)];
  }
  const spelled = (r: Uint8Array, s: Uint8Array) =>
    Uint8Array.of(0x30, 4 + r.length + s.length, 2, r.length, ...r, 2, s.length, ...s);

  test('holds in the one spelling that DER has for its numbers, and in no other', async () => {
    const seen = new Set<string>();
    for (let i = 0; i < 200 && seen.size < 2; i++) {
      const again = assertion({ value: (value) => spelled(...numbers(value)) });
      expect(await holds(again, record)).toBe(true);
      let kind = '';
      const careless = assertion({
        value: (value) => {
          const [r, s] = numbers(value);
          kind = r[0] === 0 ? 'negative' : 'padded';
          return kind === 'negative' ? spelled(r.slice(1), s) : spelled(Uint8Array.of(0, ...r), s);
        },
      });
      expect(await holds(careless, record)).toBe(false);
      seen.add(kind);
    }
    expect([...seen].sort()).toEqual(['negative', 'padded']);
  });
});
