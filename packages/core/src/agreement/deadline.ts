import { formatMoment, readMoment } from '../base/index.ts';
import { boundBy } from './actors.ts';
import type { Agreement } from './agreement.ts';
import type { RequireClause } from './clauses.ts';
import { meetsEdges } from './compile.ts';
import { type FactIndex, isLate, type TimedFact } from './count-from.ts';
import type { Fact } from './facts.ts';
import { quantityOf } from './quantity.ts';

/** Where an obligation stands: done or not, in time or not, or not yet to be told. */
export type Status = 'overdue' | 'due' | 'met' | 'met-late' | 'undetermined' | 'not-bound';

/** What of an obligation its own kind works out; the rest is the clause's. */
export interface Standing {
  readonly status: Status;
  readonly due?: number;
  readonly earliest?: number;
  readonly missing?: string;
  readonly says: string;
}

/** Where a clause stands for one actor, with what is on record at a moment. */
export interface Situation {
  readonly agreement: Agreement;
  readonly clause: RequireClause;
  readonly actor: string;
  readonly parties: readonly string[];
  /** Facts up to the moment, and for what is announced ahead all of them. */
  readonly facts: FactIndex;
  readonly announced: FactIndex;
  readonly at: number;
}

/** When something is due: by the earlier reading and by the later, and whether its last day ends there. */
export interface Deadline {
  readonly earliest: number;
  readonly latest: number;
  readonly dayOver?: true;
}

/** An obligation with a deadline and, where there is one, the fact that met it. */
export function byDeadline(
  clause: RequireClause,
  done: TimedFact | undefined,
  { earliest, latest, dayOver }: Deadline,
  at: number,
  says: string,
): Standing {
  const two = earliest === latest ? {} : { earliest };
  const due = { due: latest, ...two };
  if (done !== undefined) {
    const late = isLate(done.at, latest, dayOver);
    const between = !late && isLate(done.at, earliest, dayOver) ? '; by the earlier reading it was late' : '';
    return {
      status: late ? 'met-late' : 'met',
      ...due,
      says: `${says}; done at ${formatMoment(done.at)}${between}`,
    };
  }
  // What was done at this very moment would be on record: an hour that has come can no longer be kept.
  const passed = at >= latest;
  if (clause['met-by'] === undefined && passed)
    return {
      status: 'undetermined',
      ...due,
      missing: 'whether it was done',
      says: `${says}; the agreement names no fact that shows it done`,
    };
  return { status: passed ? 'overdue' : 'due', ...due, says };
}

/** Whom an event concerns: the one or those named in `value.to`, or the one whose fact it is, or all who are bound. */
export function concerns({ agreement, clause, actor }: Situation, { fact }: TimedFact): boolean {
  const to = valueField(fact, 'to');
  // `to` may also be the end of a span.
  if (typeof to === 'string' && readMoment(to) === undefined) return to === actor;
  if (Array.isArray(to)) return to.includes(actor);
  const bound = boundBy(agreement, clause);
  return fact.by === undefined || !bound.includes(fact.by) || fact.by === actor;
}

/** Whether a notice is addressed to nobody but the one who gives it: it gives notice to nobody. */
export function toItself({ fact }: TimedFact): boolean {
  const to = valueField(fact, 'to');
  if (fact.by === undefined || (typeof to === 'string' && readMoment(to) !== undefined)) return false;
  return to === fact.by || (Array.isArray(to) && to.length > 0 && to.every((one) => one === fact.by));
}

/** Whether what a fact measures meets the edges of a clause. What it does not state meets none. */
export function measured(clause: Pick<RequireClause, 'if-any' | 'if-all'>, { fact }: TimedFact): boolean {
  const edges = (of: { readonly [name: string]: string } | undefined) =>
    Object.entries(of ?? {}).map(([name, edge]) => ({ name, quantity: quantityOf(edge) }));
  const met = meetsEdges({ ifAny: edges(clause['if-any']), ifAll: edges(clause['if-all']) }, (name) => {
    const value = valueField(fact, name);
    return typeof value === 'number' ? value : undefined;
  });
  return met === 'yes';
}

/** A field of a fact's value. */
export function valueField({ value }: Fact, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as { readonly [field: string]: unknown })[name];
}
