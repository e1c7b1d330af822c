import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Draft } from '../packages/server/src/record/draft.ts';
import { type OpenLog, openLog } from '../packages/server/src/record/folder.ts';
import { initLog, introduction } from '../packages/server/src/record/founding.ts';
import { newKeyFile, signerOf } from '../packages/server/src/record/keys.ts';
import { benchHash } from './hash.ts';

const BODY = 'x'.repeat(940);
const BATCHES = [1, 16, 256, 2048] as const;
/** Entries per batch size: about as long a run for each. */
const ENTRIES: Readonly<Record<number, number>> = { 1: 1_000, 16: 10_000, 256: 80_000, 2048: 80_000 };
const ROUNDS = 3;
const STEADY_RATE = 1_000;
const STEADY_SECONDS = 10;
const AUDITED = Number(process.env.ARMISTICE_BENCH_ENTRIES ?? 1_000_000);
const SIGNED_EVERY = 100;

const figure = (value: number) => Math.round(value).toLocaleString('en');

/** The record's budgets, each beside a peer or on its own: hashing, durable entries, acknowledgement, audit of a million. */
export async function benchRecord(): Promise<void> {
  console.log('## hashing');
  await benchHash();
  goStoredHashes();
  const root = mkdtempSync(join(tmpdir(), 'armistice-bench-'));
  try {
    await benchDurable(root);
    await benchSteady(root);
    await benchAudit(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The named peer: Go's x/mod, in a process of its own, on the same machine in the same run. */
function goStoredHashes(): void {
  const program = join(import.meta.dirname, '../interop/go/bin/armistice-storedhashes-go');
  if (!existsSync(program))
    spawnSync('sh', [join(import.meta.dirname, '../interop/go/build.sh')], { stdio: 'inherit' });
  const run = spawnSync(program, ['-n', '200000', '-size', '1024'], { encoding: 'utf8' });
  if (run.status !== 0)
    console.log('Go StoredHashes: not measured (golang-go and golang-golang-x-mod-dev are not installed)');
  else
    console.log(
      `Go x/mod StoredHashes, 1 KB leaves: ${figure(JSON.parse(run.stdout).leavesPerSecond)} leaves/s`,
    );
}

async function fresh(root: string, name: string, maxBatch: number): Promise<OpenLog> {
  const place = { folder: join(root, name), state: join(root, `${name}-state`) };
  await initLog({ ...place, origin: `bench.example/${name}`, mission: name });
  return openLog({ ...place, maxBatch });
}

function report(open: OpenLog): Draft {
  const field = { name: 'text', value: BODY, audience: 'public', part: 'view' } as const;
  return open.log.draft({ kind: 'report', audience: 'public', body: { fields: [field] } }, open.operator);
}

/**
 * Header and 1 KB body: admitted, sealed, hashed, vouched for, fsynced, promised; tiles, packs and signed checkpoints
 * written beside. Once with the entries stated and salted by their authors beforehand, as a party's or a phone's are,
 * and once with this process doing that too, as for an import. The median of three rounds counts.
 */
async function benchDurable(root: string): Promise<void> {
  console.log('\n## durable entries/s (header + 1 KB body; tiles, packs and signed checkpoints included)');
  for (const batch of BATCHES) {
    const shown: string[] = [];
    for (const [label, beforehand] of [
      ['stated by their authors', true],
      ['stated here too', false],
    ] as const) {
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round++) rounds.push(await durableRound(root, batch, beforehand));
      rounds.sort((a, b) => a - b);
      const [least = 0, median = 0, most = 0] = rounds;
      shown.push(`${label} ${figure(median)} (${figure(least)}–${figure(most)})`);
    }
    console.log(`batch ${String(batch).padStart(4)}: ${shown.join('   ')}`);
  }
}

async function durableRound(root: string, batch: number, beforehand: boolean): Promise<number> {
  const open = await fresh(root, 'durable', batch);
  const batches = Math.ceil((ENTRIES[batch] ?? 0) / batch);
  const make = () => Array.from({ length: batch }, () => report(open));
  const made = beforehand ? Array.from({ length: batches }, make) : [];
  const begun = performance.now();
  const under: Promise<unknown>[] = [];
  for (let i = 0; i < batches; i++) {
    under.push(open.log.append(made[i] ?? make()));
    // Two under way: one on its way to the disk, one being prepared.
    if (under.length > 1) await under.shift();
  }
  await Promise.all(under);
  const seconds = (performance.now() - begun) / 1000;
  await open.log.close();
  for (const name of ['durable', 'durable-state']) rmSync(join(root, name), { recursive: true });
  return (batches * batch) / seconds;
}

/** From the call to the acknowledgement, one entry a call, evenly at a steady rate. */
async function benchSteady(root: string): Promise<void> {
  const open = await fresh(root, 'steady', 2048);
  const took: number[] = [];
  const answers: Promise<void>[] = [];
  const begun = performance.now();
  for (let i = 0; i < STEADY_RATE * STEADY_SECONDS; ) {
    const due = Math.floor(((performance.now() - begun) / 1000) * STEADY_RATE);
    for (; i < due; i++) {
      const from = performance.now();
      answers.push(open.log.append([report(open)]).then(() => void took.push(performance.now() - from)));
    }
    await wait(1);
  }
  await Promise.all(answers);
  await open.log.close();
  took.sort((a, b) => a - b);
  const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(2);
  console.log(
    `\n## acknowledgement at ${figure(STEADY_RATE)}/s for ${STEADY_SECONDS} s\np50 ${at(0.5)} ms   p99 ${at(0.99)} ms   max ${at(0.99999)} ms`,
  );
}

/** The whole audit in a process of its own, for its memory: every leaf, body, signature and tile. */
async function benchAudit(root: string): Promise<void> {
  const open = await fresh(root, 'audited', 2048);
  const person = signerOf(newKeyFile('bench.example/person', 'ed25519'));
  await open.log.append([open.log.draft(introduction(person, 'person', 'person-1'), open.keys.registrar)]);
  for (let done = open.log.size(); done < AUDITED; done = open.log.size()) {
    const size = Math.min(2048, AUDITED - done);
    await open.log.append(
      Array.from({ length: size }, (_, i) =>
        (done + i) % SIGNED_EVERY === 0 ? signed(open, person) : report(open),
      ),
    );
  }
  await open.log.close();
  console.log(
    `\n## verify ${figure(AUDITED)} entries, one in ${SIGNED_EVERY} author-signed, 1 KB bodies included`,
  );
  for (const [label, extra] of [
    ['integrity', ['--integrity']],
    ['integrity and re-computation', []],
  ] as const) {
    const program = join(import.meta.dirname, '../packages/server/src/cli/main.ts');
    const args = [
      program,
      'verify',
      join(root, 'audited'),
      '--state',
      join(root, `seen-${extra.length}`),
      ...extra,
    ];
    const run = await runMeasured(args);
    const rate = figure(AUDITED / run.seconds);
    console.log(
      `${label}: ${run.seconds.toFixed(1)} s   ${rate} entries/s   peak ${run.peak}   exit ${run.status}`,
    );
  }
}

/** Runs the command in a process of its own, and reads its largest resident size from the system while it runs. */
async function runMeasured(
  args: readonly string[],
): Promise<{ seconds: number; peak: string; status: number | null }> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--conditions=@armistice/source', ...args], { stdio: 'ignore' });
  let kilobytes = 0;
  const look = setInterval(() => {
    try {
      const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      kilobytes = Math.max(kilobytes, Number(found?.[1] ?? 0));
    } catch {
      // No /proc on this system, or the process has just ended.
    }
  }, 20);
  const [status] = (await once(child, 'exit')) as [number | null];
  clearInterval(look);
  const peak = kilobytes === 0 ? 'not measured (no /proc)' : `${figure(kilobytes / 1024)} MiB`;
  return { seconds: (performance.now() - begun) / 1000, peak, status };
}

function signed(open: OpenLog, person: ReturnType<typeof signerOf>): Draft {
  const field = { name: 'text', value: BODY, audience: 'public', part: 'view' } as const;
  return open.log.draft({ kind: 'report', audience: 'public', body: { fields: [field] } }, person);
}
