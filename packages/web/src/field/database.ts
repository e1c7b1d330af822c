import type { Lock } from './lock.ts';
import type { Sealed } from './sealing.ts';

// Two stores of the browser's database: the lock, and what is kept, sealed, under ids that are random. Which of them is a
// draft, a report or a photograph is said inside of the seal alone.

const NAME = 'armistice-field';
const LOCK = 'lock';
const KEPT = 'kept';

/** Where the device keeps things; in tests, a map. */
export interface FieldStore {
  lock(): Promise<Lock | undefined>;
  /** Keeps the first lock; answers false where there is one, as all that is kept can be read through that one alone. */
  addLock(lock: Lock): Promise<boolean>;
  /** Puts another lock, of the same data key, in the place of the one there. */
  putLock(lock: Lock): Promise<void>;
  dropLock(): Promise<void>;
  all(): Promise<readonly Sealed[]>;
  get(id: string): Promise<Sealed | undefined>;
  /** Writes some and deletes others, all or nothing. */
  change(put: readonly Sealed[], drop?: readonly string[]): Promise<void>;
  /** Deletes all that is kept. */
  empty(): Promise<void>;
  close(): void;
}

/**
 * The browser's own database; `gone` is called when another window or the browser itself deletes it. Throws where a browser
 * keeps none, as in some private windows.
 */
export async function openStore(gone: () => void): Promise<FieldStore> {
  const database = await connect(gone);
  const read = <T>(store: string, ask: (from: IDBObjectStore) => IDBRequest<T>) =>
    answered(ask(database.transaction(store).objectStore(store)));
  return {
    lock: () => read(LOCK, (from) => from.get(LOCK) as IDBRequest<Lock | undefined>),
    addLock: (lock) =>
      write(database, LOCK, (into) => into.add(lock, LOCK)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof DOMException && error.name === 'ConstraintError') return false;
          throw error;
        },
      ),
    putLock: (lock) => write(database, LOCK, (into) => into.put(lock, LOCK)),
    dropLock: () => write(database, LOCK, (into) => into.clear()),
    all: () => read(KEPT, (from) => from.getAll() as IDBRequest<Sealed[]>),
    get: (id) => read(KEPT, (from) => from.get(id) as IDBRequest<Sealed | undefined>),
    change: (put, drop = []) =>
      write(database, KEPT, (into) => {
        for (const one of put) into.put(one);
        for (const id of drop) into.delete(id);
      }),
    empty: () => write(database, KEPT, (into) => into.clear()),
    close: () => database.close(),
  };
}

/** Deletes the database; resolves once it is gone, which may be never while another window keeps it open. */
export async function destroyStore(): Promise<void> {
  await answered(indexedDB.deleteDatabase(NAME));
}

/** Deletes every other database of this site. */
export async function destroyOthers(): Promise<void> {
  for (const { name = NAME } of await indexedDB.databases())
    if (name !== NAME) await answered(indexedDB.deleteDatabase(name));
}

function connect(gone: () => void): Promise<IDBDatabase> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(LOCK);
    opening.result.createObjectStore(KEPT, { keyPath: 'id' });
  };
  return answered(opening).then((database) => {
    // Another window destroys everything: it must not wait for this one.
    database.onversionchange = () => {
      database.close();
      gone();
    };
    // The browser's own settings, or a browser that runs out of room.
    database.onclose = gone;
    return database;
  });
}

function write(database: IDBDatabase, store: string, act: (into: IDBObjectStore) => unknown): Promise<void> {
  return new Promise((done, failed) => {
    // Strict: kept means on the disk, also when the battery is taken out.
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error ?? new Error('the device could not keep it'));
    act(transaction.objectStore(store));
  });
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
