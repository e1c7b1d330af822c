import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type FieldStore, openStore } from '../../field/database.ts';
import { FieldDevice } from '../../field/device.ts';
import { askToKeep } from '../../field/installing.ts';
import { type Lock, makeLock, openLock } from '../../field/lock.ts';
import { takeTurn } from '../../field/one-window.ts';
import { transportTo } from '../../field/transport.ts';
import { isWipeBegun, type Wiped, wipeDevice } from '../../field/wipe.ts';
import { useAutoLock } from './use-auto-lock.ts';

/**
 * Why a device is locked: it was opened cold or locked by hand, it locked by itself, it was unlocked in another window, or it
 * has a passphrase already.
 */
export type LockedWhy = 'cold' | 'by-itself' | 'elsewhere' | 'already';

/**
 * How the device stands. Only while it is `open` is its key in memory, and once it is locked for as long as the answer to
 * what is on its way is waited for: up to three minutes.
 */
export type Phase =
  | { readonly is: 'starting' | 'insecure' | 'no-storage' | 'wiping' | 'gone' }
  /** `anew`: it had been broken off, and was brought to its end when the form was opened. */
  | { readonly is: 'wiped'; readonly left: readonly Wiped[]; readonly anew: boolean }
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
  /** Gives up that the form is open in this window. */
  const turn = useRef<() => void>(undefined);
  const [phase, setPhase] = useState<Phase>({ is: 'starting' });
  const now = useRef(phase);
  now.current = phase;
  /** Locked, and waiting for the answer to what is on its way. */
  const waiting = useRef(new Set<FieldDevice>());
  const closeAll = useCallback(() => {
    if (now.current.is === 'open') now.current.device.close();
    for (const device of waiting.current) device.close();
  }, []);
  const gone = useCallback(() => {
    closeAll();
    setPhase((before) => (before.is === 'wiping' || before.is === 'wiped' ? before : { is: 'gone' }));
  }, [closeAll]);
  const wipe = useCallback(
    async (anew: boolean): Promise<void> => {
      closeAll();
      const { current } = store;
      store.current = undefined;
      // At once: nothing of it is to be seen while the rest is being destroyed.
      setPhase({ is: 'wiping' });
      setPhase({ is: 'wiped', left: await wipeDevice(current), anew });
      turn.current?.();
    },
    [closeAll],
  );
  useEffect(() => {
    // Without it a browser seals nothing, and makes no ids.
    if (!window.isSecureContext) return setPhase({ is: 'insecure' });
    const start = async (opened: FieldStore | undefined): Promise<void> => {
      store.current = opened;
      if (await isWipeBegun(opened)) return wipe(true);
      const lock = await opened?.lock();
      if (opened === undefined) setPhase({ is: 'no-storage' });
      else setPhase(lock === undefined ? { is: 'new' } : { is: 'locked', lock, why: 'cold' });
    };
    openStore(gone)
      .catch(() => undefined)
      .then(start)
      .catch(() => setPhase({ is: 'no-storage' }));
    return () => {
      closeAll();
      turn.current?.();
      store.current?.close();
    };
  }, [gone, wipe, closeAll]);
  const open = async (lock: Lock, key: CryptoKey): Promise<void> => {
    if (store.current === undefined) return;
    // Asked for before it is open, it is given up as soon as it is.
    let asked = false;
    turn.current = await takeTurn(() => {
      asked = true;
      lockNow('elsewhere');
    });
    const device = await FieldDevice.open(store.current, key, transportTo);
    flushSync(() => setPhase({ is: 'open', lock, device }));
    if (asked) lockNow('elsewhere');
    else void device.send();
  };
  const lockNow = useCallback((why: LockedWhy) => {
    const { current } = now;
    if (current.is !== 'open') return;
    const { device, lock } = current;
    device.lock();
    waiting.current.add(device);
    void device.answered().then(() => waiting.current.delete(device));
    // At once, so that a form writes what it has not kept yet before another window may read.
    flushSync(() => setPhase({ is: 'locked', lock, why }));
    void device.settled().then(turn.current);
  }, []);
  const lockByItself = useCallback(() => lockNow('by-itself'), [lockNow]);
  const expectAbsence = useAutoLock(phase.is === 'open', lockByItself);
  return {
    phase,
    expectAbsence,
    lock: () => lockNow('cold'),
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
    wipe: () => wipe(false),
  };
}
