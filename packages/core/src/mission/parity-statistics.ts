import { normalShare } from '../base/index.ts';

// Few cases, some of them still open, and readers who will doubt the figure: so nothing here assumes a distribution, and
// what is still open counts. Sources and formulas: docs/parity.md. Only + − × ÷ and square roots, so that both sides
// compute the same bits.

/** How long something took, or, where it is still open, how long it has been open; in any one unit. */
export interface Wait {
  readonly time: number;
  readonly reached: boolean;
}

/** A figure with the interval that holds the true one in 95 of 100 cases; null where there is no bound. */
export interface Interval {
  readonly low: number;
  readonly high: number | null;
}

/** Standard deviations on either side that hold 95 % of a normal distribution. */
const Z95 = 1.959963984540054;
const EPSILON = 1e-9;
/** From so many on ranks are taken from the normal distribution: powers of ½ leave the range of a double. */
const EXACT_BELOW = 500;

/** A share with Wilson's interval; `n` above 0. */
export function shareOf(count: number, n: number): { readonly share: number; readonly interval: Interval } {
  const share = count / n;
  const zz = Z95 * Z95;
  const middle = (share + zz / (2 * n)) / (1 + zz / n);
  const reach = (Z95 / (1 + zz / n)) * Math.sqrt((share * (1 - share)) / n + zz / (4 * n * n));
  return { share, interval: { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) } };
}

/**
 * The median by Kaplan and Meier: the first time by which half have arrived, those still open counted for as long as they
 * are known. Null where half have not arrived yet. The interval is that of order statistics, with as many cases as
 * Greenwood's variance leaves (Rothman); with none open it is exact.
 */
export function medianOf(waits: readonly Wait[]): {
  readonly median: number | null;
  readonly interval: Interval;
} {
  let [left, share, spread] = [waits.length, 1, 0];
  let median: number | null = null;
  let low: number | null = null;
  let high: number | null = null;
  let sure = 0;
  for (const { time, reached, leaving } of momentsOf(waits)) {
    // So many are under watch still, and so few have arrived, that half cannot have (Peto's count of them).
    const watched = Math.floor(left / share + EPSILON);
    if (share > 0 && rankOf(watched) > watched * (1 - share) + EPSILON) sure = time;
    if (reached > 0) {
      share *= 1 - reached / left;
      spread += left > reached ? reached / (left * (left - reached)) : 0;
      const worth = left > reached ? (1 - share) / (share * spread) : waits.length;
      const rank = rankOf(Math.floor(worth + EPSILON));
      const arrived = worth * (1 - share) + EPSILON;
      if (median === null && share <= 0.5 + EPSILON) median = time;
      if (low === null && rank > 0 && arrived >= rank) low = time;
      if (high === null && rank > 0 && arrived >= Math.floor(worth + EPSILON) + 1 - rank) high = time;
    }
    left -= leaving;
  }
  return { median, interval: { low: low ?? sure, high } };
}

/** The times at which something happens, ascending: how many arrive, and how many are looked at no more. */
function momentsOf(
  waits: readonly Wait[],
): readonly { readonly time: number; readonly reached: number; readonly leaving: number }[] {
  const moments: { time: number; reached: number; leaving: number }[] = [];
  for (const { time, reached } of waits.toSorted((a, b) => a.time - b.time)) {
    let last = moments.at(-1);
    if (last?.time !== time) {
      last = { time, reached: 0, leaving: 0 };
      moments.push(last);
    }
    last.reached += reached ? 1 : 0;
    last.leaving += 1;
  }
  return moments;
}

/** The rank, from either end, of the order statistics that hold the median of n in at least 95 of 100 cases; 0: none do. */
function rankOf(n: number): number {
  if (n >= EXACT_BELOW) return Math.floor((n - Z95 * Math.sqrt(n)) / 2);
  let term = 1;
  for (let i = 0; i < n; i++) term /= 2;
  let below = 0;
  for (let rank = 0; ; rank++) {
    below += term;
    if (below > 0.025) return rank;
    term *= (n - rank) / (rank + 1);
  }
}

/**
 * Mantel's log-rank statistic of two groups, in standard deviations: above 0 where the first arrives sooner. Undefined
 * where nothing can be compared.
 */
export function logRank(first: readonly Wait[], second: readonly Wait[]): number | undefined {
  return scaledLogRank(inOrder(first), inOrder(second), 1);
}

function inOrder(waits: readonly Wait[]): readonly Wait[] {
  return waits.toSorted((a, b) => a.time - b.time);
}

/** The same with the times of the second group multiplied; both in order. */
function scaledLogRank(first: readonly Wait[], second: readonly Wait[], factor: number): number | undefined {
  let [a, b, surplus, variance] = [0, 0, 0, 0];
  while (a < first.length || b < second.length) {
    const time = Math.min(
      first[a]?.time ?? Number.POSITIVE_INFINITY,
      (second[b]?.time ?? Number.POSITIVE_INFINITY) * factor,
    );
    const [ofFirst, ofSecond] = [first.length - a, second.length - b];
    let [arrived, arrivedFirst] = [0, 0];
    for (; first[a] !== undefined && (first[a] as Wait).time <= time; a++)
      if (first[a]?.reached) [arrived, arrivedFirst] = [arrived + 1, arrivedFirst + 1];
    for (; second[b] !== undefined && (second[b] as Wait).time * factor <= time; b++)
      if (second[b]?.reached) arrived += 1;
    const all = ofFirst + ofSecond;
    if (arrived === 0 || all < 2) continue;
    surplus += arrivedFirst - (arrived * ofFirst) / all;
    variance += (arrived * ofFirst * ofSecond * (all - arrived)) / (all * all * (all - 1));
  }
  return variance > 0 ? surplus / Math.sqrt(variance) : undefined;
}

/** Beyond these factors nothing is told apart. */
const MOST_FACTOR = 1024;
const HALVINGS = 40;

/**
 * How many times as long the first group takes: the factor by which the times of the second must be multiplied so that the
 * log-rank test sees no difference, and those at which it just sees one. Null where no factor does.
 */
export function timesAsLong(
  first: readonly Wait[],
  second: readonly Wait[],
): { readonly ratio: number | null; readonly low: number | null; readonly high: number | null } {
  const [a, b] = [inOrder(first), inOrder(second)];
  const at = (level: number): number | null => {
    const above = (factor: number) => (scaledLogRank(a, b, factor) ?? 0) >= level;
    let [low, high] = [1 / MOST_FACTOR, MOST_FACTOR];
    if (above(low) || !above(high)) return null;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = Math.sqrt(low * high);
      if (above(middle)) high = middle;
      else low = middle;
    }
    return high;
  };
  return { ratio: at(0), low: at(-Z95), high: at(Z95) };
}

/** How likely chance alone brings two groups so far apart, of a statistic in standard deviations. */
export function chanceOf(deviations: number): number {
  return 2 * (1 - normalShare(Math.abs(deviations)));
}

/** Two shares compared, in standard deviations of their difference where there is none; undefined where all or none count. */
export function shareDeviation(
  count: number,
  n: number,
  otherCount: number,
  otherN: number,
): number | undefined {
  const all = (count + otherCount) / (n + otherN);
  const variance = all * (1 - all) * (1 / n + 1 / otherN);
  return variance > 0 ? (count / n - otherCount / otherN) / Math.sqrt(variance) : undefined;
}
