import type { Disk } from '../record/disk.ts';
import {
  type Alarm,
  type Head,
  headOf,
  isAlarm,
  NOTHING_READ,
  nextLine,
  type Read,
  type ReadLine,
} from './chain.ts';
import { type ReadLimits, readLimits } from './limits.ts';

const FOLDER = 'private/reads';
const FILE = /^\d{4}-\d{2}\.ndjson$/;
const LINE_FEED = 10;
const HOUR = 3_600_000;

interface Waiting {
  readonly read: Read;
  readonly done: (error?: unknown) => void;
}

interface Recent {
  readonly at: number;
  readonly rows: number;
}

/**
 * The log of reads on disk: a file for each month, which only grows. A read is durable before its answer goes out, and what
 * comes at once is written at once.
 */
export class ReadsLog {
  readonly #disk: Disk;
  readonly #now: () => number;
  readonly #limits: ReadLimits;
  readonly #listeners = new Set<(alarm: ReadLine & Alarm) => void>();
  readonly #recent = new Map<string, Recent[]>();
  /** When somebody was last named in an alarm, by what it was about. */
  readonly #alarmed = new Map<string, number>();
  #head: Head = NOTHING_READ;
  /** Durable bytes of the file that grows; what stands behind them is of a write that failed. */
  #file = { path: '', size: 0 };
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  private constructor(disk: Disk, now: () => number, limits: ReadLimits) {
    this.#disk = disk;
    this.#now = now;
    this.#limits = limits;
  }

  /** Opens the log of a data folder, and cuts off a line that no answer ever went out for. */
  static async open(disk: Disk, now: () => number = Date.now): Promise<ReadsLog> {
    const log = new ReadsLog(disk, now, await readLimits(disk));
    for (const path of (await readsFiles(disk)).reverse()) {
      const bytes = (await disk.read(path)) ?? new Uint8Array();
      const size = bytes.lastIndexOf(LINE_FEED) + 1;
      if (size < bytes.length) await disk.truncate(path, size);
      if (log.#file.path === '') log.#file = { path, size };
      if (size === 0) continue;
      const lines = linesIn(bytes.subarray(0, size));
      log.#head = headOf(lines.at(-1) ?? '');
      log.#remember(lines);
      break;
    }
    return log;
  }

  /** What was read within the hour counts on, whatever was restarted meanwhile. */
  #remember(lines: readonly string[]): void {
    const since = this.#now() - HOUR;
    for (const text of lines.toReversed()) {
      const line = JSON.parse(text) as ReadLine;
      const at = Date.parse(line.at);
      if (at < since) return;
      if (isAlarm(line)) this.#alarmed.set(`${line.alarm} ${line.who}`, at);
      else this.#recentOf(line.who).unshift({ at, rows: line.rows });
    }
  }

  get head(): Head {
    return this.#head;
  }

  onAlarm(listener: (alarm: ReadLine & Alarm) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Notes a read; resolves once it is durable, and rejects where it could not be written: then nothing may be answered. */
  note(read: Read): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const done = (error?: unknown) => (error === undefined ? resolve() : reject(error));
    this.#waiting.push({ read, done });
    this.#writing ??= this.#write();
    return promise;
  }

  async #write(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        const alarms = await this.#append(batch.map(({ read }) => read));
        for (const { done } of batch) done();
        for (const alarm of alarms) for (const listener of this.#listeners) listener(alarm);
      } catch (error) {
        for (const { done } of batch) done(error);
      }
    }
    this.#writing = undefined;
  }

  async #append(reads: readonly Read[]): Promise<readonly (ReadLine & Alarm)[]> {
    const at = this.#now();
    let [head, text] = [this.#head, ''];
    const alarms: (ReadLine & Alarm)[] = [];
    const add = (what: Read | Alarm) => {
      const next = nextLine(head, at, what);
      [head, text] = [next.head, `${text}${next.text}\n`];
      return JSON.parse(next.text) as ReadLine;
    };
    for (const read of reads) {
      add(read);
      for (const alarm of this.#alarmsBy(read, at)) alarms.push(add(alarm) as ReadLine & Alarm);
    }
    await this.#put(at, new TextEncoder().encode(text));
    this.#head = head;
    return alarms;
  }

  async #put(at: number, bytes: Uint8Array): Promise<void> {
    const path = `${FOLDER}/${new Date(at).toISOString().slice(0, 7)}.ndjson`;
    // A clock that went back into a former month must not bring the files out of order.
    if (path > this.#file.path) this.#file = { path, size: 0 };
    const { path: own, size } = this.#file;
    const there = (await this.#disk.size(own)) ?? 0;
    if (there > size) await this.#disk.truncate(own, size);
    await this.#disk.append(own, bytes, 0o600);
    this.#file = { path: own, size: size + bytes.length };
  }

  #recentOf(who: string): Recent[] {
    const known = this.#recent.get(who) ?? [];
    this.#recent.set(who, known);
    return known;
  }

  /** One alarm an hour for each person and limit. */
  #alarmsBy({ who, rows }: Read, at: number): readonly Alarm[] {
    const recent = this.#recentOf(who);
    recent.push({ at, rows });
    while ((recent[0]?.at ?? at) <= at - HOUR) recent.shift();
    const sums = { rows: recent.reduce((sum, one) => sum + one.rows, 0), reads: recent.length };
    return (['rows', 'reads'] as const).flatMap((alarm) => {
      const limit = this.#limits[alarm];
      const name = `${alarm} ${who}`;
      const last = this.#alarmed.get(name) ?? Number.NEGATIVE_INFINITY;
      if (sums[alarm] <= limit || last > at - HOUR) return [];
      this.#alarmed.set(name, at);
      return [{ who, alarm, limit }];
    });
  }

  /** Lines before `before`, the newest first; `alarms` for alarms alone. */
  async page(asked: {
    readonly before?: number;
    readonly limit: number;
    readonly alarms?: boolean;
  }): Promise<readonly ReadLine[]> {
    const { before = Number.POSITIVE_INFINITY, limit, alarms = false } = asked;
    const found: ReadLine[] = [];
    for (const path of (await readsFiles(this.#disk)).reverse()) {
      const bytes = await this.#disk.read(path);
      for (const text of linesIn(bytes ?? new Uint8Array()).toReversed()) {
        const line = JSON.parse(text) as ReadLine;
        // What is being written is not there yet.
        if (line.n > this.#head.count || line.n >= before || (alarms && !isAlarm(line))) continue;
        found.push(line);
        if (found.length >= limit) return found;
      }
    }
    return found;
  }

  /** Resolves when everything noted so far is written. */
  async close(): Promise<void> {
    await this.#writing;
  }
}

/** Files of the log of reads in their order. */
export async function readsFiles(disk: Disk): Promise<string[]> {
  const names = await disk.list(FOLDER);
  return names.filter((name) => FILE.test(name)).map((name) => `${FOLDER}/${name}`);
}

/** Whole lines of a file of the log. */
export function linesIn(bytes: Uint8Array): readonly string[] {
  const end = bytes.lastIndexOf(LINE_FEED);
  if (end < 0) return [];
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end)).split('\n');
}
