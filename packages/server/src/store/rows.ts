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

/** Rows in the making, change by change, so that whoever makes many can pause between two. */
export class RowsInMaking {
  readonly #reports = new Map<string, string>();
  readonly #incidents = new Map<string, string>();
  readonly #gone = new Set<string>();

  /** Rows so far. */
  get size(): number {
    return this.#reports.size + this.#incidents.size + this.#gone.size;
  }

  /** Adds a change; of several changes to one report or incident the last stands. */
  add(change: StoredChange): void {
    if (change.type === 'report')
      this.#reports.set(change.report.key, JSON.stringify(reportRow(change.report)));
    else if (change.type === 'incident') {
      this.#incidents.set(change.incident.id, JSON.stringify(incidentRow(change)));
      this.#gone.delete(change.incident.id);
    } else {
      this.#incidents.delete(change.incident);
      this.#gone.add(change.incident);
    }
  }

  rows(): StoreRows {
    return {
      reports: `[${[...this.#reports.values()].join(',')}]`,
      incidents: `[${[...this.#incidents.values()].join(',')}]`,
      gone: JSON.stringify([...this.#gone]),
    };
  }
}

/** The rows that a batch leaves. */
export function rowsOf(changes: readonly StoredChange[]): StoreRows {
  const making = new RowsInMaking();
  for (const change of changes) making.add(change);
  return making.rows();
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
    ...soughtBy(indications),
  };
}
