import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** What the fold made: incidents, indications, and how far it has come. Every table is keyed by mission first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('fold_progress')
    .addColumn('mission', 'text', (column) => column.primaryKey())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('incidents')
    .addColumn('mission', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('basis', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('attribution', 'text', (column) => column.notNull())
    .addColumn('finding', 'text', (column) => column.notNull())
    .addColumn('resolution', 'text', (column) => column.notNull())
    .addColumn('occurred_from', 'timestamptz', (column) => column.notNull())
    .addColumn('occurred_to', 'timestamptz', (column) => column.notNull())
    .addColumn('longitude', 'double precision', (column) => column.notNull())
    .addColumn('latitude', 'double precision', (column) => column.notNull())
    .addColumn('incident', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('incidents_key', ['mission', 'id'])
    .execute();
  await db.schema
    .createIndex('incidents_by_time')
    .on('incidents')
    .columns(['mission', 'occurred_from', 'id'])
    .execute();
  await db.schema
    .createTable('indications')
    .addColumn('mission', 'text', (column) => column.notNull())
    .addColumn('incident', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('agreement', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('clause', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('probability', sql`numeric(4, 3)`)
    .addColumn('indication', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('indications_key', ['mission', 'incident', 'place'])
    .execute();
}

/** The database is a cache: taking it down loses nothing. */
export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['indications', 'incidents', 'fold_progress'])
    await db.schema.dropTable(table).execute();
}
