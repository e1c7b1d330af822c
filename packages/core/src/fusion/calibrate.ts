import { exponential, naturalLogarithm } from '../base/index.ts';
import type { SourceClock } from './clocks.ts';
import { estimateClocks } from './estimate-clocks.ts';
import { estimateScales, type Scale } from './estimate-scales.ts';
import { Fuser } from './fuser.ts';
import type { FusedIncident } from './incident.ts';
import type { SensorModels } from './models.ts';
import type { FusionReport } from './report.ts';

// The first pass of the stand-alone command, over its whole input: what clocks are off by, and how many incidents there
// are of which only diffuse reports tell. A mission enters both as entries instead, so that no late report regroups
// the past.

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

/** What the stand-alone fusion came to, and on what. */
export interface FusedWhole {
  readonly incidents: readonly FusedIncident[];
  readonly clocks: readonly SourceClock[];
  readonly models: SensorModels;
}

/**
 * Fuses a whole set of reports at once. A first pass finds clocks that are off by minutes and the rate of diffuse reports, a
 * second all clocks, a third how far each source is off in what it states; the last the incidents.
 */
export function fuseWhole(reports: readonly FusionReport[], models: SensorModels): FusedWhole {
  const pass = (by: SensorModels, clocks: readonly SourceClock[]): Fuser => {
    const fuser = new Fuser(by);
    fuser.setClocks(clocks);
    fuser.take(reports);
    return fuser;
  };
  const first = pass(models, []);
  const rate = estimateDiffuseRate(first.lessons().diffusePlaces(), models);
  const settled: SensorModels = { ...models, diffuse: { ...models.diffuse, rate } };
  const far = first.lessons().farClocks();
  const clocks = estimateClocks((far.length === 0 ? first : pass(settled, far)).lessons().clockPairs());
  const scaled = withScales(settled, estimateScales(pass(settled, clocks).lessons().pairsApart()).sources);
  return { incidents: pass(scaled, clocks).incidents(), clocks, models: scaled };
}

/** The models with what was learnt of sources; what somebody stated of one holds. */
function withScales(models: SensorModels, learnt: ReadonlyMap<string, Scale>): SensorModels {
  const stated = new Set([...models.sources.known, ...models.sources.scales].map(({ source }) => source));
  const scales = [...learnt].filter(([source]) => !stated.has(source));
  scales.sort(([a], [b]) => (a < b ? -1 : 1));
  const all = [...models.sources.scales, ...scales.map(([source, scale]) => ({ source, ...scale }))];
  return { ...models, sources: { ...models.sources, scales: all } };
}
