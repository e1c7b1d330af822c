import type { Indication } from '@armistice/core/agreement';
import type { Incident, KnownReport } from '@armistice/core/mission';
import { type Dialect, Kysely, sql } from 'kysely';
import { migrate } from './migrate.ts';
import type { IncidentQuery, ReportQuery } from './query.ts';
import { incidentsBy, reportsBy } from './read.ts';
import { rowsOf } from './rows.ts';
import { saveRows } from './save.ts';
import type { StoreTables } from './schema.ts';

/** What a store keeps of the fold's changes. It keeps the last of several for one incident. */
export type StoredChange =
  | {
      readonly type: 'incident';
      readonly incident: Incident;
      /** By which it is found; they are not kept. */
      readonly indications: readonly Indication[];
      /** Handles of the sources of its reports. */
      readonly sources: readonly string[];
    }
  /** An incident that no longer stands. */
  | { readonly type: 'gone'; readonly incident: string }
  | { readonly type: 'report'; readonly report: KnownReport }
  /** A report that stands no more, by its entry. */
  | { readonly type: 'withdrawn'; readonly entry: number };

/** Changes of entries `from` up to, not including, `to`. */
export interface StoreBatch {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly StoredChange[];
}

/** An incident that was found by its row. What it is, the state tells that was folded from the record. */
export interface FoundIncident {
  readonly id: string;
  /** Where the page that begins after it goes on. */
  readonly cursor: string;
}

/**
 * What the fold made of one record, as far as it is looked for and ordered by. It decides nothing, holds nothing that is
 * shown, may be a little older than the state, and may be deleted at any time.
 */
export interface Store {
  /** Entries whose changes are kept. */
  size(): Promise<number>;
  /** Keeps the changes of a batch, all or none. Refuses one that does not begin where the last one ended. */
  save(batch: StoreBatch): Promise<void>;
  /** The same for changes that were made into rows already. */
  saveRows(batch: RowBatch): Promise<void>;
  incidents(query: IncidentQuery): Promise<readonly FoundIncident[]>;
  /** Entries of the reports of a page. */
  reports(query: ReportQuery): Promise<readonly number[]>;
  /** Forgets everything of this mission. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** The batch does not follow what is kept: the caller must begin again from `size`. */
export class OutOfStep extends Error {
  readonly size: number;

  constructor(size: number, from: number) {
    super(`the store has kept ${size} entries, and was given changes from entry ${from} on`);
    this.name = 'OutOfStep';
    this.size = size;
  }
}

// The planner must know how many rows there are; no server looks after an embedded database.
const ROWS_BEFORE_ANALYZE = 2_000;

/** Opens a store of one mission over any PostgreSQL. What it kept of another record under that name is forgotten. */
export async function openStore(dialect: Dialect, mission: string, origin: string): Promise<Store> {
  const db = new Kysely<StoreTables>({ dialect });
  await migrate(db);
  const kept = await progressOf(db, mission);
  if (kept !== undefined && kept.origin !== origin) await clear(db, mission);
  let filling = await begin(db, mission, origin);
  let [written, analyzeAt] = [0, ROWS_BEFORE_ANALYZE];
  const saveBatch = async (batch: RowBatch) => {
    await db.transaction().execute(async (transaction) => {
      // Locked: two programs on one database would write one after the other, and the second is refused.
      const row = await progressOf(transaction, mission, 'locked');
      const size = row?.filling === filling ? Number(row.size) : 0;
      if (batch.from !== size || row?.filling !== filling) throw new OutOfStep(size, batch.from);
      await saveRows(transaction, filling, batch.rows);
      await transaction
        .updateTable('fold_progress')
        .set({ size: batch.to })
        .where('mission', '=', mission)
        .execute();
    });
    written += batch.rows.count;
    if (written < analyzeAt) return;
    analyzeAt = 2 * written;
    for (const table of TABLES) await sql`analyze ${sql.table(table)}`.execute(db);
  };
  return {
    size: async () => {
      const row = await progressOf(db, mission);
      return row?.filling === filling ? Number(row.size) : 0;
    },
    save: ({ from, to, changes }) => saveBatch({ from, to, rows: rowsOf(changes) }),
    saveRows: saveBatch,
    incidents: (query) => incidentsBy(db, filling, query),
    reports: (query) => reportsBy(db, filling, query),
    clear: async () => {
      await clear(db, mission);
      filling = await begin(db, mission, origin);
    },
    close: () => db.destroy(),
  };
}

/** A batch whose changes were made into rows already. */
export interface RowBatch {
  readonly from: number;
  readonly to: number;
  readonly rows: ReturnType<typeof rowsOf>;
}

const TABLES = ['reports', 'report_traits', 'incidents', 'incident_traits'] as const;

function progressOf(db: Kysely<StoreTables>, mission: string, locked?: 'locked') {
  const row = db.selectFrom('fold_progress').selectAll().where('mission', '=', mission);
  return (locked === undefined ? row : row.forUpdate()).executeTakeFirst();
}

/** The number under which rows of this mission are kept. */
async function begin(db: Kysely<StoreTables>, mission: string, origin: string): Promise<number> {
  await db
    .insertInto('fold_progress')
    .values({ mission, origin, size: 0 })
    .onConflict((conflict) => conflict.column('mission').doNothing())
    .execute();
  const row = await progressOf(db, mission);
  if (row === undefined) throw new Error(`the rows of "${mission}" were cleared by another program`);
  return row.filling;
}

async function clear(db: Kysely<StoreTables>, mission: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const row = await progressOf(transaction, mission, 'locked');
    if (row === undefined) return;
    for (const table of TABLES)
      await transaction.deleteFrom(table).where('filling', '=', row.filling).execute();
    await transaction.deleteFrom('fold_progress').where('mission', '=', mission).execute();
  });
}
