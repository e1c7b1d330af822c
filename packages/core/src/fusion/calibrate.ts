import { exponential, naturalLogarithm } from '../base/index.ts';
import type { SourceClock } from './clocks.ts';
import { estimateClocks } from './estimate-clocks.ts';
import { estimateScales, type Scale } from './estimate-scales.ts';
import { Fuser } from './fuser.ts';
import type { FusedIncident } from './incident.ts';
import type { Lessons } from './lessons.ts';
import type { SensorModels } from './models.ts';
import type { FusionReport } from './report.ts';

// The first passes over a whole set of reports: what clocks are off by, how far sources are off in what they state, and
// how many incidents there are of which only diffuse reports tell. The stand-alone command goes by it at once; in a
// mission a person enters it on record, so that no late report regroups the past.

const DAY_SECONDS = 86_400;
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
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

/** What a first pass over reports taught of those who sent them. */
export interface Learnt {
  readonly clocks: readonly SourceClock[];
  readonly models: SensorModels;
}

/** What the stand-alone fusion came to, and on what. */
export interface FusedWhole extends Learnt {
  readonly incidents: readonly FusedIncident[];
}

/**
 * What a whole set of reports teaches. A first pass finds clocks that are off by minutes and the rate of diffuse reports, a
 * second all clocks, a third how far each source is off in what it states. Clocks that are `known` hold throughout: of
 * their sources no clock is learnt.
 */
export function learn(
  reports: readonly FusionReport[],
  models: SensorModels,
  known: readonly SourceClock[] = [],
): Learnt {
  const stated = new Set(known.map(({ source }) => source));
  const isNew = ({ source }: SourceClock): boolean => !stated.has(source);
  const teach = (by: SensorModels, clocks: readonly SourceClock[]): Lessons =>
    fused(reports, by, [...known, ...clocks]).lessons();
  const first = teach(models, []);
  // Where it is modelled how incidents crowd, their rate hardly matters, and a flood moves nothing by it.
  const crowds = models.diffuse.cluster !== undefined;
  const rate = crowds ? models.diffuse.rate : estimateDiffuseRate(first.diffusePlaces(), models);
  const settled: SensorModels = { ...models, diffuse: { ...models.diffuse, rate } };
  const far = first.farClocks().filter(isNew);
  const second = far.length === 0 ? first : teach(settled, far);
  const clocks = estimateClocks(second.clockPairs()).filter(isNew);
  return { clocks, models: withScales(settled, estimateScales(teach(settled, clocks).pairsApart()).sources) };
}

/** Fuses a whole set of reports at once, under what it teaches of its sources. */
export function fuseWhole(reports: readonly FusionReport[], models: SensorModels): FusedWhole {
  const learnt = learn(reports, models);
  return { ...learnt, incidents: fused(reports, learnt.models, learnt.clocks).incidents() };
}

function fused(
  reports: readonly FusionReport[],
  models: SensorModels,
  clocks: readonly SourceClock[],
): Fuser {
  const fuser = new Fuser(models);
  fuser.setClocks(clocks);
  // What is learnt is a sum of fractions, which the order of adding rounds: so there is one order.
  fuser.take(reports.toSorted((a, b) => before(a.id, b.id) || before(a.source, b.source)));
  return fuser;
}

function before(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The models with what was learnt of sources; what somebody stated of one holds. */
function withScales(models: SensorModels, learnt: ReadonlyMap<string, Scale>): SensorModels {
  const stated = new Set([...models.sources.known, ...models.sources.scales].map(({ source }) => source));
  const scales = [...learnt].filter(([source]) => !stated.has(source));
  scales.sort(([a], [b]) => (a < b ? -1 : 1));
  const all = [...models.sources.scales, ...scales.map(([source, scale]) => ({ source, ...scale }))];
  return { ...models, sources: { ...models.sources, scales: all } };
}
