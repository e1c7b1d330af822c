import { readFileSync } from 'node:fs';
import { type FusionReport, keyOf } from '../packages/core/src/fusion/index.ts';
import type { ExercisePlace } from '../packages/server/src/exercise/place.ts';
import type { Density, TrueAccount } from '../packages/server/src/exercise/rows.ts';
import { GENERATORS, type GeneratorName } from '../packages/server/src/exercise/simulations.ts';

/** Reports, and of each the incident that it tells of; below zero where that is not scored. */
export interface Case {
  readonly name: string;
  readonly reports: readonly FusionReport[];
  readonly truth: readonly number[];
  /** Where the incidents were, where that is known. */
  readonly places: readonly (readonly [number, number])[];
}

const FIRST_DAY = Date.UTC(2026, 10, 20) / 86_400_000;
const DAYS: Readonly<Record<Density, number>> = { normal: 10, barrage: 3 };

/** What a generator makes of a seed: ten days at normal density, three of barrage, `rate` true incidents a day. */
export function simulatedCase(
  place: ExercisePlace,
  generator: GeneratorName,
  density: Density,
  seed: number,
  rate: number,
): Case {
  const simulation = GENERATORS[generator](place, { seed, rate, density });
  const reports: FusionReport[] = [];
  const accounts: TrueAccount[] = [];
  for (let day = FIRST_DAY; day < FIRST_DAY + DAYS[density]; day++) {
    const made = simulation.day(day);
    for (const { report } of made.filings) reports.push(report as FusionReport);
    for (const account of made.truth().accounts) accounts.push(account);
  }
  return caseOf(`${generator} generator, ${density}, seed ${seed}`, reports, accounts);
}

/** What `armistice simulate --out` wrote into a folder. */
export function folderCase(folder: string): Case {
  const rows = <T>(file: string): readonly T[] =>
    readFileSync(`${folder}/${file}`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const name = folder.split('/').at(-1) ?? folder;
  return caseOf(name, rows<FusionReport>('reports.ndjson'), rows<TrueAccount>('accounts.ndjson'));
}

/** Reports of a whole stretch are fused, and not scored: they are no one incident. */
function caseOf(name: string, reports: readonly FusionReport[], accounts: readonly TrueAccount[]): Case {
  const ids = new Map<string, number>();
  const truth = new Map<string, number>();
  const known = new Map(accounts.map((account) => [account.report, account]));
  for (const [report, first] of known) {
    let account = first;
    // Those who repeat a complaint of nothing repeat one complaint: docs/exercise.md.
    for (
      let of = known.get(account.of ?? '');
      account.incident === null && of !== undefined;
      of = known.get(of.of ?? '')
    )
      account = of;
    const incident = account.incident ?? account.report;
    if (!ids.has(incident)) ids.set(incident, ids.size);
    truth.set(report, first.covers.length > 0 ? -1 : (ids.get(incident) ?? 0));
  }
  const seen = new Map<string, FusionReport>();
  for (const report of reports) {
    const key = keyOf(report.source, report.id);
    if (!seen.has(key)) seen.set(key, report);
  }
  return {
    name,
    reports: [...seen.values()],
    truth: [...seen.keys()].map((key) => truth.get(key) ?? -1),
    places: [],
  };
}
