import type { DatabaseSync } from 'node:sqlite';
import { hashOfToken, newToken } from './secrets.ts';

// When a device was heard last is for people to see, not to the second: it is written once a minute at most.
const SEEN_MS = 60_000;
// A device may come this often, and catch up so many requests at once.
const EACH_MS = 100;
const BURST = 200;

/** When a device got its token, and when it used it last; UTC milliseconds. */
export interface DeviceToken {
  readonly made: number;
  readonly used?: number;
}

/** Tokens of devices: 256 random bits, shown once and kept as a hash. What each may file the record says. */
export class DeviceTokens {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  /** Of each device, the moment at which its bucket of requests is full again. */
  readonly #full = new Map<string, number>();

  constructor(db: DatabaseSync, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** Makes the token of a device; one that it had before opens nothing any more. */
  make(handle: string, by: string): string {
    const token = newToken();
    this.#db
      .prepare('INSERT OR REPLACE INTO device (handle, token, made, used, by) VALUES (?, ?, ?, NULL, ?)')
      .run(handle, hashOfToken(token), this.#now(), by);
    return token;
  }

  /** The device that a token is of; undefined where it is nobody's. */
  handleOf(token: string): string | undefined {
    const row = this.#db.prepare('SELECT handle FROM device WHERE token = ?').get(hashOfToken(token));
    return row?.handle as string | undefined;
  }

  /** Notes that a device was heard. */
  used(handle: string): void {
    const now = this.#now();
    this.#db
      .prepare('UPDATE device SET used = ? WHERE handle = ? AND coalesce(used, 0) < ?')
      .run(now, handle, now - SEEN_MS);
  }

  of(handle: string): DeviceToken | undefined {
    const row = this.#db.prepare('SELECT made, used FROM device WHERE handle = ?').get(handle);
    if (row === undefined) return undefined;
    return { made: Number(row.made), ...(row.used === null ? {} : { used: Number(row.used) }) };
  }

  /** Takes one request of a device: 0, or the milliseconds after which it may come again. */
  take(handle: string): number {
    const now = this.#now();
    const full = Math.max(now, this.#full.get(handle) ?? now) + EACH_MS;
    const over = full - now - BURST * EACH_MS;
    if (over > 0) return over;
    this.#full.set(handle, full);
    return 0;
  }
}
