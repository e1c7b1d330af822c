import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fromBase64 } from '@armistice/core/record';
import { expect, test } from 'vitest';
import { folderDisk } from '../disk.ts';
import { openLog } from '../folder.ts';
import { initLog } from '../founding.ts';
import { MISSION, ORIGIN } from '../testing-life.ts';
import { Outside, wrongs } from '../testing-outside.ts';
import { seeded } from '../testing-random.ts';

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));
const KILLS = Number(process.env.ARMISTICE_KILLS ?? (process.env.CI === 'true' ? 50 : 12));
const SEED = Number(process.env.ARMISTICE_SEED ?? Date.now() % 1_000_000);
/** A log is killed this often, then another begins: the whole log is verified each time. */
const KILLS_OF_ONE_LOG = 20;
/** A process that uses the disk as fast as it can lives shortly, one that paces itself long enough to erase. */
const MOST_LIFE_MS = { busy: 300, paced: 1_200 } as const;
const LOOK_EVERY_MS = 5;

interface Figures {
  /** From the call that opens the log until it is open, after each kill. */
  readonly openings: { readonly milliseconds: number; readonly erasing: boolean; readonly rebuilt: string }[];
  kept: number;
  erased: number;
  trees: number;
}

test(
  `kill -9 at ${KILLS} random moments under load loses nothing and signs no two trees of one size (seed ${SEED})`,
  async () => {
    const random = seeded(SEED);
    const figures: Figures = { openings: [], kept: 0, erased: 0, trees: 0 };
    const found: string[] = [];
    for (let left = KILLS; left > 0; left -= KILLS_OF_ONE_LOG)
      found.push(...(await oneLog(Math.min(left, KILLS_OF_ONE_LOG), random, figures)));
    process.stdout.write(`${report(figures)}\n`);
    expect(found).toEqual([]);
    expect(figures.kept).toBeGreaterThan(0);
  },
  KILLS * 20_000,
);

/** One log through many deaths; answers what is wrong with it. */
async function oneLog(kills: number, random: () => number, figures: Figures): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'armistice-test-'));
  const place = { folder: join(root, 'log'), state: join(root, 'state') };
  const disk = folderDisk(place.folder);
  const outside = new Outside();
  const found: string[] = [];
  try {
    await initLog({ ...place, origin: ORIGIN, mission: MISSION });
    for (let kill = 0; kill < kills; kill++) {
      figures.erased += await liveAndDie(place, outside, random);
      await outside.look(disk);
      // Now and then the next process meets what the last one left, unmended.
      if (kill < kills - 1 && random() < 0.3) continue;
      const erasing = (await disk.size('private/erasing.json')) !== undefined;
      const notices: string[] = [];
      const before = performance.now();
      const { log } = await openLog({
        ...place,
        publishMs: 1_000_000,
        onNotice: (notice) => notices.push(notice),
      });
      const milliseconds = performance.now() - before;
      figures.openings.push({ milliseconds, erasing, rebuilt: notices.join('; ') });
      await log.close();
      await outside.look(disk);
      const wrong = await wrongs(disk, outside);
      found.push(...wrong.map((one) => `after kill ${kill}: ${one}`));
    }
  } finally {
    figures.kept += outside.kept.length;
    figures.trees += outside.roots.size;
    await disk.close();
    await rm(root, { recursive: true, force: true });
  }
  return found;
}

/** Starts a writer, lets it live for a random time, kills it. Keeps all that it acknowledged; answers its erasures. */
async function liveAndDie(
  place: { readonly folder: string; readonly state: string },
  outside: Outside,
  random: () => number,
): Promise<number> {
  const seed = String(Math.floor(random() * 1_000_000));
  const pace = random() < 0.5 ? 'busy' : 'paced';
  const writer = spawn(
    process.execPath,
    ['--conditions=@armistice/source', '--no-warnings', WRITER, place.folder, place.state, seed, pace],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const errors: string[] = [];
  writer.stderr.on('data', (data: Buffer) => errors.push(data.toString()));
  const disk = folderDisk(place.folder);
  const looking = setInterval(() => outside.look(disk).catch(() => undefined), LOOK_EVERY_MS);
  let erased = 0;
  const opened = Promise.withResolvers<void>();
  const lines = createInterface({ input: writer.stdout });
  lines.on('line', (line) => {
    const [what, index, leaf = '', promise = '', whole] = line.split(' ');
    if (what === 'open') opened.resolve();
    if (what === 'erased') erased += 1;
    // The last line of a killed process may be torn: then it was not said.
    if (what === 'kept' && whole === '.')
      outside.kept.push({
        index: Number(index),
        leafHash: fromBase64(leaf) ?? new Uint8Array(),
        promise: Buffer.from(promise, 'base64').toString(),
      });
  });
  const ended = end(writer, lines);
  // One in four dies at any moment from its start on, perhaps while it opens the log; the others under load.
  if (random() < 0.25) await pause(random() * 600);
  else {
    await Promise.race([opened.promise, ended]);
    await pause(random() * MOST_LIFE_MS[pace]);
  }
  writer.kill('SIGKILL');
  await ended;
  clearInterval(looking);
  if (errors.length > 0) throw new Error(`the writer failed by itself: ${errors.join('')}`);
  return erased;
}

async function end(writer: ChildProcess, lines: ReturnType<typeof createInterface>): Promise<void> {
  const read = new Promise((resolve) => lines.once('close', resolve));
  await new Promise((resolve) => writer.once('exit', resolve));
  await read;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function report({ openings, kept, erased, trees }: Figures): string {
  const times = (some: Figures['openings']) =>
    some.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const spread = (some: Figures['openings']) => {
    const at = (share: number) => Math.round(times(some)[Math.floor((some.length - 1) * share)] ?? 0);
    return `${at(0.5)} ms (median), ${at(0.95)} ms (19 of 20), ${at(1)} ms (longest of ${some.length})`;
  };
  return [
    `${KILLS} kills: ${kept} entries acknowledged, ${erased} erasures answered, ${trees} signed trees seen`,
    `open again in ${spread(openings.filter(({ erasing }) => !erasing))}`,
    `open again with an erasure to complete in ${spread(openings.filter(({ erasing }) => erasing))}`,
  ].join('\n');
}
