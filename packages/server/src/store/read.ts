import { formatMoment } from '@armistice/core/base';
import type { Incident } from '@armistice/core/mission';
import { type Kysely, sql } from 'kysely';
import type { StoreTables } from './schema.ts';
import type { StoredIncident, StoredReport } from './store.ts';

/** West, south, east, north in degrees; west greater than east crosses the antimeridian. */
export type BoundingBox = readonly [west: number, south: number, east: number, north: number];

/** What both kinds of rows are looked for by. */
export interface Sought {
  /** Only those that rest on what this audience may read; undefined for all. */
  readonly basis?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly bbox?: BoundingBox;
  /** Those that may have lasted into this stretch, UTC. */
  readonly from?: string;
  readonly to?: string;
}

/** A page of incidents. */
export interface IncidentQuery extends Sought {
  readonly status?: string;
  /** A clause, as `2.a` or `minsk-2015:2.a`. */
  readonly clause?: string;
  /** A party whose act it would be a breach by. */
  readonly party?: string;
  readonly outcome?: string;
  /** The asker reads indications of assessed incidents only: then no filter may tell what others have. */
  readonly assessedOnly?: boolean;
  readonly order?: 'id' | 'latest';
  /** Of the last row of the page before: its id, or its {@link latestCursor}. */
  readonly after?: string;
  readonly limit: number;
}

/** A page of reports in the order of the record, or against it. */
export interface ReportQuery extends Sought {
  readonly order?: 'oldest' | 'newest';
  /** Entry of the last report of the page before. */
  readonly after?: number;
  readonly limit: number;
}

/** Where the next page goes on, in the order of time: milliseconds and id. */
export function latestCursor({ occurred, id }: Incident): string {
  return `${Date.parse(occurred.from)}.${id}`;
}

const CURSOR = /^(-?\d{1,16})\.([0-9a-f]{64})$/;

export async function incidentsBy(
  db: Kysely<StoreTables>,
  mission: string,
  query: IncidentQuery,
): Promise<readonly StoredIncident[]> {
  const { status, clause, party, outcome, assessedOnly, order, after, limit } = query;
  let page = db.selectFrom('incidents').select(['incident']).where('mission', '=', mission);
  page = page.where(soughtIn(query));
  if (query.source !== undefined) page = page.where(sql<boolean>`${query.source} = any(sources)`);
  if (status !== undefined) page = page.where('status', '=', status);
  if (clause !== undefined) page = page.where(sql<boolean>`${clause} = any(clauses)`);
  if (party !== undefined) page = page.where(sql<boolean>`${party} = any(parties)`);
  if (outcome !== undefined) page = page.where(sql<boolean>`${outcome} = any(outcomes)`);
  const byIndication = clause ?? party ?? outcome;
  if (assessedOnly === true && byIndication !== undefined) page = page.where('status', '<>', 'alleged');
  if (order === 'latest') {
    const [, at, id] = CURSOR.exec(after ?? '') ?? [];
    if (at !== undefined && id !== undefined)
      page = page.where(
        sql<boolean>`(occurred_from, id) < (${formatMoment(Number(at))}::timestamptz, ${id})`,
      );
    page = page.orderBy('occurred_from', 'desc').orderBy('id', 'desc');
  } else {
    if (after !== undefined) page = page.where('id', '>', after);
    page = page.orderBy('id');
  }
  const rows = await page.limit(limit).execute();
  return rows.map(({ incident }) => ({ incident: JSON.parse(incident) as Incident }));
}

export async function reportsBy(
  db: Kysely<StoreTables>,
  mission: string,
  query: ReportQuery,
): Promise<readonly StoredReport[]> {
  const { order = 'oldest', after, limit } = query;
  let page = db
    .selectFrom('reports')
    .select(['key', 'entry', 'recorded', 'basis', 'view'])
    .where('mission', '=', mission)
    .where(soughtIn(query));
  if (query.source !== undefined) page = page.where('source', '=', query.source);
  if (after !== undefined) page = page.where('entry', order === 'oldest' ? '>' : '<', after);
  const rows = await page
    .orderBy('entry', order === 'oldest' ? 'asc' : 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ key, entry, recorded, basis, view }) => ({
    key,
    index: Number(entry),
    recorded: recorded.toISOString(),
    basis,
    view: JSON.parse(view) as StoredReport['view'],
  }));
}

function soughtIn({ basis, kind, bbox, from, to }: Sought) {
  const conditions = [sql<boolean>`true`];
  if (basis !== undefined) conditions.push(sql`basis = ${basis}`);
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
  if (from !== undefined) conditions.push(sql`occurred_to >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql`occurred_from <= ${to}::timestamptz`);
  if (bbox !== undefined) {
    const [west, south, east, north] = bbox;
    conditions.push(sql`latitude between ${south} and ${north}`);
    conditions.push(
      west <= east
        ? sql`longitude between ${west} and ${east}`
        : sql`(longitude >= ${west} or longitude <= ${east})`,
    );
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}
