import { type Incident, MISSION, type MissionView, newMissionState } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { incidentMatches } from '../store/matches.ts';
import { incidentNumbered } from '../store/testing.ts';
import type { Deriving } from './deriving.ts';
import { MissionMap } from './map.ts';
import { timeline } from './timeline.ts';

type CoverageEntry =
  MissionView['coverage'] extends ReadonlyMap<string, { readonly body: infer B }> ? B : never;

const NOON = Date.parse('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;
const time = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;

function incident(number: number, at: number, basis: string = PUBLIC): Incident {
  const occurred = { from: time(at), to: time(at + 60_000), extent: 'instant' } as const;
  return { ...incidentNumbered(number, basis), occurred };
}

/** A mission with incidents, and who could observe. */
function missionOf(incidents: readonly Incident[], coverage: readonly CoverageEntry[] = []) {
  const state = newMissionState();
  state.at = NOON + 1000 * HOUR;
  for (const one of incidents) state.incidents.set(one.id, one);
  for (const [i, body] of coverage.entries())
    state.coverage.set(`public ${body.id}`, { index: i, at: 0, audience: PUBLIC, body });
  const map = new MissionMap(state);
  map.take({ incidents: new Set(incidents.map(({ id }) => id)), reports: new Set() });
  return { view: state, folding: { map }, mustBeReady: () => undefined } as unknown as Deriving;
}

interface Answer {
  readonly from?: string;
  readonly to?: string;
  readonly incidents: number;
  readonly says: string;
  readonly buckets: readonly {
    readonly from: string;
    readonly incidents: number;
    readonly coverage: { readonly hours: number; readonly of: number; readonly denied: number } | null;
  }[];
}

function ask(on: Deriving, filter: object = {}, most = 400, audience: string = PUBLIC): Answer {
  return JSON.parse(timeline(on, audience, { filter, most })) as Answer;
}

test('every incident is in the one bucket in which it began, and there are never more than were asked for', () => {
  const offsets = fc.array(fc.integer({ min: 0, max: 90 * 24 * 60 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(offsets, fc.integer({ min: 1, max: 400 }), (minutes, most) => {
      const begun = minutes.map((minute) => NOON + minute * 60_000);
      const { buckets, incidents, to } = ask(missionOf(begun.map((at, i) => incident(i + 1, at))), {}, most);
      expect(buckets.length).toBeLessThanOrEqual(most);
      expect(incidents).toBe(begun.length);
      const edges = [...buckets.map(({ from }) => Date.parse(from)), Date.parse(to ?? '') + 1];
      const within = (i: number) => (at: number) => at >= (edges[i] ?? 0) && at < (edges[i + 1] ?? 0);
      expect(buckets.map((one) => one.incidents)).toEqual(
        buckets.map((_, i) => begun.filter(within(i)).length),
      );
    }),
  );
});

test('a filter leaves the incidents that the list has under the same filter', () => {
  const all = Array.from({ length: 40 }, (_, i) => incident(i + 1, NOON + i * HOUR));
  const on = missionOf(all);
  const box = fc.tuple(
    fc.integer({ min: -60, max: 0 }),
    fc.integer({ min: -60, max: 0 }),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 60 }),
  );
  fc.assert(
    fc.property(box, fc.integer({ min: -5, max: 45 }), fc.nat(20), (bbox, first, hours) => {
      const [from, to] = [NOON + first * HOUR, NOON + (first + hours) * HOUR];
      const listed = all.filter((one) =>
        incidentMatches(
          { bbox, from: time(from), to: time(to), limit: 1 },
          one,
          () => [],
          () => [],
        ),
      );
      expect(ask(on, { bbox, from, to }).incidents).toBe(listed.length);
    }),
  );
});

test('what others may not read is in no bucket of theirs, nor in how far these reach', () => {
  const on = missionOf([incident(1, NOON), incident(2, NOON + 500 * HOUR, MISSION)]);
  expect(ask(on)).toMatchObject({ incidents: 1, from: time(NOON) });
  expect(Date.parse(ask(on).to ?? '')).toBeLessThan(NOON + HOUR);
  expect(ask(on, {}, 400, MISSION).incidents).toBe(2);
});

test('an hour in which nobody could observe is told from one in which nobody said so', () => {
  const row = { id: 'a', area: 'river', source: 'post-1', state: 'not', cause: 'power' } as const;
  const seen = { id: 'b', area: 'river', source: 'post-1', state: 'observing', means: 'seen' } as const;
  const on = missionOf(
    [],
    [
      { ...row, from: time(NOON), to: time(NOON + HOUR) },
      { ...seen, from: time(NOON + HOUR), to: time(NOON + 1.5 * HOUR) },
    ],
  );
  const { buckets, says } = ask(on, { from: NOON, to: NOON + 3 * HOUR }, 3);
  expect(buckets.map(({ coverage }) => coverage)).toEqual([
    { hours: 0, of: 1, denied: 0 },
    { hours: 0.5, of: 0.5, denied: 0 },
    null,
  ]);
  expect(says).toBe('0 in 0.5 of 1.5 position-hours');
  expect(ask(on, { from: NOON, to: NOON + HOUR }, 1).says).toBe('not observed: power');
});

test('a mission without incidents has no buckets, and says that nobody recorded who could observe', () => {
  expect(ask(missionOf([]))).toMatchObject({ buckets: [], incidents: 0, says: 'not observed: not recorded' });
});

test('who could observe stands in the timeline once it is on record, though nothing was seen', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const on = missionOf([]);
    const state = on.view as ReturnType<typeof newMissionState>;
    const quiet = { from: NOON, to: NOON + 8 * HOUR };
    const asked = () => ask(on, quiet, 8);
    expect(asked().says).toBe('not observed: not recorded');
    const body = { id: 'a', area: 'river', source: 'post-1', state: 'observing', means: 'seen' } as const;
    const night = { ...body, from: time(NOON), to: time(NOON + 8 * HOUR) };
    state.coverage.set('public a', { index: 0, at: 0, audience: PUBLIC, body: night });
    state.size += 1;
    vi.advanceTimersByTime(2000);
    expect(asked().says).toBe('0 in 8 of 8 position-hours');
    expect(asked().buckets[0]?.coverage).toEqual({ hours: 1, of: 1, denied: 0 });
    // The rules hold back from others what is watched now: also from those who asked before.
    state.rules = { ...state.rules, 'coverage-delay': 2000 };
    state.size += 1;
    vi.advanceTimersByTime(2000);
    expect(asked().says).toBe('not observed: not recorded');
    expect(ask(on, quiet, 8, MISSION).says).toBe('0 in 8 of 8 position-hours');
  } finally {
    vi.useRealTimers();
  }
});
