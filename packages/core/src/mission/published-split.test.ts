import { expect, test, vi } from 'vitest';
import { Fuser } from '../fusion/index.ts';
import { PUBLIC } from '../record/index.ts';
import { countUnder } from './counting.ts';
import { EACH_EXPLOSION } from './counting-rule.ts';
import { stateRoot } from './published.ts';
import type { MissionState } from './state.ts';
import { Desk } from './testing.ts';
import { evening, fuse, seen } from './testing-fused.ts';

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
