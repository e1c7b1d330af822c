import type { DatabaseSync } from 'node:sqlite';
import { EXERCISE_PREFIX } from './handles.ts';
import type { Member, Members } from './members.ts';

// Who is a member stands in the record, and a backup has the record of its day: whoever was ended since is a member
// again, unless a mirror gave back the end. So nobody whom a restore brought back has a right before a person said so.

/** Rows of the accounts; a restore writes the first, whoever looks through the members the others. */
export const BROUGHT_BACK_TABLES = `
  CREATE TABLE IF NOT EXISTS restore (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL, backup TEXT NOT NULL, at INTEGER NOT NULL, suspended TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS reviewed (handle TEXT PRIMARY KEY, by TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
`;

/** A restore of this mission. */
export interface RestoreNote {
  /** Entries of the record that were brought back: what they say of a member may be out of date. */
  readonly size: number;
  /** When the backup was made, RFC 3339. */
  readonly backup: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** Handles of members whose access was stopped when the backup was made. */
  readonly suspended: readonly string[];
}

/** A member whom a restore brought back, with who has said since that they are one still. */
export interface BroughtBackMember {
  readonly member: Member;
  readonly suspended: boolean;
  readonly reviewed?: { readonly by: string; readonly at: number };
}

/** Notes a restore, in place of one before it: whoever was looked through then is looked through again. */
export function noteRestore(db: DatabaseSync, { size, backup, at, suspended }: RestoreNote): void {
  db.exec(BROUGHT_BACK_TABLES);
  db.exec('DELETE FROM reviewed');
  db.prepare('INSERT OR REPLACE INTO restore VALUES (1, ?, ?, ?, ?)').run(
    size,
    backup,
    at,
    JSON.stringify(suspended),
  );
}

/** What a mirror gave back after the backup counts as brought back too: a mirror may be behind. */
export function noteRecovered(db: DatabaseSync, size: number): void {
  db.prepare('UPDATE restore SET size = max(size, ?)').run(size);
}

/** Members whom a restore brought back, and who has looked at each. */
export class BroughtBack {
  readonly #db: DatabaseSync;
  readonly #now: () => number;

  constructor(db: DatabaseSync, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** The last restore of this mission; undefined where there was none. */
  get restore(): RestoreNote | undefined {
    const row = this.#db.prepare('SELECT size, backup, at, suspended FROM restore').get();
    if (row === undefined) return undefined;
    return {
      ...{ size: Number(row.size), backup: String(row.backup), at: Number(row.at) },
      suspended: JSON.parse(String(row.suspended)),
    };
  }

  /** Whether a member has no right yet: the last word on them was brought back, and nobody has looked at it since. */
  waits({ handle, index }: Pick<Member, 'handle' | 'index'>): boolean {
    const { size = 0 } = this.#db.prepare('SELECT size FROM restore').get() ?? {};
    return (
      index < Number(size) && !handle.startsWith(EXERCISE_PREFIX) && this.#reviewOf(handle) === undefined
    );
  }

  /** A person says that somebody is a member still. */
  review(handle: string, by: string): void {
    this.#db.prepare('INSERT OR IGNORE INTO reviewed VALUES (?, ?, ?)').run(handle, by, this.#now());
  }

  /** Everyone whom the restore brought back, but those of whom the record has had a word since, or who were ended in it. */
  list(members: Members): readonly BroughtBackMember[] {
    const { restore } = this;
    if (restore === undefined) return [];
    return members
      .all()
      .filter(
        ({ handle, index, entry }) =>
          index < restore.size && entry.ended !== true && !handle.startsWith(EXERCISE_PREFIX),
      )
      .map((member) => {
        const reviewed = this.#reviewOf(member.handle);
        return {
          ...{ member, suspended: restore.suspended.includes(member.handle) },
          ...(reviewed === undefined ? {} : { reviewed }),
        };
      });
  }

  #reviewOf(handle: string): { readonly by: string; readonly at: number } | undefined {
    const row = this.#db.prepare('SELECT by, at FROM reviewed WHERE handle = ?').get(handle);
    return row === undefined ? undefined : { by: String(row.by), at: Number(row.at) };
  }
}
