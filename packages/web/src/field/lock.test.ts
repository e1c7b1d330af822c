import { describe, expect, test } from 'vitest';
import { type Lock, makeLock, openLock, relock } from './lock.ts';
import { openBytes, openValue, type Sealed, sealBytes, sealValue } from './sealing.ts';

// Less work than on a device: what is tested here does not depend on how long a passphrase takes.
const EFFORT = { memory: 64, passes: 1 };
const PASSPHRASE = 'night ferry copper lamp';
const REPORT = { is: 'draft', id: 'a', text: 'five bursts behind the mill' };

const flipped = (bytes: ArrayBuffer, at: number): ArrayBuffer => {
  const copy = new Uint8Array(bytes.slice(0));
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy.buffer;
};

describe('what is kept under a passphrase', () => {
  test('is read again with it, and by nothing else', async () => {
    const { lock, key } = await makeLock(PASSPHRASE, EFFORT);
    const sealed = await sealValue(key, 'a', REPORT);
    const again = await openLock(lock, PASSPHRASE);
    expect(again && (await openValue(again, sealed))).toEqual(REPORT);
    for (const wrong of ['night ferry copper lam', 'Night ferry copper lamp', '', ' '])
      expect(await openLock(lock, wrong)).toBeUndefined();
  });

  test('opens with the same letters typed on another keyboard', async () => {
    const { lock } = await makeLock('не́бо над рікою', EFFORT);
    expect(await openLock(lock, 'не́бо над рікою'.normalize('NFD'))).toBeDefined();
  });

  test('holds no word of what was written, and tells short texts not apart by their length', async () => {
    const { key } = await makeLock(PASSPHRASE, EFFORT);
    const [short, long] = await Promise.all([
      sealValue(key, 'a', { text: 'x' }),
      sealValue(key, 'b', { text: 'five bursts behind the mill' }),
    ]);
    expect(new TextDecoder('latin1').decode(long.bytes).includes('bursts')).toBe(false);
    expect(short.bytes.byteLength).toBe(long.bytes.byteLength);
  });

  test('never uses an IV twice for the same text', async () => {
    const { key } = await makeLock(PASSPHRASE, EFFORT);
    const sealed = await Promise.all(Array.from({ length: 50 }, () => sealValue(key, 'a', REPORT)));
    expect(new Set(sealed.map(({ iv }) => iv.join())).size).toBe(50);
  });

  test('is refused where any bit was changed, or where it was put in the place of another', async () => {
    const { key } = await makeLock(PASSPHRASE, EFFORT);
    const sealed = await sealBytes(key, 'a', new TextEncoder().encode('photograph'));
    expect(await openBytes(key, sealed)).toBeDefined();
    for (let at = 0; at < sealed.bytes.byteLength; at += 1)
      expect(await openBytes(key, { ...sealed, bytes: flipped(sealed.bytes, at) })).toBeUndefined();
    const moved: Sealed = { ...sealed, id: 'b' };
    expect(await openBytes(key, moved)).toBeUndefined();
  });

  test('does not open where the lock was changed', async () => {
    const { lock } = await makeLock(PASSPHRASE, EFFORT);
    const spoilt: readonly Lock[] = [
      { ...lock, wrapped: flipped(lock.wrapped, 3) },
      { ...lock, salt: new Uint8Array(16) },
      { ...lock, passes: 2 },
    ];
    for (const one of spoilt) expect(await openLock(one, PASSPHRASE)).toBeUndefined();
  });

  test('opens with the new passphrase after a change, and not with the old one', async () => {
    const { lock, key } = await makeLock(PASSPHRASE, EFFORT);
    const sealed = await sealValue(key, 'a', REPORT);
    expect(
      await relock(lock, { passphrase: 'wrong one entirely', next: 'other words now' }, EFFORT),
    ).toBeUndefined();
    const next = await relock(lock, { passphrase: PASSPHRASE, next: 'other words now' }, EFFORT);
    if (next === undefined) throw new Error('the right passphrase was refused');
    expect(await openLock(next, PASSPHRASE)).toBeUndefined();
    const opened = await openLock(next, 'other words now');
    expect(opened && (await openValue(opened, sealed))).toEqual(REPORT);
  });

  test('has a key that no script can read out', async () => {
    const { key } = await makeLock(PASSPHRASE, EFFORT);
    expect(key.extractable).toBe(false);
  });
});
