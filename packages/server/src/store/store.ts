import type { Indication } from '@armistice/core/agreement';
import type { Incident, KnownReport } from '@armistice/core/mission';
import { type Dialect, Kysely } from 'kysely';
import { migrate } from './migrate.ts';
import { type IncidentQuery, incidentsBy, type ReportQuery, reportsBy } from './read.ts';
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
  | { readonly type: 'report'; readonly report: KnownReport };

/** Changes of entries `from` up to, not including, `to`. */
export interface StoreBatch {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly StoredChange[];
}

/** An incident; what the clauses say of it is worked out when it is read, in less time than a row takes to fetch. */
export interface StoredIncident {
  readonly incident: Incident;
}

/** A report as everyone may read it who may read its basis. */
export interface StoredReport {
  readonly key: string;
  readonly index: number;
  /** UTC, RFC 3339: when the record took it. */
  readonly recorded: string;
  readonly basis: string;
  readonly view: KnownReport['view'];
}

/** A cache of what the fold made of one record. It decides nothing, and may be deleted at any time. */
export interface Store {
  /** Entries whose changes are kept. */
  size(): Promise<number>;
  /** Keeps the changes of a batch, all or none. Refuses one that does not begin where the last one ended. */
  save(batch: StoreBatch): Promise<void>;
  /** The same for changes that were made into rows already. */
  saveRows(batch: RowBatch): Promise<void>;
  incidents(query: IncidentQuery): Promise<readonly StoredIncident[]>;
  reports(query: ReportQuery): Promise<readonly StoredReport[]>;
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

/** Opens a store of one mission over any PostgreSQL. What it kept of another record under that name is forgotten. */
export async function openStore(dialect: Dialect, mission: string, origin: string): Promise<Store> {
  const db = new Kysely<StoreTables>({ dialect });
  await migrate(db);
  const kept = await db
    .selectFrom('fold_progress')
    .selectAll()
    .where('mission', '=', mission)
    .executeTakeFirst();
  if (kept !== undefined && kept.origin !== origin) await clear(db, mission);
  await begin(db, mission, origin);
  const saveBatch = (batch: RowBatch) =>
    db.transaction().execute(async (transaction) => {
      // Locked: two programs on one database would write one after the other, and the second is refused.
      const row = await transaction
        .selectFrom('fold_progress')
        .select('size')
        .where('mission', '=', mission)
        .forUpdate()
        .executeTakeFirst();
      const size = Number(row?.size ?? 0);
      if (batch.from !== size) throw new OutOfStep(size, batch.from);
      await saveRows(transaction, mission, batch.rows);
      await transaction
        .updateTable('fold_progress')
        .set({ size: batch.to })
        .where('mission', '=', mission)
        .execute();
    });
  return {
    size: () => sizeOf(db, mission),
    save: ({ from, to, changes }) => saveBatch({ from, to, rows: rowsOf(changes) }),
    saveRows: saveBatch,
    incidents: (query) => incidentsBy(db, mission, query),
    reports: (query) => reportsBy(db, mission, query),
    clear: async () => {
      await clear(db, mission);
      await begin(db, mission, origin);
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

async function begin(db: Kysely<StoreTables>, mission: string, origin: string): Promise<void> {
  await db
    .insertInto('fold_progress')
    .values({ mission, origin, size: 0 })
    .onConflict((conflict) => conflict.column('mission').doNothing())
    .execute();
}

async function sizeOf(db: Kysely<StoreTables>, mission: string): Promise<number> {
  const row = await db
    .selectFrom('fold_progress')
    .select('size')
    .where('mission', '=', mission)
    .executeTakeFirst();
  return Number(row?.size ?? 0);
}

async function clear(db: Kysely<StoreTables>, mission: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const table of ['reports', 'incidents', 'fold_progress'] as const)
      await transaction.deleteFrom(table).where('mission', '=', mission).execute();
  });
}
