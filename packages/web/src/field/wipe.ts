import { destroyOthers, destroyStore, type FieldStore } from './database.ts';

/** What is destroyed: the key, what is sealed under it, the form with all that the site keeps besides, the session. */
export const WIPED = ['key', 'records', 'form', 'session'] as const;
export type Wiped = (typeof WIPED)[number];

/** How each of them is destroyed. */
export type Wiping = { readonly [part in Wiped]: () => Promise<unknown> };

/** A step that takes longer hangs, as on a window that is asleep and keeps its connection. */
const LIMIT_MS = 4_000;

// Said before anything is destroyed, and taken back once it is: a page that is closed in between is told when it opens again.
const BEGUN = 'armistice-field-wiping';

/** Whether everything here was to be destroyed, and the page was closed or the battery taken out before it was. */
export async function isWipeBegun(store: FieldStore | undefined): Promise<boolean> {
  if (storage()?.getItem(BEGUN) != null) return true;
  if (store === undefined || (await store.lock()) !== undefined) return false;
  // A lock is written before all that is sealed under it, so in another window a device may have begun meanwhile.
  return (await store.all()).length > 0 && (await store.lock()) === undefined;
}

/**
 * Destroys everything of this site in this browser, and answers what could not be destroyed. The wrapped data key goes first:
 * from then on the rest cannot be read, even if the battery is taken out before it is deleted. The others stand in nobody's
 * way: none waits for one that hangs. Never throws.
 */
export async function wipeDevice(
  store: FieldStore | undefined,
  wiping: Wiping = wipingHere(store),
  limit = LIMIT_MS,
): Promise<readonly Wiped[]> {
  const left = new Set<Wiped>();
  storage()?.setItem(BEGUN, '1');
  const tried = (part: Wiped) => within(limit, wiping[part]).catch(() => left.add(part));
  await tried('key');
  await Promise.all(WIPED.filter((part) => part !== 'key').map(tried));
  // A session ends by itself; of all else the next opening tries again.
  if ([...left].every((part) => part === 'session')) storage()?.removeItem(BEGUN);
  return WIPED.filter((part) => left.has(part));
}

function wipingHere(store: FieldStore | undefined): Wiping {
  return {
    key: async () => store?.dropLock(),
    records: async () => {
      // Emptied first: another window may hold the database itself for as long as it sleeps.
      await store?.empty();
      store?.close();
      await destroyStore();
    },
    form: async () => {
      for (const name of Object.keys(localStorage)) if (name !== BEGUN) localStorage.removeItem(name);
      sessionStorage.clear();
      window.history.replaceState(null, '', '/field');
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
      await destroyOthers();
      // The form keeps none; a private window refuses to say.
      const files = await navigator.storage?.getDirectory?.().catch(() => undefined);
      if (files !== undefined)
        for await (const name of files.keys()) await files.removeEntry(name, { recursive: true });
    },
    session: async () => {
      const answer = await fetch('/api/auth/sign-out', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      if (!answer.ok) throw new Error(`the session was not ended: ${answer.status}`);
    },
  };
}

/** Where that is said; undefined where a browser keeps nothing. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function within(limit: number, act: () => Promise<unknown>): Promise<unknown> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error('it took too long')), limit);
    act()
      .then(done, failed)
      .finally(() => clearTimeout(timer));
  });
}
