import { boundBy } from './actors.ts';
import type { Agreement } from './agreement.ts';
import type { Amount } from './amount-form.ts';
import { type AmountContext, type WorkedOut, workOut } from './amounts.ts';
import { verdictOf } from './ceiling-verdict.ts';
import { anchorStep, certaintyOf } from './certainty.ts';
import type { LimitClause } from './clauses.ts';
import { compileAgreement } from './compile.ts';
import { indexFacts } from './count-from.ts';
import { countFor, type Ledger } from './counted.ts';
import { type EvaluationContext, silent } from './evaluate.ts';
import type { Outcome } from './event.ts';
import type { Fact } from './facts.ts';
import { countOf, flowRows, stretchOf } from './flows.ts';
import { bookSites, heldAt } from './holdings.ts';
import type { Certainty } from './ids.ts';
import { listOf } from './lists.ts';
import { periodOf } from './period.ts';

/** A ceiling (or floor) of one who is bound, with what is on record at a moment. Computed, never found. */
export interface Ceiling {
  readonly agreement: string;
  readonly version: number;
  readonly revision: number;
  readonly clause: string;
  readonly by: string;
  /** What is counted. */
  readonly of: string;
  /** What counts for sure; undefined where nothing is on record. */
  readonly counted?: number;
  /** The ceiling, worked out. */
  readonly allowed?: number;
  readonly outcome: Outcome;
  readonly missing?: string;
  readonly exception?: string;
  readonly because: readonly string[];
  readonly certainty: Certainty;
}

/** Every ceiling of an agreement at a moment, for each whom it binds, at every level that contains what is counted. */
export function ceilings(
  text: Agreement,
  facts: readonly Fact[],
  at: number,
  context: Pick<EvaluationContext, 'mode' | 'confirmed'> = {},
): readonly Ceiling[] {
  const index = indexFacts(facts);
  const { agreement, armoury } = compileAgreement(text);
  const held = heldAt(index, at);
  const sites = bookSites(agreement, armoury, held, at);
  const ledger: Ledger = { agreement, armoury, facts: index, held, at, list: facts, sites };
  return agreement.clauses.flatMap((clause) => {
    if (
      clause.verb !== 'limit' ||
      silent({ clause, certainty: certaintyOf(agreement, clause, index) }, context)
    )
      return [];
    return bearers(agreement, clause).flatMap(([by, actors]) =>
      rowsOf(clause).map(([of, most]) => judged(ledger, clause, by, actors, of, most)),
    );
  });
}

/** Who bears a ceiling: each by itself, or a group as one. */
function bearers(
  agreement: Agreement,
  clause: LimitClause,
): readonly (readonly [string, readonly string[]])[] {
  if (clause.together !== true) return boundBy(agreement, clause).map((one) => [one, [one]]);
  // What a group has or does as one is on record under its own name, or under those of its members.
  return listOf(clause.by ?? 'any party').map((word) => [
    word,
    [...new Set([...boundBy(agreement, { by: word }), word])],
  ]);
}

function rowsOf(clause: LimitClause): readonly (readonly [string, Amount | undefined])[] {
  return typeof clause.limit === 'string'
    ? [[clause.limit, clause['at-most']]]
    : Object.entries(clause.limit);
}

function judged(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
  most: Amount | undefined,
): Ceiling {
  const { agreement, facts, at } = ledger;
  const period = periodOf(clause, { agreement, facts, actor: by });
  const flow = (name: string) =>
    flowRows(clause, facts, name, actors, stretchOf(agreement, clause, facts, by, at), at).reduce(
      (sum, row) => sum + countOf(row),
      0,
    );
  const context: AmountContext = { agreement, facts, actor: by, row: of, at, flow };
  const upper = most === undefined ? undefined : workOut(most, context);
  const lower = clause['at-least'] === undefined ? undefined : workOut(clause['at-least'], context);
  const base = heading(ledger, clause, by, of);
  const end = anchorStep(clause, base.certainty);
  if (period.never !== undefined || at < period.startEarliest || at >= period.endLatest)
    return {
      ...base,
      ...allowedOf(upper ?? lower),
      outcome: 'not-applicable',
      because: [`time: ${period.never ?? `the clause does not bind then (${period.says})`}`, end],
    };
  if (at < period.startLatest) {
    const missing = period.missing ?? 'the hour from which the clause binds';
    return {
      ...base,
      ...allowedOf(upper ?? lower),
      outcome: 'undetermined',
      missing,
      because: [`time: ${missing} has not happened`, end],
    };
  }
  const count = countFor(ledger, clause, by, actors, of);
  const unknown = [upper, lower].find((one) => one !== undefined && Object.hasOwn(one, 'missing'));
  if (unknown !== undefined)
    return {
      ...base,
      ...(count.known ? { counted: count.sure } : {}),
      outcome: 'undetermined',
      missing: (unknown as { readonly missing: string }).missing,
      because: [unknown.says, ...count.says, end],
    };
  const verdict = verdictOf(ledger, clause, by, actors, of, count, ceilingValue(upper), ceilingValue(lower));
  return {
    ...base,
    ...(count.known ? { counted: count.sure } : {}),
    ...allowedOf(upper ?? lower),
    ...verdict.part,
    because: [
      ...[upper, lower].flatMap((one) => (one === undefined ? [] : [`ceiling: ${one.says}`])),
      ...count.says,
      ...verdict.says,
      ...(clause.readings ?? []).map((reading) => `reading: ${reading}`),
      end,
    ],
  };
}

function heading({ agreement, facts }: Ledger, clause: LimitClause, by: string, of: string) {
  return {
    agreement: agreement.agreement,
    version: agreement.version,
    revision: agreement.revision,
    clause: clause.id,
    by,
    of,
    certainty: certaintyOf(agreement, clause, facts),
  };
}

function ceilingValue(worked: WorkedOut | undefined): number | undefined {
  return worked !== undefined && Object.hasOwn(worked, 'value')
    ? (worked as { readonly value: number }).value
    : undefined;
}

function allowedOf(worked: WorkedOut | undefined): { readonly allowed?: number } {
  const value = ceilingValue(worked);
  return value === undefined ? {} : { allowed: value };
}
