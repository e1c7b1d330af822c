import { boundBy } from './actors.ts';
import type { Agreement } from './agreement.ts';
import type { Amount, ComputedAmount } from './amount-form.ts';
import type { Clause, LimitClause } from './clauses.ts';
import { countsFor, type FactIndex } from './count-from.ts';
import { listOf } from './lists.ts';
import { quantityOf, readShare, shareOf } from './quantity.ts';

/** A ceiling worked out: a number in the unit of the text, or the fact that is missing to work it out. */
export type WorkedOut =
  | { readonly value: number; readonly says: string }
  | { readonly missing: string; readonly says: string };

/** Whose ceiling it is, with what is on record; `flow` counts facts of a name in the stretch of the limit. */
export interface AmountContext {
  readonly agreement: Agreement;
  readonly facts: FactIndex;
  readonly actor: string;
  readonly row: string;
  /** Only what was on record by then counts: what is declared later is no ceiling of the past. UTC milliseconds. */
  readonly at: number;
  readonly flow: (fact: string) => number;
  /** Ceilings worked out on the way: one that many others rest on is worked out once. */
  readonly known?: Map<string, WorkedOut>;
}

// Ceilings of ceilings: deeper than any text, and the end of those that go in a circle.
const DEEPEST = 8;

/** Works out a ceiling. Numbers are exact: shares are integers over integers, rounded as the text says. */
export function workOut(amount: Amount, asked: AmountContext, depth = 0): WorkedOut {
  const context = asked.known === undefined ? { ...asked, known: new Map<string, WorkedOut>() } : asked;
  if (typeof amount === 'number') return { value: amount, says: String(amount) };
  if (typeof amount === 'string') return { value: quantityOf(amount).value, says: amount };
  if (depth > DEEPEST)
    return { missing: 'a ceiling that does not rest on itself', says: 'ceilings go in a circle' };
  const worked = computed(amount, context, depth);
  const cap = amount['at-most'];
  if (cap === undefined || !Object.hasOwn(worked, 'value')) return worked;
  const { value, says } = worked as { readonly value: number; readonly says: string };
  return value > cap ? { value: cap, says: `${says}, at most ${cap}` } : worked;
}

function computed(amount: ComputedAmount, context: AmountContext, depth: number): WorkedOut {
  if (amount['as-many-as'] !== undefined) {
    const value = context.flow(amount['as-many-as']);
    return { value, says: `as many as ${amount['as-many-as']}: ${value}` };
  }
  if (amount['sum-of'] !== undefined) return sum(amount['sum-of'], amount.row ?? context.row, context, depth);
  const whole = wholeOf(amount, context, depth);
  if (!Object.hasOwn(whole, 'value')) return whole;
  const { value, says } = whole as { readonly value: number; readonly says: string };
  const per = amount['one-per'];
  if (per !== undefined) return { value: Math.ceil(value / per), says: `one per ${per} or part of ${says}` };
  const share = readShare(amount.share ?? '');
  if (share === undefined)
    throw new Error(`"${amount.share}" is no share: it should have been refused on the way in`);
  return {
    value: shareOf(value, share, amount.round ?? 'down'),
    says: `${amount.share} of ${says}, rounded ${amount.round ?? 'down'}`,
  };
}

function wholeOf(amount: ComputedAmount, context: AmountContext, depth: number): WorkedOut {
  if (amount['of-number'] !== undefined)
    return { value: amount['of-number'], says: String(amount['of-number']) };
  const name = amount['of-fact'];
  if (name !== undefined) {
    const { agreement, facts, actor, at } = context;
    const parties = agreement.parties.map(({ id }) => id);
    const latest = facts.get(name)?.findLast((row) => row.at <= at && countsFor(row, actor, parties))
      ?.fact.value;
    const count =
      typeof latest === 'object' && latest !== null ? (latest as { readonly count?: unknown }).count : latest;
    if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
      return { missing: name, says: `${name} is not on record as a whole number` };
    return { value: count, says: `${count} (${name})` };
  }
  const ids = listOf(amount['of-clause']);
  const table = clausesById(context.agreement);
  const [clause] = ids
    .flatMap((id) => table.get(id) ?? [])
    .sort((a, b) => a.at - b.at)
    .flatMap(({ clause: one }) =>
      one.verb === 'limit' && bears(context.agreement, one, context.actor) ? [one] : [],
    );
  if (clause === undefined)
    return { missing: ids.join(', '), says: `no ceiling of ${ids.join(', ')} binds ${context.actor}` };
  return ceilingOf(clause, amount.row ?? context.row, context, depth);
}

function sum(ids: readonly string[], row: string, context: AmountContext, depth: number): WorkedOut {
  let value = 0;
  for (const id of ids) {
    const clause = clausesById(context.agreement).get(id)?.clause;
    const worked = clause === undefined ? undefined : termOfSum(clause, row, context, depth);
    if (worked === undefined || !Object.hasOwn(worked, 'value'))
      return { missing: id, says: `clause ${id} has no ceiling for ${row}` };
    value += (worked as { readonly value: number }).value;
  }
  return { value, says: `the sum of ${ids.join(', ')}: ${value}` };
}

/** What a clause adds to a sum: the ceiling of a limit, or how far a belt reaches, in metres. */
function termOfSum(
  clause: Clause,
  row: string,
  context: AmountContext,
  depth: number,
): WorkedOut | undefined {
  if (clause.verb === 'limit')
    return ceilingOf(clause, row, { ...context, actor: listOf(clause.by)[0] ?? context.actor }, depth);
  if (clause.verb === 'define' || clause.verb === 'not-counted' || clause.within === undefined)
    return undefined;
  return { value: quantityOf(clause.within).value, says: clause.within };
}

/** Whether a ceiling is an actor's: as one of those it binds, or as the group that bears it as one. */
function bears(agreement: Agreement, clause: LimitClause, actor: string): boolean {
  return listOf(clause.by).includes(actor) || boundBy(agreement, clause).includes(actor);
}

/** The ceiling of a clause for one of its rows. */
function ceilingOf(clause: LimitClause, row: string, context: AmountContext, depth: number): WorkedOut {
  const stated = typeof clause.limit === 'string' ? clause['at-most'] : clause.limit[row];
  if (stated === undefined)
    return { missing: clause.id, says: `clause ${clause.id} has no ceiling for ${row}` };
  const key = JSON.stringify([clause.id, row, context.actor]);
  const known = context.known?.get(key);
  if (known !== undefined) return known;
  const worked = workOut(stated, context, depth + 1);
  // One that is too deep from here may not be from elsewhere.
  if ('value' in worked) context.known?.set(key, worked);
  return worked;
}

interface PlacedClause {
  readonly clause: Clause;
  readonly at: number;
}

const BY_ID = new WeakMap<Agreement, ReadonlyMap<string, PlacedClause>>();

function clausesById(agreement: Agreement): ReadonlyMap<string, PlacedClause> {
  const known = BY_ID.get(agreement);
  if (known !== undefined) return known;
  const table = new Map(agreement.clauses.map((clause, at) => [clause.id, { clause, at }]));
  BY_ID.set(agreement, table);
  return table;
}
