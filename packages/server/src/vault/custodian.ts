import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '@armistice/core/record';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { type EntrySigner, newKeyFile, signerOf } from '../record/keys.ts';
import { type Custodian, VaultRefusal } from './words.ts';

// A custodian has two keys: one that opens shares, one that signs in the sealed log. Both lie in the vault under the custodian's
// own passphrase, so that nobody has to carry a file, and the vault's disk alone opens nothing.

/** The private keys of a custodian, in memory for one act. */
export interface CustodianKeys {
  readonly handle: string;
  /** An age identity. */
  readonly opens: string;
  readonly signer: EntrySigner;
}

/** log2 of scrypt's N: with r = 8 each guess takes 128 MiB and about half a second. */
const COST = 17;
const PASSPHRASE_LEAST = 16;
const TAG_BYTES = 16;

/** Makes a custodian's keys. Throws {@link VaultRefusal} where the passphrase is too short. `cost`: for tests. */
export async function newCustodian(
  handle: string,
  passphrase: string,
  cost = COST,
): Promise<{ readonly custodian: Custodian; readonly keys: CustodianKeys }> {
  if (passphrase.length < PASSPHRASE_LEAST)
    throw new VaultRefusal(
      'passphrase',
      `the passphrase of ${handle} has ${passphrase.length} characters; it takes at least ${PASSPHRASE_LEAST}`,
    );
  const opens = await generateX25519Identity();
  const { jwk } = newKeyFile(handle, 'ed25519');
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt, cost), nonce);
  cipher.setAAD(Buffer.from(handle));
  const plain = JSON.stringify({ opens, x: jwk.x, d: jwk.d });
  const box = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const custodian: Custodian = {
    handle,
    recipient: await identityToRecipient(opens),
    key: jwk.x,
    wrapped: {
      kdf: 'scrypt',
      cost,
      salt: toBase64Url(salt),
      nonce: toBase64Url(nonce),
      box: toBase64Url(box),
    },
  };
  return { custodian, keys: keysFrom(handle, { opens, ...jwk }) };
}

/** Opens a custodian's keys. Throws {@link VaultRefusal} where the passphrase is another's. */
export async function openCustodian(custodian: Custodian, passphrase: string): Promise<CustodianKeys> {
  const { handle, wrapped } = custodian;
  const [salt, nonce, box] = [wrapped.salt, wrapped.nonce, wrapped.box].map(bytesOf) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const key = await keyOf(passphrase, salt, wrapped.cost);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAAD(Buffer.from(handle));
    decipher.setAuthTag(box.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(box.subarray(0, -TAG_BYTES)), decipher.final()]);
    const keys = keysFrom(
      handle,
      JSON.parse(plain.toString('utf8')) as { opens: string; x: string; d: string },
    );
    plain.fill(0);
    return keys;
  } catch {
    throw new VaultRefusal('passphrase', `this is not the passphrase of ${handle}`);
  } finally {
    key.fill(0);
  }
}

function keysFrom(handle: string, { opens, x, d }: { opens: string; x: string; d: string }): CustodianKeys {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x, d } as const;
  return {
    handle,
    opens,
    signer: signerOf({ format: 'armistice.key/v1', name: handle, type: 'ed25519', jwk }),
  };
}

/** Bytes of a field that is base64url by its form. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(fromBase64Url(text) ?? new Uint8Array());
}

/** On the thread pool: a server answers others meanwhile. */
function keyOf(passphrase: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  const [N, r] = [2 ** cost, 8];
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N, r, p: 1, maxmem: 2 * 128 * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
