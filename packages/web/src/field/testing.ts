import type { FieldStore } from './database.ts';
import type { Lock } from './lock.ts';
import type { Sealed } from './sealing.ts';

/** What a device would have on its disk, in a map that a test can look into. */
export function memoryStore(): FieldStore & { readonly rows: Map<string, Sealed> } {
  const rows = new Map<string, Sealed>();
  let lock: Lock | undefined;
  return {
    rows,
    lock: async () => lock,
    addLock: async (next) => {
      if (lock !== undefined) return false;
      lock = next;
      return true;
    },
    putLock: async (next) => {
      lock = next;
    },
    dropLock: async () => {
      lock = undefined;
    },
    all: async () => [...rows.values()],
    get: async (id) => rows.get(id),
    change: async (put, drop = []) => {
      for (const one of put) rows.set(one.id, one);
      for (const id of drop) rows.delete(id);
    },
    empty: async () => rows.clear(),
    close: () => undefined,
  };
}
