import { type Kysely, sql } from 'kysely';

/**
 * One row an incident with its indications beside it, and reports to look through. The database is a cache: what the
 * tables held is not carried over but filled in again from the record.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['indications', 'incidents']) await db.schema.dropTable(table).execute();
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
    .addColumn('sources', sql`text[]`, (column) => column.notNull())
    .addColumn('incident', 'text', (column) => column.notNull())
    .addColumn('indications', 'text', (column) => column.notNull())
    .addColumn('clauses', sql`text[]`, (column) => column.notNull())
    .addColumn('parties', sql`text[]`, (column) => column.notNull())
    .addColumn('outcomes', sql`text[]`, (column) => column.notNull())
    .addPrimaryKeyConstraint('incidents_key', ['mission', 'id'])
    .execute();
  await db.schema
    .createIndex('incidents_by_time')
    .on('incidents')
    .columns(['mission', 'occurred_from', 'id'])
    .execute();
  await db.schema
    .createTable('reports')
    .addColumn('mission', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('entry', 'bigint', (column) => column.notNull())
    .addColumn('recorded', 'timestamptz', (column) => column.notNull())
    .addColumn('basis', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('occurred_from', 'timestamptz', (column) => column.notNull())
    .addColumn('occurred_to', 'timestamptz', (column) => column.notNull())
    .addColumn('longitude', 'double precision', (column) => column.notNull())
    .addColumn('latitude', 'double precision', (column) => column.notNull())
    .addColumn('view', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reports_key', ['mission', 'key'])
    .execute();
  await db.schema.createIndex('reports_by_entry').on('reports').columns(['mission', 'entry']).execute();
  await sql`delete from fold_progress`.execute(db);
}

/** The database is a cache: taking it down loses nothing. */
export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['reports', 'incidents', 'fold_progress']) await db.schema.dropTable(table).execute();
}
