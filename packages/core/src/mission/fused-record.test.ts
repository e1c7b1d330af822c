import { describe, expect, test } from 'vitest';
import type { Json, ReadEntry } from '../record/index.ts';
import { takeEntry } from './fold.ts';
import { FUSED } from './fused-maker.ts';
import { publishedRows, stateRoot } from './published.ts';
import { recompute } from './recompute.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { incidentWith, type MissionState } from './state.ts';
import { stateOf } from './statement.ts';
import { Desk, foldOf } from './testing.ts';
import { evening, fuse, groupsOf, seen, sorted } from './testing-fused.ts';

const ROOTS = (state: MissionState) => ['public', 'mission'].map((audience) => stateRoot(state, audience));

describe('an erasure of everything', () => {
  test('takes a member out, and leaves the incident that never had it', async () => {
    const { desk, keys } = evening();
    const extra = desk.report(4, seen(2));
    desk.log.erase(desk.log.size - 1, 'everything');
    expect(incidentWith(await desk.fold(), keys[0])?.reports).toEqual(sorted(keys[0], keys[1]));
    expect(JSON.stringify(publishedRows(await desk.fold(), 'mission'))).not.toContain(extra);
  });

  test('of the report that a decided incident was named for leaves no trace of its key', async () => {
    const { desk, keys } = evening();
    const held = await desk.readAsMission();
    const [a, b] = keys;
    const { id = '' } = incidentWith(foldOf(held), a) ?? {};
    desk.put('duty-1', 'assessment', { incident: id === a ? b : a, status: 'under inquiry' });
    desk.log.erase(foldOf(held).reports.get(id)?.index ?? 0, 'everything');
    await desk.state();
    const now = await desk.readAsMission();
    for (const entries of [now, [...held, ...now.slice(held.length)]]) {
      const state = foldOf(entries);
      expect([...state.incidents.keys(), ...state.incidentOf.values()]).not.toContain(id);
      expect(state.incidents.get(id === a ? b : a)?.status).toBe('under inquiry');
      expect(checksOf(entries).map(({ outcome }) => outcome)).toEqual(['same']);
    }
  });

  test('leaves one that people joined to it without evidence where it is', async () => {
    const { desk, keys } = evening();
    const [a, b, c] = keys;
    desk.put('duty-1', 'split', { reports: [a], from: [b], reason: 'two' });
    desk.put('duty-1', 'join', { reports: [a, c], reason: 'one' });
    const state = await desk.fold();
    desk.log.erase(state.reports.get(a)?.index ?? 0, 'everything');
    expect((await groupsOf(desk)).toSorted()).toEqual([[b], [c]].toSorted());
  });

  test('of one that drew another to it before a decision is told to be so, and is no lie', async () => {
    const desk = new Desk();
    fuse(desk);
    const hours = { from: '2026-11-20T20:00:00Z', to: '2026-11-20T23:00:00Z', extent: 'instant' };
    const near = desk.report(1, { ...seen(1800) });
    const other = desk.report(2, { ...seen(2700, 0.003) });
    const vague = desk.report(3, { ...seen(0), occurred: hours, means: 'told' });
    desk.put('duty-1', 'number', { incident: other, number: 'n-1' });
    const before = await desk.fold();
    expect(incidentWith(before, vague)?.reports).toEqual(sorted(near, vague));
    desk.put('duty-1', 'assessment', { incident: vague, status: 'under inquiry' });
    const held = await desk.readAsMission();
    desk.log.erase(before.reports.get(near)?.index ?? 0, 'everything');
    // Whoever still holds the body states what came of it: the decided incident is not the other one.
    const now = await desk.readAsMission();
    const { statement } = stateOf(foldOf([...held, ...now.slice(held.length)]));
    desk.log.append({ kind: 'statement', by: desk.log.sequencer, open: statement as unknown as Json });
    expect(incidentWith(await desk.fold(), vague)?.reports).toEqual(sorted(other, vague));
    expect(checksOf(await desk.read())).toMatchObject([
      { outcome: 'not-recomputable', why: expect.stringContaining('erased since, or beside one') },
    ]);
  });
});

function checksOf(entries: readonly ReadEntry[]) {
  const again = recompute();
  for (const entry of entries) again.take(entry);
  return again.finish().statements;
}

/** A record in which everything is in motion under fusion. */
async function busy(): Promise<Desk> {
  const { desk, keys } = evening(false);
  const [a, b, c] = keys;
  await desk.state();
  fuse(desk);
  desk.report(4, seen(2));
  desk.verify(a);
  const split = desk.put('duty-1', 'split', { reports: [a], from: [b], reason: 'two' });
  await desk.state();
  desk.put('duty-2', 'undo', { entry: split, reason: 'one' });
  const join = desk.put('duty-1', 'join', { reports: [b, c], reason: 'one' });
  desk.put('duty-1', 'number', { incident: c, number: 'n-1' });
  desk.report(5, seen(7201));
  desk.put('duty-2', 'undo', { entry: join, reason: 'two' });
  await desk.state();
  return desk;
}

test('every statement of a record that takes fusion up on its way is computed again', async () => {
  const desk = await busy();
  for (const entries of [await desk.read(), await desk.readAsMission()])
    expect(checksOf(entries).map(({ outcome }) => outcome)).toEqual(['same', 'same', 'same']);
});

test('a snapshot at any size, cloned by the host, leads to the same state as the whole record', async () => {
  const entries = await (await busy()).readAsMission();
  const whole = foldOf(entries);
  for (let size = 1; size < entries.length; size += 1) {
    const again = restoreState(structuredClone(snapshotOf(foldOf(entries.slice(0, size)))));
    if (!again.ok) throw new Error(again.refusal.message);
    for (const entry of entries.slice(size)) takeEntry(again.value, entry);
    expect(ROOTS(again.value)).toEqual(ROOTS(whole));
    expect(again.value.method).toBe(FUSED.method);
  }
});
