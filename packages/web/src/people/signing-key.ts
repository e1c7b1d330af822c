import { type Jwk, thumbprint } from '@armistice/core/record';
import { readJson, sendJson } from '../api.ts';

// The key with which a member signs for a party or body. It is made in this browser, cannot be taken out of it, not by
// this page either, and lies in its database until it is wiped.

/** A key that this device keeps. */
export interface OwnKey {
  /** Thumbprint: what entries name in `by`. */
  readonly id: string;
  readonly jwk: Jwk;
  readonly role: 'party' | 'body';
  /** The party's or body's id. */
  readonly subject: string;
  readonly privateKey: CryptoKey;
}

const [DATABASE, STORE] = ['armistice-keys', 'keys'];

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'owner' });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((done, failed) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      // Told as kept once the whole transaction is, so that a key that was introduced is never one that is lost.
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Whether this browser makes Ed25519 keys. */
export async function canMakeKeys(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
    return typeof indexedDB !== 'undefined';
  } catch {
    return false;
  }
}

/** Makes a key for a member of this handle and keeps it, in place of one kept before. */
export async function makeKey(owner: string, role: OwnKey['role'], subject: string): Promise<OwnKey> {
  const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const { x = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const jwk: Jwk = { crv: 'Ed25519', kty: 'OKP', x };
  const key: OwnKey = { id: thumbprint(jwk), jwk, role, subject, privateKey: pair.privateKey };
  await inStore('readwrite', (store) => store.put({ owner, ...key }));
  return key;
}

/** The key that this device keeps for a handle; undefined where it keeps none. */
export async function keptKey(owner: string): Promise<OwnKey | undefined> {
  return (await inStore('readonly', (store) => store.get(owner))) as OwnKey | undefined;
}

/** Destroys the key on this device. No copy exists. */
export async function wipeKey(owner: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(owner));
}

/** Asks for the key to be introduced into the record; `proposal`: another person compares it first. */
export async function introduce(key: OwnKey): Promise<{ readonly proposal?: string }> {
  const { jwk, role, subject } = key;
  return ((await sendJson('/api/keys', { jwk, role, name: subject })) ?? {}) as {
    readonly proposal?: string;
  };
}

/** How the record has a key: in force, ended, or not there. */
export async function standingOf(
  id: string,
  signal?: AbortSignal,
): Promise<'in-force' | 'ended' | 'unknown'> {
  const { keys } = (await readJson('/api/keys', signal)) as {
    readonly keys: readonly { readonly kid: string; readonly until?: number }[];
  };
  const found = keys.find(({ kid }) => kid === id);
  if (found === undefined) return 'unknown';
  return found.until === undefined ? 'in-force' : 'ended';
}

/** Ends the key in the record, for everyone. */
export async function revoke(id: string): Promise<void> {
  await sendJson(`/api/keys/${encodeURIComponent(id)}/revoke`);
}
