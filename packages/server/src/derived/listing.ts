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
import type { Store } from '../store/store.ts';
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
  const found = rows.flatMap(({ id }) => {
    const incident = view.incidents.get(id);
    if (incident === undefined) return [];
    let made: readonly Indication[] | undefined;
    const indications = () => {
      made ??= judgeOf(view)(incident);
      return made;
    };
    const sources = () => sourcesOf(view, incident);
    return incidentMatches(query, incident, indications, sources) ? [{ incident, indications }] : [];
  });
  return { found, next: rows.length === query.limit ? rows.at(-1)?.cursor : undefined };
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
