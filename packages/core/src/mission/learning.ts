import { expectAccepted, FIRST_YEAR, formatMoment, LAST_YEAR } from '../base/index.ts';
import { DEFAULT_MODELS, learn, type SensorModels, type SourceClock } from '../fusion/index.ts';
import { canonicalJson, type Json, PUBLIC, utf8 } from '../record/index.ts';
import { FUSION_ENTRY, fusionEntryOf, modelsNamed } from './fused-maker.ts';
import { adopt, goBy, type SourceClockEntry } from './observers.ts';
import { forFusion } from './origins.ts';
import type { FusionParameters } from './publication-forms.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import type { MissionState, MissionView } from './state.ts';

// What the reports on record teach of those who sent them, as the entries that a person may put on record. Only what
// everyone reads teaches: the entries bind everyone, and must tell nothing of what some alone may read.

/** Bytes that the canonical JSON of sensor models may have: an entry holds 65,535. */
const MOST_BYTES = 60_000;

/** Bodies of entries, in the order in which they go on record. */
export interface MissionLessons {
  /** Reports that taught. */
  readonly reports: number;
  readonly clocks: readonly SourceClockEntry[];
  /** Left out where the mission goes by them already. */
  readonly parameters?: FusionParameters;
  /** Sources whose factors were left out, as an entry holds no more: those nearest to 1. */
  readonly leftOut: number;
}

/**
 * What everyone's reports on record teach, from the models of this program, or from those that an entry holds without what
 * was learnt before. What somebody stated of a source (`sources.known`, a clock on record) holds, and nothing is learnt of it.
 */
export function lessonsOf(state: MissionView): MissionLessons {
  const reports = [...state.reports.values()].flatMap(({ basis, view }) =>
    basis === PUBLIC ? [forFusion(view)] : [],
  );
  const adopted = state.fusion === undefined ? undefined : modelsNamed(state.fusion);
  const { clocks, models } = learn(
    reports,
    withoutLearnt(state.fusion?.parameters ?? DEFAULT_MODELS),
    state.clocks,
  );
  const { kept, leftOut } = fitting(models);
  const base = { reports: reports.length, clocks: clocks.map(entryOf), leftOut };
  const same =
    adopted !== undefined && canonical({ ...kept, version: adopted.version }) === canonical(adopted);
  if (same) return base;
  const plain = canonical({ ...kept, version: DEFAULT_MODELS.version }) === canonical(DEFAULT_MODELS);
  if (plain) return { ...base, parameters: FUSION_ENTRY };
  const version = (state.fusion?.version ?? DEFAULT_MODELS.version) + 1;
  return { ...base, parameters: fusionEntryOf({ ...kept, version }) };
}

function withoutLearnt(models: SensorModels): SensorModels {
  return {
    ...models,
    diffuse: { ...models.diffuse, rate: DEFAULT_MODELS.diffuse.rate },
    sources: { ...models.sources, scales: [] },
  };
}

function canonical(models: SensorModels): string {
  return expectAccepted(canonicalJson(models as unknown as Json));
}

/**
 * The models as an entry holds them. A factor of 1 says nothing; of the others the farthest from 1 are kept, as many as
 * there is room for, and the rest is counted.
 */
export function fitting(models: SensorModels): { readonly kept: SensorModels; readonly leftOut: number } {
  const { sources } = models;
  const far = ({ place, time }: (typeof sources.scales)[number]) =>
    Math.max(place, 1 / place, time, 1 / time);
  const telling = sources.scales
    .filter(({ place, time }) => place !== 1 || time !== 1)
    .sort((a, b) => far(b) - far(a) || (a.source < b.source ? -1 : 1));
  const of = (scales: typeof telling): SensorModels => ({ ...models, sources: { ...sources, scales } });
  let room = MOST_BYTES - utf8(canonical(of([]))).length;
  const kept = telling.filter((scale) => {
    room -= utf8(JSON.stringify(scale)).length + 1;
    return room >= 0;
  });
  kept.sort((a, b) => (a.source < b.source ? -1 : 1));
  return { kept: of(kept), leftOut: telling.length - kept.length };
}

const ALWAYS = [`${FIRST_YEAR}-01-01T00:00:00Z`, `${LAST_YEAR}-12-31T23:59:59Z`] as const;

function entryOf({ source, from, to, offset, sigma }: SourceClock): SourceClockEntry {
  const [first, last] = ALWAYS;
  return {
    source,
    from: Number.isFinite(from) ? formatMoment(from) : first,
    to: Number.isFinite(to) ? formatMoment(to) : last,
    offset,
    sigma,
  };
}

/** How incidents would differ. */
export interface Regroupings {
  readonly before: number;
  readonly after: number;
  /** Incidents that would stand on reports of several that stand now. */
  readonly joined: readonly { readonly id: string; readonly of: readonly string[] }[];
  /** Incidents that stand now whose reports would be in several. */
  readonly parted: readonly { readonly id: string; readonly into: readonly string[] }[];
  /** What the evidence would be for and only a person may do, as it was decided or published. */
  readonly proposed: readonly string[];
}

/** What the entries would change, worked out on a copy: the state stays as it is. */
export function previewLessons(state: MissionState, { clocks, parameters }: MissionLessons): Regroupings {
  const copy = expectAccepted(restoreState(snapshotOf(state), state.maker));
  const step = { state: copy, index: state.size, at: state.at, changes: [] };
  goBy(step, clocks);
  if (parameters !== undefined) adopt(step, parameters);
  const changes: readonly { readonly type: string; readonly message?: string }[] = step.changes;
  return {
    before: state.incidents.size,
    after: copy.incidents.size,
    joined: across(copy, state).map(([id, of]) => ({ id, of })),
    parted: across(state, copy).map(([id, into]) => ({ id, into })),
    proposed: changes.flatMap(({ type, message }) =>
      type === 'waits' && message !== undefined ? message : [],
    ),
  };
}

/** Incidents of one state whose reports are in several of another, by id. */
function across(one: MissionState, other: MissionState): readonly (readonly [string, readonly string[]])[] {
  return [...one.incidents.values()]
    .flatMap(({ id, reports }): readonly (readonly [string, readonly string[]])[] => {
      const others = new Set(reports.flatMap((key) => other.incidentOf.get(key) ?? key));
      return others.size > 1 ? [[id, [...others].sort()]] : [];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
