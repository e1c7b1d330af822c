import process from 'node:process';
import { parseArgs } from 'node:util';
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
import { loadPlace } from '../packages/server/src/exercise/place-files.ts';
import { type Dot, densityLink, dotOf, matchedPairs } from './fusion-baselines.ts';
import { type Case, folderCase, simulatedCase } from './fusion-cases.ts';
import { type Score, score } from './fusion-score.ts';

// Quality of fusion beside two methods of the field, in one run on one set of reports, and its rate:
//   npm run bench -- fusion [--seeds 201,202,203] [--rate 400]   both generators: the table of docs/fusion.md
//   npm run bench -- fusion <folder> …                           what `armistice simulate --out` wrote
//   npm run bench -- fusion --worlds                             made-up worlds with known sensors, and the rate

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

export async function benchFusion(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(3),
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '201,202,203' },
      rate: { type: 'string', default: '400' },
      worlds: { type: 'boolean', default: false },
    },
  });
  if (values.worlds) benchWorlds();
  else if (positionals.length > 0) for (const folder of positionals) quality(folderCase(folder));
  else await benchGenerators(wholeNumbers(values.seeds), wholeNumbers(values.rate)[0] as number);
}

function wholeNumbers(text: string): readonly number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.some((number) => !Number.isInteger(number) || number < 1))
    throw new Error(`"${text}" must be whole numbers above 0, with commas between`);
  return numbers;
}

/** Means over the seeds, as the rows of docs/fusion.md. */
async function benchGenerators(seeds: readonly number[], rate: number): Promise<void> {
  const place = await loadPlace();
  const table: string[] = [];
  for (const generator of ['first', 'second'] as const)
    for (const density of ['normal', 'barrage'] as const) {
      const all = seeds.map((seed) => quality(simulatedCase(place, generator, density, seed, rate)));
      const cells = METHODS.map((method) => {
        const mean = (of: keyof Score): number =>
          all.reduce((sum, scores) => sum + (scores[method]?.[of] ?? Number.NaN), 0) / all.length;
        return `${mean('bcubed').toFixed(3)}, ${mean('pair').toFixed(3)}, ${percent(mean('count'))}`;
      });
      table.push(`| ${generator} generator, ${density} | ${cells.join(' | ')} |`);
    }
  console.log(`\n| mean of seeds ${seeds.join(', ')}: B³, pairs, count | ${METHODS.join(' | ')} |`);
  console.log(`| --- ${METHODS.map(() => '| --- ').join('')}|`);
  for (const row of table) console.log(row);
}

const METHODS = ['ST-DBSCAN-like', 'MELTT-like', 'ours'] as const;

function benchWorlds(): void {
  const worlds: readonly (readonly [string, World])[] = [
    ['normal: 30 days', makeWorld(NORMAL)],
    ['normal, rough observers', makeWorld({ ...NORMAL, people: 'rough', seed: 11 })],
    ['barrage: 3 days', makeWorld(BARRAGE)],
    ['barrage, rough observers', makeWorld({ ...BARRAGE, people: 'rough', seed: 12 })],
  ];
  for (const [name, world] of worlds) quality({ name, ...world }, TRUE_MODELS);
  rates('normal density', makeWorld({ ...NORMAL, incidents: 40_000, days: 120 }).reports);
  rates('dense barrage', makeWorld({ ...BARRAGE, incidents: 40_000, days: 12 }).reports);
  rates('four times as many, normal', makeWorld({ ...NORMAL, incidents: 160_000, days: 480 }).reports, 2);
}

function percent(share: number): string {
  return `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(1)} %`;
}

/** Prints the scores of each method; answers them by its name. */
function quality(
  { name, reports, truth, places }: Case,
  trueModels?: SensorModels,
): Readonly<Record<(typeof METHODS)[number], Score>> {
  console.log(`${name}: ${reports.length} reports`);
  const scored = [...truth.keys()].filter((at) => places.length > 0 || (truth[at] as number) >= 0);
  const real = scored.map((at) => truth[at] as number);
  const print = (what: string, label: ArrayLike<number>, more = ''): Score => {
    const result = score(
      real,
      scored.map((at) => label[at] as number),
    );
    const count = percent(result.count);
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
  const dense = print('ST-DBSCAN-like, window best on the truth', tuned(dots, real, scored, densityLink));
  const matched = print('MELTT-like, window best on the truth', tuned(dots, real, scored, matchedPairs));
  const incidents = fuseWhole(reports, DEFAULT_MODELS).incidents;
  const ours = print(
    'ours, default models',
    labels(reports, incidents),
    located(reports, truth, places, incidents),
  );
  const scores = { 'ST-DBSCAN-like': dense, 'MELTT-like': matched, ours };
  if (trueModels === undefined) return scores;
  const ideal = print(
    'ours, true parameters of the sensors',
    labels(reports, fuseWhole(reports, trueModels).incidents),
  );
  console.log(`  share of true-parameter quality: ${((100 * ours.bcubed) / ideal.bcubed).toFixed(1)} %`);
  return scores;
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
