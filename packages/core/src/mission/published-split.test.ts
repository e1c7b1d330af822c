import { expect, test, vi } from 'vitest';
import { Fuser } from '../fusion/index.ts';
import { PUBLIC } from '../record/index.ts';
import { countUnder } from './counting.ts';
import { EACH_EXPLOSION } from './counting-rule.ts';
import { reportKey } from './incident.ts';
import { stateRoot } from './published.ts';
import type { MissionState } from './state.ts';
import { figuresOf } from './statement.ts';
import { Desk, idOf, reportOf } from './testing.ts';
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
