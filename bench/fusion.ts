import { readFileSync } from 'node:fs';
import process from 'node:process';
import {
  DEFAULT_MODELS,
  type FusedIncident,
  Fuser,
  type FusionReport,
  fuseWhole,
  keyOf,
  type SensorModels,
} from '../packages/core/src/fusion/index.ts';
import { BARRAGE, makeWorld, NORMAL, type World } from '../packages/core/src/fusion/testing.ts';
import { type Dot, densityLink, dotOf, matchedPairs } from './fusion-baselines.ts';
import { type Score, score } from './fusion-score.ts';

// Rate and quality of fusion beside two methods of the field, in one run on one set of reports. With folders that
// `armistice simulate --out` wrote, the same on those: npm run bench -- fusion <folder> …

const ROUNDS = 5;
const BATCH = 1000;

/** What this world's own observers are: the yardstick of what models that know everything would reach. */
const TRUE_MODELS: SensorModels = {
  ...DEFAULT_MODELS,
  means: Object.fromEntries(
    Object.entries(DEFAULT_MODELS.means).map(([means, model]) => [
      means,
      { ...model, placeScale: 1, placeFloor: 20, timeScale: 1, timeFloor: 1, clock: 15 },
    ]),
  ),
};

interface Case {
  readonly name: string;
  readonly reports: readonly FusionReport[];
  readonly truth: readonly number[];
  /** Where the incidents were, where that is known. */
  readonly places: readonly (readonly [number, number])[];
  readonly trueModels?: SensorModels;
}

export async function benchFusion(): Promise<void> {
  const folders = process.argv.slice(3);
  const worlds: readonly (readonly [string, World])[] = [
    ['normal: 30 days', makeWorld(NORMAL)],
    ['normal, rough observers', makeWorld({ ...NORMAL, people: 'rough', seed: 11 })],
    ['barrage: 3 days', makeWorld(BARRAGE)],
    ['barrage, rough observers', makeWorld({ ...BARRAGE, people: 'rough', seed: 12 })],
  ];
  for (const [name, world] of worlds) quality({ name, ...world, trueModels: TRUE_MODELS });
  for (const folder of folders) quality(fromFolder(folder));
  rates('normal density', makeWorld({ ...NORMAL, incidents: 40_000, days: 120 }).reports);
  rates('dense barrage', makeWorld({ ...BARRAGE, incidents: 40_000, days: 12 }).reports);
  rates('four times as many, normal', makeWorld({ ...NORMAL, incidents: 160_000, days: 480 }).reports, 2);
}

/** A simulated folder: reports, and of each the incident that it tells of. Reports of a whole stretch are left out. */
function fromFolder(folder: string): Case {
  const rows = (file: string): readonly { readonly [field: string]: unknown }[] =>
    readFileSync(`${folder}/${file}`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const ids = new Map<string, number>();
  const truth = new Map<string, number>();
  const accounts = new Map(rows('accounts.ndjson').map((account) => [account.report, account]));
  for (const [report, first] of accounts) {
    let account = first;
    // Those who repeat a complaint of nothing repeat one complaint: docs/exercise.md.
    for (
      let of = accounts.get(account.of);
      account.incident === null && of !== undefined;
      of = accounts.get(of.of)
    )
      account = of;
    const { covers } = first;
    const name = String(account.incident ?? account.report);

    if (!ids.has(name)) ids.set(name, ids.size);
    truth.set(String(report), (covers as readonly string[]).length > 0 ? -1 : (ids.get(name) ?? 0));
  }
  const seen = new Map<string, FusionReport>();
  for (const row of rows('reports.ndjson')) {
    const report = row as unknown as FusionReport;
    const key = keyOf(report.source, report.id);
    if (!seen.has(key)) seen.set(key, report);
  }
  const keys = [...seen.keys()];
  return {
    name: folder.split('/').at(-1) ?? folder,
    reports: [...seen.values()],
    truth: keys.map((key) => truth.get(key) ?? -1),
    places: [],
  };
}

function quality({ name, reports, truth, places, trueModels }: Case): void {
  console.log(`${name}: ${reports.length} reports`);
  const scored = [...truth.keys()].filter((at) => places.length > 0 || (truth[at] as number) >= 0);
  const real = scored.map((at) => truth[at] as number);
  const print = (what: string, label: ArrayLike<number>, more = ''): Score => {
    const result = score(
      real,
      scored.map((at) => label[at] as number),
    );
    const count = `${result.count >= 0 ? '+' : ''}${(result.count * 100).toFixed(1)} %`;
    console.log(
      `  ${what.padEnd(44)} B³ ${result.bcubed.toFixed(3)}  pairs ${result.pair.toFixed(3)}  count ${count.padStart(8)}${more}`,
    );
    return result;
  };
  print(
    'no joining',
    truth.map((_, at) => at),
  );
  const dots = reports.map(dotOf);
  print('ST-DBSCAN-like, window best on the truth', tuned(dots, real, scored, densityLink));
  print('MELTT-like, window best on the truth', tuned(dots, real, scored, matchedPairs));
  const incidents = fuseWhole(reports, DEFAULT_MODELS).incidents;
  const ours = print(
    'ours, default models',
    labels(reports, incidents),
    located(reports, truth, places, incidents),
  );
  if (trueModels === undefined) return;
  const ideal = print(
    'ours, true parameters of the sensors',
    labels(reports, fuseWhole(reports, trueModels).incidents),
  );
  console.log(`  share of true-parameter quality: ${((100 * ours.bcubed) / ideal.bcubed).toFixed(1)} %`);
}

function labels(reports: readonly FusionReport[], incidents: readonly FusedIncident[]): readonly number[] {
  const of = new Map(incidents.flatMap(({ reports: keys }, at) => keys.map((key) => [key, at] as const)));
  return reports.map(({ source, id }) => of.get(keyOf(source, id)) ?? -1);
}

function tuned(
  dots: readonly Dot[],
  real: readonly number[],
  scored: readonly number[],
  method: (dots: readonly Dot[], metres: number, seconds: number) => Int32Array,
): Int32Array {
  let best: { readonly label: Int32Array; readonly bcubed: number } | undefined;
  for (const metres of [400, 800, 1200, 2000, 3500])
    for (const seconds of [15, 30, 60, 120, 300]) {
      const label = method(dots, metres, seconds);
      const { bcubed } = score(
        real,
        scored.map((at) => label[at] as number),
      );
      if (best === undefined || bcubed > best.bcubed) best = { label, bcubed };
    }
  return best?.label ?? new Int32Array(0);
}

/** Median error of the place of incidents with three reports or more, and how many true places lie in the 95 % ellipse. */
function located(
  reports: readonly FusionReport[],
  truth: readonly number[],
  places: readonly (readonly [number, number])[],
  incidents: readonly FusedIncident[],
): string {
  if (places.length === 0) return '';
  const of = new Map(reports.map(({ source, id }, at) => [keyOf(source, id), truth[at] as number]));
  const errors: number[] = [];
  let within = 0;
  for (const { reports: keys, place } of incidents) {
    const real = new Set(keys.map((key) => of.get(key)));
    const [incident] = real;
    if (keys.length < 3 || real.size !== 1 || incident === undefined || incident < 0) continue;
    const [longitude, latitude] = places[incident] as readonly [number, number];
    const [east, north] = [(longitude - place.at[0]) * 74_628, (latitude - place.at[1]) * 111_200];
    const [xx, xy, yy] = place.covariance;
    errors.push(Math.hypot(east, north));
    if ((yy * east * east - 2 * xy * east * north + xx * north * north) / (xx * yy - xy * xy) <= 5.991)
      within += 1;
  }
  errors.sort((a, b) => a - b);
  const middle = Math.round(errors[errors.length >> 1] ?? 0);
  return `  place ±${middle} m, in the 95 % ellipse ${((100 * within) / errors.length).toFixed(1)} %`;
}

/** Reports a second, streamed in batches in the order of time with every changed incident told. */
function rates(name: string, reports: readonly FusionReport[], rounds = ROUNDS): void {
  const inTime = [...reports].sort((a, b) => (a.occurred.from < b.occurred.from ? -1 : 1));
  const keyed = inTime.map((report) => [keyOf(report.source, report.id), report] as const);
  const walls: number[] = [];
  const cpus: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [cpu, begin] = [process.cpuUsage(), performance.now()];
    const fuser = new Fuser(DEFAULT_MODELS);
    for (let at = 0; at < keyed.length; at += BATCH) fuser.addKeyed(keyed.slice(at, at + BATCH));
    walls.push(keyed.length / ((performance.now() - begin) / 1000));
    const { user, system } = process.cpuUsage(cpu);
    cpus.push(keyed.length / ((user + system) / 1e6));
  }
  const middle = (of: number[]): string =>
    Math.round(of.sort((a, b) => a - b)[of.length >> 1] ?? 0).toLocaleString('en');
  console.log(
    `${name}: ${keyed.length} reports, batches of ${BATCH}, median of ${rounds}: ${middle(walls)} reports/s, ${middle(cpus)} per second of processor`,
  );
}
