import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as createIncidents from './migrations/20261121-01-create-incidents.ts';
import * as filterRows from './migrations/20261122-01-filter-rows.ts';
import * as reasonsWhenRead from './migrations/20261122-02-reasons-when-read.ts';
import * as searchRows from './migrations/20261122-03-search-rows.ts';
import type { StoreTables } from './schema.ts';

/** In order of their names. A migration that has shipped is never changed: the next one mends it. */
const MIGRATIONS: { readonly [name: string]: Migration } = {
  '20261121-01-create-incidents': createIncidents,
  '20261122-01-filter-rows': filterRows,
  '20261122-02-reasons-when-read': reasonsWhenRead,
  '20261122-03-search-rows': searchRows,
};

/** Brings a database up to the tables that this program knows. */
export async function migrate(db: Kysely<StoreTables>): Promise<void> {
  // A database may hold the tables of others in other schemas; those are not looked at.
  const found = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(db);
  const schema = found.rows[0]?.schema ?? undefined;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
