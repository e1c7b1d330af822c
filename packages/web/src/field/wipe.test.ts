import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryStore } from './testing.ts';
import { isWipeBegun, WIPED, type Wiped, type Wiping, wipeDevice } from './wipe.ts';

const LIMIT_MS = 20;

/** Ways of destroying that say in which order they began. */
function wipingWith(others: Partial<Wiping>) {
  const begun: Wiped[] = [];
  const of = (part: Wiped) => async () => {
    begun.push(part);
    await others[part]?.();
  };
  const wiping: Wiping = { key: of('key'), records: of('records'), form: of('form'), session: of('session') };
  return { begun, wiping };
}

const hangs = () => new Promise<never>(() => undefined);
const fails = async () => {
  throw new Error('no network');
};

test('where everything went, nothing is said to be left', async () => {
  const { begun, wiping } = wipingWith({});
  expect(await wipeDevice(undefined, wiping, LIMIT_MS)).toEqual([]);
  expect(begun).toEqual(WIPED);
});

test('the key is gone before anything else is begun', async () => {
  const gone: string[] = [];
  const { begun, wiping } = wipingWith({
    key: async () => {
      await new Promise((later) => setTimeout(later, LIMIT_MS / 4));
      gone.push(...begun);
    },
  });
  await wipeDevice(undefined, wiping, LIMIT_MS);
  expect(gone).toEqual(['key']);
});

test('a window that sleeps and keeps its connection holds up nothing else, and is told of', async () => {
  const { begun, wiping } = wipingWith({ records: hangs });
  expect(await wipeDevice(undefined, wiping, LIMIT_MS)).toEqual(['records']);
  expect(begun).toEqual(WIPED);
});

test('what could not be destroyed is named, the key too', async () => {
  const { begun, wiping } = wipingWith({ key: hangs, session: fails });
  expect(await wipeDevice(undefined, wiping, LIMIT_MS)).toEqual(['key', 'session']);
  expect(begun).toEqual(WIPED);
});

test('a browser that has none of it leaves no key and no record, and says what it could not reach', async () => {
  const store = memoryStore();
  await store.addLock({} as never);
  await store.change([{ id: 'a', iv: new Uint8Array(12), bytes: new ArrayBuffer(8) }]);
  const left = await wipeDevice(store, undefined, LIMIT_MS);
  expect([await store.lock(), store.rows.size]).toEqual([undefined, 0]);
  // Node has no database of a browser, no storage and no server of this page.
  expect(left).toEqual(['records', 'form', 'session']);
});

describe('destroying that was broken off', () => {
  const record = { id: 'a', iv: new Uint8Array(12), bytes: new ArrayBuffer(8) };

  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  test('is known when the form opens again, also where the key was not reached', async () => {
    const store = memoryStore();
    await store.addLock({} as never);
    expect(await isWipeBegun(store)).toBe(false);
    const { wiping } = wipingWith({ key: hangs });
    await wipeDevice(store, wiping, LIMIT_MS);
    expect(await isWipeBegun(store)).toBe(true);
    expect(await isWipeBegun(undefined)).toBe(true);
  });

  test('is over once all is gone; a session that could not be ended does not begin it again', async () => {
    const { wiping } = wipingWith({ session: fails });
    await wipeDevice(undefined, wiping, LIMIT_MS);
    expect(await isWipeBegun(memoryStore())).toBe(false);
  });

  test('is known by records under no key, and a device that begins meanwhile is not taken for one', async () => {
    const store = memoryStore();
    await store.change([record]);
    expect(await isWipeBegun(store)).toBe(true);
    const locks = [undefined, {} as never];
    const begins = { ...store, lock: async () => locks.shift() };
    expect(await isWipeBegun(begins)).toBe(false);
    expect(await isWipeBegun(memoryStore())).toBe(false);
  });
});
