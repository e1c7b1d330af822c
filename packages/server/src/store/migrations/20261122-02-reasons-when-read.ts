import { type Kysely, sql } from 'kysely';

/** What the clauses say of an incident is worked out when it is read; what it is found by stays in columns. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('incidents').dropColumn('indications').execute();
}

/** The database is a cache: the record fills the column again. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from incidents`.execute(db);
  await sql`delete from fold_progress`.execute(db);
  await db.schema
    .alterTable('incidents')
    .addColumn('indications', 'text', (column) => column.notNull())
    .execute();
}
