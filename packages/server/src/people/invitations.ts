import type { DatabaseSync } from 'node:sqlite';
import { hashesOfHalves, hashOfCode, newCode } from './secrets.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** Half of a code, and who has the other half. */
export interface Half {
  readonly half: string;
  readonly other: string;
}

/**
 * Codes by which members make their account: each is shown once, works once, and for a week. Where two persons appointed
 * somebody each of the two has half of the code, and neither can join in their place.
 */
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
    this.#clear(handle);
    this.#db
      .prepare('INSERT INTO invitation VALUES (?, ?, ?, ?, ?)')
      .run(hashOfCode(code), handle, now, now + DAYS * DAY_MS, by);
    return code;
  }

  /** Has two persons fetch a half each; a code, or halves, that were there before open nothing any more. */
  split(handle: string, holders: readonly [string, string]): void {
    this.#clear(handle);
    const put = this.#db.prepare('INSERT INTO invitation_half VALUES (?, ?, NULL, ?)');
    for (const who of holders) put.run(handle, who, this.#now() + DAYS * DAY_MS);
  }

  /** A new half for one of the two who have one; undefined for everybody else. */
  half(handle: string, who: string): Half | undefined {
    const rows = this.#db
      .prepare('SELECT who FROM invitation_half WHERE handle = ? AND until > ?')
      .all(handle, this.#now());
    const other = rows.find((row) => row.who !== who)?.who;
    if (rows.length !== 2 || !rows.some((row) => row.who === who)) return undefined;
    const half = newCode();
    this.#db
      .prepare('UPDATE invitation_half SET code = ? WHERE handle = ? AND who = ?')
      .run(hashOfCode(half), handle, who);
    return { half, other: String(other) };
  }

  #clear(handle: string): void {
    for (const table of ['invitation', 'invitation_half'])
      this.#db.prepare(`DELETE FROM ${table} WHERE handle = ? OR until < ?`).run(handle, this.#now());
  }

  /** The handle that a code, or two halves one after the other, are for; undefined where they open nothing. */
  handleOf(code: string): string | undefined {
    const row = this.#db
      .prepare('SELECT handle FROM invitation WHERE code = ? AND until > ?')
      .get(hashOfCode(code), this.#now());
    return (row?.handle as string | undefined) ?? this.#handleOfHalves(code);
  }

  #handleOfHalves(code: string): string | undefined {
    const hashes = hashesOfHalves(code);
    if (hashes === undefined) return undefined;
    const row = this.#db
      .prepare(
        'SELECT a.handle FROM invitation_half a JOIN invitation_half b ON a.handle = b.handle AND a.who <> b.who WHERE a.code = ? AND b.code = ? AND min(a.until, b.until) > ?',
      )
      .get(...hashes, this.#now());
    return row?.handle as string | undefined;
  }

  /** Uses a code up; false where somebody was faster. */
  use(code: string): boolean {
    const handle = this.handleOf(code);
    if (handle !== undefined) this.#clear(handle);
    return handle !== undefined;
  }

  /** Until when the code of a handle opens something, UTC milliseconds; undefined where it has none. */
  openUntil(handle: string): number | undefined {
    const row = this.#db
      .prepare(
        'SELECT max(until) AS until FROM (SELECT handle, until FROM invitation UNION ALL SELECT handle, until FROM invitation_half) WHERE handle = ? AND until > ?',
      )
      .get(handle, this.#now());
    return (row?.until ?? undefined) as number | undefined;
  }
}
