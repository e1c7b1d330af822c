import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DESK_FILE } from '../desk/proposal-book.ts';
import { ACCOUNTS, ACCOUNTS_SECRET } from '../people/accounts.ts';
import { noteRecovered, noteRestore } from '../people/brought-back.ts';
import type { BackupHead } from './manifest.ts';

/** What a backup held that opened something when it was made, and that opens nothing any more. */
export interface Closed {
  /** Members who could sign in. */
  readonly accounts: number;
  /** Devices that had a token. */
  readonly devices: number;
  /** Acts that waited for a second person. */
  readonly proposals: number;
}

/**
 * Takes out of restored files what gave entry, and what waited to be agreed to: that a token was replaced, a code used, a
 * passkey removed or a proposal refused since the backup stands in none of its files, so all of it would open again. Members
 * are in the record: it is noted that they were brought back, so that none of them is one in silence.
 */
export async function closeWhatWasOpen(
  folder: string,
  { size, at }: BackupHead,
  now: number,
): Promise<Closed> {
  const [accounts, desk] = [join(folder, ACCOUNTS), join(folder, DESK_FILE)];
  const closed = {
    accounts: counted(accounts, 'SELECT count(*) AS n FROM user'),
    devices: counted(accounts, 'SELECT count(*) AS n FROM device'),
    proposals: counted(desk, `SELECT count(*) AS n FROM proposals WHERE ${WAITING}`),
  };
  const waiting = new Set(rows(desk, `SELECT id FROM proposals WHERE ${WAITING}`).map(({ id }) => id));
  const suspended = rows(accounts, 'SELECT proposal, handle FROM suspended')
    .filter(({ proposal }) => waiting.has(proposal))
    .map(({ handle }) => String(handle));
  await rm(accounts, { force: true });
  await rm(join(folder, ACCOUNTS_SECRET), { force: true });
  noteIn(accounts, (db) => noteRestore(db, { size, backup: at, at: now, suspended }));
  onDatabase(desk, (db) => db.exec(`PRAGMA secure_delete = ON; DELETE FROM proposals WHERE ${WAITING}`));
  return closed;
}

// Those on their way into the record are made up for at a start; what came after them in the record may be missing here.
const WAITING = "state IN ('open', 'agreed', 'refusing')";

/** What a mirror gave back beyond the backup counts as brought back too. */
export function noteMoreBroughtBack(folder: string, size: number): void {
  onDatabase(join(folder, ACCOUNTS), (db) => noteRecovered(db, size));
}

/** Writes into new accounts, which hold nobody's sign-in. */
function noteIn(path: string, work: (db: DatabaseSync) => void): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(path);
  try {
    chmodSync(path, 0o600);
    db.exec('PRAGMA synchronous = FULL');
    work(db);
  } finally {
    db.close();
  }
}

/** Rows of a database; none where there is none, or an earlier version kept no such table. */
function rows(path: string, sql: string): readonly { readonly [column: string]: unknown }[] {
  const table = / FROM (\w+)/.exec(sql)?.[1] ?? '';
  return (
    onDatabase(path, (db) =>
      db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) === undefined
        ? []
        : db.prepare(sql).all(),
    ) ?? []
  );
}

function counted(path: string, sql: string): number {
  return Number(onDatabase(path, (db) => db.prepare(sql).get()?.n) ?? 0);
}

/** Does something with a database; undefined where there is none. */
function onDatabase<T>(path: string, work: (db: DatabaseSync) => T): T | undefined {
  if (!existsSync(path)) return undefined;
  const db = new DatabaseSync(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
