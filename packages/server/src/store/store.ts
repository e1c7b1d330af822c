import type { Indication } from '@armistice/core/agreement';
import type { Change, Incident } from '@armistice/core/mission';
import { type Dialect, Kysely, type Transaction } from 'kysely';
import { migrate } from './migrate.ts';
import type { StoreTables } from './schema.ts';

/** What a store keeps of the fold's changes. */
export type StoredChange = Extract<Change, { readonly type: 'incident' | 'indications' }>;

/** Changes of entries `from` up to, not including, `to`. */
export interface StoreBatch {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly StoredChange[];
}

/** A page of incidents, in order of their id. */
export interface IncidentQuery {
  /** Only those that rest on what everyone may read; undefined for all. */
  readonly basis?: string;
  /** The last id of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** An incident with what the clauses say of it. */
export interface StoredIncident {
  readonly incident: Incident;
  readonly indications: readonly Indication[];
}

/** A cache of what the fold made of one record. It decides nothing, and may be deleted at any time. */
export interface Store {
  /** Entries whose changes are kept. */
  size(): Promise<number>;
  /** Keeps the changes of a batch, all or none. Refuses one that does not begin where the last one ended. */
  save(batch: StoreBatch): Promise<void>;
  incidents(query: IncidentQuery): Promise<readonly StoredIncident[]>;
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
  await db
    .insertInto('fold_progress')
    .values({ mission, origin, size: 0 })
    .onConflict((conflict) => conflict.column('mission').doNothing())
    .execute();
  return {
    size: () => sizeOf(db, mission),
    save: (batch) => db.transaction().execute((transaction) => save(transaction, mission, batch)),
    incidents: (query) => readIncidents(db, mission, query),
    clear: async () => {
      await clear(db, mission);
      await db.insertInto('fold_progress').values({ mission, origin, size: 0 }).execute();
    },
    close: () => db.destroy(),
  };
}

async function sizeOf(db: Kysely<StoreTables> | Transaction<StoreTables>, mission: string): Promise<number> {
  const row = await db
    .selectFrom('fold_progress')
    .select('size')
    .where('mission', '=', mission)
    .executeTakeFirst();
  return Number(row?.size ?? 0);
}

async function clear(db: Kysely<StoreTables>, mission: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const table of ['indications', 'incidents', 'fold_progress'] as const)
      await transaction.deleteFrom(table).where('mission', '=', mission).execute();
  });
}

async function save(db: Transaction<StoreTables>, mission: string, batch: StoreBatch): Promise<void> {
  const size = await sizeOf(db, mission);
  if (batch.from !== size) throw new OutOfStep(size, batch.from);
  for (const change of batch.changes) {
    if (change.type === 'incident') await saveIncident(db, mission, change.incident);
    else await saveIndications(db, mission, change.incident, change.indications);
  }
  await db.updateTable('fold_progress').set({ size: batch.to }).where('mission', '=', mission).execute();
}

/**
 * A value as JSON that every PostgreSQL takes: U+0000 and halves of surrogate pairs, which `jsonb` refuses, become U+FFFD.
 * Intake refuses them; a record that was written elsewhere may hold them, and must not stop the cache.
 */
function storable(value: unknown): string {
  // An escape stands after an even number of backslashes. JSON.stringify escapes no whole pair.
  return JSON.stringify(value).replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g, '$1\ufffd');
}

async function saveIncident(
  db: Transaction<StoreTables>,
  mission: string,
  incident: Incident,
): Promise<void> {
  const { id, basis, kind, status, attribution, finding, resolution, occurred, place } = incident;
  const row = {
    basis,
    kind,
    status,
    attribution,
    finding,
    resolution,
    occurred_from: occurred.from,
    occurred_to: occurred.to,
    longitude: place.at[0],
    latitude: place.at[1],
    incident: storable(incident),
  };
  await db
    .insertInto('incidents')
    .values({ mission, id, ...row })
    .onConflict((conflict) => conflict.columns(['mission', 'id']).doUpdateSet(row))
    .execute();
}

async function saveIndications(
  db: Transaction<StoreTables>,
  mission: string,
  incident: string,
  indications: readonly Indication[],
): Promise<void> {
  await db
    .deleteFrom('indications')
    .where('mission', '=', mission)
    .where('incident', '=', incident)
    .execute();
  if (indications.length === 0) return;
  const rows = indications.map((indication, place) => {
    const { agreement, version, clause, outcome, probability } = indication;
    const json = storable(indication);
    return { mission, incident, place, agreement, version, clause, outcome, probability, indication: json };
  });
  await db.insertInto('indications').values(rows).execute();
}

async function readIncidents(
  db: Kysely<StoreTables>,
  mission: string,
  { basis, after, limit }: IncidentQuery,
): Promise<readonly StoredIncident[]> {
  let page = db.selectFrom('incidents').select(['id', 'incident']).where('mission', '=', mission);
  if (basis !== undefined) page = page.where('basis', '=', basis);
  if (after !== undefined) page = page.where('id', '>', after);
  const incidents = await page.orderBy('id').limit(limit).execute();
  if (incidents.length === 0) return [];
  const indications = await db
    .selectFrom('indications')
    .select(['incident', 'indication'])
    .where('mission', '=', mission)
    .where(
      'incident',
      'in',
      incidents.map(({ id }) => id),
    )
    .orderBy('incident')
    .orderBy('place')
    .execute();
  const byIncident = Map.groupBy(indications, ({ incident }) => incident);
  return incidents.map(({ id, incident }) => ({
    incident: incident as Incident,
    indications: (byIncident.get(id) ?? []).map(({ indication }) => indication as Indication),
  }));
}
