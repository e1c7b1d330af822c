import { type Kysely, sql } from 'kysely';
import type { IncidentQuery, ReportQuery } from './query.ts';
import type { StoreTables } from './schema.ts';
import {
  all,
  type Condition,
  incidentTraitsOf,
  momentOf,
  placeAndTimeOf,
  reportTraitsOf,
} from './sought-in-sql.ts';
import type { FoundIncident } from './store.ts';
import { sourceNumber } from './traits.ts';

// A filter is first tried on the next rows in the order of the page: what is frequent fills a page there. What is rare
// is gathered by the indexes on what it is looked for by, and put in order then: without traits in common or a time
// there is none, and all rows are looked through.
const TRIED_AT_LEAST = 10_000;
const TRIED_FOR_EACH = 20;

const CURSOR = /^(-?\d{1,16})\.([0-9a-f]{64})$/;

interface FoundRow {
  readonly id: string;
  readonly occurred_from: string | number | bigint;
}

/** A page of incidents, in the order asked for. */
export async function incidentsBy(
  db: Kysely<StoreTables>,
  filling: number,
  query: IncidentQuery,
): Promise<readonly FoundIncident[]> {
  const { source, order, limit } = query;
  const inTime = order === 'latest';
  const page = async (from: Condition) => {
    const sorted = inTime ? sql`found.occurred_from desc, found.id desc` : sql`found.id`;
    const { rows } = await sql<FoundRow>`
      select encode(found.id, 'hex') as id, found.occurred_from from (${from}) as found
      order by ${sorted} limit ${limit}`.execute(db);
    return rows.map(({ id, occurred_from }) => ({ id, cursor: inTime ? `${occurred_from}.${id}` : id }));
  };
  const [traits, rows] = [incidentTraitsOf(query), placeAndTimeOf(query)];
  if (source === undefined && traits.length + rows.length === 0)
    return page(nextIncidents(filling, query, limit));
  const told = source === undefined ? [] : [sql`sources @> array[${sourceNumber(source)}::integer]`];
  const filters = [...rows, ...told, ...among(sql`incident_traits`, filling, traits)];
  const next = nextIncidents(filling, query, Math.max(TRIED_AT_LEAST, limit * TRIED_FOR_EACH));
  const tried = await page(sql`select * from (${next}) as next where ${all(...filters)}`);
  if (tried.length === limit) return tried;
  if (source !== undefined) {
    // Gathered by itself: the order of the page would tempt the database to walk through all rows.
    const gathered = sql`select * from incidents where ${all(sql`filling = ${filling}`, ...told)} offset 0`;
    return page(sql`select * from (${gathered}) as told where ${all(...afterIncident(query), ...filters)}`);
  }
  if (traits.length > 0 || query.from !== undefined) return page(incidentsByTraits(filling, query));
  return page(
    sql`select * from incidents where ${all(sql`filling = ${filling}`, ...afterIncident(query), ...rows)}`,
  );
}

/** The next rows in the order of the page, found or not. */
function nextIncidents(filling: number, query: IncidentQuery, limit: number): Condition {
  const conditions = [sql`filling = ${filling}`, ...afterIncident(query)];
  const { order, to } = query;
  if (order === 'latest' && to !== undefined) conditions.push(sql`occurred_from <= ${momentOf(to)}::bigint`);
  return sql`select * from incidents where ${all(...conditions)} order by ${incidentOrder(query)} limit ${limit}`;
}

/** Of each kind of traits so many as a page can hold. */
function incidentsByTraits(filling: number, query: IncidentQuery): Condition {
  const { from, order, limit } = query;
  const conditions = [
    sql`filling = ${filling}`,
    sql`traits = wanted.number`,
    ...afterIncident(query),
    ...placeAndTimeOf(query),
  ];
  // Whoever lasted into a stretch began at most so long before it.
  if (from !== undefined) conditions.push(sql`occurred_from >= ${momentOf(from)}::bigint - wanted.lasting`);
  // In the order of ids a page of what is rare is everything there is of it; gathered by itself, traits by traits.
  const each = order === 'latest' ? sql`order by ${incidentOrder(query)} limit ${limit}` : sql`offset 0`;
  return sql`
    select rows.* from (
      select traits as number, lasting from incident_traits
      where ${all(sql`filling = ${filling}`, ...incidentTraitsOf(query))}) as wanted
    cross join lateral (select * from incidents where ${all(...conditions)} ${each}) as rows`;
}

function incidentOrder({ order }: IncidentQuery): Condition {
  return order === 'latest' ? sql`occurred_from desc, id desc` : sql`id`;
}

function afterIncident({ order, after = '' }: IncidentQuery): readonly Condition[] {
  if (order !== 'latest') return after === '' ? [] : [sql`id > decode(${after}, 'hex')`];
  const [, at, id] = CURSOR.exec(after) ?? [];
  if (at === undefined || id === undefined) return [];
  return [sql`(occurred_from, id) < (${Number(at)}::bigint, decode(${id}, 'hex'))`];
}

/** Entries of a page of reports, in the order asked for. */
export async function reportsBy(
  db: Kysely<StoreTables>,
  filling: number,
  query: ReportQuery,
): Promise<readonly number[]> {
  const { order = 'oldest', after, limit } = query;
  const sorted = order === 'oldest' ? sql`entry` : sql`entry desc`;
  const page = async (from: Condition) => {
    const { rows } = await sql<{ readonly entry: string | number | bigint }>`
      select entry from (${from}) as found order by ${sorted} limit ${limit}`.execute(db);
    return rows.map(({ entry }) => Number(entry));
  };
  const of = [sql`filling = ${filling}`];
  if (after !== undefined) of.push(order === 'oldest' ? sql`entry > ${after}` : sql`entry < ${after}`);
  const [traits, rows] = [reportTraitsOf(query), placeAndTimeOf(query)];
  const next = (count: number) =>
    sql`select * from reports where ${all(...of)} order by ${sorted} limit ${count}`;
  if (traits.length + rows.length === 0) return page(next(limit));
  const filters = [...rows, ...among(sql`report_traits`, filling, traits)];
  const first = next(Math.max(TRIED_AT_LEAST, limit * TRIED_FOR_EACH));
  const tried = await page(sql`select * from (${first}) as next where ${all(...filters)}`);
  if (tried.length === limit) return tried;
  // Gathered by itself: the order of the page would tempt the database to look rows up one by one.
  if (traits.length === 0) return page(sql`select * from reports where ${all(...of, ...rows)} offset 0`);
  return page(sql`
    select rows.* from (
      select traits as number from report_traits where ${all(sql`filling = ${filling}`, ...traits)}) as wanted
    cross join lateral (
      select * from reports where ${all(...of, sql`traits = wanted.number`, ...rows)}
      order by ${sorted} limit ${limit}) as rows`);
}

function among(table: Condition, filling: number, traits: readonly Condition[]): readonly Condition[] {
  if (traits.length === 0) return [];
  return [sql`traits in (select traits from ${table} where ${all(sql`filling = ${filling}`, ...traits)})`];
}
