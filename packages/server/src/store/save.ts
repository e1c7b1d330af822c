import { sql, type Transaction } from 'kysely';
import type { StoreRows } from './rows.ts';
import type { StoreTables } from './schema.ts';

/** Writes the rows of a batch in at most three statements, however many they are. */
export async function saveRows(
  db: Transaction<StoreTables>,
  mission: string,
  { reports, incidents, gone }: StoreRows,
): Promise<void> {
  if (gone !== '[]')
    await sql`
      delete from incidents where mission = ${mission}
      and id in (select value from json_array_elements_text(${gone}::json))`.execute(db);
  if (reports !== '[]') await saveReports(db, mission, reports);
  if (incidents !== '[]') await saveIncidents(db, mission, incidents);
}

async function saveReports(db: Transaction<StoreTables>, mission: string, rows: string): Promise<void> {
  await sql`
    insert into reports (mission, key, entry, recorded, basis, source, kind, occurred_from, occurred_to,
      longitude, latitude, view)
    select ${mission}, key, entry, recorded, basis, source, kind, occurred_from, occurred_to,
      longitude, latitude, view
    from json_to_recordset(${rows}::json) as row (key text, entry bigint, recorded timestamptz, basis text,
      source text, kind text, occurred_from timestamptz, occurred_to timestamptz,
      longitude double precision, latitude double precision, view text)
    on conflict (mission, key) do update set entry = excluded.entry, recorded = excluded.recorded,
      basis = excluded.basis, source = excluded.source, kind = excluded.kind,
      occurred_from = excluded.occurred_from, occurred_to = excluded.occurred_to,
      longitude = excluded.longitude, latitude = excluded.latitude, view = excluded.view`.execute(db);
}

async function saveIncidents(db: Transaction<StoreTables>, mission: string, rows: string): Promise<void> {
  await sql`
    insert into incidents (mission, id, basis, kind, status, attribution, finding, resolution,
      occurred_from, occurred_to, longitude, latitude, sources, incident, clauses, parties, outcomes)
    select ${mission}, id, basis, kind, status, attribution, finding, resolution,
      occurred_from, occurred_to, longitude, latitude, sources, incident, clauses, parties, outcomes
    from json_to_recordset(${rows}::json) as row (id text, basis text, kind text, status text,
      attribution text, finding text, resolution text, occurred_from timestamptz, occurred_to timestamptz,
      longitude double precision, latitude double precision, sources text[], incident text,
      clauses text[], parties text[], outcomes text[])
    on conflict (mission, id) do update set basis = excluded.basis, kind = excluded.kind,
      status = excluded.status, attribution = excluded.attribution, finding = excluded.finding,
      resolution = excluded.resolution, occurred_from = excluded.occurred_from,
      occurred_to = excluded.occurred_to, longitude = excluded.longitude, latitude = excluded.latitude,
      sources = excluded.sources, incident = excluded.incident,
      clauses = excluded.clauses,
      parties = excluded.parties,
      outcomes = excluded.outcomes`.execute(db);
}
