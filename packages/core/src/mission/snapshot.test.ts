import { expect, test } from 'vitest';
import { takeEntry } from './fold.ts';
import { stateRoot } from './published.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { AGREED, Desk, foldOf } from './testing.ts';
import { evening, seen } from './testing-fused.ts';

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

const CLOCK = {
  source: 'post-2',
  from: '2026-11-20T00:00:00Z',
  to: '2026-11-21T00:00:00Z',
  offset: 3_600_000,
  sigma: 10,
};

test('under fusion, whatever comes first after a snapshot meets the groups as they stood', async () => {
  const first: { readonly [what: string]: (desk: Desk, keys: readonly string[]) => unknown } = {
    'another report': (desk) => desk.report(4, seen(2)),
    'a split': (desk, [a, b]) => desk.put('duty-1', 'split', { reports: [a], from: [b], reason: 'two' }),
    'a join': (desk, [a, , c]) => desk.put('duty-1', 'join', { reports: [a, c], reason: 'one' }),
    'an erasure': (desk) => desk.log.erase(desk.log.size - 2, 'everything'),
    'an offset of a clock': (desk) => desk.put('duty-1', 'source-clock', CLOCK),
  };
  for (const [what, act] of Object.entries(first)) {
    const { desk, keys } = evening();
    const before = await desk.readAsMission();
    const size = desk.log.size;
    act(desk, keys);
    // As whoever follows holds them: also what was erased since.
    const entries = [...before, ...(await desk.readAsMission()).slice(size)];
    const again = restoreState(structuredClone(snapshotOf(foldOf(entries.slice(0, size)))));
    if (!again.ok) throw new Error(again.refusal.message);
    for (const entry of entries.slice(size)) takeEntry(again.value, entry);
    expect([what, stateRoot(again.value, 'mission')]).toEqual([what, stateRoot(foldOf(entries), 'mission')]);
  }
});

test('a snapshot by another grouping is refused, with what to do', async () => {
  const kept = snapshotOf(foldOf(await new Desk().read()));
  expect(restoreState({ ...kept, method: 'other 1' })).toMatchObject({
    ok: false,
    refusal: { message: expect.stringContaining('fold from the beginning') },
  });
});
