import {
  type Counts,
  countRows,
  type KnownReport,
  type MissionView,
  publishedRows,
} from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { Touched } from './mission-touched.ts';

/** How many of the latest reports are at hand for each audience. */
export const LATEST = 200;

/** What the first page shows, as plain data. */
export interface LatestDump {
  readonly open: readonly string[];
  readonly all: readonly string[];
  readonly incidentOf: readonly (readonly [report: string, incident: string])[];
  readonly reports: readonly string[];
  readonly incidents: readonly string[];
}

/** What the first page shows, kept up to date with the fold: to look through a million reports for it would take seconds. */
export class Latest {
  readonly #view: MissionView;
  /** By audience, the oldest first. */
  readonly #reports = { open: new Map<string, KnownReport>(), all: new Map<string, KnownReport>() };
  readonly #incidentOf = new Map<string, string>();
  /** Those that not everyone may read: few, so that the others are counted by difference. */
  readonly #restricted = { reports: new Set<string>(), incidents: new Set<string>() };
  readonly #sums: { open: Sums; all: Sums };

  constructor(view: MissionView) {
    this.#view = view;
    this.#sums = { open: new Sums(view, PUBLIC), all: new Sums(view, 'mission') };
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
    };
  }

  /** Takes over what another one dumped, of the same state. */
  restore({ open, all, incidentOf, reports, incidents }: LatestDump): void {
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
  }

  /** Takes note of what entries changed. */
  take(touched: Touched): void {
    const { reports, incidents } = this.#view;
    for (const key of touched.reports) this.#takeReport(key, reports.get(key));
    for (const id of touched.incidents) {
      const incident = incidents.get(id);
      note(this.#restricted.incidents, id, incident !== undefined && incident.basis !== PUBLIC);
      for (const key of incident?.reports ?? []) if (this.#isShown(key)) this.#incidentOf.set(key, id);
    }
  }

  #isShown(key: string): boolean {
    return this.#reports.all.has(key) || this.#reports.open.has(key);
  }

  #takeReport(key: string, report: KnownReport | undefined): void {
    note(this.#restricted.reports, key, report !== undefined && report.basis !== PUBLIC);
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
    return [...(audience === PUBLIC ? this.#reports.open : this.#reports.all).values()].reverse();
  }

  /** Ids of the incidents of these reports, each once. */
  incidentsOf(reports: readonly KnownReport[]): readonly string[] {
    return [...new Set(reports.flatMap(({ key }) => this.#incidentOf.get(key) ?? []))];
  }

  totals(audience: string): { readonly reports: number; readonly incidents: number } {
    const { reports, incidents } = this.#view;
    if (audience !== PUBLIC) return { reports: reports.size, incidents: incidents.size };
    return {
      reports: reports.size - this.#restricted.reports.size,
      incidents: incidents.size - this.#restricted.incidents.size,
    };
  }

  /** Sums of everything that an audience may read, and how many entries they are about: not always the newest. */
  counts(audience: string, now: number): { readonly counts: Counts; readonly counted: number } {
    return (audience === PUBLIC ? this.#sums.open : this.#sums.all).get(now);
  }
}

function note(set: Set<string>, name: string, holds: boolean): void {
  if (holds) set.add(name);
  else set.delete(name);
}

// Below this many incidents sums are made anew whenever they are asked for.
const FEW = 5_000;
// Of many, at most this share of the time goes into summing.
const SHARE = 1 / 50;

/** Core sums all rows at once. Of many that takes seconds, so it is done again only after a while. */
class Sums {
  readonly #view: MissionView;
  readonly #audience: string;
  #kept: { readonly counts: Counts; readonly counted: number } | undefined;
  #next = 0;

  constructor(view: MissionView, audience: string) {
    this.#view = view;
    this.#audience = audience;
  }

  get(now: number): { readonly counts: Counts; readonly counted: number } {
    const kept = this.#kept;
    if (kept !== undefined) {
      if (kept.counted === this.#view.size) return kept;
      if (this.#view.incidents.size > FEW && now < this.#next && this.#view.erasedAt < kept.counted)
        return kept;
    }
    const begun = performance.now();
    const counts = countRows(publishedRows(this.#view, this.#audience));
    this.#next = now + (performance.now() - begun) / SHARE;
    this.#kept = { counts, counted: this.#view.size };
    return this.#kept;
  }
}
