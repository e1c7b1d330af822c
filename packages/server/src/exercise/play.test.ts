import { expect, test } from 'vitest';
import { loadPlace } from './place-files.ts';
import { filingsSince, type PlayClock, play } from './play.ts';
import { DAY_MS, type Filing } from './rows.ts';
import { GENERATORS } from './simulations.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const place = await loadPlace();
const simulation = GENERATORS.first(place, { seed: 3, rate: 60, density: 'normal' });

/** A clock that jumps to the end of every wait, and tells how long it waited. */
function jumpingClock(): PlayClock & { readonly waits: number[] } {
  let now = 5_000_000;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    async wait(milliseconds) {
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
}

function until(filings: Iterable<Filing>, end: number): Filing[] {
  const taken: Filing[] = [];
  for (const filing of filings) {
    if (filing.at >= end) break;
    taken.push(filing);
  }
  return taken;
}

test('three days behind come at once, in batches and in the order of filing; what follows comes when it is filed', async () => {
  const filings = until(filingsSince(simulation, NOON - 3 * DAY_MS), NOON + DAY_MS / 4);
  const clock = jumpingClock();
  const began = clock.now();
  const got: { readonly id: string; readonly late: number }[] = [];
  await play(
    filings,
    { clock, signal: new AbortController().signal, from: NOON, speed: 1 },
    async (reports) => {
      expect(reports.length).toBeLessThanOrEqual(256);
      for (const report of reports) got.push({ id: report.id, late: clock.now() - began });
    },
  );
  expect(got.map((one) => one.id)).toEqual(filings.map((one) => one.report.id));
  filings.forEach(({ at }, k) => {
    expect(got[k]?.late).toBeGreaterThanOrEqual(Math.max(0, at - NOON));
    expect(got[k]?.late).toBeLessThanOrEqual(Math.max(0, at - NOON) + 60_000);
  });
  expect(filings.filter((one) => one.at < NOON).length).toBeGreaterThan(200);
});

test('at sixty times the speed a quarter of a day takes six minutes', async () => {
  const filings = until(filingsSince(simulation, NOON), NOON + DAY_MS / 4);
  const clock = jumpingClock();
  await play(filings, { clock, signal: new AbortController().signal, from: NOON, speed: 60 }, async () => {});
  const waited = clock.waits.reduce((sum, one) => sum + one, 0);
  const last = (filings.at(-1)?.at ?? 0) - NOON;
  expect(waited).toBeGreaterThanOrEqual(last / 60);
  expect(waited).toBeLessThan(last / 60 + filings.length);
});

test('a start in the middle goes on where the run before it stopped: nothing is missing and nothing comes twice', () => {
  const middle = NOON + 1234567;
  const whole = until(filingsSince(simulation, NOON), NOON + DAY_MS);
  const parts = [
    ...until(filingsSince(simulation, NOON), middle),
    ...until(filingsSince(simulation, middle), NOON + DAY_MS),
  ];
  expect(parts).toEqual(whole);
});

test('a stop ends the play, and the report that was waited for is not filed', async () => {
  const filings = until(filingsSince(simulation, NOON), NOON + DAY_MS);
  const stop = new AbortController();
  const clock = jumpingClock();
  let filed = 0;
  await play(filings, { clock, signal: stop.signal, from: NOON, speed: 1 }, async (reports) => {
    filed += reports.length;
    stop.abort();
  });
  expect(filed).toBeGreaterThan(0);
  expect(filed).toBeLessThan(filings.length);
});

test('a mission that cannot file ends the play with its own words', async () => {
  const filings = until(filingsSince(simulation, NOON), NOON + DAY_MS);
  const options = { clock: jumpingClock(), signal: new AbortController().signal, from: NOON, speed: 1 };
  await expect(play(filings, options, () => Promise.reject(new Error('the disk is full')))).rejects.toThrow(
    'the disk is full',
  );
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a speed of %s is refused', async (speed) => {
  const options = { clock: jumpingClock(), signal: new AbortController().signal, from: NOON, speed };
  await expect(play([], options, async () => {})).rejects.toThrow('the speed must be above 0');
});
