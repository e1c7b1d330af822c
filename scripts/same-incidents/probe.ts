import {
  DEFAULT_MODELS,
  type FusedIncident,
  Fuser,
  type FusionReport,
  fuseWhole,
  keyOf,
} from '../../packages/core/src/fusion/index.ts';
import {
  FUSED,
  type GroupedIncident,
  type Grouping,
  type Report,
} from '../../packages/core/src/mission/index.ts';
import { hex, sha256, utf8 } from '../../packages/core/src/record/index.ts';
import type { PlaceFiles } from '../../packages/server/src/exercise/place.ts';
import { readPlace } from '../../packages/server/src/exercise/place.ts';
import { GENERATORS, type GeneratorName } from '../../packages/server/src/exercise/simulations.ts';

// What every engine runs: barrages of both generators, fused in every way that the program fuses. Hashes come back.

const SEED = 20_261_122;
const FIRST_DAY = 20_777;

/** What one engine made of one generator's reports. */
export interface Findings {
  readonly reports: number;
  readonly incidents: number;
  /** Incidents with more than one report. */
  readonly joined: number;
  /** Hash of the reports, and of the incidents by each way of fusing them. */
  readonly heard: string;
  readonly learnt: string;
  readonly atOnce: string;
  readonly inBatches: string;
  readonly mission: string;
  readonly restarted: string;
}

/** Fuses so many reports of a generator's barrage; the same findings in every engine. */
export function probe(name: GeneratorName, files: PlaceFiles, most: number): Findings {
  const reports = barrage(name, files, most);
  const learnt = fuseWhole(reports, DEFAULT_MODELS);
  const atOnce = fused([reports]);
  return {
    reports: reports.length,
    incidents: atOnce.length,
    joined: atOnce.filter((one) => one.reports.length > 1).length,
    heard: hashOf(reports),
    learnt: hashOf([learnt.clocks, learnt.models, learnt.incidents]),
    atOnce: hashOf(atOnce),
    inBatches: hashOf(fused(batches(reports, 173))),
    mission: hashOf(asMission(reports, false)),
    restarted: hashOf(asMission(reports, true)),
  };
}

function barrage(name: GeneratorName, files: PlaceFiles, most: number): readonly Report[] {
  const place = readPlace(files);
  if (!place.ok) throw new Error(place.refusal.message);
  const simulation = GENERATORS[name](place.value, { seed: SEED, rate: 150, density: 'barrage' });
  const reports: Report[] = [];
  for (let day = FIRST_DAY; reports.length < most && day < FIRST_DAY + 30; day++)
    for (const { report } of simulation.day(day).filings) reports.push(report as Report);
  return reports.slice(0, most);
}

function batches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

/** Follows what each batch changed, as a store does. */
function fused(parts: readonly (readonly FusionReport[])[]): readonly FusedIncident[] {
  const fuser = new Fuser(DEFAULT_MODELS);
  const standing = new Map<string, FusedIncident>();
  for (const part of parts) follow(standing, fuser.add(part));
  return inOrder(standing);
}

/** As the fold groups, in batches; where it is restarted, from a snapshot that the host cloned in the middle. */
function asMission(reports: readonly Report[], restarted: boolean): readonly GroupedIncident[] {
  const kept = new Map<string, Report>();
  const standing = new Map<string, GroupedIncident>();
  const parts = batches(reports, 400);
  let grouping: Grouping = FUSED.make(kept);
  for (const [at, part] of parts.entries()) {
    if (restarted && at === parts.length >> 1) {
      const told = JSON.parse(JSON.stringify(grouping.snapshot()));
      grouping = FUSED.make(kept, told, structuredClone(grouping.keep()));
    }
    const keyed = part.map((view) => ({ key: keyOf(view.source, view.id), view }));
    for (const { key, view } of keyed) kept.set(key, view);
    follow(standing, grouping.add(keyed));
  }
  return inOrder(standing);
}

function follow<T extends { readonly id: string }>(
  standing: Map<string, T>,
  { changed, gone }: { readonly changed: readonly T[]; readonly gone: readonly string[] },
): void {
  for (const id of gone) standing.delete(id);
  for (const one of changed) standing.set(one.id, one);
}

function inOrder<T extends { readonly id: string }>(standing: ReadonlyMap<string, T>): readonly T[] {
  return [...standing.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function hashOf(value: unknown): string {
  return hex(sha256(utf8(JSON.stringify(value))));
}
