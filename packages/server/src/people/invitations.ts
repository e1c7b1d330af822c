import type { DatabaseSync } from 'node:sqlite';
import { hashOfCode, newCode } from './secrets.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** Codes by which members make their account: each is shown once, works once, and for a week. */
export class Invitations {
  readonly #db: DatabaseSync;
  readonly #now: () => number;

  constructor(db: DatabaseSync, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** Makes a code for a handle; one that it had before opens nothing any more. */
  make(handle: string, by: string): string {
    const code = newCode();
    const now = this.#now();
    this.#db.prepare('DELETE FROM invitation WHERE handle = ? OR until < ?').run(handle, now);
    this.#db
      .prepare('INSERT INTO invitation VALUES (?, ?, ?, ?, ?)')
      .run(hashOfCode(code), handle, now, now + DAYS * DAY_MS, by);
    return code;
  }

  /** The handle that a code is for; undefined where it opens nothing. */
  handleOf(code: string): string | undefined {
    const row = this.#db
      .prepare('SELECT handle FROM invitation WHERE code = ? AND until > ?')
      .get(hashOfCode(code), this.#now());
    return row?.handle as string | undefined;
  }

  /** Uses a code up; false where somebody was faster. */
  use(code: string): boolean {
    return this.#db.prepare('DELETE FROM invitation WHERE code = ?').run(hashOfCode(code)).changes > 0;
  }

  /** Until when the code of a handle opens something, UTC milliseconds; undefined where it has none. */
  openUntil(handle: string): number | undefined {
    const row = this.#db
      .prepare('SELECT until FROM invitation WHERE handle = ? AND until > ?')
      .get(handle, this.#now());
    return row?.until as number | undefined;
  }
}
