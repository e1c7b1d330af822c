import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { initLog } from '../packages/server/src/record/founding.ts';
import { bareDatabase, testDatabase } from '../packages/server/src/store/testing.ts';
import { furnishBench } from './pipeline-mission.ts';
import { reportLine } from './pipeline-reports.ts';
import { CLI, Server } from './pipeline-server.ts';

// Reports that are streamed as fast as they are taken; ARMISTICE_BENCH_REPORTS=1000000 for the figures of a million.
const REPORTS = Number(process.env.ARMISTICE_BENCH_REPORTS ?? 50_000);
const DATABASES = (process.env.ARMISTICE_BENCH_DATABASES ?? 'pglite,postgresql').split(',');
const STEADY_RATE = Number(process.env.ARMISTICE_BENCH_RATE ?? 1_000);
const STEADY_SECONDS = 5;
// A mission as missions are, or one with nothing but its record: no fusion, no agreement.
const MISSIONS = (process.env.ARMISTICE_BENCH_MISSION ?? 'real,bare').split(',');
const INSERTED = 5_000;
const SAMPLE_MS = 250;
const LINES_AT_ONCE = 200;

const figure = (value: number) => Math.round(value).toLocaleString('en');

/** Intake → record → fold → database over a real socket, by a server in a process of its own. */
export async function benchPipeline(): Promise<void> {
  console.log(`${figure(REPORTS)} simulated reports, then ${figure(STEADY_RATE)}/s for ${STEADY_SECONDS} s`);
  if (DATABASES.includes('pglite'))
    for (const mission of MISSIONS) await benchOn('PGlite, embedded', mission, undefined);
  if (!DATABASES.includes('postgresql')) return;
  const database = await testDatabase();
  if (typeof database === 'string') console.log(`PostgreSQL: not measured, ${database}`);
  else {
    for (const mission of MISSIONS) await benchOn('PostgreSQL', mission, database.url);
    await database.drop();
  }
}

async function benchOn(name: string, mission: string, url: string | undefined): Promise<void> {
  const described =
    mission === 'bare'
      ? 'a bare mission, no fusion and no agreement'
      : 'a mission with fusion, two agreements and a line near the posts';
  console.log(`\n## ${name}: ${described}`);
  const root = mkdtempSync(join(tmpdir(), 'armistice-bench-'));
  const place = { folder: join(root, 'data'), state: join(root, 'state') };
  try {
    const inserts = await plainInserts(url, join(root, 'plain'));
    const origin = `bench.example/pipeline-${mission}`;
    await initLog({ ...place, origin, mission: `pipeline-${mission}` });
    if (mission !== 'bare') await furnishBench(place);
    const server = await Server.start(place, url);
    await sustained(server, inserts);
    await steady(server);
    await atRest(server);
    await server.stop();
    const again = await Server.start(place, url);
    console.log(
      `restart: first answer after ${figure(again.answeredMs)} ms, record read back after ${figure(await again.readyMs())} ms`,
    );
    await again.stop();
    verify(place);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The named peer: the same reports, one INSERT each as JSON with a key, nothing else: no record, no fold, no promise. */
async function plainInserts(url: string | undefined, folder: string): Promise<number> {
  const lines = Array.from({ length: INSERTED }, (_, i) => reportLine(i));
  const database = await bareDatabase(url, folder);
  await database.query('create table plain (id text primary key, report jsonb not null)');
  const begun = performance.now();
  for (const [i, line] of lines.entries())
    await database.query('insert into plain values ($1, $2)', [String(i), line]);
  const rate = (INSERTED / (performance.now() - begun)) * 1000;
  await database.query('drop table plain');
  await database.close();
  return rate;
}

async function* burst(first: number, count: number): AsyncGenerator<Uint8Array> {
  for (let at = first; at < first + count; at += LINES_AT_ONCE) {
    const lines = Array.from({ length: Math.min(LINES_AT_ONCE, first + count - at) }, (_, i) =>
      reportLine(at + i),
    );
    yield Buffer.from(`${lines.join('\n')}\n`);
  }
}

async function sustained(server: Server, inserts: number): Promise<void> {
  await server.readyMs();
  const first = await server.gauges();
  const before = first.get('record_entries') ?? 0;
  const begun = performance.now();
  let acknowledged = 0;
  let [lag, resident, done] = [0, 0, false];
  const recorded: (readonly [at: number, size: number])[] = [];
  // How long ago the record had as many entries as the database has now.
  const sampling = (async () => {
    for (;;) {
      const gauges = await server.gauges();
      const now = performance.now();
      const size = gauges.get('record_entries') ?? 0;
      const kept = size - (gauges.get('unstored_entries') ?? 0);
      recorded.push([now, size]);
      while (recorded.length > 1 && (recorded[1]?.[1] ?? 0) <= kept) recorded.shift();
      if (kept < size) lag = Math.max(lag, now - (recorded[0]?.[0] ?? now));
      resident = Math.max(resident, gauges.get('resident_bytes') ?? 0);
      if (done && kept >= size && size >= before + REPORTS) return now;
      await wait(SAMPLE_MS);
    }
  })();
  await server.send(burst(1, REPORTS), () => {
    acknowledged += 1;
  });
  const sent = performance.now();
  done = true;
  const stored = await sampling;
  if (acknowledged !== REPORTS) throw new Error(`${acknowledged} of ${REPORTS} reports were acknowledged`);
  const rate = REPORTS / ((stored - begun) / 1000);
  console.log(`acknowledged durable: ${figure(REPORTS / ((sent - begun) / 1000))} reports/s`);
  console.log(
    `in record, fold and database: ${figure(rate)} reports/s; the database at most ${(lag / 1000).toFixed(1)} s behind`,
  );
  console.log(
    `one plain INSERT each of the same reports: ${figure(inserts)}/s; ratio ${(rate / inserts).toFixed(2)}`,
  );
  const cpu = ((await server.gauges()).get('cpu_seconds') ?? 0) - (first.get('cpu_seconds') ?? 0);
  console.log(`processor time of the server: ${figure((cpu / REPORTS) * 1e6)} µs a report, all threads`);
  console.log(`resident at most ${figure(resident / 1e6)} MB`);
}

/** At a steady rate: how long until a line is answered, and until a watcher hears that it is folded. */
async function steady(server: Server): Promise<void> {
  const [written, answered, shown] = [new Map<number, number>(), new Map<number, number>(), [] as number[]];
  const stop = new AbortController();
  const watching = watch(server.url, stop.signal, (size) => {
    const at = performance.now();
    for (const [index, since] of answered)
      if (index < size) {
        shown.push(at - since);
        answered.delete(index);
      }
  });
  const total = STEADY_RATE * STEADY_SECONDS;
  async function* paced(): AsyncGenerator<Uint8Array> {
    const begun = performance.now();
    for (let sent = 0; sent < total; ) {
      const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * STEADY_RATE));
      while (sent < due) {
        const line = `${reportLine(REPORTS + 1 + sent)}\n`;
        sent += 1;
        written.set(sent, performance.now());
        yield Buffer.from(line);
      }
      await wait(1);
    }
  }
  const acks: number[] = [];
  await server.send(paced(), ({ line, index, at }) => {
    acks.push(at - (written.get(line) ?? at));
    answered.set(index, at);
  });
  const end = performance.now() + 5_000;
  while (answered.size > 0 && performance.now() < end) await wait(20);
  stop.abort();
  await watching;
  const at = (values: number[], share: number) =>
    (values.sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(1);
  console.log(
    `acknowledgement at ${figure(STEADY_RATE)}/s: p50 ${at(acks, 0.5)} ms, p99 ${at(acks, 0.99)} ms`,
  );
  console.log(
    `live update after acknowledgement: p50 ${at(shown, 0.5)} ms, p99 ${at(shown, 0.99)} ms (${figure(shown.length)} of ${figure(total)})`,
  );
}

async function watch(url: string, signal: AbortSignal, folded: (size: number) => void): Promise<void> {
  try {
    const response = await fetch(`${url}/api/events`, { signal });
    let rest = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const events = (rest + Buffer.from(chunk).toString()).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const size = /^id: (\d+)\nevent: folded/.exec(event)?.[1];
        if (size !== undefined) folded(Number(size));
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function atRest(server: Server): Promise<void> {
  await wait(2_000);
  const resident = (await server.gauges()).get('resident_bytes') ?? 0;
  console.log(`at rest with ${figure(REPORTS)} reports: ${figure(resident / 1e6)} MB resident`);
  for (const path of ['/api/tiles/0/0/0.mvt', '/api/incidents?order=latest&kind=flare', '/api/situation']) {
    const begun = performance.now();
    const bytes = (await (await fetch(server.url + path)).arrayBuffer()).byteLength;
    console.log(`GET ${path}: ${(performance.now() - begun).toFixed(0)} ms, ${figure(bytes / 1000)} kB`);
  }
}

function verify({ folder, state }: { readonly folder: string; readonly state: string }): void {
  const begun = performance.now();
  const run = spawnSync(process.execPath, ['--conditions=@armistice/source', CLI, 'verify', folder], {
    encoding: 'utf8',
    env: { ...process.env, ARMISTICE_STATE: state },
  });
  console.log(`verify: ${((performance.now() - begun) / 1000).toFixed(1)} s, exit ${run.status}`);
}
