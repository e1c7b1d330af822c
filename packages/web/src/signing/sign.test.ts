import {
  checkAuthor,
  concat,
  type Jwk,
  type KeyRecord,
  openStatement,
  type Subtle,
  sha256,
  thumbprint,
  toBase64Url,
  utf8,
  webCrypto,
} from '@armistice/core/record';
import { describe, expect, test } from 'vitest';
import { keyOfBrowser, type Prompts, passkeyOf, type SigningKey, signEntry } from './sign.ts';

const verifier = webCrypto(crypto.subtle as unknown as Subtle);
const ORIGIN = 'https://room.example';
const content = {
  ...{ kind: 'position', mission: 'training', audience: 'public' },
  body: {
    fields: [
      { name: 'incident', value: 'a', audience: 'public' },
      { name: 'text', value: 'It was not us.', audience: 'public' },
    ],
  },
} as const;

function recordOf(jwk: Jwk, origins?: readonly string[]): KeyRecord {
  const record = { id: thumbprint(jwk), key: jwk, role: 'party', subject: 'north', since: 0 } as const;
  return origins === undefined ? record : { ...record, origins };
}

/** What the record accepts of an entry: its author's signature, and the fields that it opens to. */
async function accepted(key: SigningKey, record: KeyRecord): Promise<readonly string[] | undefined> {
  const { statement, sig, disclosures } = await signEntry(content, key);
  if (!(await checkAuthor({ ...statement, sig }, record, verifier))) return undefined;
  const opened = openStatement(statement, disclosures);
  return opened.ok ? opened.value.map(({ name }) => name) : undefined;
}

/** r ‖ s as authenticators write it: ECDSA-Sig-Value (X.690 DER). */
function derOf(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const numbers = [raw.slice(0, 32), raw.slice(32)].map((half) => {
    const from = half.findIndex((byte) => byte !== 0);
    const digits = half.slice(from);
    const padded = (digits[0] ?? 0) >= 0x80 ? concat([Uint8Array.of(0), digits]) : digits;
    return concat([Uint8Array.of(2, padded.length), padded]);
  });
  const both = concat(numbers);
  return concat([Uint8Array.of(0x30, both.length), both]);
}

describe('an entry signed in the browser is one that the record accepts', () => {
  test('by a key that the browser never gives out', async () => {
    const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    await expect(crypto.subtle.exportKey('jwk', pair.privateKey)).rejects.toThrow();
    const { x = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const jwk: Jwk = { crv: 'Ed25519', kty: 'OKP', x };
    const key = keyOfBrowser(jwk, pair.privateKey);
    expect(await accepted(key, recordOf(jwk))).toEqual(['incident', 'text']);
    expect(await accepted(key, recordOf(jwk, [ORIGIN]))).toBeUndefined();
  });

  test('by a passkey, at the origins that it was introduced for and at no other', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const jwk: Jwk = { crv: 'P-256', kty: 'EC', x, y };
    const asked: PublicKeyCredentialRequestOptions[] = [];
    // A software authenticator: what a device answers, byte for byte (Web Authentication Level 3, §6.3.3).
    const prompts: Prompts = {
      async get({ publicKey: options }) {
        asked.push(options);
        const challenge = toBase64Url(options.challenge as Uint8Array);
        const client = utf8(JSON.stringify({ type: 'webauthn.get', challenge, origin: ORIGIN }));
        const authenticator = concat([sha256(utf8('room.example')), Uint8Array.of(5, 0, 0, 0, 9)]);
        const signed = concat([authenticator, sha256(client)]);
        const raw = new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, signed));
        const response = {
          authenticatorData: authenticator.buffer,
          clientDataJSON: client.buffer,
          signature: derOf(raw).buffer,
        };
        return { response } as unknown as Credential;
      },
    };
    const key = passkeyOf(jwk, Uint8Array.of(1, 2, 3), prompts);
    expect(await accepted(key, recordOf(jwk, [ORIGIN]))).toEqual(['incident', 'text']);
    expect(await accepted(key, recordOf(jwk, ['https://elsewhere.example']))).toBeUndefined();
    expect(asked[0]?.userVerification).toBe('required');
  });

  test('and a prompt that is turned away signs nothing', async () => {
    const jwk: Jwk = { crv: 'P-256', kty: 'EC', x: 'A'.repeat(43), y: 'A'.repeat(43) };
    const key = passkeyOf(jwk, Uint8Array.of(1), { get: async () => null });
    await expect(signEntry(content, key)).rejects.toThrow('no passkey answered');
  });
});
