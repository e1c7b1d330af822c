import type { Agreement } from './agreement.ts';
import type { Amount } from './amount-form.ts';
import type { Clause, LimitClause, PermitClause, RequireClause } from './clauses.ts';
import { listOf, plainEvent } from './lists.ts';
import { occasionOf } from './occasions.ts';
import { isCounted } from './times.ts';

/** What the evaluation reads in a field of a fact's value. */
export type FieldKind =
  | 'number'
  | 'mark'
  | 'actor'
  | 'addressee'
  | 'recipient'
  | 'moment'
  | 'flag'
  | 'permit'
  | 'zones'
  | 'word';

/** What clauses read of the facts of one name. What is not here they do not look at. */
export interface FactFields {
  readonly fields: ReadonlyMap<string, FieldKind>;
  /** A plain number may stand in place of `{ count }`. */
  readonly plain: boolean;
  /** Fields without which the fact answers or counts for nothing. */
  readonly needed: ReadonlySet<string>;
  /** Clauses that owe something for each such fact, to whoever it is addressed. */
  readonly asked: readonly RequireClause[];
}

interface Reading {
  readonly fields: Map<string, FieldKind>;
  plain: boolean;
  readonly needed: Set<string>;
  readonly asked: RequireClause[];
}

const KNOWN = new WeakMap<Agreement, ReadonlyMap<string, FactFields>>();

/** The facts that clauses of an agreement read, by name, with the fields of their values. */
export function factFields(agreement: Agreement): ReadonlyMap<string, FactFields> {
  const known = KNOWN.get(agreement);
  if (known !== undefined) return known;
  const table = new Map<string, Reading>();
  const of = (name: string): Reading => {
    const found = table.get(name) ?? { fields: new Map(), plain: false, needed: new Set(), asked: [] };
    table.set(name, found);
    return found;
  };
  for (const clause of agreement.clauses) noteClause(clause, of);
  KNOWN.set(agreement, table);
  return table;
}

type Of = (name: string) => Reading;

function noteClause(clause: Clause, of: Of): void {
  if (clause.verb === 'require') noteDuty(clause, of);
  if (clause.verb === 'limit') noteLimit(clause, of);
  if (clause.verb === 'permit') notePermit(clause, of);
  // A notice that opens a window says to whom it goes.
  const occasion = occasionOf(clause);
  if (occasion !== undefined) of(occasion).fields.set('to', 'recipient');
}

function notePermit({ consent, chain = [] }: PermitClause, of: Of): void {
  if (consent !== undefined) {
    const { fields, needed } = of(consent.fact ?? 'consent');
    fields.set('given', 'flag').set('from', 'moment').set('until', 'moment').set('in', 'zones');
    fields.set('to', 'addressee').set('number', 'number').set('for', 'permit');
    for (const field of listOf(consent.states)) needed.add(field);
  }
  for (const { fact } of chain)
    of(fact).fields.set('given', 'flag').set('until', 'moment').set('to', 'addressee');
}

function noteDuty(clause: RequireClause, of: Of): void {
  const { until } = clause;
  const after = until !== undefined && isCounted(until) ? (until.after ?? '') : '';
  const each = after.startsWith('each ') ? plainEvent(after) : clause.each;
  for (const name of [each, clause.before]) {
    if (name === undefined) continue;
    const reading = of(name);
    reading.fields.set('to', 'addressee');
    reading.asked.push(clause);
    for (const edge of [...Object.keys(clause['if-any'] ?? {}), ...Object.keys(clause['if-all'] ?? {})])
      reading.fields.set(edge, 'number');
    if (clause.same !== undefined) noteMark(reading, clause.same);
  }
  const metBy = clause['met-by'];
  if (metBy === undefined) return;
  if (clause.same !== undefined) noteMark(of(metBy), clause.same);
  // What a notice announces: the event of that id, or whatever begins in a stretch.
  else if (clause.before !== undefined)
    of(metBy).fields.set('for', 'mark').set('from', 'moment').set('to', 'recipient');
}

function noteMark({ fields, needed }: Reading, same: string): void {
  fields.set(same, 'mark');
  needed.add(same);
}

function noteLimit(clause: LimitClause, of: Of): void {
  const rows = typeof clause.limit === 'string' ? [clause.limit] : Object.keys(clause.limit);
  const counted = clause.per !== undefined || clause['at-once'] === true ? rows : listOf(clause.each);
  for (const name of counted) {
    const { fields, needed } = of(name);
    fields.set('count', 'number');
    if (clause['held-in'] !== undefined) fields.set('held-in', 'word');
    if (clause.whose !== undefined && clause.whose !== 'by') {
      fields.set(clause.whose, 'actor');
      needed.add(clause.whose);
    }
    for (const edge of [...Object.keys(clause['if-any'] ?? {}), ...Object.keys(clause['if-all'] ?? {})])
      fields.set(edge, 'number');
    if (clause['at-once'] === true || clause.measure === 'duration')
      fields.set('from', 'moment').set('to', 'moment');
    else if (clause.measure !== undefined) fields.set(clause.measure, 'number');
  }
  const amounts: readonly (Amount | undefined)[] = [
    clause['at-most'],
    clause['at-least'],
    ...(typeof clause.limit === 'string' ? [] : Object.values(clause.limit)),
  ];
  for (const amount of amounts) {
    if (typeof amount !== 'object') continue;
    if (amount['as-many-as'] !== undefined) of(amount['as-many-as']).fields.set('count', 'number');
    if (amount['of-fact'] === undefined) continue;
    const total = of(amount['of-fact']);
    total.fields.set('count', 'number');
    total.needed.add('count');
    total.plain = true;
  }
}
