import { footprintOf } from '@armistice/core/geo';
import type { KnownReport } from '@armistice/core/mission';
import { soughtBy } from './sought-by.ts';
import type { StoredChange } from './store.ts';

type IncidentChange = Extract<StoredChange, { readonly type: 'incident' }>;

/** Rows as JSON arrays of objects with the names of columns: one text a table crosses threads and sockets fastest. */
export interface StoreRows {
  readonly reports: string;
  readonly incidents: string;
  /** Ids whose row goes. */
  readonly gone: string;
}

/** The rows that a batch leaves; of several changes to one report or incident the last stands. */
export function rowsOf(changes: readonly StoredChange[]): StoreRows {
  const reports = new Map<string, object>();
  const incidents = new Map<string, object>();
  const gone = new Set<string>();
  for (const change of changes) {
    if (change.type === 'report') reports.set(change.report.key, reportRow(change.report));
    else if (change.type === 'incident') {
      incidents.set(change.incident.id, incidentRow(change));
      gone.delete(change.incident.id);
    } else {
      incidents.delete(change.incident);
      gone.add(change.incident);
    }
  }
  return {
    reports: JSON.stringify([...reports.values()]),
    incidents: JSON.stringify([...incidents.values()]),
    gone: JSON.stringify([...gone]),
  };
}

function reportRow({ key, index, at, basis, view }: KnownReport): object {
  const [longitude, latitude] = footprintOf(view.place).at;
  return {
    key,
    entry: index,
    recorded: new Date(at).toISOString(),
    basis,
    source: view.source,
    kind: view.kind,
    occurred_from: view.occurred.from,
    occurred_to: view.occurred.to,
    longitude,
    latitude,
    // Text, not a JSON column: it comes back as it was, also with characters that `jsonb` refuses.
    view: JSON.stringify(view),
  };
}

function incidentRow({ incident, indications, sources }: IncidentChange): object {
  const { id, basis, kind, status, attribution, finding, resolution, occurred, place } = incident;
  return {
    id,
    basis,
    kind,
    status,
    attribution,
    finding,
    resolution,
    occurred_from: occurred.from,
    occurred_to: occurred.to,
    longitude: place.at[0],
    latitude: place.at[1],
    sources: [...new Set(sources)],
    incident: JSON.stringify(incident),
    indications: JSON.stringify(indications),
    ...soughtBy(indications),
  };
}
