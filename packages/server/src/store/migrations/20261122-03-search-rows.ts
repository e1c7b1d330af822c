import { type Kysely, sql } from 'kysely';

/**
 * Rows are what is looked for and nothing else. What many incidents or reports have in common is one row of traits,
 * and theirs names it. The database is a cache: what the tables held is filled in again from the record.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['reports', 'incidents', 'fold_progress']) await db.schema.dropTable(table).execute();
  await sql`
    create table fold_progress (
      mission text primary key,
      filling integer not null generated always as identity,
      origin text not null,
      size bigint not null)`.execute(db);
  await sql`
    create table incident_traits (
      filling integer not null,
      traits bigint not null,
      basis text not null,
      kind text not null,
      status text not null,
      lasting bigint not null,
      clauses text[] not null,
      parties text[] not null,
      outcomes text[] not null,
      primary key (filling, traits))`.execute(db);
  await sql`
    create table incidents (
      filling integer not null,
      id bytea not null,
      traits bigint not null,
      occurred_from bigint not null,
      occurred_to bigint not null,
      longitude double precision not null,
      latitude double precision not null,
      sources integer[] not null,
      primary key (filling, id))`.execute(db);
  await sql`create index incidents_by_time on incidents (filling, occurred_from)`.execute(db);
  await sql`create index incidents_by_traits on incidents (filling, traits, occurred_from)`.execute(db);
  await sql`create index incidents_by_source on incidents using gin (sources)`.execute(db);
  await sql`
    create table report_traits (
      filling integer not null,
      traits bigint not null,
      basis text not null,
      kind text not null,
      source integer not null,
      primary key (filling, traits))`.execute(db);
  await sql`
    create table reports (
      filling integer not null,
      entry bigint not null,
      traits bigint not null,
      occurred_from bigint not null,
      occurred_to bigint not null,
      longitude double precision not null,
      latitude double precision not null,
      primary key (filling, entry))`.execute(db);
  await sql`create index reports_by_traits on reports (filling, traits, entry)`.execute(db);
}
