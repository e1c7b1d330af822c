import { expect, test } from 'vitest';
import { chanceOf, logRank, medianOf, shareOf, timesAsLong, type Wait } from './parity-statistics.ts';
import { type Drawn, draws } from './testing-parity.ts';

const reached = (...times: readonly number[]): Wait[] => times.map((time) => ({ time, reached: true }));
const open = (...times: readonly number[]): Wait[] => times.map((time) => ({ time, reached: false }));

// Weeks in remission under 6-mercaptopurine and under placebo (Freireich and others 1963), the example of the textbooks.
const TREATED = [
  ...reached(6, 6, 6, 7, 10, 13, 16, 22, 23),
  ...open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
];
const PLACEBO = reached(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);

test('the textbook example comes out as in the textbooks, and as an independent program computes it', () => {
  expect([medianOf(TREATED).median, medianOf(PLACEBO).median]).toEqual([23, 8]);
  // scipy 1.17: statistic −4.097919…, of which the square is the 16.79 of the books.
  const deviations = logRank(TREATED, PLACEBO) as number;
  expect(deviations).toBeCloseTo(-4.097919104767264, 10);
  expect(chanceOf(deviations)).toBeCloseTo(4.168809109334529e-5, 10);
});

test("a share has Wilson's interval, as an independent program computes it", () => {
  const cases = [
    [0, 10, 0, 0.27753279986288926],
    [3, 10, 0.10779126740630102, 0.6032218525388546],
    [50, 100, 0.4038315303659956, 0.5961684696340044],
    [1, 1, 0.20654931437723745, 1],
  ] as const;
  for (const [count, n, low, high] of cases) {
    const { interval } = shareOf(count, n);
    expect(interval.low).toBeCloseTo(low, 10);
    expect(interval.high).toBeCloseTo(high, 10);
  }
});

test('with nothing open the interval of a median is that of the ranks which binomial tables give', () => {
  const ranks = [
    [6, 1],
    [10, 2],
    [25, 8],
    [60, 22],
    [100, 40],
    [499, 228],
    [1000, 469],
  ] as const;
  for (const [n, rank] of ranks) {
    const { interval } = medianOf(reached(...Array.from({ length: n }, (_, i) => i + 1)));
    expect([n, interval]).toEqual([n, { low: rank, high: n + 1 - rank }]);
  }
});

test('five cases or none bound nothing, and half of them open leave no median', () => {
  expect(medianOf([])).toEqual({ median: null, interval: { low: 0, high: null } });
  expect(medianOf(reached(1, 2, 3, 4, 5)).interval).toEqual({ low: 0, high: null });
  expect(medianOf([...reached(1, 2, 3), ...open(4, 5, 6, 7)]).median).toBeNull();
});

test('a side that leaves its slow cases open is not faster for it', () => {
  const times = Array.from({ length: 40 }, (_, i) => i + 1);
  const all = reached(...times);
  const slowOpen = [...reached(...times.slice(0, 12)), ...open(...times.slice(12).map(() => 100))];
  const decidedAlone = medianOf(slowOpen.filter((one) => one.reached)).median as number;
  expect(decidedAlone).toBeLessThan(medianOf(all).median as number);
  expect(medianOf(slowOpen).median).toBeNull();
  expect(medianOf(slowOpen).interval.low).toBeGreaterThan(decidedAlone);
});

test('the interval of a median holds the true one in 95 of 100 cases or more, also with a third still open', () => {
  const [held, sets] = [{ closed: 0, open: 0 }, 400];
  for (let seed = 0; seed < sets; seed++) {
    const drawn = draws(seed, 50);
    const holds = (waits: readonly Wait[]) => {
      const { low, high } = medianOf(waits).interval;
      return low <= TRUE_MEDIAN && TRUE_MEDIAN <= (high ?? Number.POSITIVE_INFINITY);
    };
    held.closed += Number(holds(reached(...drawn.map(({ wait }) => wait))));
    held.open += Number(holds(drawn.map(cut)));
  }
  expect(held.closed / sets).toBeGreaterThanOrEqual(0.95);
  expect(held.open / sets).toBeGreaterThanOrEqual(0.93);
});

const TRUE_MEDIAN = Math.LN2;

/** Looked at until a time of its own, at which about a third are open still. */
function cut({ wait, until }: Drawn): Wait {
  return wait <= 2 * until ? { time: wait, reached: true } : { time: 2 * until, reached: false };
}

test('twice as long is told as twice as long, and within its interval in 95 of 100 cases', () => {
  const sets = 200;
  let [held, sum] = [0, 0];
  for (let seed = 0; seed < sets; seed++) {
    const slow = draws(seed, 80).map((one) => cut({ ...one, wait: 2 * one.wait }));
    const quick = draws(seed + 10_000, 80).map(cut);
    const { ratio, low, high } = timesAsLong(slow, quick);
    sum += ratio as number;
    held += Number((low as number) <= 2 && 2 <= (high as number));
  }
  expect(held / sets).toBeGreaterThanOrEqual(0.92);
  expect(sum / sets).toBeGreaterThan(1.85);
  expect(sum / sets).toBeLessThan(2.2);
});
