import { readMoment } from '@armistice/core/base';
import { footprintOf } from '@armistice/core/geo';
import type { KnownReport } from '@armistice/core/mission';
import { byteas, float8s, int4s, int8s, texts } from './binary-arrays.ts';
import type { StoredChange } from './store.ts';
import {
  type IncidentTraits,
  type ReportTraits,
  sourceNumber,
  traitsOfIncident,
  traitsOfReport,
} from './traits.ts';

type IncidentChange = Extract<StoredChange, { readonly type: 'incident' }>;

/** One array a column, as the database takes it; undefined where there is no row. */
type Columns = readonly Uint8Array[] | undefined;

/** Rows of a batch by columns, in the order in which `save.ts` names them. */
export interface StoreRows {
  /** How many rows, of traits apart. */
  readonly count: number;
  readonly reports: Columns;
  readonly reportTraits: Columns;
  readonly incidents: Columns;
  readonly incidentTraits: Columns;
  /** Ids and entries whose row goes. */
  readonly gone: Uint8Array | undefined;
  readonly withdrawn: Uint8Array | undefined;
}

interface Row<T> {
  readonly traits: T;
  readonly from: number;
  readonly to: number;
  readonly longitude: number;
  readonly latitude: number;
}

/** Rows in the making, change by change, so that whoever makes many can pause between two. */
export class RowsInMaking {
  readonly #reports = new Map<string, Row<ReportTraits> & { readonly entry: number }>();
  readonly #incidents = new Map<string, Row<IncidentTraits> & { readonly sources: string }>();
  readonly #gone = new Set<string>();
  readonly #withdrawn = new Set<number>();

  /** Rows so far. */
  get size(): number {
    return this.#reports.size + this.#incidents.size + this.#gone.size + this.#withdrawn.size;
  }

  /** Adds a change; of several changes to one report or incident the last stands. */
  add(change: StoredChange): void {
    if (change.type === 'report') this.#reports.set(change.report.key, reportRow(change.report));
    else if (change.type === 'incident') {
      this.#incidents.set(change.incident.id, incidentRow(change));
      this.#gone.delete(change.incident.id);
    } else if (change.type === 'withdrawn') this.#withdrawn.add(change.entry);
    else {
      this.#incidents.delete(change.incident);
      this.#gone.add(change.incident);
    }
  }

  rows(): StoreRows {
    const reports = [...this.#reports.values()];
    const incidents = [...this.#incidents.values()];
    return {
      count: this.size,
      reports:
        reports.length === 0 ? undefined : [int8s(reports.map(({ entry }) => entry)), ...common(reports)],
      reportTraits: reports.length === 0 ? undefined : columnsOfReportTraits(distinct(reports)),
      incidents:
        incidents.length === 0
          ? undefined
          : [
              byteas([...this.#incidents.keys()]),
              ...common(incidents),
              texts(incidents.map(({ sources }) => sources)),
            ],
      incidentTraits: incidents.length === 0 ? undefined : columnsOfIncidentTraits(distinct(incidents)),
      gone: this.#gone.size === 0 ? undefined : byteas([...this.#gone]),
      withdrawn: this.#withdrawn.size === 0 ? undefined : int8s([...this.#withdrawn]),
    };
  }
}

/** The rows that a batch leaves. */
export function rowsOf(changes: readonly StoredChange[]): StoreRows {
  const making = new RowsInMaking();
  for (const change of changes) making.add(change);
  return making.rows();
}

function reportRow(report: KnownReport): Row<ReportTraits> & { readonly entry: number } {
  const { index, view } = report;
  const [longitude, latitude] = footprintOf(view.place).at;
  return { entry: index, traits: traitsOfReport(report), ...timeOf(view.occurred), longitude, latitude };
}

function incidentRow({ incident, indications, sources }: IncidentChange) {
  const time = timeOf(incident.occurred);
  const [longitude, latitude] = incident.place.at;
  const numbers = new Set(sources.map(sourceNumber));
  return {
    traits: traitsOfIncident(incident, time.to - time.from, indications),
    ...time,
    longitude,
    latitude,
    sources: `{${[...numbers].join()}}`,
  };
}

function timeOf({ from, to }: { readonly from: string; readonly to: string }) {
  return { from: readMoment(from) ?? 0, to: readMoment(to) ?? 0 };
}

function common(rows: readonly Row<{ readonly number: bigint }>[]): readonly Uint8Array[] {
  return [
    int8s(rows.map(({ traits }) => traits.number)),
    int8s(rows.map(({ from }) => from)),
    int8s(rows.map(({ to }) => to)),
    float8s(rows.map(({ longitude }) => longitude)),
    float8s(rows.map(({ latitude }) => latitude)),
  ];
}

function distinct<T extends { readonly number: bigint }>(rows: readonly Row<T>[]): readonly T[] {
  return [...new Map(rows.map(({ traits }) => [traits.number, traits])).values()];
}

function columnsOfReportTraits(traits: readonly ReportTraits[]): readonly Uint8Array[] {
  return [
    int8s(traits.map(({ number }) => number)),
    texts(traits.map(({ basis }) => basis)),
    texts(traits.map(({ kind }) => kind)),
    int4s(traits.map(({ source }) => source)),
  ];
}

function columnsOfIncidentTraits(traits: readonly IncidentTraits[]): readonly Uint8Array[] {
  // Lists of names as JSON: they are of different lengths, which no array of arrays can hold.
  const names = (of: (one: IncidentTraits) => readonly string[]) =>
    texts(traits.map((one) => JSON.stringify(of(one))));
  return [
    int8s(traits.map(({ number }) => number)),
    texts(traits.map(({ basis }) => basis)),
    texts(traits.map(({ kind }) => kind)),
    texts(traits.map(({ status }) => status)),
    int8s(traits.map(({ lasting }) => lasting)),
    names(({ clauses }) => clauses),
    names(({ parties }) => parties),
    names(({ outcomes }) => outcomes),
  ];
}
