import { type Agreement, type EvaluationContext, type Fact, silentClauses } from '@armistice/core/agreement';
import type { Io } from './command.ts';

type Verbs = NonNullable<Parameters<typeof silentClauses>[3]>;

const MOST_NAMED = 12;

/** Says which clauses were not asked, since nobody compared their words with the source, and how to ask them. */
export function tellSilent(
  io: Io,
  agreement: Agreement,
  facts: readonly Fact[],
  context: Pick<EvaluationContext, 'mode' | 'confirmed'>,
  verbs: Verbs,
): void {
  const silent = silentClauses(agreement, facts, context, verbs);
  if (silent.length === 0) return;
  const asked = agreement.clauses.filter(({ verb }) => verbs.includes(verb)).length;
  const named = silent.slice(0, MOST_NAMED).join(', ');
  const more = silent.length > MOST_NAMED ? `, and ${silent.length - MOST_NAMED} more` : '';
  io.err(
    `${silent.length} of ${asked} clauses say nothing: they are marked unchecked (${named}${more}). Add --all to try them, ` +
      `or --confirm <clause>=<source> for each one that you compared with the source\n`,
  );
}
