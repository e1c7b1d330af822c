import type { Indication } from '@armistice/core/agreement';

/** What an incident is looked for by in what the clauses say of it; sorted, each once. */
export interface SoughtBy {
  /** Clauses that speak of it, as `2.a` and as `minsk-2015:2.a`. */
  readonly clauses: readonly string[];
  /** Every party whose act it would be a breach by: none is ever named alone. */
  readonly parties: readonly string[];
  readonly outcomes: readonly string[];
}

export function soughtBy(indications: readonly Indication[]): SoughtBy {
  const [clauses, parties, outcomes] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { agreement, clause, outcome, ifBy } of indications) {
    outcomes.add(outcome);
    if (outcome === 'not-applicable') continue;
    clauses.add(clause).add(`${agreement}:${clause}`);
    for (const [party, would] of Object.entries(ifBy)) if (would === 'breach') parties.add(party);
  }
  const names = (set: ReadonlySet<string>) => [...set].sort();
  return { clauses: names(clauses), parties: names(parties), outcomes: names(outcomes) };
}
