import type { Kept } from './verify.ts';

// What this browser saw last, by the log's key: a new log under an old name is another log. IndexedDB, because the
// leaf hashes of a long log outgrow localStorage. Where a browser forbids it, every check is a first look.

const DATABASE = 'armistice';
const STORE = 'kept';

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** Reads what stands under a name; undefined where nothing does, or where the browser refuses. */
async function read(name: string): Promise<unknown> {
  try {
    const database = await opened();
    const value: unknown = await settled(database.transaction(STORE).objectStore(STORE).get(name));
    database.close();
    return value;
  } catch {
    return undefined;
  }
}

async function write(name: string, value: unknown): Promise<void> {
  try {
    const database = await opened();
    await settled(database.transaction(STORE, 'readwrite').objectStore(STORE).put(value, name));
    database.close();
  } catch {
    // Private windows may refuse to store: the next check is a first look then, and says so.
  }
}

/** What was kept of the log with this key. */
export async function recall(logKey: string): Promise<Kept | undefined> {
  return (await read(logKey)) as Kept | undefined;
}

/** Keeps what was seen; only to be called with a record that holds. */
export function keep(logKey: string, kept: Kept): Promise<void> {
  return write(logKey, kept);
}

// A name that no key can have: keys hold a plus sign.
const LAST_LOG = 'last log';

/** The key of the log that was seen last at this address: a new key without notice is a new history. */
export async function recallLog(): Promise<string | undefined> {
  const key = await read(LAST_LOG);
  return typeof key === 'string' ? key : undefined;
}

export function keepLog(logKey: string): Promise<void> {
  return write(LAST_LOG, logKey);
}
