import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DESK_FILE } from '../desk/proposal-book.ts';
import { ACCOUNTS, ACCOUNTS_SECRET } from '../people/accounts.ts';

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
 * passkey removed or a proposal refused since the backup stands in none of its files, so all of it would open again.
 */
export async function closeWhatWasOpen(folder: string): Promise<Closed> {
  const [accounts, desk] = [join(folder, ACCOUNTS), join(folder, DESK_FILE)];
  const closed = {
    accounts: counted(accounts, 'SELECT count(*) AS n FROM user'),
    devices: counted(accounts, 'SELECT count(*) AS n FROM device'),
    proposals: counted(desk, `SELECT count(*) AS n FROM proposals WHERE ${WAITING}`),
  };
  await rm(accounts, { force: true });
  await rm(join(folder, ACCOUNTS_SECRET), { force: true });
  onDatabase(desk, (db) => db.exec(`PRAGMA secure_delete = ON; DELETE FROM proposals WHERE ${WAITING}`));
  return closed;
}

// Those on their way into the record are made up for at a start; what came after them in the record may be missing here.
const WAITING = "state IN ('open', 'agreed', 'refusing')";

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
