import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

interface Line {
  readonly key: string;
  readonly text: string;
}

const MAX_HELD = 24 * 1024 * 1024;

/**
 * Lines in the order of their keys, however many: what does not fit into memory waits, sorted, in temporary files that
 * are removed at the end. Neither key nor text may hold a line end, and a key no tabulator.
 */
export class SortedLines {
  #held: Line[] = [];
  #bytes = 0;
  #folder: string | undefined;
  #runs: string[] = [];
  readonly #most: number;

  constructor(most = MAX_HELD) {
    this.#most = most;
  }

  /** Where temporary files are, once there are any. */
  get folder(): string | undefined {
    return this.#folder;
  }

  async add(key: string, text: string): Promise<void> {
    this.#held.push({ key, text });
    this.#bytes += text.length;
    if (this.#bytes > this.#most) await this.#spill();
  }

  async #spill(): Promise<void> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'armistice-import-'));
    const run = join(this.#folder, String(this.#runs.length));
    const lines = sorted(this.#held);
    [this.#held, this.#bytes] = [[], 0];
    await pipeline(
      Readable.from(lines.map(({ key, text }) => `${key}\t${text}\n`)),
      createWriteStream(run, { mode: 0o600 }),
    );
    this.#runs.push(run);
  }

  /** Every line, in order; once. */
  async *lines(): AsyncGenerator<string> {
    const runs = [...this.#runs.map(readRun), fromMemory(sorted(this.#held))];
    const heads = await Promise.all(runs.map((run) => run.next()));
    for (;;) {
      let least = -1;
      for (const [at, head] of heads.entries()) {
        if (head.done === true) continue;
        const best = least < 0 ? undefined : heads[least];
        if (best === undefined || best.done === true || head.value.key < best.value.key) least = at;
      }
      const head = heads[least];
      if (head === undefined || head.done === true) return;
      yield head.value.text;
      heads[least] = await (runs[least] as AsyncGenerator<Line>).next();
    }
  }

  /** Removes the temporary files. Safe to repeat. */
  async close(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

function sorted(lines: readonly Line[]): Line[] {
  return lines.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

async function* fromMemory(lines: readonly Line[]): AsyncGenerator<Line> {
  yield* lines;
}

async function* readRun(run: string): AsyncGenerator<Line> {
  for await (const line of createInterface({ input: createReadStream(run), crlfDelay: Infinity })) {
    const at = line.indexOf('\t');
    yield { key: line.slice(0, at), text: line.slice(at + 1) };
  }
}
