import { formatMoment } from '@armistice/core/base';
import { readerOf } from './audience.ts';
import { coverageBeside, saysOf } from './coverage.ts';
import { type CoverageThen, coverageSeries } from './coverage-series.ts';
import type { Deriving } from './deriving.ts';
import { Kept } from './kept.ts';
import type { MissionMap } from './map.ts';
import type { MapFilter } from './map-filter.ts';
import type { Sieve } from './map-sieve.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How long one bucket may be; beyond the last, multiples of it. */
const STEPS = [1, 2, 5, 10, 15, 30]
  .map((n) => n * MINUTE)
  .concat([1, 2, 3, 6, 12].map((n) => n * HOUR))
  .concat([1, 2, 7, 14, 28].map((n) => n * DAY));

/** Which incidents are asked for, and in how many buckets at most. */
export interface AskedTimeline {
  readonly filter: Omit<MapFilter, 'bases' | 'assessedOnly'>;
  readonly most: number;
}

interface Bucket {
  /** UTC, RFC 3339. */
  readonly from: string;
  /** Incidents that began in it; in the first one also those that went on from before. */
  readonly incidents: number;
  /** Who could observe; null where nobody stated it: that is not 0. */
  readonly coverage: CoverageThen | null;
}

const KEPT = new Kept<string>();

/** Incidents by time, each bucket beside who could observe in it: JSON. */
export function timeline(on: Deriving, audience: string, { filter: asked, most }: AskedTimeline): string {
  on.mustBeReady();
  const filter: MapFilter = { ...asked, ...readerOf(on, audience) };
  const make = () => JSON.stringify(timelineOf(on, audience, filter, most));
  // Who could observe, and who is told of it yet, follows entries and a clock that move no incident.
  return KEPT.of(on, [audience, filter, most], make, on.view.size);
}

function timelineOf({ view, folding: { map } }: Deriving, audience: string, filter: MapFilter, most: number) {
  const sieve = map.sieve(filter);
  const [begin, end] = spanOf(map, filter, sieve);
  if (end < begin)
    return {
      incidents: 0,
      buckets: [],
      says: saysOf(view, audience, 0),
      coverage: coverageBeside(view, audience),
    };
  const step = stepOf(begin, end, most);
  const edges = edgesOf(begin, end, step);
  const counts = countIn(map, sieve, edges, step);
  const coverage = coverageSeries(view, edges, audience);
  const buckets = counts.map((incidents, i): Bucket => {
    return { from: formatMoment(edges[i] as number), incidents, coverage: coverage[i] ?? null };
  });
  const stretch = { from: formatMoment(begin), to: formatMoment(edges.at(-1) as number) };
  const incidents = counts.reduce((sum, one) => sum + one, 0);
  const says = saysOf(view, audience, incidents, stretch);
  return {
    ...stretch,
    seconds: step / 1000,
    incidents,
    buckets,
    says,
    coverage: coverageBeside(view, audience, stretch),
  };
}

/** What was asked for; where it has no beginning or end, from the first of these incidents to the last. */
function spanOf(map: MissionMap, filter: MapFilter, sieve: Sieve): readonly [from: number, to: number] {
  const { from: begin, to: end } = filter;
  if (begin !== undefined && end !== undefined) return [begin, end];
  let [first, last] = [begin ?? Number.POSITIVE_INFINITY, end ?? Number.NEGATIVE_INFINITY];
  map.eachFound(sieve, (_row, _morton, from) => {
    if (begin === undefined && from < first) first = from;
    if (end === undefined && from > last) last = from;
  });
  return [first, last];
}

/** How long a bucket is, so that there are not too many. */
function stepOf(from: number, to: number, most: number): number {
  const fits = (step: number) => Math.floor((to - 1) / step) - Math.floor(from / step) < most;
  const found = STEPS.find(fits);
  if (found !== undefined) return found;
  let step = 2 * (STEPS.at(-1) ?? DAY);
  while (!fits(step)) step *= 2;
  return step;
}

/** Where buckets begin and end: at round times of UTC, the first and the last cut to the span. */
function edgesOf(from: number, to: number, step: number): readonly number[] {
  const edges = [from];
  for (let edge = (Math.floor(from / step) + 1) * step; edge < to; edge += step) edges.push(edge);
  // A single moment has a bucket as well.
  return [...edges, Math.max(to, from + 1000)];
}

function countIn(map: MissionMap, sieve: Sieve, edges: readonly number[], step: number): readonly number[] {
  const second = edges[1] ?? 0;
  const last = edges.length - 2;
  const counts = new Array<number>(last + 1).fill(0);
  map.eachFound(sieve, (_row, _morton, from) => {
    const bucket = from < second ? 0 : Math.min(last, 1 + Math.floor((from - second) / step));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  });
  return counts;
}
