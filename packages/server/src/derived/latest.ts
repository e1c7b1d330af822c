import { isContext, type KnownReport, type MissionView, readBy } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { Touched } from './touched.ts';

/** How many of the latest reports are at hand for each audience. */
export const LATEST = 200;

/** Names by the audience that reads what they name. */
type NamesBy = readonly (readonly [basis: string, names: readonly string[]])[];

/** What the first page shows, as plain data. */
export interface LatestDump {
  readonly latest: NamesBy;
  readonly incidentOf: readonly (readonly [report: string, incident: string])[];
  readonly reports: NamesBy;
  readonly incidents: NamesBy;
  readonly apartReports: readonly string[];
  readonly apartIncidents: readonly string[];
}

/** What the first page shows, kept up to date with the fold: to look through a million reports for it would take seconds. */
export class Latest {
  readonly #view: MissionView;
  /** By the audience that reads them, the oldest first. */
  readonly #latest = new Map<string, Map<string, KnownReport>>();
  readonly #incidentOf = new Map<string, string>();
  /** Those that not everyone may read: few, so that the others are counted by difference. */
  readonly #restricted = { reports: new NamesOf(), incidents: new NamesOf() };
  /** What others alone told of, and incidents of a crowding source alone: in no total of ours. */
  readonly #apart = { reports: new Set<string>(), incidents: new Set<string>() };

  constructor(view: MissionView) {
    this.#view = view;
  }

  /** As plain data: names, of which the state has the rest. */
  dump(): LatestDump {
    const { reports, incidents } = this.#restricted;
    return {
      latest: [...this.#latest].map(([basis, list]) => [basis, [...list.keys()]] as const),
      incidentOf: [...this.#incidentOf],
      reports: reports.dump(),
      incidents: incidents.dump(),
      apartReports: [...this.#apart.reports],
      apartIncidents: [...this.#apart.incidents],
    };
  }

  /** Takes over what another one dumped, of the same state. */
  restore({ latest, incidentOf, reports, incidents, apartReports, apartIncidents }: LatestDump): void {
    for (const [basis, keys] of latest)
      for (const key of keys) {
        const report = this.#view.reports.get(key);
        if (report !== undefined) this.#listOf(basis).set(key, report);
      }
    for (const [key, id] of incidentOf) this.#incidentOf.set(key, id);
    this.#restricted.reports.restore(reports);
    this.#restricted.incidents.restore(incidents);
    for (const key of apartReports) this.#apart.reports.add(key);
    for (const id of apartIncidents) this.#apart.incidents.add(id);
  }

  /** Takes note of what entries changed. */
  take(touched: Touched): void {
    const { reports, incidents } = this.#view;
    for (const key of touched.reports) this.#takeReport(key, reports.get(key));
    for (const id of touched.incidents) {
      const incident = incidents.get(id);
      const ours = incident !== undefined && incident.context === undefined && incident.only === undefined;
      note(this.#apart.incidents, id, incident !== undefined && !ours);
      this.#restricted.incidents.put(id, ours ? incident.basis : PUBLIC);
      for (const key of incident?.reports ?? []) if (this.#isShown(key)) this.#incidentOf.set(key, id);
    }
  }

  #isShown(key: string): boolean {
    for (const list of this.#latest.values()) if (list.has(key)) return true;
    return false;
  }

  #listOf(basis: string): Map<string, KnownReport> {
    const known = this.#latest.get(basis);
    if (known !== undefined) return known;
    const list = new Map<string, KnownReport>();
    this.#latest.set(basis, list);
    return list;
  }

  #takeReport(key: string, report: KnownReport | undefined): void {
    const ours = report !== undefined && !isContext(report.view.source);
    note(this.#apart.reports, key, report !== undefined && !ours);
    this.#restricted.reports.put(key, ours ? report.basis : PUBLIC);
    for (const list of this.#latest.values()) list.delete(key);
    if (report === undefined) this.#incidentOf.delete(key);
    else {
      const list = this.#listOf(report.basis);
      list.set(key, report);
      const oldest = list.keys().next().value;
      if (list.size > LATEST && oldest !== undefined) list.delete(oldest);
    }
    if (this.#incidentOf.size > 8 * LATEST)
      for (const known of this.#incidentOf.keys()) if (!this.#isShown(known)) this.#incidentOf.delete(known);
  }

  /** The latest reports that an audience may read, newest first. */
  reports(audience: string): readonly KnownReport[] {
    const all = readBy(audience).flatMap((basis) => [...(this.#latest.get(basis)?.values() ?? [])]);
    // Another report of its source may have taken the place of one since.
    const standing = all.filter(({ key }) => this.#view.reports.has(key));
    return standing.sort((a, b) => b.index - a.index).slice(0, LATEST);
  }

  /** Ids of the incidents of these reports, each once. */
  incidentsOf(reports: readonly KnownReport[]): readonly string[] {
    return [...new Set(reports.flatMap(({ key }) => this.#incidentOf.get(key) ?? []))];
  }

  /** How many there are of ours that an audience may read. */
  totals(audience: string): { readonly reports: number; readonly incidents: number } {
    const count = (of: 'reports' | 'incidents') => {
      const restricted = this.#restricted[of];
      const open = this.#view[of].size - this.#apart[of].size - restricted.size;
      return readBy(audience).reduce((sum, basis) => sum + restricted.of(basis), open);
    };
    return { reports: count('reports'), incidents: count('incidents') };
  }
}

/** Names of what is restricted, by the audience that reads it. */
class NamesOf {
  readonly #basisOf = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  get size(): number {
    return this.#basisOf.size;
  }

  of(basis: string): number {
    return this.#counts.get(basis) ?? 0;
  }

  /** Notes who reads it; what everyone reads is not kept. */
  put(name: string, basis: string): void {
    const before = this.#basisOf.get(name);
    if (before !== undefined) this.#counts.set(before, this.of(before) - 1);
    if (basis === PUBLIC) this.#basisOf.delete(name);
    else {
      this.#basisOf.set(name, basis);
      this.#counts.set(basis, this.of(basis) + 1);
    }
  }

  dump(): NamesBy {
    const by = Map.groupBy(this.#basisOf, ([, basis]) => basis);
    return [...by].map(([basis, names]) => [basis, names.map(([name]) => name)] as const);
  }

  restore(by: NamesBy): void {
    for (const [basis, names] of by) for (const name of names) this.put(name, basis);
  }
}

function note(set: Set<string>, name: string, holds: boolean): void {
  if (holds) set.add(name);
  else set.delete(name);
}
