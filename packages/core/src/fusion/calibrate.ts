import { exponential, naturalLogarithm } from '../base/index.ts';
import type { ClockPair, SourceClock } from './clocks.ts';
import { Fuser } from './fuser.ts';
import type { FusedIncident } from './incident.ts';
import type { SensorModels } from './models.ts';
import type { FusionReport } from './report.ts';

// The first pass of the stand-alone command, over its whole input: what clocks are off by, and how many incidents there
// are of which only diffuse reports tell. A mission enters both as entries instead, so that no late report regroups
// the past.

const DAY_SECONDS = 86_400;
const SWEEPS = 8;
/** A source's own estimate counts as much as this many pairs that say it is right. */
const PRIOR_PAIRS = 3;
/** A day's own offset counts against the source's whole one as much as this many pairs. */
const DAY_PAIRS = 6;
/** Pairs of one partner that are as good as one vote. */
const VOTE_PAIRS = 2;
/** What an offset may be off by at best, seconds: clocks drift within the day. */
const LEAST_SIGMA = 2;

interface Sighting {
  readonly partner: number;
  readonly apart: number;
  readonly day: number;
}

/**
 * Offsets of sources' clocks from pairs of reports held to be of one incident. Each partner has one vote whatever the
 * number of its reports, and the middle vote holds: no single source can move another's clock far.
 */
export function estimateClocks(pairs: readonly ClockPair[]): readonly SourceClock[] {
  const ids = new Map<string, number>();
  const names = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort();
  for (const [at, name] of names.entries()) ids.set(name, at);
  const seen: Sighting[][] = names.map(() => []);
  for (const { a, b, timeA, timeB } of pairs) {
    const [one, other] = [ids.get(a) as number, ids.get(b) as number];
    seen[one]?.push({ partner: other, apart: timeA - timeB, day: Math.floor(timeA / DAY_SECONDS) });
    seen[other]?.push({ partner: one, apart: timeB - timeA, day: Math.floor(timeB / DAY_SECONDS) });
  }
  let offsets = new Float64Array(names.length);
  // All at once from the offsets before, so that the order of sources does not matter; half a step, so that it settles.
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    offsets = Float64Array.from(
      offsets,
      (before, source) => (before + vote(seen[source] as Sighting[], offsets)) / 2,
    );
  return names.flatMap((name, source) => clocksOf(name, seen[source] as Sighting[], offsets, source));
}

/** The offset that the partners together speak for, drawn to zero where they are few. */
function vote(sightings: readonly Sighting[], offsets: Float64Array): number {
  const byPartner = new Map<number, number[]>();
  for (const { partner, apart } of sightings) {
    const here = apart + (offsets[partner] as number);
    const known = byPartner.get(partner);
    if (known === undefined) byPartner.set(partner, [here]);
    else known.push(here);
  }
  const votes = [...byPartner.values()].map((apart) => ({
    middle: median(apart),
    weight: apart.length / (apart.length + VOTE_PAIRS),
  }));
  if (votes.length === 0) return 0;
  const share = sightings.length / (sightings.length + PRIOR_PAIRS);
  return share * weightedMedian(votes);
}

/** A clock for each day on which a source was seen with others. */
function clocksOf(
  source: string,
  sightings: readonly Sighting[],
  offsets: Float64Array,
  own: number,
): readonly SourceClock[] {
  const whole = offsets[own] as number;
  const days = new Map<number, number[]>();
  const off: number[] = [];
  for (const { partner, apart, day } of sightings) {
    const here = apart + (offsets[partner] as number);
    off.push(Math.abs(here - whole));
    const known = days.get(day);
    if (known === undefined) days.set(day, [here]);
    else known.push(here);
  }
  // Of the distances from the middle, the median is 0.6745 standard deviations.
  const spread = off.length === 0 ? 0 : median(off) / 0.6745;
  const sigma = (n: number): number => Math.sqrt((spread * spread) / (n + 1) + LEAST_SIGMA * LEAST_SIGMA);
  const clock = (from: number, to: number, offset: number, n: number): SourceClock => ({
    source,
    from,
    to,
    offset: Math.round(offset * 1000),
    sigma: Math.round(sigma(n) * 1000),
  });
  const made = [clock(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, whole, sightings.length)];
  for (const [day, apart] of [...days].sort(([a], [b]) => a - b)) {
    const share = apart.length / (apart.length + DAY_PAIRS);
    const offset = whole + share * (median(apart) - whole);
    made.push(
      clock(day * DAY_SECONDS * 1000, (day + 1) * DAY_SECONDS * 1000, offset, apart.length + DAY_PAIRS),
    );
  }
  return made;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

function weightedMedian(votes: { readonly middle: number; readonly weight: number }[]): number {
  votes.sort((a, b) => a.middle - b.middle || a.weight - b.weight);
  let total = 0;
  for (const { weight } of votes) total += weight;
  let sum = 0;
  for (let at = 0; at < votes.length; at++) {
    const { middle, weight } = votes[at] as (typeof votes)[number];
    sum += weight;
    if (sum * 2 > total) return middle;
    if (sum * 2 === total) return (middle + (votes[at + 1]?.middle ?? middle)) / 2;
  }
  return 0;
}

const CELL_DEGREES = 1;
const CELL_SECONDS = 10 * DAY_SECONDS;
const CELL_METRES = 111_195;
/** With fewer diffuse reports than this the models' own rate holds. */
const LEAST_DIFFUSE = 30;
/** Reports of one incident, about: what lies near is not all another incident. */
const REPORTS_EACH = 2;

/**
 * The rate of incidents of which diffuse reports tell: the density in which the middling one of them stands, to half a
 * power of ten, so that a few more reports change nothing. Places and times as [longitude, latitude, seconds].
 */
export function estimateDiffuseRate(
  diffuse: readonly (readonly [number, number, number])[],
  models: SensorModels,
): number {
  if (diffuse.length < LEAST_DIFFUSE) return models.diffuse.rate;
  const cells = new Map<string, number>();
  const cellOf = ([longitude, latitude, time]: readonly [number, number, number]): string =>
    `${Math.floor(longitude / CELL_DEGREES)} ${Math.floor(latitude / CELL_DEGREES)} ${Math.floor(time / CELL_SECONDS)}`;
  for (const one of diffuse) cells.set(cellOf(one), (cells.get(cellOf(one)) ?? 0) + 1);
  const counts = diffuse.map((one) => cells.get(cellOf(one)) as number);
  const rate = median(counts) / REPORTS_EACH / (CELL_METRES * CELL_METRES * CELL_SECONDS);
  const step = naturalLogarithm(10) / 2;
  return exponential(Math.round(naturalLogarithm(rate) / step) * step);
}

/** What the stand-alone fusion came to, and on what. */
export interface FusedWhole {
  readonly incidents: readonly FusedIncident[];
  readonly clocks: readonly SourceClock[];
  readonly models: SensorModels;
}

/** Fuses a whole set of reports at once: a first pass finds the clocks, the second the incidents. */
export function fuseWhole(reports: readonly FusionReport[], models: SensorModels): FusedWhole {
  const first = new Fuser(models);
  first.take(reports);
  const rate = estimateDiffuseRate(first.diffusePlaces(), models);
  const settled: SensorModels = { ...models, diffuse: { ...models.diffuse, rate } };
  const clocks = estimateClocks(first.clockPairs());
  const second = new Fuser(settled);
  second.setClocks(clocks);
  second.take(reports);
  return { incidents: second.incidents(), clocks, models: settled };
}
