import { sql, type Transaction } from 'kysely';
import type { StoreRows } from './rows.ts';
import type { StoreTables } from './schema.ts';

/** Writes the rows of a batch in at most six statements, however many they are. */
export async function saveRows(
  db: Transaction<StoreTables>,
  filling: number,
  { reports, reportTraits, incidents, incidentTraits, gone, withdrawn }: StoreRows,
): Promise<void> {
  if (gone !== undefined)
    await sql`delete from incidents where filling = ${filling} and id = any(${gone}::bytea[])`.execute(db);
  if (withdrawn !== undefined)
    await sql`delete from reports where filling = ${filling} and entry = any(${withdrawn}::bigint[])`.execute(
      db,
    );
  if (reportTraits !== undefined) await saveReportTraits(db, filling, reportTraits);
  if (reports !== undefined) await saveReports(db, filling, reports);
  if (incidentTraits !== undefined) await saveIncidentTraits(db, filling, incidentTraits);
  if (incidents !== undefined) await saveIncidents(db, filling, incidents);
}

type Columns = readonly Uint8Array[];

async function saveReportTraits(db: Transaction<StoreTables>, filling: number, columns: Columns) {
  const [traits, basis, kind, source] = columns;
  await sql`
    insert into report_traits (filling, traits, basis, kind, source)
    select ${filling}::integer, *
    from unnest(${traits}::bigint[], ${basis}::text[], ${kind}::text[], ${source}::integer[])
    on conflict do nothing`.execute(db);
}

async function saveReports(db: Transaction<StoreTables>, filling: number, columns: Columns) {
  const [entry, traits, from, to, longitude, latitude] = columns;
  await sql`
    insert into reports (filling, entry, traits, occurred_from, occurred_to, longitude, latitude)
    select ${filling}::integer, *
    from unnest(${entry}::bigint[], ${traits}::bigint[], ${from}::bigint[], ${to}::bigint[],
      ${longitude}::double precision[], ${latitude}::double precision[])
    on conflict (filling, entry) do update set traits = excluded.traits,
      occurred_from = excluded.occurred_from, occurred_to = excluded.occurred_to,
      longitude = excluded.longitude, latitude = excluded.latitude`.execute(db);
}

async function saveIncidentTraits(db: Transaction<StoreTables>, filling: number, columns: Columns) {
  const [traits, basis, kind, status, lasting, clauses, parties, outcomes] = columns;
  const list = (name: string) => sql`array(select json_array_elements_text(${sql.ref(`one.${name}`)}::json))`;
  await sql`
    insert into incident_traits (filling, traits, basis, kind, status, lasting, clauses, parties, outcomes)
    select ${filling}::integer, traits, basis, kind, status, lasting,
      ${list('clauses')}, ${list('parties')}, ${list('outcomes')}
    from unnest(${traits}::bigint[], ${basis}::text[], ${kind}::text[], ${status}::text[], ${lasting}::bigint[],
      ${clauses}::text[], ${parties}::text[], ${outcomes}::text[])
      as one (traits, basis, kind, status, lasting, clauses, parties, outcomes)
    where not exists (
      select from incident_traits known where known.filling = ${filling} and known.traits = one.traits)
    on conflict do nothing`.execute(db);
}

async function saveIncidents(db: Transaction<StoreTables>, filling: number, columns: Columns) {
  const [id, traits, from, to, longitude, latitude, sources] = columns;
  await sql`
    insert into incidents (filling, id, traits, occurred_from, occurred_to, longitude, latitude, sources)
    select ${filling}::integer, id, traits, occurred_from, occurred_to, longitude, latitude, sources::integer[]
    from unnest(${id}::bytea[], ${traits}::bigint[], ${from}::bigint[], ${to}::bigint[],
      ${longitude}::double precision[], ${latitude}::double precision[], ${sources}::text[])
      as one (id, traits, occurred_from, occurred_to, longitude, latitude, sources)
    on conflict (filling, id) do update set traits = excluded.traits,
      occurred_from = excluded.occurred_from, occurred_to = excluded.occurred_to,
      longitude = excluded.longitude, latitude = excluded.latitude, sources = excluded.sources`.execute(db);
}
