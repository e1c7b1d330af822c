import { expect, test } from 'vitest';
import { expectAccepted, formatMoment } from '../base/index.ts';
import type { ReadEntry } from '../record/index.ts';
import { takeEntries } from './fold.ts';
import { reportKey } from './incident.ts';
import { FIRST_WORD } from './milestones.ts';
import { type Parity, parityOf, type TimeRow } from './parity.ts';
import { ParityRows } from './parity-rows.ts';
import type { Wait } from './parity-statistics.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { newMissionState } from './state.ts';
import { AGREED, Desk, foldOf, idOf, reportOf } from './testing.ts';
import { draws, uniform } from './testing-parity.ts';
import { reportFields } from './views.ts';

const HOUR = 3_600_000;
const BEGUN = Date.UTC(2026, 11, 1);
/** A line along the parallel of 42°, walked eastward: the north is its left. */
const FRONT = { name: 'front', sides: { north: 'left', south: 'right' } };
const DRAWN = {
  type: 'LineString',
  coordinates: [
    [-29, 42],
    [-27, 42],
  ],
};
const LATITUDE: { readonly [party: string]: number } = { north: 42.1, south: 41.9 };
const PARTIES = ['north', 'south'] as const;

interface Act {
  readonly at: number;
  readonly do: (at: number) => void;
}

/** A record of so many incidents on each side; `slow` times as long until something is done about those of the south. */
function record(count: number, slow: number, audience = 'public'): Desk {
  const desk = new Desk({ lines: { front: FRONT } });
  desk.rules({ corroboration: 1 });
  desk.put('registrar', 'line', { line: 'front', from: '2026-07-01T00:00:00Z', geometry: DRAWN });
  const acts: Act[] = [];
  for (const [side, party] of PARTIES.entries())
    for (const [i, { wait, until }] of draws(7 + side, count).entries()) {
      const happened = BEGUN + (2 * i + side) * HOUR;
      const report = reportOf({
        id: idOf(1 + 2 * i + side),
        source: `post-${party}`,
        occurred: { from: formatMoment(happened), to: formatMoment(happened) },
        place: { type: 'point', at: [-28, LATITUDE[party]], radius: 100 },
      });
      const key = reportKey(report);
      const other = PARTIES[1 - side];
      const late = (hours: number) => happened + Math.round(hours * HOUR * (party === 'south' ? slow : 1));
      const put = (hours: number, by: string, kind: string, body: object) =>
        acts.push({ at: late(hours), do: (at) => void desk.put(by, kind, body, { at, audience }) });
      acts.push({
        at: happened + HOUR / 4,
        do: (at) => void desk.log.append({ fields: reportFields(report), at }),
      });
      put(0.5, party, 'complaint', { report: key, against: other });
      put(1 + wait, 'duty-1', 'assessment', { incident: key, status: 'under inquiry' });
      const decided =
        until < 0.5
          ? { status: 'unable to verify', unable: 'access' }
          : { status: 'refuted', reason: 'seen' };
      put(3 + wait + until, 'duty-1', 'assessment', { incident: key, ...decided });
    }
  const end = BEGUN + (2 * count + 1) * HOUR;
  for (const act of acts.toSorted((a, b) => a.at - b.at)) if (act.at < end) act.do(act.at);
  return desk;
}

function rowOf({ times }: Parity, standing: TimeRow['standing'], step: TimeRow['step']) {
  const row = times.find((one) => one.standing === standing && one.step === step);
  return row?.parties.map((one) => ('suppressed' in one ? undefined : one)) ?? [];
}

test('a delay of two to one against one side shows, with its interval, and without one nothing does', async () => {
  const [slowed, even] = await Promise.all([record(70, 2).fold(), record(70, 1).fold()]);
  const figures = parityOf(slowed, { audience: 'public' });
  expect(figures.parties).toEqual(['north', 'south']);
  for (const standing of ['complains', 'own-side'] as const) {
    const [north, south] = rowOf(figures, standing, 'under-inquiry');
    expect([north?.n, south?.n]).toEqual([70, 70]);
    expect(south?.low).toBeGreaterThan(north?.high as number);
    const { ratio, low, high, differs } = south?.others ?? {};
    expect([(low as number) < 2, (high as number) > 2, differs]).toEqual([true, true, true]);
    expect(ratio).toBeCloseTo(1 / (north?.others?.ratio as number), 2);
  }
  // By whom a side complains is of whom the other is complained: the same incidents, seen from both.
  expect(rowOf(figures, 'complained-of', 'decided')[0]?.median).toBe(
    rowOf(figures, 'complains', 'decided')[1]?.median,
  );
  const fair = parityOf(even, { audience: 'public' });
  const marked = [...fair.times, ...fair.evidence, ...fair.shares].flatMap(({ parties }) =>
    parties.filter((one) => 'others' in one && one.others?.differs),
  );
  expect([marked, fair.compared > 20]).toEqual([[], true]);
});

test('the figures are the same after a restart, and however the record was cut into batches', async () => {
  const entries: readonly ReadEntry[] = await record(12, 2).readAsMission();
  const whole = foldOf(entries);
  const cut = newMissionState();
  for (let from = 0; from < entries.length; from += 17) takeEntries(cut, entries.slice(from, from + 17));
  const half = newMissionState();
  takeEntries(half, entries.slice(0, 40));
  const again = expectAccepted(restoreState(structuredClone(snapshotOf(half))));
  takeEntries(again, entries.slice(40));
  const expected = JSON.stringify(parityOf(whole, { audience: 'mission' }));
  for (const state of [cut, again])
    expect(JSON.stringify(parityOf(state, { audience: 'mission' }))).toBe(expected);
  expect(parityOf(whole, { audience: 'mission' }).times.length).toBeGreaterThan(10);
  expect(parityOf(whole, { audience: 'mission', takenUpOnly: true }).incidents).toBe(24);
});

test('who may not read a complaint or a decision is told nothing of it, and no small figure leaves the mission', async () => {
  const state = await record(8, 1, 'mission').fold();
  const open = parityOf(state, { audience: 'public' });
  expect([open.complaints, open.incidents]).toEqual([0, 16]);
  expect(rowOf(open, 'own-side', 'under-inquiry').map((one) => one?.reached)).toEqual([0, 0]);
  expect(rowOf(parityOf(state, { audience: 'mission' }), 'complains', 'decided')[0]?.reached).toBeGreaterThan(
    5,
  );
  const few = await record(2, 1).fold();
  const shown = (audience: string) => rowOf(parityOf(few, { audience }), 'own-side', 'reported');
  expect(shown('public')).toEqual([undefined, undefined]);
  expect(shown('mission').map((one) => one?.n)).toEqual([2, 2]);
});

test('from the event to each later step, with the evidence that was there when it was decided', async () => {
  const desk = new Desk();
  const key = desk.report(1);
  desk.report(2, { id: idOf(2) });
  desk.put('duty-1', 'number', { incident: key, number: '1/2026' });
  desk.put('north', 'complaint', { report: key, against: 'south' });
  desk.put('duty-1', 'assessment', { incident: key, status: 'under inquiry' });
  desk.put('duty-1', 'join', {
    reports: [key, reportKey(reportOf({ id: idOf(2), source: 'post-2' }))],
    reason: 'one event',
  });
  desk.put('duty-1', 'assessment', { incident: key, status: 'corroborated' });
  for (const by of ['duty-1', 'duty-2'])
    desk.put(by, 'assessment', { incident: key, status: 'verified', reason: 'seen on the spot' });
  desk.put('commission', 'attribution', {
    ...{ incident: key, attribution: 'assessed', party: 'south', basis: 'crater', confidence: 0.9 },
    vote: AGREED,
  });
  const state = await desk.fold();
  // The first of two words to verify is kept as that: it decides nothing, and the second counts.
  expect(state.milestones.map(({ step }) => step)).toEqual([
    ...['number', 'status: under inquiry', 'status: corroborated'],
    ...[FIRST_WORD, 'status: verified', 'attribution: assessed'],
  ]);
  const figures = parityOf(state, { audience: 'public' });
  const reached = figures.times
    .filter(({ standing, parties }) => standing === 'complains' && 'reached' in (parties[0] ?? {}))
    .map(({ step, parties }) => [step, (parties[0] as { readonly reached: number }).reached]);
  expect(reached).toEqual([]);
  const mission = parityOf(state, { audience: 'mission' });
  const steps = mission.times
    .filter(({ standing }) => standing === 'complains')
    .map(({ step }) => [step, rowOf(mission, 'complains', step)[0]?.reached]);
  expect(steps).toEqual([
    ['reported', 1],
    ['numbered', 1],
    ['under-inquiry', 1],
    ['corroborated', 1],
    ['decided', 1],
    ['attributed', 1],
    ['found', 0],
    ['remedy-agreed', 0],
    ['remedied', 0],
    ['answered', 0],
  ]);
  const evidence = mission.evidence
    .filter(({ standing, decision }) => standing === 'complains' && decision === 'verified')
    .map(({ counts, parties }) => [counts, (parties[0] as { readonly median: number }).median]);
  expect(evidence).toEqual([
    ['reports', 2],
    ['origins', 2],
  ]);
});

test('over 400 missions without any delay, chance marks a figure in no more than a few; with one of two to one, most', () => {
  const steps = 8;
  const marked = (seed: number, slow: number): boolean => {
    const rows = new ParityRows(0);
    const next = uniform(seed);
    const waits = (side: number, step: number): readonly Wait[] =>
      draws(seed * 100 + side * 10 + step, 60).map(({ wait }) => {
        const [time, watched] = [wait * (side === 0 ? slow : 1), 3 * next()];
        return time <= watched ? { time, reached: true } : { time: watched, reached: false };
      });
    const shown = Array.from({ length: steps }, (_, step) =>
      rows.times(new Map(PARTIES.map((party, side) => [party, waits(side, step)])), false),
    );
    rows.judge();
    return shown.flat().some((one) => 'others' in one && one.others?.differs === true);
  };
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);
  const falseAlarms = seeds.filter((seed) => marked(seed, 1)).length;
  expect(falseAlarms).toBeLessThanOrEqual(20);
  expect(seeds.filter((seed) => marked(seed, 2)).length).toBeGreaterThanOrEqual(380);
});
