import { expect, test } from 'vitest';
import { memoryStore } from './testing.ts';
import { WIPED, type Wiped, type Wiping, wipeDevice } from './wipe.ts';

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
