import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';
import { FilingDesk } from '../packages/server/src/mission-filing.ts';
import { recordingReports } from '../packages/server/src/mission-recording.ts';
import { openLog } from '../packages/server/src/record/folder.ts';
import { initLog } from '../packages/server/src/record/founding.ts';
import { fileLines } from '../packages/server/src/routes/stream.ts';
import { reportLine } from './pipeline-reports.ts';

const REPORTS = Number(process.env.ARMISTICE_BENCH_REPORTS ?? 20_000);
const ROUNDS = 5;
const LINES_AT_ONCE = 200;

/**
 * What a report costs from its line to its answer, without socket, fold and database: read, filed, salted, sealed,
 * hashed, vouched for, fsynced, promised, published. In processor time of all threads, so that other load on the
 * machine tells little; the first round, in which the code is still being compiled, is shown apart.
 */
export async function benchIntake(): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'armistice-bench-'));
  try {
    const place = { folder: join(root, 'data'), state: join(root, 'state') };
    await initLog({ ...place, origin: 'bench.example/intake', mission: 'intake' });
    const open = await openLog(place);
    const desk = new FilingDesk(
      // Made into the text that the fold's thread would be given.
      recordingReports(open, (_first, text) => void text()),
      () => undefined,
      () => 'exact',
    );
    const intake = {
      fileEach: desk.fileEach.bind(desk),
      behind: { filing: 0, folding: 0, storing: 0 },
    };
    console.log(`${REPORTS.toLocaleString('en')} reports a round, from line to answer, processor time:`);
    for (let round = 0; round < ROUNDS; round++) {
      const chunks = chunksFrom(round * REPORTS);
      const collecting = new Collecting();
      const before = process.cpuUsage();
      let answered = 0;
      for await (const text of fileLines(intake, chunks)) answered += text.split('\n').length - 1;
      await open.log.publish();
      const { user, system } = process.cpuUsage(before);
      if (answered !== REPORTS) throw new Error(`${answered} of ${REPORTS} reports were answered`);
      const each = (microseconds: number) => (microseconds / REPORTS).toFixed(1);
      console.log(
        `round ${round}: ${each(user + system)} µs a report (${each(system)} of it in the system); garbage ${each(collecting.stop())} µs`,
      );
    }
    await open.log.close();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** Made before they are measured. */
function chunksFrom(first: number): AsyncIterable<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < REPORTS; at += LINES_AT_ONCE) {
    const count = Math.min(LINES_AT_ONCE, REPORTS - at);
    const lines = Array.from({ length: count }, (_, i) => reportLine(first + at + i));
    chunks.push(Buffer.from(`${lines.join('\n')}\n`));
  }
  return each(chunks);
}

/** Time that the collection of garbage stops the program. */
class Collecting {
  #milliseconds = 0;
  readonly #observer = new PerformanceObserver((list) => this.#add(list.getEntries()));

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  #add(entries: readonly { readonly duration: number }[]): void {
    for (const { duration } of entries) this.#milliseconds += duration;
  }

  /** Microseconds since this began. */
  stop(): number {
    this.#add(this.#observer.takeRecords());
    this.#observer.disconnect();
    return this.#milliseconds * 1000;
  }
}
