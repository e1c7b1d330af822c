import { MISSION, type MissionView, newMissionState, PARTNERS } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { expect, test } from 'vitest';
import { coverageBeside, saysOf } from './coverage.ts';

type CoverageEntry =
  MissionView['coverage'] extends ReadonlyMap<string, { readonly body: infer B }> ? B : never;

const HOUR = 3_600_000;
const END = Date.parse('2026-11-20T18:00:00Z');
const OTHERS = [PUBLIC, PARTNERS, 'north', 'south'];

/** A mission that looked for six hours, as the record has it so many hours after these were over. */
function lookedOn(hoursAgo: number, rules: object = {}, change: Partial<CoverageEntry> = {}) {
  const state = newMissionState();
  state.at = END + hoursAgo * HOUR;
  state.rules = { ...state.rules, ...rules };
  const body = { id: 's1', area: 'river', from: '2026-11-20T12:00:00Z', to: '2026-11-20T18:00:00Z' };
  const sum: CoverageEntry = { ...body, state: 'summed', hours: 4, of: 6, causes: { power: 2 }, ...change };
  state.coverage.set('public s1', { index: 1, at: 0, audience: PUBLIC, body: sum });
  const own: CoverageEntry = { ...body, id: 'o1', area: 'hill', state: 'observing', source: 'post-7' };
  state.coverage.set('mission o1', { index: 2, at: 0, audience: MISSION, body: own });
  const denied = { ...body, id: 'a1', answer: 'denied', minutes: 30 } as const;
  state.access.set('public a1', { index: 3, at: 0, audience: PUBLIC, body: denied });
  return state;
}

test('what was watched is shown outside the mission a day after it was over, and in the mission at once', () => {
  for (const audience of OTHERS) {
    expect(coverageBeside(lookedOn(23.9), audience)).toBe('not recorded');
    expect(saysOf(lookedOn(23.9), audience, 0)).toBe('not observed: not recorded');
    expect(coverageBeside(lookedOn(24), audience)).toMatchObject({ hours: 4, of: 6, denied: 1 });
  }
  expect(coverageBeside(lookedOn(0), MISSION)).toMatchObject({ hours: 10, of: 12, denied: 1 });
});

test('the rules of a mission set another delay, and what goes on is shown under none but no delay', () => {
  for (const audience of OTHERS) {
    expect(coverageBeside(lookedOn(2, { 'coverage-delay': 2 }), audience)).toMatchObject({ hours: 4 });
    expect(coverageBeside(lookedOn(100, {}, { running: true }), audience)).toBe('not recorded');
    expect(coverageBeside(lookedOn(0, { 'coverage-delay': 0 }, { running: true }), audience)).toMatchObject({
      hours: 4,
    });
  }
});

test('a stretch that is cut as fine as one likes tells nothing of single positions', () => {
  const state = lookedOn(48);
  const minute = { from: '2026-11-20T13:00:00Z', to: '2026-11-20T13:01:00Z' };
  for (const audience of OTHERS) {
    const text = JSON.stringify(coverageBeside(state, audience, minute));
    for (const secret of ['post-7', 'hill']) expect(text).not.toContain(secret);
    // A sum counts by the share of its time: every minute of it looks alike.
    expect(coverageBeside(state, audience, minute)).toMatchObject({ hours: 0.011, of: 0.017 });
  }
});
