import { Decrypter, Encrypter } from 'age-encryption';
import { DamagedBackup } from './tar.ts';

// A backup that holds keys is encrypted under a passphrase in the age format, which other programs open too.

const MAGIC = 'age-encryption.org/';
/** Shorter ones can be tried by whoever finds the file. */
export const PASSPHRASE_LEAST = 16;

/** A passphrase that does not open a backup, or that is too short to keep one shut. */
export class WrongPassphrase extends Error {}

/** Throws {@link WrongPassphrase} where a passphrase is too short for a file that others may find. */
export function mustBeLong(passphrase: string): void {
  if (passphrase.length < PASSPHRASE_LEAST)
    throw new WrongPassphrase(
      `the passphrase has ${passphrase.length} characters; it takes at least ${PASSPHRASE_LEAST}, such as five words that nobody would put together`,
    );
}

/** Encrypts bytes on their way. `work`: 2^work is what each guess costs; the default takes a second or two. */
export async function locked(
  bytes: AsyncIterable<Uint8Array>,
  passphrase: string,
  work?: number,
): Promise<AsyncIterable<Uint8Array>> {
  mustBeLong(passphrase);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  if (work !== undefined) encrypter.setScryptWorkFactor(work);
  return encrypter.encrypt(ReadableStream.from(bytes) as ReadableStream<Uint8Array>);
}

/** Whether bytes begin as an encrypted backup does. */
export function isLocked(beginning: Uint8Array): boolean {
  return Buffer.from(beginning.subarray(0, MAGIC.length)).toString('latin1') === MAGIC;
}

/** Decrypts bytes on their way; what was changed or cut short throws {@link DamagedBackup}. */
export async function unlocked(
  bytes: AsyncIterable<Uint8Array>,
  passphrase: string,
): Promise<AsyncIterable<Uint8Array>> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const plain = await decrypter
    .decrypt(ReadableStream.from(bytes) as ReadableStream<Uint8Array>)
    .catch(() => {
      throw new WrongPassphrase('the passphrase does not open this backup, or its beginning is damaged');
    });
  async function* told() {
    try {
      yield* plain;
    } catch {
      throw new DamagedBackup('the encrypted backup was changed or is cut short');
    }
  }
  return told();
}
