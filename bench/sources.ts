import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  DEFAULT_MODELS,
  type FusedIncident,
  Fuser,
  type FusionReport,
  fuseWhole,
  keyOf,
  MODELS_1,
} from '../packages/core/src/fusion/index.ts';
import { forFusion, type Report } from '../packages/core/src/mission/index.ts';
import { seeded } from '../packages/server/src/record/testing-random.ts';
import { type Dot, densityLink, dotOf, matchedPairs } from './fusion-baselines.ts';
import { type Score as Grouped, score } from './fusion-score.ts';
import { benchInfrasound } from './infrasound.ts';

// Grouping of what others grouped by hand: rows of UCDP GED and of Bellingcat, split into their outlets by the importer
// (no row id, time from the article), are fused and held against the rows. Beside it two fixed windows, tuned on the
// truth, on the held-out half too. Data of others: ARMISTICE_DATA names their folder.

const CLI = fileURLToPath(new URL('../packages/server/src/cli/main.ts', import.meta.url));
const DATA = process.env.ARMISTICE_DATA ?? '../shared/data';
const DAY = 86_400;
const METRES = [1000, 3000, 10_000, 30_000, 100_000];
const SECONDS = [DAY / 4, DAY, 2 * DAY, 4 * DAY, 8 * DAY];
const SEED = 4;
/** A radius holds 90 % in two dimensions: so many standard deviations. */
const RADIUS_90 = 2.146;

interface Score extends Grouped {
  /** Of pairs of reports. */
  readonly precision: number;
  readonly recall: number;
}

interface Source {
  readonly name: string;
  readonly format: string;
  readonly file: string;
  readonly options: readonly string[];
}

const SOURCES: readonly Source[] = [
  {
    name: 'UCDP GED Ukraine',
    format: 'ucdp-ged',
    file: 'ucdp-ged-ukraine/UCDP-Ukraine.csv',
    options: ['--clock', 'Europe/Kyiv'],
  },
  { name: 'Bellingcat', format: 'bellingcat', file: 'bellingcat-civilian-harm/civharm.csv', options: [] },
];

export async function benchSources(): Promise<void> {
  for (const source of SOURCES) {
    if (!existsSync(join(DATA, source.file))) {
      console.log(`${source.name}: no ${source.file}; ARMISTICE_DATA names the folder of others' data`);
      continue;
    }
    const rows = rowsOf(source);
    const split = rows.filter((row) => row.length > 1);
    console.log(
      `${source.name}: ${rows.length} rows, ${rows.flat().length} reports; ${split.length} rows have several sources, with ${split.flat().length} reports`,
    );
    scored(' places as coded, the same for every source of a row', rows);
    scored(` places drawn within what their precision says (seed ${SEED})`, scattered(rows));
    scored(' the same, rows of every other month: on these nothing was chosen', scattered(heldOut(rows)));
  }
  benchInfrasound(DATA);
}

/** Reports by the row that they came of, as the command writes them; what a row repeats of another is not there twice. */
function rowsOf({ format, file, options }: Source): readonly (readonly Report[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'armistice-bench-'));
  const [out, groups] = [join(folder, 'reports.ndjson'), join(folder, 'groups.ndjson')];
  const command = ['import', format, join(DATA, file), ...options, '--out', out, '--groups', groups];
  const run = spawnSync(process.execPath, ['--conditions=@armistice/source', CLI, ...command]);
  // 4: done, and some rows were rejected.
  if (run.status !== 0 && run.status !== 4) throw new Error(String(run.stderr));
  const reports = linesOf<Report>(out).map((report) => [keyOf(report.source, report.id), report] as const);
  const byKey = new Map(reports);
  const rows = linesOf<{ readonly reports: readonly Pick<Report, 'source' | 'id'>[] }>(groups);
  rmSync(folder, { recursive: true });
  return rows.map((row) => row.reports.flatMap(({ source, id }) => byKey.get(keyOf(source, id)) ?? []));
}

function linesOf<T>(file: string): readonly T[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

/** Rows whose last day lies in an odd month, counted through the years: the exponent of the models was chosen on the others. */
function heldOut(rows: readonly (readonly Report[])[]): readonly (readonly Report[])[] {
  return rows.filter(([first]) => Number(first?.occurred.to.slice(5, 7)) % 2 === 1);
}

/** Every source places it anew, as far off as the precision of the row allows: a shared coordinate is no evidence. */
function scattered(rows: readonly (readonly Report[])[]): readonly (readonly Report[])[] {
  const random = seeded(SEED);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return rows.map((row) =>
    row.map((report) => {
      const { place } = report;
      if (place.type !== 'named' && place.type !== 'point') return report;
      const sigma = place.radius / RADIUS_90;
      const [longitude, latitude] = place.at;
      const perEast = 111_320 * Math.cos((latitude * Math.PI) / 180);
      const north = Math.max(-89, Math.min(89, latitude + (sigma * normal()) / 111_200));
      return {
        ...report,
        place: { ...place, at: [longitude + (sigma * normal()) / perEast, north] as const },
      };
    }),
  );
}

function scored(how: string, rows: readonly (readonly Report[])[]): void {
  const reports: readonly FusionReport[] = rows.flat().map(forFusion);
  const truth = rows.flatMap((row, at) => row.map(() => at));
  const several = [...truth.keys()].filter(
    (at) => (rows[truth[at] as number] as readonly Report[]).length > 1,
  );
  const all = [...truth.keys()];
  const dots = reports.map(dotOf);
  console.log(how);
  for (const [whom, places] of [
    ['reports of rows with several sources', several],
    ['all reports', all],
  ] as const) {
    console.log(`  ${whom}`);
    const real = places.map((at) => truth[at] as number);
    const of = (label: ArrayLike<number>) => {
      const found = places.map((at) => label[at] as number);
      return { ...score(real, found), ...pairsOf(real, found) };
    };
    print('no joining', of(all));
    print('ST-DBSCAN-like, window best on the truth', best(dots, of, densityLink));
    print('MELTT-like, window best on the truth', best(dots, of, matchedPairs));
    const ours = (incidents: readonly FusedIncident[]) => of(labelsOf(reports, incidents));
    print('ours, as `fuse` and a mission that learnt', ours(fuseWhole(reports, DEFAULT_MODELS).incidents));
    print('ours, in a mission that learnt nothing', ours(inOnePass(reports)));
    print('ours under models of version 1, as `fuse`', ours(fuseWhole(reports, MODELS_1).incidents));
  }
}

/** Precision and recall of pairs; precision is 1 where nothing is joined. */
function pairsOf(truth: readonly number[], found: readonly number[]): Pick<Score, 'precision' | 'recall'> {
  const pairs = (keys: readonly (number | string)[]): number => {
    const sizes = new Map<number | string, number>();
    for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  };
  const both = pairs(truth.map((real, at) => `${real} ${found[at]}`));
  const [joined, meant] = [pairs(found), pairs(truth)];
  return { precision: joined === 0 ? 1 : both / joined, recall: meant === 0 ? 1 : both / meant };
}

/** What a mission has that put nothing on record: nothing is estimated from the whole. */
function inOnePass(reports: readonly FusionReport[]): readonly FusedIncident[] {
  const fuser = new Fuser(DEFAULT_MODELS);
  fuser.take(reports);
  return fuser.incidents();
}

function labelsOf(reports: readonly FusionReport[], incidents: readonly FusedIncident[]): readonly number[] {
  const of = new Map<string, number>();
  for (const [at, { reports: keys }] of incidents.entries()) for (const key of keys) of.set(key, at);
  return reports.map(({ source, id }) => of.get(keyOf(source, id)) ?? -1);
}

function best(
  dots: readonly Dot[],
  of: (label: ArrayLike<number>) => Score,
  method: (dots: readonly Dot[], metres: number, seconds: number) => Int32Array,
): Score {
  const tried = METRES.flatMap((metres) => SECONDS.map((seconds) => of(method(dots, metres, seconds))));
  return tried.reduce((found, one) => (one.bcubed > found.bcubed ? one : found));
}

function print(what: string, { bcubed, pair, count, precision, recall }: Score): void {
  const signed = `${count >= 0 ? '+' : ''}${(count * 100).toFixed(1)} %`;
  console.log(
    `    ${what.padEnd(42)} pairs P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${pair.toFixed(3)}  B³ ${bcubed.toFixed(3)}  count ${signed}`,
  );
}
