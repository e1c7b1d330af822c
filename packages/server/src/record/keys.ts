import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import {
  expectAccepted,
  fromBase64Url,
  type Jwk,
  type KeyType,
  type Signer,
  type Verifier,
  type VerifierKey,
  verifierKey,
} from '@armistice/core/record';
import type { Disk } from './disk.ts';

/** A signing key as kept in a file of its own, readable by its owner alone (docs/formats/key-file.md). */
export interface KeyFile {
  readonly format: 'armistice.key/v1';
  readonly name: string;
  readonly type: KeyType;
  /** RFC 8037 private JWK. */
  readonly jwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string; readonly d: string };
}

/** A signer that also names its key as entries do. */
export interface EntrySigner extends Signer {
  readonly jwk: Jwk;
}

/** Makes a new Ed25519 key. `name` is its signed-note name. */
export function newKeyFile(name: string, type: KeyType): KeyFile {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x, d } = privateKey.export({ format: 'jwk' });
  if (x === undefined || d === undefined) throw new Error('the host made an Ed25519 key without its parts');
  return { format: 'armistice.key/v1', name, type, jwk: { kty: 'OKP', crv: 'Ed25519', x, d } };
}

/** Opens a key file for signing. Throws, naming what is wrong, where it is not one. */
export function signerOf(file: KeyFile): EntrySigner {
  const privateKey = createPrivateKey({ key: { ...file.jwk }, format: 'jwk' });
  const x = fromBase64Url(file.jwk.x);
  if (x === undefined)
    throw new Error(`the key of "${file.name}" is damaged: its public part is not base64url`);
  const key = expectAccepted(verifierKey(file.name, file.type, x));
  return {
    key,
    jwk: { crv: 'Ed25519', kty: 'OKP', x: file.jwk.x },
    sign: (message) => sign(null, message, privateKey),
  };
}

/** Reads a key file. */
export async function readKeyFile(disk: Disk, path: string): Promise<KeyFile | undefined> {
  const bytes = await disk.read(path);
  if (bytes === undefined) return undefined;
  const file = JSON.parse(new TextDecoder().decode(bytes)) as KeyFile;
  if (file.format !== 'armistice.key/v1') throw new Error(`${path} is not a key file of Armistice`);
  return file;
}

/** Keeps a key file; only its owner may read it. */
export async function writeKeyFile(disk: Disk, path: string, file: KeyFile): Promise<void> {
  await disk.replace(path, new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`), 0o600);
}

function publicKeyOf(jwk: { readonly [name: string]: string }, cache: Map<string, KeyObject>): KeyObject {
  const id = `${jwk.x}${jwk.y ?? ''}`;
  let key = cache.get(id);
  if (key === undefined) {
    key = createPublicKey({ key: jwk, format: 'jwk' });
    cache.set(id, key);
  }
  return key;
}

/** Verifies with node:crypto on its thread pool, so that signatures do not hold up hashing. */
export function nodeVerifier(): Verifier {
  const cache = new Map<string, KeyObject>();
  function check(
    algorithm: string | null,
    key: Parameters<typeof verify>[2],
    message: Uint8Array,
    signature: Uint8Array,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      verify(algorithm, message, key, signature, (error, valid) => resolve(error === null && valid));
    });
  }
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  return {
    ed25519: (key, message, signature) =>
      check(null, publicKeyOf({ kty: 'OKP', crv: 'Ed25519', x: text(key) }, cache), message, signature),
    p256: (key, message, signature) => {
      const jwk = { kty: 'EC', crv: 'P-256', x: text(key.subarray(1, 33)), y: text(key.subarray(33)) };
      return check('sha256', { key: publicKeyOf(jwk, cache), dsaEncoding: 'ieee-p1363' }, message, signature);
    },
  };
}

export type { VerifierKey };
