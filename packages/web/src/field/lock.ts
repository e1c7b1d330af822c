import { argon2id } from 'hash-wasm';
import { newDataKey } from './sealing.ts';

// The data key lies on the device wrapped under a key that comes of the passphrase alone. A new passphrase wraps the same
// data key anew: nothing else is written again. Why these figures: docs/decisions/0054.

/** How a passphrase becomes a key: Argon2id (RFC 9106). */
export interface Effort {
  /** Memory, KiB. */
  readonly memory: number;
  readonly passes: number;
}

const EFFORT: Effort = { memory: 64 * 1024, passes: 3 };

/** The wrapped data key. Its one copy: without it nothing on the device can be read again, by anybody. */
export interface Lock extends Effort {
  readonly v: 1;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly wrapped: ArrayBuffer;
}

/** The shortest passphrase that is taken. */
export const SHORTEST = 10;

/** A new data key, locked with a passphrase. */
export async function makeLock(passphrase: string, effort: Effort = EFFORT): Promise<Opened> {
  return wrap(await newDataKey(), passphrase, effort);
}

/** A data key that can be used while it is in memory, and the lock that it came out of. */
export interface Opened {
  readonly lock: Lock;
  readonly key: CryptoKey;
}

/** The data key; undefined where the passphrase is another one, or the lock was tampered with. */
export async function openLock(lock: Lock, passphrase: string): Promise<CryptoKey | undefined> {
  return unwrap(lock, passphrase, false);
}

/** The same data key under another passphrase; undefined where the first is wrong. */
export async function relock(
  lock: Lock,
  { passphrase, next }: { readonly passphrase: string; readonly next: string },
  effort: Effort = EFFORT,
): Promise<Lock | undefined> {
  const key = await unwrap(lock, passphrase, true);
  return key === undefined ? undefined : (await wrap(key, next, effort)).lock;
}

async function wrap(key: CryptoKey, passphrase: string, effort: Effort): Promise<Opened> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const by = await keyOf(passphrase, { ...effort, salt });
  const wrapped = await crypto.subtle.wrapKey('raw', key, by, { name: 'AES-GCM', iv });
  const lock: Lock = { v: 1, ...effort, salt, iv, wrapped };
  const used = await unwrapWith(lock, by, false);
  if (used === undefined) throw new Error('a lock that was just made does not open');
  return { lock, key: used };
}

async function unwrap(lock: Lock, passphrase: string, again: boolean): Promise<CryptoKey | undefined> {
  if (passphrase.trim() === '') return undefined;
  return unwrapWith(lock, await keyOf(passphrase, lock), again);
}

async function unwrapWith(
  { wrapped, iv }: Lock,
  by: CryptoKey,
  extractable: boolean,
): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.unwrapKey(
      'raw',
      wrapped,
      by,
      { name: 'AES-GCM', iv },
      'AES-GCM',
      extractable,
      ['encrypt', 'decrypt'],
    );
  } catch {
    return undefined;
  }
}

async function keyOf(
  passphrase: string,
  { salt, memory, passes }: Effort & { readonly salt: Uint8Array },
): Promise<CryptoKey> {
  // The same letters typed on another keyboard may come as other code points.
  const password = passphrase.normalize('NFKC').trim();
  const hash = await argon2id({
    ...{ password, salt, memorySize: memory, iterations: passes, parallelism: 1 },
    ...{ hashLength: 32, outputType: 'binary' as const },
  });
  const key = await crypto.subtle.importKey('raw', new Uint8Array(hash), 'AES-GCM', false, [
    'wrapKey',
    'unwrapKey',
  ]);
  hash.fill(0);
  return key;
}
