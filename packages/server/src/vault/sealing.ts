import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { expectAccepted, parseShape } from '@armistice/core/base';
import { toBase64Url } from '@armistice/core/record';
import { Decrypter, Encrypter } from 'age-encryption';
import { combine, split } from 'shamir-secret-sharing';
import { bytesOf, type CustodianKeys } from './custodian.ts';
import { type Custodian, type Identity, type IdentityFile, identityForm, VaultRefusal } from './words.ts';

// There is no key to the vault. Each identity has a key of its own, of which every custodian has a share; two shares make it.
// Who agrees to one opening gives one share of one key, and nothing of any other identity.

/** How many custodians open an identity together. */
const THRESHOLD = 2;
const TAG_BYTES = 16;
/** What is encrypted has one of few lengths: its size says nothing of who it is. */
const PAD_BYTES = 1024;
const NONCE = new Uint8Array(12);

/** What an identity is encrypted from: its salt makes the commitment to it impossible to guess. */
interface Plain {
  readonly identity: Identity;
  readonly salt: string;
}

/** An identity, sealed, and what the sealed log says of it for ever. */
export interface Sealed {
  readonly file: IdentityFile;
  /** SHA-256 of what was encrypted, base64url. */
  readonly commitment: string;
}

/** Seals who a source is for these custodians. Nobody needs to open anything for that. */
export function sealIdentity(
  handle: string,
  identity: Identity,
  custodians: readonly Custodian[],
): Promise<Sealed> {
  const json = JSON.stringify({ identity, salt: toBase64Url(randomBytes(32)) } satisfies Plain);
  const bytes = Buffer.byteLength(json);
  const plain = Buffer.alloc(Math.ceil(bytes / PAD_BYTES) * PAD_BYTES, ' ');
  plain.write(json);
  return sealPlain(handle, plain, custodians);
}

/** Seals the same for other custodians, under a new key: the shares of the old one open nothing of it. */
export async function sealAgain(
  file: IdentityFile,
  shares: readonly Uint8Array[],
  custodians: readonly Custodian[],
): Promise<Sealed> {
  return sealPlain(file.handle, await plainOf(file, shares), custodians);
}

async function sealPlain(handle: string, plain: Buffer, custodians: readonly Custodian[]): Promise<Sealed> {
  const key = randomBytes(32);
  const cipher = createCipheriv('aes-256-gcm', key, NONCE);
  cipher.setAAD(Buffer.from(handle));
  const box = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const commitment = createHash('sha256').update(plain).digest('base64url');
  plain.fill(0);
  const shares = await split(new Uint8Array(key), custodians.length, THRESHOLD);
  key.fill(0);
  const sealed = await Promise.all(
    custodians.map(async ({ handle: custodian, recipient }, i) => ({
      custodian,
      share: toBase64Url(await sealFor(recipient, shares[i] as Uint8Array)),
    })),
  );
  const file: IdentityFile = {
    format: 'armistice.identity/v1',
    handle,
    box: toBase64Url(box),
    shares: sealed,
  };
  return { file, commitment };
}

/** Bytes that one custodian alone opens. */
export async function sealFor(recipient: string, bytes: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytes);
}

/** Opens bytes that {@link sealFor} sealed for this custodian. */
export async function openFor({ handle, opens }: CustodianKeys, bytes: Uint8Array): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(opens);
  return decrypter.decrypt(bytes).catch(() => {
    throw new VaultRefusal(
      'form',
      `a share of ${handle} cannot be opened: it was damaged, or sealed for another`,
    );
  });
}

/** The share that a custodian has of an identity's key. */
export async function shareOf(file: IdentityFile, keys: CustodianKeys): Promise<Uint8Array> {
  const own = file.shares.find(({ custodian }) => custodian === keys.handle);
  if (own === undefined)
    throw new VaultRefusal('person', `${keys.handle} has no share of the key of ${file.handle}`);
  return openFor(keys, bytesOf(own.share));
}

/** Who a source is, out of two shares of its key. Throws {@link VaultRefusal} where they do not make the key. */
export async function openIdentity(
  file: IdentityFile,
  shares: readonly Uint8Array[],
): Promise<{ readonly identity: Identity; readonly commitment: string }> {
  const plain = await plainOf(file, shares);
  const commitment = createHash('sha256').update(plain).digest('base64url');
  const { identity } = JSON.parse(plain.toString('utf8')) as Plain;
  plain.fill(0);
  return { identity: expectAccepted(parseShape(identityForm, identity, 'vault/identity')), commitment };
}

async function plainOf({ handle, box }: IdentityFile, shares: readonly Uint8Array[]): Promise<Buffer> {
  const bytes = bytesOf(box);
  let key: Uint8Array | undefined;
  try {
    key = await combine([...shares]);
    const decipher = createDecipheriv('aes-256-gcm', key, NONCE);
    decipher.setAAD(Buffer.from(handle));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new VaultRefusal(
      'form',
      `the shares given do not open ${handle}: one of them, or the file, is damaged`,
    );
  } finally {
    key?.fill(0);
    for (const share of shares) share.fill(0);
  }
}
