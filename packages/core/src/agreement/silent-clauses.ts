import type { Agreement } from './agreement.ts';
import { certaintyOf } from './certainty.ts';
import { VERBS, type Verb } from './clauses.ts';
import { indexFacts } from './count-from.ts';
import { type EvaluationContext, silent } from './evaluate.ts';
import type { Fact } from './facts.ts';

/** Ids of the clauses of some verbs that say nothing, because nobody has compared their words with the source. */
export function silentClauses(
  agreement: Agreement,
  facts: readonly Fact[],
  context: Pick<EvaluationContext, 'mode' | 'confirmed'>,
  verbs: readonly Verb[] = VERBS,
): readonly string[] {
  const index = indexFacts(facts);
  return agreement.clauses.flatMap((clause) =>
    verbs.includes(clause.verb) &&
    silent({ clause, certainty: certaintyOf(agreement, clause, index) }, context)
      ? [clause.id]
      : [],
  );
}
