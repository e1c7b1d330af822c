import type { SourceClock } from './clocks.ts';
import { SHARP } from './measure.ts';
import { COPY, CROWDING, GONE, REPEATS, type Rows } from './rows.ts';

// Clocks that are off by minutes: their reports meet no others, so that nothing would be learnt of them from what joins.

/** Offsets looked for, seconds to either side, and the step. */
const FARTHEST = 600;
const STEP = 4;
const BINS = (2 * FARTHEST) / STEP + 1;
const ZERO = FARTHEST / STEP;
/** Times less sure than this many seconds show no offset. */
const SURE = 60;
/** Places meet within so many standard deviations squared. */
const GATE = 6;
/** At most so many reports before and after are looked at: nobody can make this dear. */
const MOST_NEAR = 250;
/** Standard deviations that one partner says at most; how far the best must be before the usual, and the partners that say so. */
const PARTNER_SAYS = 3;
const AHEAD = 6;
const PARTNERS = 4;
/** … and so many times what it is elsewhere by chance. */
const NOISE = 2;

/**
 * Sources whose reports of the same places come again and again by one far offset after, or before, those of others.
 * `clockOf` is the deviation of a row's clock in seconds; offsets within three of it are found otherwise.
 */
export function searchClocks(rows: Rows, clockOf: (row: number) => number): readonly SourceClock[] {
  const usable: number[] = [];
  for (let row = 0; row < rows.count; row++) if (tells(rows, row, clockOf(row))) usable.push(row);
  usable.sort((a, b) => (rows.time[a] as number) - (rows.time[b] as number) || rows.compare(a, b));
  const hits = new Map<number, Map<number, Int32Array>>();
  for (const [at, row] of usable.entries()) {
    for (let next = at + 1; next < usable.length && next <= at + MOST_NEAR; next++) {
      const other = usable[next] as number;
      const apart = (rows.time[other] as number) - (rows.time[row] as number);
      if (apart > FARTHEST) break;
      if (rows.source[row] === rows.source[other] || !meet(rows, row, other)) continue;
      note(hits, rows, row, other, -apart, clockOf);
      note(hits, rows, other, row, apart, clockOf);
    }
  }
  const found: SourceClock[] = [];
  for (const [source, partners] of hits) {
    const offset = farOffset(partners);
    if (offset === undefined) continue;
    const name = rows.sources[source] as string;
    found.push({ source: name, from: -Infinity, to: Infinity, offset: offset * 1000, sigma: 10_000 });
  }
  return found.sort((a, b) => (a.source < b.source ? -1 : 1));
}

function tells(rows: Rows, row: number, clock: number): boolean {
  if (rows.tier[row] !== SHARP || ((rows.flags[row] as number) & (GONE | COPY | CROWDING | REPEATS)) !== 0)
    return false;
  return (rows.timeVariance[row] as number) - clock * clock < SURE * SURE;
}

function meet(rows: Rows, a: number, b: number): boolean {
  const east = rows.east(a, b);
  const north = rows.north(a, b);
  const xx = (rows.xx[a] as number) + (rows.xx[b] as number);
  const xy = (rows.xy[a] as number) + (rows.xy[b] as number);
  const yy = (rows.yy[a] as number) + (rows.yy[b] as number);
  return yy * east * east - 2 * xy * east * north + xx * north * north <= GATE * (xx * yy - xy * xy);
}

/** Marks every offset that would bring the row and the other's report together. */
function note(
  hits: Map<number, Map<number, Int32Array>>,
  rows: Rows,
  row: number,
  other: number,
  apart: number,
  clockOf: (row: number) => number,
): void {
  const source = rows.source[row] as number;
  const partner = rows.source[other] as number;
  let partners = hits.get(source);
  if (partners === undefined) {
    partners = new Map();
    hits.set(source, partners);
  }
  let bins = partners.get(partner);
  if (bins === undefined) {
    bins = new Int32Array(BINS);
    partners.set(partner, bins);
  }
  const mine = clockOf(row);
  const variance = (rows.timeVariance[row] as number) - mine * mine + (rows.timeVariance[other] as number);
  const half = Math.sqrt(Math.max(0, variance)) + STEP;
  const first = Math.max(0, Math.ceil((apart - half + FARTHEST) / STEP));
  const last = Math.min(BINS - 1, Math.floor((apart + half + FARTHEST) / STEP));
  for (let bin = first; bin <= last; bin++) bins[bin] = (bins[bin] as number) + 1;
}

/** Seconds by which most partners together say that the source is off, where it is far. */
function farOffset(partners: ReadonlyMap<number, Int32Array>): number | undefined {
  const said = new Float64Array(BINS);
  const agree = new Int32Array(BINS);
  for (const bins of partners.values()) {
    let sum = 0;
    for (const bin of bins) sum += bin;
    const usual = sum / BINS;
    const spread = Math.sqrt(usual + 1);
    for (let bin = 0; bin < BINS; bin++) {
      const says = Math.min(PARTNER_SAYS, Math.max(-PARTNER_SAYS, ((bins[bin] as number) - usual) / spread));
      said[bin] = (said[bin] as number) + says;
      if (says > 1) agree[bin] = (agree[bin] as number) + 1;
    }
  }
  let best = ZERO;
  for (let bin = 0; bin < BINS; bin++) if ((said[bin] as number) > (said[best] as number)) best = bin;
  let usual = 0;
  const near = 30 / STEP;
  for (let bin = ZERO - near; bin <= ZERO + near; bin++)
    usual = Math.max(usual, said[Math.round(bin)] as number);
  if (Math.abs(best - ZERO) <= near || (agree[best] as number) < PARTNERS) return undefined;
  let spread = 0;
  for (const says of said) spread += (says * says) / BINS;
  const ahead = Math.max(AHEAD, Math.sqrt(spread) * NOISE);
  return (said[best] as number) - usual > ahead ? (best - ZERO) * STEP : undefined;
}
