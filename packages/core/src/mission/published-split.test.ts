import { describe, expect, test, vi } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import { Fuser } from '../fusion/index.ts';
import { PUBLIC } from '../record/index.ts';
import { countUnder } from './counting.ts';
import { EACH_EXPLOSION } from './counting-rule.ts';
import { takeEntries, takeEntry } from './fold.ts';
import { reportKey } from './incident.ts';
import { stateRoot } from './published.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { incidentWith, type MissionState } from './state.ts';
import { figuresOf } from './statement.ts';
import { Desk, foldOf, idOf, reportOf } from './testing.ts';
import { evening, fuse, seen } from './testing-fused.ts';
import { reportFields } from './views.ts';

const DAY = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };

const issue = (desk: Desk, number: string) =>
  desk.put('duty-1', 'bulletin', {
    number,
    type: 'daily',
    ...DAY,
    size: desk.log.size,
    rule: { rule: 'each-explosion', version: 1 },
    figures: {},
  });

const groupsIn = (state: MissionState) =>
  [...state.incidents.values()].map(({ reports }) => reports.join(' ')).toSorted();

/** The figure of a bulletin as its rule gives it from the state that it is about. */
const countedBy = (state: MissionState, number: string) => {
  const body = state.bulletins.get(number)?.body;
  const figures = body && figuresOf(state, body, PUBLIC);
  return (figures as { readonly count: { readonly best: number } } | undefined)?.count.best;
};

const explosions = (state: MissionState) =>
  countUnder(state, {
    rule: EACH_EXPLOSION,
    from: Date.parse(DAY.from),
    to: Date.parse(DAY.to),
    audience: PUBLIC,
  }).count.best;

test('a split after publication changes the next count, names who and why, and is undone without a trace in it', async () => {
  const { desk, keys } = evening();
  const [a, b] = keys;
  issue(desk, '1/2026');
  const published = await desk.fold();
  const before = explosions(published);
  const split = desk.put('duty-2', 'split', { reports: [a], from: [b], reason: 'two flashes' });
  const parted = await desk.fold();
  expect(explosions(parted)).toBe(before + 1);
  expect(parted.bulletins.get('1/2026')?.touched).toEqual([split]);
  expect(parted.linkings.get(split)).toMatchObject({ type: 'split', pairs: [[a, b]] });
  const entry = (await desk.read())[split];
  expect(parted.register.keys.get(entry?.header?.by ?? '')?.subject).toBe('duty-2');
  expect(entry?.body).toMatchObject({ reason: 'two flashes' });
  desk.put('duty-2', 'undo', { entry: split, reason: 'one after all' });
  const undone = await desk.fold();
  expect(explosions(undone)).toBe(before);
  expect(stateRoot(undone, PUBLIC)).toBe(stateRoot(published, PUBLIC));
});

test('a bulletin after the split counts what the one before did not, and says on what; undone, the next counts as the first', async () => {
  const { desk, keys } = evening();
  const [a, b] = keys;
  issue(desk, '1/2026');
  const first = await desk.fold();
  const split = desk.put('duty-2', 'split', { reports: [a], from: [b], reason: 'two flashes' });
  issue(desk, '2/2026');
  const second = await desk.fold();
  expect(countedBy(second, '2/2026')).toBe((countedBy(first, '1/2026') ?? 0) + 1);
  expect(second.linkings.get(split)).toMatchObject({ type: 'split', pairs: [[a, b]], index: split });
  expect(second.bulletins.get('1/2026')?.touched).toEqual([split]);
  expect(second.bulletins.get('2/2026')?.touched).toEqual([]);
  const undone = desk.put('duty-2', 'undo', { entry: split, reason: 'one after all' });
  issue(desk, '3/2026');
  const third = await desk.fold();
  expect(countedBy(third, '3/2026')).toBe(countedBy(first, '1/2026'));
  expect(groupsIn(third)).toEqual(groupsIn(first));
  expect(third.linkings.size).toBe(0);
  const touched = ['1/2026', '2/2026', '3/2026'].map((number) => third.bulletins.get(number)?.touched);
  expect(touched).toEqual([[split, undone], [undone], []]);
});

const rowsOf = ({ incidents }: MissionState) =>
  [...incidents.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe.each([
  ['fusion', true],
  ['a grouping by hand', false],
])('under %s, undoing a split after the next bulletin', (_, fused) => {
  /** An incident of two reports, assessed, numbered and published; its id is the key that comes first. */
  async function publishedOnce() {
    const { desk, keys } = evening(fused);
    const [a, b, other] = keys;
    if (!fused) desk.put('duty-1', 'join', { reports: [a, b], reason: 'one' });
    desk.put('duty-1', 'assessment', { incident: a, status: 'under inquiry' });
    desk.put('duty-1', 'number', { incident: a, number: '2026-0417' });
    issue(desk, '1/2026');
    const first = await desk.fold();
    const { id = '' } = incidentWith(first, a) ?? {};
    const split = (one: string, from: string) =>
      desk.put('duty-2', 'split', { reports: [one], from: [from], reason: 'two flashes' });
    const undo = (entry: number) => desk.put('duty-2', 'undo', { entry, reason: 'one after all' });
    return { desk, first, id, part: id === a ? b : a, other, split, undo };
  }

  test('gives it back its id, number, axes and counts', async () => {
    const { desk, first, id, part, split, undo } = await publishedOnce();
    for (const [one, from, number] of [
      [part, id, '2/2026'],
      [id, part, '3/2026'],
    ] as const) {
      const entry = split(one, from);
      issue(desk, number);
      const parted = await desk.fold();
      expect(incidentWith(parted, id)).toMatchObject({ id, number: '2026-0417', status: 'under inquiry' });
      expect(incidentWith(parted, part)).toMatchObject({ id: part, status: 'alleged' });
      undo(entry);
      const undone = await desk.fold();
      expect(rowsOf(undone)).toEqual(rowsOf(first));
      expect(explosions(undone)).toBe(explosions(first));
      expect(stateRoot(undone, PUBLIC)).toBe(stateRoot(first, PUBLIC));
    }
    issue(desk, '4/2026');
    expect(rowsOf(await desk.fold())).toEqual(rowsOf(first));
  });

  test('keeps the part out as long as another split of it is in force', async () => {
    const { desk, first, id, part, split, undo } = await publishedOnce();
    const splits = [split(part, id), split(id, part)] as const;
    issue(desk, '2/2026');
    const parted = await desk.fold();
    undo(splits[1]);
    const still = await desk.fold();
    expect(rowsOf(still)).toEqual(rowsOf(parted));
    expect(still.cases.get(still.caseOf.get(part) ?? '')?.core).toBe(part);
    undo(splits[0]);
    expect(rowsOf(await desk.fold())).toEqual(rowsOf(first));
  });

  test('leaves what was decided on the part since: two that differ are under inquiry, under the first id', async () => {
    const { desk, id, part, split, undo } = await publishedOnce();
    const entry = split(part, id);
    issue(desk, '2/2026');
    desk.put('duty-1', 'assessment', { incident: part, status: 'under inquiry' });
    desk.put('duty-1', 'assessment', { incident: id, status: 'unable to verify', unable: 'access' });
    expect(incidentWith(await desk.fold(), id)?.status).toBe('unable to verify');
    undo(entry);
    const undone = await desk.fold();
    expect(incidentWith(undone, part)).toMatchObject({ id, number: '2026-0417', status: 'under inquiry' });
  });

  test('is the same after a start in between', async () => {
    const { desk, part, id, split, undo } = await publishedOnce();
    const entry = split(part, id);
    issue(desk, '2/2026');
    const until = desk.log.size;
    undo(entry);
    issue(desk, '3/2026');
    const late = desk.report(9, seen(2));
    split(late, id);
    const entries = await desk.read();
    const again = expectAccepted(restoreState(structuredClone(snapshotOf(foldOf(entries.slice(0, until))))));
    for (const one of entries.slice(until, until + 1)) takeEntry(again, one);
    const twice = expectAccepted(restoreState(structuredClone(snapshotOf(again))));
    takeEntries(twice, entries.slice(until + 1));
    expect(rowsOf(twice)).toEqual(rowsOf(foldOf(entries)));
    expect(incidentWith(twice, part)?.id).toBe(id);
  });
});

test('what fusion brought to a part that was published comes with it when the split is undone', async () => {
  const { desk, keys } = evening();
  const [a, b, other] = keys;
  issue(desk, '1/2026');
  const { id } = incidentWith(await desk.fold(), a) ?? {};
  const part = id === a ? b : a;
  const split = desk.put('duty-2', 'split', { reports: [part], from: [id], reason: 'two flashes' });
  const late = desk.report(9, seen(1));
  desk.put('duty-2', 'join', { reports: [part, late], reason: 'one' });
  issue(desk, '2/2026');
  desk.put('duty-2', 'undo', { entry: split, reason: 'one after all' });
  const undone = await desk.fold();
  expect(incidentWith(undone, late)).toMatchObject({ id, reports: [a, b, late].toSorted() });
  expect(incidentWith(undone, other)?.reports).toEqual([other]);
});

test('a split from before the first bulletin is undone after it: one incident, under the id it would have had', async () => {
  const { desk, keys } = evening();
  const [a, b] = keys;
  const before = await desk.fold();
  const split = desk.put('duty-2', 'split', { reports: [a], from: [b], reason: 'two flashes' });
  issue(desk, '1/2026');
  desk.put('duty-2', 'undo', { entry: split, reason: 'one after all' });
  const undone = await desk.fold();
  expect(rowsOf(undone)).toEqual(rowsOf(before));
  issue(desk, '2/2026');
  expect(rowsOf(await desk.fold())).toEqual(rowsOf(before));
});

test('a bulletin for everyone is due nothing for what the mission alone reads', async () => {
  const { desk } = evening();
  const own = [0, 3].map((seconds, at) => {
    const report = reportOf({ ...seen(seconds), id: idOf(40 + at), source: `patrol-${at}` });
    desk.log.append({
      audience: 'mission',
      fields: reportFields(report).map((field) => ({ ...field, audience: 'mission' })),
    });
    return reportKey(report);
  });
  issue(desk, '1/2026');
  desk.put('duty-2', 'split', { reports: [own[0]], from: [own[1]], reason: 'two' }, { audience: 'mission' });
  const state = await desk.fold();
  expect([...state.linkings.values()]).toMatchObject([{ basis: 'mission' }]);
  expect(state.bulletins.get('1/2026')?.touched).toEqual([]);
});

test.each([4, 32])(
  'a bulletin over %d incidents is one decision to fusion, not one for each',
  async (many) => {
    const desk = new Desk();
    fuse(desk);
    for (let at = 0; at < many; at += 1) desk.report(at + 1, seen(at * 60, at / 10));
    issue(desk, '1/2026');
    const decide = vi.spyOn(Fuser.prototype, 'decide');
    try {
      const state = await desk.fold();
      expect([state.cases.size, decide.mock.calls.length]).toEqual([many, 1]);
    } finally {
      decide.mockRestore();
    }
  },
);
