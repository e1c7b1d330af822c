import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPgliteStore } from '../packages/server/src/store/pglite.ts';
import { openPostgresStore } from '../packages/server/src/store/postgres.ts';
import type { IncidentQuery, ReportQuery } from '../packages/server/src/store/query.ts';
import { RowsInMaking } from '../packages/server/src/store/rows.ts';
import type { Store } from '../packages/server/src/store/store.ts';
import { bareDatabase, testDatabase } from '../packages/server/src/store/testing.ts';
import { changesOfReport } from './store-world.ts';

// ARMISTICE_BENCH_REPORTS=1000000 for the figures of a million.
const REPORTS = Number(process.env.ARMISTICE_BENCH_REPORTS ?? 50_000);
const DATABASES = (process.env.ARMISTICE_BENCH_DATABASES ?? 'pglite,postgresql').split(',');
const MISSION = 'bench-store';
const ORIGIN = 'bench.example/store';
const REPORTS_AT_ONCE = Number(process.env.ARMISTICE_BENCH_BATCH ?? 1_000);
const ASKED = 5;
const WARM = 10_000;

const SPARSE_BOX = [37, 47, 37.001, 47.001] as const;
const DENSE_BOX = [37, 47, 38, 48] as const;
const middle = Date.parse('2026-01-01T00:00:00Z') + (REPORTS / 2) * 31_500;
const DAY = { from: new Date(middle).toISOString(), to: new Date(middle + 86_400_000).toISOString() };
const HOUR = { ...DAY, to: new Date(middle + 3_600_000).toISOString() };

const INCIDENT_FILTERS: readonly (readonly [string, Omit<IncidentQuery, 'limit'>])[] = [
  ['the latest', {}],
  ['a frequent clause', { clause: 'c3' }],
  ['a clause of one in 50,000', { clause: 'rare' }],
  ['a party of nearly all', { party: 'north' }],
  ['a party of one in 50,000', { party: 'third' }],
  ['an outcome', { outcome: 'undetermined' }],
  ['a frequent source', { source: 'post-3' }],
  ['a source of ten reports in a million', { source: 'cam-rare' }],
  ['a source that nobody knows', { source: 'nobody' }],
  ['a status of one in 1,000', { status: 'verified' }],
  ['a kind of one in 10,000', { kind: 'mortar-fire' }],
  ['two that exclude each other', { kind: 'mortar-fire', clause: 'c33' }],
  ['a day in the middle', DAY],
  ['a clause and an hour in the middle', { clause: 'c3', ...HOUR }],
  ['a source and a day in the middle', { source: 'post-3', ...DAY }],
  ['half of the place', { bbox: DENSE_BOX }],
  ['a spot', { bbox: SPARSE_BOX }],
];

const REPORT_FILTERS: readonly (readonly [string, Omit<ReportQuery, 'limit'>])[] = [
  ['the newest', {}],
  ['a frequent source', { source: 'post-3' }],
  ['a source of ten in a million', { source: 'cam-rare' }],
  ['a kind of one in 10,000', { kind: 'mortar-fire' }],
  ['an hour in the middle', HOUR],
  ['a spot', { bbox: SPARSE_BOX }],
];

/** What a report costs in the database alone, how long filters take among so many, and what lies on the disk. */
export async function benchStore(): Promise<void> {
  console.log(`${REPORTS.toLocaleString('en')} reports, ${REPORTS_AT_ONCE.toLocaleString('en')} at once`);
  if (DATABASES.includes('pglite')) {
    const folder = mkdtempSync(join(tmpdir(), 'armistice-bench-'));
    try {
      console.log('\n## PGlite, in this thread');
      const store = await openPgliteStore(join(folder, 'store'), MISSION, ORIGIN);
      await benchOn(store, () => 0);
      await store.close();
      console.log(`on the disk: ${Math.round(bytesIn(folder) / REPORTS)} bytes a report, log included`);
      console.log(`resident: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  if (!DATABASES.includes('postgresql')) return;
  const database = await testDatabase();
  if (typeof database === 'string') return console.log(`PostgreSQL: not measured, ${database}`);
  console.log('\n## PostgreSQL');
  const store = await openPostgresStore(database.url, MISSION, ORIGIN);
  const bare = await bareDatabase(database.url, '');
  const ask = async (query: string) =>
    ((await bare.query(query)) as { readonly rows: readonly { readonly value: string }[] }).rows;
  const pids = await ask(
    `select pid::text as value from pg_stat_activity where application_name = 'armistice ${MISSION}'`,
  );
  await benchOn(store, () => pids.reduce((sum, { value }) => sum + processorOf(value), 0));
  const sizes = await ask(`select sum(pg_total_relation_size(oid)) as value from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r'`);
  console.log(`in tables and indexes: ${Math.round(Number(sizes[0]?.value) / REPORTS)} bytes a report`);
  await bare.close();
  await store.close();
  await database.drop();
}

async function benchOn(store: Store, elsewhere: () => number): Promise<void> {
  let [making, writing, rows, counted] = [0, 0, 0, 0];
  let begunElsewhere = elsewhere();
  let begun = performance.now();
  for (let first = 0; first < REPORTS; first += REPORTS_AT_ONCE) {
    const length = Math.min(REPORTS_AT_ONCE, REPORTS - first);
    const changes = Array.from({ length }, (_, at) => changesOfReport(first + at)).flat();
    let at = processor();
    const inMaking = new RowsInMaking();
    for (const change of changes) inMaking.add(change);
    const made = inMaking.rows();
    making += processor() - at;
    at = processor();
    await store.saveRows({ from: first, to: first + length, rows: made });
    writing += processor() - at;
    rows += inMaking.size;
    // Until here programs were still being compiled.
    if (first < WARM && first + length >= WARM) {
      [making, writing, rows, counted] = [0, 0, 0, 0];
      begunElsewhere = elsewhere();
      begun = performance.now();
    } else counted += length;
  }
  const a = (microseconds: number) => `${(microseconds / counted).toFixed(1)} µs`;
  console.log(`processor a report: ${a(making)} to make rows, ${a(writing)} to write them here`);
  if (begunElsewhere > 0)
    console.log(`  and ${a(elsewhere() - begunElsewhere)} in the database's own process`);
  console.log(
    `${(rows / counted).toFixed(2)} rows a report; ${a((performance.now() - begun) * 1000)} by the clock`,
  );
  for (const [name, query] of INCIDENT_FILTERS)
    for (const order of ['latest', 'id'] as const)
      await timed(`incidents, ${name}, ${order}`, () => store.incidents({ ...query, order, limit: 100 }));
  for (const [name, query] of REPORT_FILTERS)
    await timed(`reports, ${name}`, () => store.reports({ ...query, order: 'newest', limit: 100 }));
}

async function timed(name: string, ask: () => Promise<readonly unknown[]>): Promise<void> {
  const times: number[] = [];
  let found = 0;
  for (let asked = 0; asked < ASKED; asked++) {
    const begun = performance.now();
    found = (await ask()).length;
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const [quickest = 0, slowest = 0] = [times[0], times.at(-1)];
  console.log(
    `  ${name.padEnd(52)} ${String(found).padStart(4)} found, ${quickest.toFixed(0)} to ${slowest.toFixed(0)} ms`,
  );
}

function processor(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** Processor time of a process by the kernel's account, microseconds; a tick is a hundredth of a second. */
function processorOf(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function bytesIn(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.reduce(
    (sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0),
    0,
  );
}
