import {
  type Agreement,
  type Binding,
  bindings,
  type Fact,
  type Obligation,
  obligations,
} from '@armistice/core/agreement';

/** What one clause says of one whom it binds, before a fact and with it. */
export interface FactChange {
  readonly clause: string;
  readonly by: string;
  readonly was: Obligation | Binding | undefined;
  readonly is: Obligation | Binding | undefined;
}

interface Known {
  readonly exercise: boolean;
  readonly moment: string;
  readonly facts: readonly Fact[];
  readonly clauses: readonly { readonly clause: string; readonly silent?: true }[];
}

/**
 * What a fact would set running or settle: computed here, by the evaluator of the mission, from what is on record. Of
 * clauses that nobody compared with their source nothing is said.
 */
export function changesBy(agreement: Agreement, known: Known, fact: Fact): readonly FactChange[] {
  const at = Date.parse(known.moment);
  const silent = new Set(known.clauses.flatMap(({ clause, silent: is }) => (is === true ? [clause] : [])));
  // Recorded facts come latest first; the evaluator orders them by when they happened.
  const before = known.facts.toReversed();
  const rows = (facts: readonly Fact[]) => {
    const all = [
      ...obligations(agreement, facts, at, { mode: 'all' }),
      ...bindings(agreement, facts, at, { mode: 'all' }),
    ].filter(({ clause }) => !silent.has(clause));
    return Map.groupBy(all, ({ clause, by }) => `${clause} ${by}`);
  };
  const [was, is] = [rows(before), rows([...before, fact])];
  const changes: FactChange[] = [];
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const [old = [], fresh = []] = [was.get(name), is.get(name)];
    for (let nth = 0; nth < Math.max(old.length, fresh.length); nth++) {
      const one = fresh[nth] ?? old[nth];
      if (one === undefined || said(old[nth]) === said(fresh[nth])) continue;
      changes.push({ clause: one.clause, by: one.by, was: old[nth], is: fresh[nth] });
    }
  }
  return changes;
}

/** Why a fact changes nothing: the text dates it, it is on record already, it has not come, or no clause asks it here. */
export type WhyNoChange =
  | { readonly is: 'dated' | 'recorded'; readonly at: string }
  | { readonly is: 'ahead' | 'unasked' };

/** Why a fact that changes nothing does so. */
export function whyNoChange(agreement: Agreement, known: Known, { fact, at, by }: Fact): WhyNoChange {
  const dated = agreement.events?.[fact]?.at;
  if (dated !== undefined) return { is: 'dated', at: dated.utc };
  const recorded = known.facts.find((one) => one.fact === fact && (one.by === undefined || one.by === by));
  if (recorded !== undefined) return { is: 'recorded', at: recorded.at };
  return { is: Date.parse(at) > Date.parse(known.moment) ? 'ahead' : 'unasked' };
}

function said(one: Obligation | Binding | undefined): string {
  if (one === undefined) return '';
  return 'status' in one
    ? JSON.stringify([one.status, one.due, one.earliest, one.missing])
    : JSON.stringify([one.is, one.from, one.until, one.missing]);
}
