import type { Indication } from '@armistice/core/agreement';
import {
  type Incident,
  judgeOf,
  type KnownReport,
  type MissionView,
  reportFiledAt,
} from '@armistice/core/mission';
import { incidentMatches, reportMatches } from '../store/matches.ts';
import type { IncidentQuery, ReportQuery } from '../store/query.ts';
import { momentOf } from '../store/sought-in-sql.ts';
import type { Store } from '../store/store.ts';
import type { MissionMap } from './map.ts';
import { latestOn } from './map-latest.ts';
import { sourcesOf } from './sources-of.ts';

// The store finds and puts in order; what is answered is read from the state, and held against the question once more.
// A page may so be shorter than its limit while rows are being written; where the next one begins is the store's word.

/** An incident with what the clauses say of it, by the law as it is known now. */
export interface ListedIncident {
  readonly incident: Incident;
  /** Made when it is asked for. */
  readonly indications: () => readonly Indication[];
}

/** A page, and where the next one begins; undefined on the last. */
export interface Page<T, After> {
  readonly found: readonly T[];
  readonly next: After | undefined;
}

/** The incidents of a page, as they are now. */
export async function incidentsOf(
  view: MissionView,
  store: Store,
  query: IncidentQuery,
): Promise<Page<ListedIncident, string>> {
  const rows = await store.incidents(query);
  const found = rows.flatMap(({ id }) => listed(view, query, id));
  return { found, next: rows.length === query.limit ? rows.at(-1)?.cursor : undefined };
}

const CURSOR = /^(-?\d{1,16})\.([0-9a-f]{64})$/;

/**
 * A page of the latest incidents, as they are now: the map has all that they are looked for by, and follows the state at
 * once. Cursors are those of the store.
 */
export function latestIncidentsOf(
  view: MissionView,
  map: MissionMap,
  query: IncidentQuery,
): Page<ListedIncident, string> {
  const { bases, assessedOnly = false, from, to, after: cursor = '', order: _, limit, ...rest } = query;
  const sieve = map.sieve({
    ...rest,
    ...{ bases, assessedOnly },
    ...(from === undefined ? {} : { from: momentOf(from) }),
    ...(to === undefined ? {} : { to: momentOf(to) }),
  });
  const found: ListedIncident[] = [];
  const [, at, of] = CURSOR.exec(cursor) ?? [];
  let after = at === undefined || of === undefined ? undefined : { from: Number(at), id: of };
  // The map knows a place to a cell of its grid: what lies just beyond the edge of a box makes room for more.
  for (let isMore = true; isMore && found.length < limit; ) {
    const missing = limit - found.length;
    const rows = latestOn(map, sieve, { limit: missing, ...(after === undefined ? {} : { after }) });
    for (const { row, from: began } of rows) {
      after = { from: began, id: map.idAt(row) };
      found.push(...listed(view, query, after.id));
    }
    isMore = rows.length === missing;
  }
  const isFull = found.length === limit && after !== undefined;
  return { found, next: isFull ? `${after?.from}.${after?.id}` : undefined };
}

/** An incident as it is now, if it is what was asked for. */
function listed(view: MissionView, query: IncidentQuery, id: string): readonly ListedIncident[] {
  const incident = view.incidents.get(id);
  if (incident === undefined) return [];
  let made: readonly Indication[] | undefined;
  const indications = () => {
    made ??= judgeOf(view)(incident);
    return made;
  };
  const sources = () => sourcesOf(view, incident);
  return incidentMatches(query, incident, indications, sources) ? [{ incident, indications }] : [];
}

/** The reports of a page, as they are now. */
export async function reportsOf(
  view: MissionView,
  store: Store,
  query: ReportQuery,
): Promise<Page<KnownReport, number>> {
  const entries = await store.reports(query);
  const found = entries.flatMap((entry) => {
    const report = reportFiledAt(view, entry);
    return report !== undefined && reportMatches(query, report) ? [report] : [];
  });
  return { found, next: entries.length === query.limit ? entries.at(-1) : undefined };
}
