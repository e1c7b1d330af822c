import { formatMoment } from '../base/index.ts';
import { boundBy } from './actors.ts';
import type { Agreement } from './agreement.ts';
import { certaintyOf } from './certainty.ts';
import type { Clause } from './clauses.ts';
import { type FactIndex, indexFacts } from './count-from.ts';
import { type EvaluationContext, silent } from './evaluate.ts';
import type { Fact } from './facts.ts';
import { withNumbers } from './numbers.ts';
import { periodOf } from './period.ts';

/**
 * Whether a standing rule binds somebody at a moment: `waits` for a fact, `open` where the text leaves two readings of when
 * it begins or ends.
 */
export type Binds = 'binds' | 'not-yet' | 'ended' | 'waits' | 'never' | 'open';

/** A rule that forbids, limits or permits, and from when until when it does. Computed, never found. */
export interface Binding {
  readonly clause: string;
  readonly by: string;
  readonly is: Binds;
  /** UTC, by the later reading. */
  readonly from?: string;
  /** UTC, by the earlier reading. */
  readonly until?: string;
  /** The fact without which its beginning is not known. */
  readonly missing?: string;
  readonly because: string;
}

/** Every rule of an agreement that is no obligation to do something, for each whom it binds, at a moment. */
export function bindings(
  text: Agreement,
  facts: readonly Fact[],
  at: number,
  context: Pick<EvaluationContext, 'mode' | 'confirmed'> = {},
): readonly Binding[] {
  const agreement = withNumbers(text);
  const known: FactIndex = new Map(
    [...indexFacts(facts)].map(([name, rows]) => [name, rows.filter((row) => row.at <= at)]),
  );
  return agreement.clauses.flatMap((clause) => {
    if (clause.verb === 'require' || clause.verb === 'define') return [];
    if (silent({ clause, certainty: certaintyOf(agreement, clause, known) }, context)) return [];
    return boundBy(agreement, clause).map((by) => bindingOf(agreement, clause, by, known, at));
  });
}

function bindingOf(agreement: Agreement, clause: Clause, by: string, facts: FactIndex, at: number): Binding {
  const period = periodOf(clause, { agreement, facts, actor: by });
  const { startEarliest, startLatest, endEarliest, endLatest, missing, never, says } = period;
  const is: Binds =
    never !== undefined
      ? 'never'
      : missing !== undefined || startLatest === Number.POSITIVE_INFINITY
        ? 'waits'
        : at < startEarliest
          ? 'not-yet'
          : at >= endLatest
            ? 'ended'
            : at < startLatest || at >= endEarliest
              ? 'open'
              : 'binds';
  return {
    ...{ clause: clause.id, by, is },
    ...(Number.isFinite(startLatest) ? { from: formatMoment(startLatest) } : {}),
    ...(Number.isFinite(endEarliest) ? { until: formatMoment(endEarliest) } : {}),
    ...(missing === undefined ? {} : { missing }),
    because: never ?? says,
  };
}
