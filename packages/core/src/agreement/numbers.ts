import type { Agreement } from './agreement.ts';
import type { Amount } from './amount-form.ts';
import type { Clause, DefineClause } from './clauses.ts';
import { readNumberName, readQuantity } from './quantity.ts';

// Numbers that a text defines once and uses by name: the length of a route, the width of a corridor. Before evaluation
// each name gives way to its number; prose, comparison and the record keep the name.

interface Resolved {
  readonly agreement: Agreement;
  /** By clause: the definitions that it reads. It binds only while each of them does. */
  readonly reads: ReadonlyMap<string, readonly DefineClause[]>;
}

const RESOLVED = new WeakMap<Agreement, Resolved>();

/** The definition of a number by its name, where the agreement has one. */
export function numberNamed(agreement: Agreement, name: string): DefineClause | undefined {
  return agreement.clauses.find(
    (one): one is DefineClause => one.verb === 'define' && one.as === 'number' && one.define === name,
  );
}

/** The same agreement with every name of a number replaced by the number; the same one is resolved once. */
export function withNumbers(agreement: Agreement): Agreement {
  return resolved(agreement).agreement;
}

/** The definitions of numbers that a clause reads, of an agreement that {@link withNumbers} gave. */
export function numbersReadBy(agreement: Agreement, clause: string): readonly DefineClause[] {
  return resolved(agreement).reads.get(clause) ?? [];
}

function resolved(agreement: Agreement): Resolved {
  const known = RESOLVED.get(agreement);
  if (known !== undefined) return known;
  const made = resolve(agreement);
  RESOLVED.set(agreement, made);
  RESOLVED.set(made.agreement, made);
  return made;
}

function resolve(agreement: Agreement): Resolved {
  if (!agreement.clauses.some((one) => one.verb === 'define' && one.as === 'number'))
    return { agreement, reads: new Map() };
  const reads = new Map<string, readonly DefineClause[]>();
  const clauses = agreement.clauses.map((clause) => {
    const read: DefineClause[] = [];
    const plain = inNumbers(agreement, clause, read);
    if (read.length > 0) reads.set(clause.id, read);
    return plain;
  });
  const zones = Object.entries(agreement.zones ?? {}).map(([id, zone]) => [
    id,
    zone.belt === undefined ? zone : { ...zone, belt: numbered(agreement, zone.belt, []) },
  ]);
  return {
    agreement: {
      ...agreement,
      clauses,
      ...(agreement.zones === undefined ? {} : { zones: Object.fromEntries(zones) }),
    },
    reads,
  };
}

const FIELDS = ['within', 'beyond', 'at-most', 'at-least'] as const;

function inNumbers(agreement: Agreement, clause: Clause, read: DefineClause[]): Clause {
  if (clause.verb === 'define' || clause.verb === 'not-counted') return clause;
  let plain: Clause = numbered(agreement, clause, read);
  for (const field of ['if-any', 'if-all'] as const) {
    const edges: { readonly [name: string]: string } | undefined = clause[field];
    if (edges !== undefined) plain = { ...plain, [field]: eachNumbered(agreement, edges, read) };
  }
  if (plain.verb === 'limit' && typeof plain.limit === 'object')
    plain = { ...plain, limit: eachNumbered(agreement, plain.limit, read) };
  return plain;
}

function numbered<T extends object>(agreement: Agreement, fields: T, read: DefineClause[]): T {
  let plain = fields;
  for (const field of FIELDS) {
    const given = (fields as { readonly [name: string]: unknown })[field];
    const number = typeof given === 'string' ? inNumber(agreement, given, read) : given;
    if (number !== given) plain = { ...plain, [field]: number };
  }
  return plain;
}

function eachNumbered(
  agreement: Agreement,
  amounts: { readonly [name: string]: Amount },
  read: DefineClause[],
): { readonly [name: string]: Amount } {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, one]) => [
      name,
      typeof one === 'string' ? inNumber(agreement, one, read) : one,
    ]),
  );
}

/** `<= route-length` as `<= 320 nmi`; what is no name stays as it is. */
function inNumber(agreement: Agreement, text: string, read: DefineClause[]): string {
  if (readQuantity(text) !== undefined) return text;
  const { sign = '', name } = readNumberName(text) ?? {};
  const definition = name === undefined ? undefined : numberNamed(agreement, name);
  if (definition?.is === undefined)
    throw new Error(`"${text}" is no number: it should have been refused on the way in`);
  read.push(definition);
  return `${sign}${sign === '' ? '' : ' '}${definition.is}`;
}
