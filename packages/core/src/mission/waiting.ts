import { groupingOf } from './filing.ts';
import { type Placing, place } from './placing.ts';
import type { KnownReport } from './state.ts';

/**
 * Reports of a batch that stand and are in no incident yet. They are grouped at once, which costs what they bring and
 * not so many groupings of one neighbourhood; and before the first entry that asks for an incident.
 */
export class Waiting {
  /** By basis, in the order of the record. */
  readonly #reports = new Map<string, KnownReport[]>();

  add(report: KnownReport): void {
    const others = this.#reports.get(report.basis);
    if (others === undefined) this.#reports.set(report.basis, [report]);
    else others.push(report);
  }

  /** Groups them; the incidents are those that one report after the other would have led to. */
  settle(step: Omit<Placing, 'index' | 'at'>): void {
    if (this.#reports.size === 0) return;
    for (const [basis, reports] of this.#reports) {
      const last = reports.at(-1) as KnownReport;
      const regrouped = groupingOf(step.state, basis).add(reports);
      place({ ...step, index: last.index, at: last.at }, regrouped, basis);
    }
    this.#reports.clear();
  }
}
