import { expect, test } from 'vitest';
import { takeEntry } from './fold.ts';
import { stateRoot } from './published.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { AGREED, Desk, foldOf } from './testing.ts';

/** A record in which everything is in motion: joins, decisions, a ladder, a split that is undone, a late fact. */
async function busy(): Promise<Desk> {
  const desk = new Desk();
  desk.rules({ corroboration: 1, ladder: [{ body: 'commission', within: 1 }] });
  const keys = [1, 2, 3, 4].map((number) => desk.report(number));
  const [a = '', b = '', c = ''] = keys;
  desk.put('duty-1', 'join', { reports: [a, b], reason: 'one salvo' });
  desk.verify(a);
  const split = desk.put('duty-1', 'split', { reports: [a], from: [b], reason: 'two' });
  desk.put('duty-1', 'assessment', { incident: c, status: 'under inquiry' }, { audience: 'mission' });
  desk.put('commission', 'resolution', { incident: c, resolution: 'at tier', tier: 1, reason: 'referred' });
  desk.put('duty-2', 'undo', { entry: split, reason: 'one' });
  desk.put('commission', 'resolution', {
    incident: c,
    resolution: 'agreed remedy',
    remedy: 'r',
    vote: AGREED,
  });
  desk.report(5);
  return desk;
}

test('a snapshot at any size, cloned by the host, leads to the same state as the whole record', async () => {
  const entries = await (await busy()).readAsMission();
  const whole = foldOf(entries);
  const roots = (state: typeof whole) => ['public', 'mission'].map((audience) => stateRoot(state, audience));
  for (let size = 1; size < entries.length; size += 1) {
    const kept = structuredClone(snapshotOf(foldOf(entries.slice(0, size))));
    const again = restoreState(kept);
    if (!again.ok) throw new Error(again.refusal.message);
    for (const entry of entries.slice(size)) takeEntry(again.value, entry);
    expect(roots(again.value)).toEqual(roots(whole));
  }
});

test('a snapshot by another grouping is refused, with what to do', async () => {
  const kept = snapshotOf(foldOf(await new Desk().read()));
  expect(restoreState({ ...kept, method: 'other 1' })).toMatchObject({
    ok: false,
    refusal: { message: expect.stringContaining('fold from the beginning') },
  });
});
