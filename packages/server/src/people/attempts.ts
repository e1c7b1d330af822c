import { createHmac } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

// How often somebody may try to sign in. Each failure makes the next try from there wait longer; nobody is ever locked
// out, and what a stranger tries elsewhere does not make a browser wait that signed in before.

/** So many tries are free; then each waits twice as long as the one before, `first` at first and `most` at most (ms). */
interface Pace {
  readonly free: number;
  readonly first: number;
  readonly most: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const PACES = {
  /** One handle, tried from one address. */
  pair: { free: 5, first: SECOND, most: 15 * MINUTE },
  /** Any handle, from one address: an office may share one. */
  address: { free: 30, first: SECOND, most: 15 * MINUTE },
  /** One handle, from anywhere: short, so that a crowd of strangers slows its owner on a new browser a little only. */
  handle: { free: 50, first: SECOND, most: 10 * SECOND },
  /** A browser that has signed in as this handle before, by its cookie. */
  browser: { free: 5, first: SECOND, most: 15 * MINUTE },
  /** One-time codes, from one address. */
  code: { free: 10, first: SECOND, most: MINUTE },
} as const satisfies { readonly [name: string]: Pace };

/** What an attempt counts against, such as `pair duty-1 192.0.2.7`. */
export type AttemptKey = `${keyof typeof PACES} ${string}`;

// Failures are forgotten after this long without another.
const FORGET_MS = 60 * MINUTE;
const MOST_KEYS = 20_000;

interface Tried {
  readonly failures: number;
  /** Milliseconds. */
  readonly last: number;
}

/** Where attempts outlive the process. Neither handles nor addresses stand there: digests under the secret do, for an hour. */
export interface AttemptsPlace {
  readonly db: DatabaseSync;
  readonly secret: string;
}

const TABLE = `CREATE TABLE IF NOT EXISTS tried (mark TEXT PRIMARY KEY, failures INTEGER NOT NULL, last INTEGER NOT NULL) STRICT`;

/** Counts attempts in memory; with a place also there, so that a restart gives nobody their guesses back. */
export class Attempts {
  readonly #tried = new Map<string, Tried>();
  readonly #now: () => number;
  readonly #place: AttemptsPlace | undefined;

  constructor(now: () => number, place?: AttemptsPlace) {
    this.#now = now;
    this.#place = place;
    place?.db.exec(TABLE);
    const kept = place?.db.prepare('SELECT * FROM tried WHERE last > ? ORDER BY last').all(now() - FORGET_MS);
    for (const { mark, failures, last } of kept ?? [])
      this.#tried.set(String(mark), { failures: Number(failures), last: Number(last) });
  }

  /**
   * Begins an attempt under some keys: 0 where it may go on, or the milliseconds to wait. One that may go on counts as
   * failed until {@link succeeded} says otherwise, so that many at once are not one.
   */
  begin(keys: readonly AttemptKey[]): number {
    const now = this.#now();
    const marks = keys.map((key) => this.#markOf(key));
    const wait = Math.max(0, ...marks.map((mark) => this.#nextAt(mark) - now));
    if (wait > 0) return wait;
    for (const mark of marks)
      this.#note(mark, { failures: (this.#known(mark)?.failures ?? 0) + 1, last: now });
    if (this.#tried.size > MOST_KEYS) this.#forgetOldest();
    return 0;
  }

  /** Whoever tried was right. What strangers tried under the same keys from elsewhere is not forgiven by it. */
  succeeded(keys: readonly AttemptKey[]): void {
    for (const mark of keys.map((key) => this.#markOf(key))) {
      const tried = this.#known(mark);
      if (tried === undefined) continue;
      const forgives = paceOf(mark) === PACES.address || tried.failures === 1;
      this.#note(mark, forgives ? { ...tried, failures: tried.failures - 1 } : undefined);
    }
  }

  /** What attempts are counted under: the pace, and a digest of the rest where it is kept. */
  #markOf(key: AttemptKey): string {
    if (this.#place === undefined) return key;
    const digest = createHmac('sha256', this.#place.secret).update(`tried ${key}`).digest('base64url');
    return `${key.slice(0, key.indexOf(' '))} ${digest}`;
  }

  /** Set anew, so that the oldest come first. */
  #note(mark: string, tried: Tried | undefined): void {
    const { db } = this.#place ?? {};
    this.#tried.delete(mark);
    if (tried === undefined) db?.prepare('DELETE FROM tried WHERE mark = ?').run(mark);
    else {
      this.#tried.set(mark, tried);
      db?.prepare('INSERT OR REPLACE INTO tried VALUES (?, ?, ?)').run(mark, tried.failures, tried.last);
    }
  }

  /** A tenth at once: to delete one at a time from a large map is slow. */
  #forgetOldest(): void {
    const oldest = [...this.#tried.keys()].slice(0, MOST_KEYS / 10);
    for (const mark of oldest) this.#tried.delete(mark);
    this.#place?.db
      .prepare('DELETE FROM tried WHERE mark NOT IN (SELECT mark FROM tried ORDER BY last DESC LIMIT ?)')
      .run(this.#tried.size);
  }

  #known(key: string): Tried | undefined {
    const tried = this.#tried.get(key);
    return tried !== undefined && this.#now() - tried.last < FORGET_MS ? tried : undefined;
  }

  #nextAt(key: string): number {
    const tried = this.#known(key);
    if (tried === undefined) return 0;
    const { free, first, most } = paceOf(key);
    if (tried.failures < free) return 0;
    return tried.last + Math.min(most, first * 2 ** Math.min(30, tried.failures - free));
  }
}

function paceOf(key: string): Pace {
  return PACES[key.slice(0, key.indexOf(' ')) as keyof typeof PACES];
}
