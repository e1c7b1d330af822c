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
import { Recent, type Shown } from './recent.ts';

const FOLDER = 'private/reads';
const FILE = /^\d{4}-\d{2}\.ndjson$/;
const LINE_FEED = 10;
const HOUR = 3_600_000;
const SWEEP = 60_000;
const LIMITED = ['rows', 'reads'] as const;

interface Waiting {
  readonly read: Read;
  readonly shown: Shown | undefined;
  readonly done: (error?: unknown) => void;
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
  readonly #recent = new Map<string, Recent>();
  /** The last alarm that names somebody, by what it was about: when, and how much had been fresh by then. */
  #alarmed = new Map<string, { readonly at: number; readonly fresh: number }>();
  #swept = 0;
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
    const [since, until] = [now() - HOUR, now() + HOUR];
    // What lies further ahead was written by a clock that is put right by now.
    const isOver = (text: string) => timeOf(lineIn(text)) < since || timeOf(lineIn(text)) > until;
    const recent: (readonly string[])[] = [];
    for (const path of (await readsFiles(disk)).reverse()) {
      const bytes = (await disk.read(path)) ?? new Uint8Array();
      const size = bytes.lastIndexOf(LINE_FEED) + 1;
      if (size < bytes.length) await disk.truncate(path, size);
      if (log.#file.path === '') log.#file = { path, size };
      if (size === 0) continue;
      const lines = linesIn(bytes.subarray(0, size));
      if (log.#head === NOTHING_READ) log.#head = headOf(lines.at(-1) ?? '');
      const over = lines.findLastIndex(isOver);
      recent.unshift(lines.slice(over + 1));
      if (over >= 0) break;
    }
    for (const lines of recent) log.#remember(lines);
    return log;
  }

  /** What was read within the hour counts on, whatever was restarted meanwhile. */
  #remember(lines: readonly string[]): void {
    for (const line of lines.map(lineIn)) {
      const at = timeOf(line);
      const recent = this.#recentOf(line.who);
      if (isAlarm(line))
        this.#alarmed.set(`${line.alarm} ${line.who}`, { at, fresh: recent.fresh[line.alarm] });
      else recent.addUnknown(line.fresh ?? line.rows, line.again ? 0 : 1, at);
    }
  }

  get head(): Head {
    return this.#head;
  }

  /** How many different rows and questions of one person count now. */
  counted(who: string): ReadLimits {
    const { rows = 0, reads = 0 } = this.#recent.get(who) ?? {};
    return { rows, reads };
  }

  onAlarm(listener: (alarm: ReadLine & Alarm) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Notes a read, and what was `shown` by it; of what nothing is said of, all is counted. Resolves once it is durable, and rejects
   * where it could not be written: then nothing may be answered.
   */
  note(read: Read, shown?: Shown): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const done = (error?: unknown) => (error === undefined ? resolve() : reject(error));
    this.#waiting.push({ read, shown, done });
    this.#writing ??= this.#write();
    return promise;
  }

  async #write(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        const alarms = await this.#append(batch);
        for (const { done } of batch) done();
        for (const alarm of alarms) for (const listener of this.#listeners) listener(alarm);
      } catch (error) {
        for (const { done } of batch) done(error);
      }
    }
    this.#writing = undefined;
  }

  async #append(reads: readonly Pick<Waiting, 'read' | 'shown'>[]): Promise<readonly (ReadLine & Alarm)[]> {
    const at = this.#now();
    this.#sweep(at);
    let [head, text] = [this.#head, ''];
    const alarms: (ReadLine & Alarm)[] = [];
    const undos: (() => void)[] = [];
    const alarmed = new Map(this.#alarmed);
    const add = (what: Read | Alarm) => {
      const next = nextLine(head, at, what);
      [head, text] = [next.head, `${text}${next.text}\n`];
      return lineIn(next.text);
    };
    for (const { read, shown } of reads) {
      const { known, undo } = this.#count(read, shown, at);
      undos.push(undo);
      add({ ...read, ...known });
      for (const alarm of this.#alarmsBy(read.who, at)) alarms.push(add(alarm) as ReadLine & Alarm);
    }
    try {
      await this.#put(at, new TextEncoder().encode(text));
    } catch (error) {
      // Nothing of it was answered, and nobody heard an alarm.
      for (const undo of undos) undo();
      this.#alarmed = alarmed;
      throw error;
    }
    for (const { read } of reads) this.#recentOf(read.who).settle();
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

  #recentOf(who: string): Recent {
    const known = this.#recent.get(who) ?? new Recent(HOUR, this.#limits);
    this.#recent.set(who, known);
    return known;
  }

  /** Forgets, once in a while, who read nothing within the hour. */
  #sweep(at: number): void {
    if (Math.abs(at - this.#swept) < SWEEP) return;
    this.#swept = at;
    for (const [who, recent] of this.#recent) {
      if (!recent.forget(at)) continue;
      this.#recent.delete(who);
      for (const alarm of LIMITED) this.#alarmed.delete(`${alarm} ${who}`);
    }
  }

  /** Counts a read, and says what of it is known to have been there before. */
  #count(
    { who, rows }: Read,
    shown: Shown | undefined,
    at: number,
  ): { readonly known: Pick<Read, 'fresh' | 'again'>; readonly undo: () => void } {
    const recent = this.#recentOf(who);
    if (shown === undefined) return { known: {}, undo: recent.addUnknown(rows, 1, at).undo };
    const { fresh, again, undo } = recent.add(shown, at);
    return { known: { ...(fresh === rows ? {} : { fresh }), ...(again ? { again } : {}) }, undo };
  }

  /** One alarm an hour for each person and limit, and a next one where as much was fresh since: what stays on a screen is told once. */
  #alarmsBy(who: string, at: number): readonly Alarm[] {
    const recent = this.#recentOf(who);
    return LIMITED.flatMap((alarm) => {
      const limit = this.#limits[alarm];
      const name = `${alarm} ${who}`;
      const last = this.#alarmed.get(name);
      // One that lies ahead is of a clock that went back.
      const isRecent = last !== undefined && last.at > at - HOUR && last.at <= at;
      const fresh = recent.fresh[alarm] - (last?.fresh ?? 0);
      if (recent[alarm] <= limit || fresh <= limit || isRecent) return [];
      this.#alarmed.set(name, { at, fresh: recent.fresh[alarm] });
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

const lineIn = (text: string) => JSON.parse(text) as ReadLine;
const timeOf = ({ at }: ReadLine) => Date.parse(at);

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
