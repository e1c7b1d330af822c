import type { Indication } from '@armistice/core/agreement';
import { footprintOf } from '@armistice/core/geo';
import type { Incident, KnownReport } from '@armistice/core/mission';
import type { IncidentQuery, ReportQuery, Sought } from './query.ts';
import { soughtBy } from './sought-by.ts';
import { momentOf } from './sought-in-sql.ts';

// The database finds by rows that may be older than the state. What is answered is read from the state, so it is held
// against the question once more: nobody is shown what no longer answers it, least of all what became restricted.

/** Whether an incident, with what the clauses say of it and the sources of its reports, is what was asked for. */
export function incidentMatches(
  query: IncidentQuery,
  incident: Incident,
  indications: () => readonly Indication[],
  sources: () => readonly string[],
): boolean {
  const { status, source, clause, party, outcome, assessedOnly } = query;
  const { occurred, place } = incident;
  if (!matches(query, incident.basis, incident.kind, occurred, place.at)) return false;
  if (status !== undefined && incident.status !== status) return false;
  if (source !== undefined && !sources().includes(source)) return false;
  if (clause === undefined && party === undefined && outcome === undefined) return true;
  if (assessedOnly === true && incident.status === 'alleged') return false;
  const by = soughtBy(indications());
  return (
    (clause === undefined || by.clauses.includes(clause)) &&
    (party === undefined || by.parties.includes(party)) &&
    (outcome === undefined || by.outcomes.includes(outcome))
  );
}

/** Whether a report is what was asked for. */
export function reportMatches(query: ReportQuery, { basis, view }: KnownReport): boolean {
  if (query.source !== undefined && view.source !== query.source) return false;
  return matches(query, basis, view.kind, view.occurred, footprintOf(view.place).at);
}

function matches(
  sought: Sought,
  basis: string,
  kind: string,
  occurred: { readonly from: string; readonly to: string },
  [longitude, latitude]: readonly [number, number],
): boolean {
  if (sought.bases !== undefined && !sought.bases.includes(basis)) return false;
  if (sought.kind !== undefined && sought.kind !== kind) return false;
  if (sought.from !== undefined && momentOf(occurred.to) < momentOf(sought.from)) return false;
  if (sought.to !== undefined && momentOf(occurred.from) > momentOf(sought.to)) return false;
  if (sought.bbox === undefined) return true;
  const [west, south, east, north] = sought.bbox;
  if (latitude < south || latitude > north) return false;
  return west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
}
