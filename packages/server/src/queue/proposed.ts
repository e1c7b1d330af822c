import type { MissionState } from '@armistice/core/mission';
import type { Other } from './others.ts';
import type { Kept } from './rows.ts';

/** An answer is good for so many times what it cost. */
const REST = 20;
const LEAST_REST_MS = 2_000;

/** What evidence would do to incidents that were decided or published: a person joins, splits, or leaves them. */
export class Proposed {
  readonly #state: MissionState;
  #found: readonly Other[] = [];
  #size = -1;
  /** Of the monotonic clock. */
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(state: MissionState) {
    this.#state = state;
  }

  /** Among these incidents; may be some seconds old. */
  among(kept: ReadonlyMap<string, Kept>): readonly Other[] {
    const begun = performance.now();
    if (this.#size === this.#state.size || begun < this.#restsUntil) return this.#found;
    this.#size = this.#state.size;
    this.#found = this.#look(kept);
    const ended = performance.now();
    this.#restsUntil = ended + Math.max(LEAST_REST_MS, REST * (ended - begun));
    return this.#found;
  }

  #look(kept: ReadonlyMap<string, Kept>): readonly Other[] {
    const { caseOf, groupings, incidents } = this.#state;
    const frozen = Map.groupBy(
      [...kept.values()].flatMap(({ incident }) => (caseOf.has(incident.reports[0] ?? '') ? incident : [])),
      ({ basis }) => basis,
    );
    return [...frozen].flatMap(([basis, decided]) => {
      const proposals = groupings.get(basis)?.proposals?.(decided.map(({ id }) => id)) ?? [];
      return proposals.flatMap(({ reports: [about = '', other] }) => {
        const incident = incidents.get(about);
        if (incident === undefined) return [];
        // It came to light with the report that came last to either.
        const members = [...incident.reports, ...(incidents.get(other ?? '')?.reports ?? [])];
        const since = Math.max(...members.map((key) => this.#state.reports.get(key)?.at ?? 0));
        const need = other === undefined ? ('split' as const) : ('merge' as const);
        const id = other === undefined ? `split-${about}` : `merge-${about}-${other}`;
        return [{ id, about, waiting: { need, since }, ...(other === undefined ? {} : { with: other }) }];
      });
    });
  }
}
