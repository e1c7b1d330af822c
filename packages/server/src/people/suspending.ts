import type { DatabaseSync } from 'node:sqlite';
import type { Proposals } from '../desk/proposals.ts';

/** So long at most does access rest on the word of one: after it the member goes on until a second person has spoken. */
export const SUSPENDED_MS = 2 * 86_400_000;
/** One person suspends one other in this time: nobody is left alone by one who is quick. */
const AGAIN_MS = 7 * 86_400_000;
const TABLE = `CREATE TABLE IF NOT EXISTS suspended (proposal TEXT PRIMARY KEY, handle TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL) STRICT`;

/** Access that is stopped while a second person is asked to end a membership. Roles stay: nothing is decided yet. */
export class Suspending {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  readonly #waits: Proposals['waits'];

  constructor(db: DatabaseSync, now: () => number, waits: Proposals['waits']) {
    this.#db = db;
    this.#now = now;
    this.#waits = waits;
    db.exec(TABLE);
  }

  /**
   * Stops somebody's access while a proposal to end them waits. `deciding`: those who could decide on it, among whom whoever
   * asked and one more must be left. Answers whether it is stopped.
   */
  stop(handle: string, proposal: string, by: string, deciding: readonly string[]): boolean {
    const since = this.#now() - AGAIN_MS;
    const before = this.#db.prepare('SELECT 1 FROM suspended WHERE by = ? AND at > ?').get(by, since);
    const left = deciding.filter((one) => one !== handle && !this.holds(one));
    if (before !== undefined || left.length < 2) return false;
    this.#db
      .prepare('INSERT OR IGNORE INTO suspended VALUES (?, ?, ?, ?)')
      .run(proposal, handle, by, this.#now());
    return true;
  }

  /** Whether somebody's access is stopped now. */
  holds(handle: string): boolean {
    const rows = this.#db
      .prepare('SELECT proposal FROM suspended WHERE handle = ? AND at > ?')
      .all(handle, this.#now() - SUSPENDED_MS);
    return rows.some(({ proposal }) => this.#waits(String(proposal)));
  }
}
