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

/** Counts attempts in memory: a restart forgets them, and who could restart the machine need not guess. */
export class Attempts {
  readonly #tried = new Map<AttemptKey, Tried>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Begins an attempt under some keys: 0 where it may go on, or the milliseconds to wait. One that may go on counts as
   * failed until {@link succeeded} says otherwise, so that many at once are not one.
   */
  begin(keys: readonly AttemptKey[]): number {
    const now = this.#now();
    const wait = Math.max(0, ...keys.map((key) => this.#nextAt(key) - now));
    if (wait > 0) return wait;
    for (const key of keys) {
      const failures = (this.#known(key)?.failures ?? 0) + 1;
      // Set anew, so that the oldest come first.
      this.#tried.delete(key);
      this.#tried.set(key, { failures, last: now });
    }
    if (this.#tried.size > MOST_KEYS) this.#forgetOldest();
    return 0;
  }

  /** Whoever tried was right. What strangers tried under the same keys from elsewhere is not forgiven by it. */
  succeeded(keys: readonly AttemptKey[]): void {
    for (const key of keys) {
      const tried = this.#known(key);
      if (tried === undefined) continue;
      if (paceOf(key) === PACES.address || tried.failures === 1)
        this.#tried.set(key, { ...tried, failures: tried.failures - 1 });
      else this.#tried.delete(key);
    }
  }

  /** A tenth at once: to delete one at a time from a large map is slow. */
  #forgetOldest(): void {
    const oldest = [...this.#tried.keys()].slice(0, MOST_KEYS / 10);
    for (const key of oldest) this.#tried.delete(key);
  }

  #known(key: AttemptKey): Tried | undefined {
    const tried = this.#tried.get(key);
    return tried !== undefined && this.#now() - tried.last < FORGET_MS ? tried : undefined;
  }

  #nextAt(key: AttemptKey): number {
    const tried = this.#known(key);
    if (tried === undefined) return 0;
    const { free, first, most } = paceOf(key);
    if (tried.failures < free) return 0;
    return tried.last + Math.min(most, first * 2 ** Math.min(30, tried.failures - free));
  }
}

function paceOf(key: AttemptKey): Pace {
  return PACES[key.slice(0, key.indexOf(' ')) as keyof typeof PACES];
}
