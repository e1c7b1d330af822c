import { useCallback, useEffect, useRef, useState } from 'react';
import { type FieldStore, openStore } from '../../field/database.ts';
import { FieldDevice } from '../../field/device.ts';
import { askToKeep } from '../../field/installing.ts';
import { type Lock, makeLock, openLock } from '../../field/lock.ts';
import { transportTo } from '../../field/transport.ts';
import { type Wiped, wipeDevice } from '../../field/wipe.ts';
import { useAutoLock } from './use-auto-lock.ts';

/** Why a device is locked: it was opened cold or locked by hand, it locked by itself, or it has a passphrase already. */
export type LockedWhy = 'cold' | 'by-itself' | 'already';

/** How the device stands. Only while it is `open` is its key in memory. */
export type Phase =
  | { readonly is: 'starting' | 'insecure' | 'no-storage' | 'wiping' | 'gone' }
  | { readonly is: 'wiped'; readonly left: readonly Wiped[] }
  | { readonly is: 'new' }
  | { readonly is: 'locked'; readonly lock: Lock; readonly why: LockedWhy }
  | { readonly is: 'open'; readonly lock: Lock; readonly device: FieldDevice };

export interface Field {
  readonly phase: Phase;
  /** Throws where the device cannot: too little memory or room. */
  begin(passphrase: string): Promise<void>;
  /** Answers whether it was the right one. Throws where the device cannot try it. */
  unlock(passphrase: string): Promise<boolean>;
  lock(): void;
  relocked(lock: Lock): Promise<void>;
  wipe(): Promise<void>;
  /** The camera hides the page: it may, for a while, without locking it. */
  expectAbsence(): void;
}

/** The device, from cold start to wiped. */
export function useField(): Field {
  const store = useRef<FieldStore>(undefined);
  const [phase, setPhase] = useState<Phase>({ is: 'starting' });
  const now = useRef(phase);
  now.current = phase;
  const gone = useCallback(() => {
    if (now.current.is === 'open') now.current.device.close();
    setPhase((before) => (before.is === 'wiping' || before.is === 'wiped' ? before : { is: 'gone' }));
  }, []);
  useEffect(() => {
    // Without it a browser seals nothing, and makes no ids.
    if (!window.isSecureContext) return setPhase({ is: 'insecure' });
    openStore(gone)
      .then(async (opened) => {
        store.current = opened;
        const lock = await opened.lock();
        setPhase(lock === undefined ? { is: 'new' } : { is: 'locked', lock, why: 'cold' });
      })
      .catch(() => setPhase({ is: 'no-storage' }));
    return () => {
      if (now.current.is === 'open') now.current.device.close();
      store.current?.close();
    };
  }, [gone]);
  const open = async (lock: Lock, key: CryptoKey): Promise<void> => {
    if (store.current === undefined) return;
    const device = await FieldDevice.open(store.current, key, transportTo);
    setPhase({ is: 'open', lock, device });
    void device.send();
  };
  const lockNow = useCallback((byItself: boolean) => {
    const { current } = now;
    if (current.is !== 'open') return;
    current.device.close();
    setPhase({ is: 'locked', lock: current.lock, why: byItself ? 'by-itself' : 'cold' });
  }, []);
  const expectAbsence = useAutoLock(phase.is === 'open', lockNow);
  return {
    phase,
    expectAbsence,
    lock: () => lockNow(false),
    begin: async (passphrase) => {
      const { lock, key } = await makeLock(passphrase);
      const first = await store.current?.addLock(lock);
      if (first === false) {
        // Another window was quicker: what is kept there is read with its passphrase, and with no other.
        const there = await store.current?.lock();
        return setPhase(there === undefined ? { is: 'gone' } : { is: 'locked', lock: there, why: 'already' });
      }
      await askToKeep();
      await open(lock, key);
    },
    unlock: async (passphrase) => {
      const lock = await store.current?.lock();
      if (lock === undefined) {
        setPhase({ is: 'gone' });
        return true;
      }
      const key = await openLock(lock, passphrase);
      if (key === undefined) return false;
      await open(lock, key);
      return true;
    },
    relocked: async (lock) => {
      await store.current?.putLock(lock);
      setPhase((before) => (before.is === 'open' ? { ...before, lock } : before));
    },
    wipe: async () => {
      if (now.current.is === 'open') now.current.device.close();
      const { current } = store;
      store.current = undefined;
      // At once: nothing of it is to be seen while the rest is being destroyed.
      setPhase({ is: 'wiping' });
      setPhase({ is: 'wiped', left: await wipeDevice(current) });
    },
  };
}
