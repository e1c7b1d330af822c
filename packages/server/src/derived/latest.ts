import { isContext, type KnownReport, type MissionView } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { Touched } from './touched.ts';

/** How many of the latest reports are at hand for each audience. */
export const LATEST = 200;

/** What the first page shows, as plain data. */
export interface LatestDump {
  readonly open: readonly string[];
  readonly all: readonly string[];
  readonly incidentOf: readonly (readonly [report: string, incident: string])[];
  readonly reports: readonly string[];
  readonly incidents: readonly string[];
  readonly apartReports: readonly string[];
  readonly apartIncidents: readonly string[];
}

/** What the first page shows, kept up to date with the fold: to look through a million reports for it would take seconds. */
export class Latest {
  readonly #view: MissionView;
  /** By audience, the oldest first. */
  readonly #reports = { open: new Map<string, KnownReport>(), all: new Map<string, KnownReport>() };
  readonly #incidentOf = new Map<string, string>();
  /** Those that not everyone may read: few, so that the others are counted by difference. */
  readonly #restricted = { reports: new Set<string>(), incidents: new Set<string>() };
  /** What others alone told of, and incidents of a crowding source alone: in no total of ours. */
  readonly #apart = { reports: new Set<string>(), incidents: new Set<string>() };

  constructor(view: MissionView) {
    this.#view = view;
  }

  /** As plain data: names, of which the state has the rest. */
  dump(): LatestDump {
    const { open, all } = this.#reports;
    const { reports, incidents } = this.#restricted;
    return {
      open: [...open.keys()],
      all: [...all.keys()],
      incidentOf: [...this.#incidentOf],
      reports: [...reports],
      incidents: [...incidents],
      apartReports: [...this.#apart.reports],
      apartIncidents: [...this.#apart.incidents],
    };
  }

  /** Takes over what another one dumped, of the same state. */
  restore({ open, all, incidentOf, reports, incidents, ...apart }: LatestDump): void {
    const restored = [
      [open, this.#reports.open],
      [all, this.#reports.all],
    ] as const;
    for (const [keys, list] of restored)
      for (const key of keys) {
        const report = this.#view.reports.get(key);
        if (report !== undefined) list.set(key, report);
      }
    for (const [key, id] of incidentOf) this.#incidentOf.set(key, id);
    for (const key of reports) this.#restricted.reports.add(key);
    for (const id of incidents) this.#restricted.incidents.add(id);
    for (const key of apart.apartReports) this.#apart.reports.add(key);
    for (const id of apart.apartIncidents) this.#apart.incidents.add(id);
  }

  /** Takes note of what entries changed. */
  take(touched: Touched): void {
    const { reports, incidents } = this.#view;
    for (const key of touched.reports) this.#takeReport(key, reports.get(key));
    for (const id of touched.incidents) {
      const incident = incidents.get(id);
      const ours = incident !== undefined && incident.context === undefined && incident.only === undefined;
      note(this.#apart.incidents, id, incident !== undefined && !ours);
      note(this.#restricted.incidents, id, ours && incident.basis !== PUBLIC);
      for (const key of incident?.reports ?? []) if (this.#isShown(key)) this.#incidentOf.set(key, id);
    }
  }

  #isShown(key: string): boolean {
    return this.#reports.all.has(key) || this.#reports.open.has(key);
  }

  #takeReport(key: string, report: KnownReport | undefined): void {
    const ours = report !== undefined && !isContext(report.view.source);
    note(this.#apart.reports, key, report !== undefined && !ours);
    note(this.#restricted.reports, key, ours && report.basis !== PUBLIC);
    for (const list of [this.#reports.all, this.#reports.open]) {
      list.delete(key);
      if (report === undefined || (list === this.#reports.open && report.basis !== PUBLIC)) continue;
      list.set(key, report);
      const oldest = list.keys().next().value;
      if (list.size > LATEST && oldest !== undefined) list.delete(oldest);
    }
    if (report === undefined) this.#incidentOf.delete(key);
    if (this.#incidentOf.size > 8 * LATEST)
      for (const known of this.#incidentOf.keys()) if (!this.#isShown(known)) this.#incidentOf.delete(known);
  }

  /** The latest reports that an audience may read, newest first. */
  reports(audience: string): readonly KnownReport[] {
    const list = audience === PUBLIC ? this.#reports.open : this.#reports.all;
    // Another report of its source may have taken the place of one since.
    return [...list.values()].reverse().filter(({ key }) => this.#view.reports.has(key));
  }

  /** Ids of the incidents of these reports, each once. */
  incidentsOf(reports: readonly KnownReport[]): readonly string[] {
    return [...new Set(reports.flatMap(({ key }) => this.#incidentOf.get(key) ?? []))];
  }

  /** How many there are of ours that an audience may read. */
  totals(audience: string): { readonly reports: number; readonly incidents: number } {
    const count = (of: 'reports' | 'incidents') =>
      this.#view[of].size - this.#apart[of].size - (audience === PUBLIC ? this.#restricted[of].size : 0);
    return { reports: count('reports'), incidents: count('incidents') };
  }
}

function note(set: Set<string>, name: string, holds: boolean): void {
  if (holds) set.add(name);
  else set.delete(name);
}
