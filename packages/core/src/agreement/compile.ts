import { boundBy } from './actors.ts';
import type { Agreement } from './agreement.ts';
import { type AreaQuestion, mapsOf, questionsOf, zoneQuestions } from './area.ts';
import type { ActClause, PermitClause } from './clauses.ts';
import { listOf } from './lists.ts';
import { withNumbers } from './numbers.ts';
import { meets, type Quantity, quantityOf } from './quantity.ts';
import { type Armoury, armouryOf } from './weapon.ts';

// An agreement compiled once: flat tables that a million incidents run through. Clauses that an event can touch come
// first in text order; each binds some actors, and each actor may ask other questions of place.

/** An edge on something measured. */
export interface MeasuredEdge {
  readonly name: string;
  readonly quantity: Quantity;
}

/** A clause that an event can touch, ready to be judged. */
export interface CompiledAct {
  readonly clause: ActClause;
  readonly activities: readonly string[];
  readonly of: readonly string[];
  readonly ifAny: readonly MeasuredEdge[];
  readonly ifAll: readonly MeasuredEdge[];
  readonly actors: readonly CompiledActor[];
  /** Maps of record under which the answer must be given each time; none where there is one map. */
  readonly maps: readonly string[];
  readonly permits: readonly CompiledAct[];
}

/** One whom a clause binds, and where: every group of slots must hold, one slot of each is enough. */
export interface CompiledActor {
  readonly actor: string;
  readonly party: boolean;
  readonly slots: readonly (readonly number[])[];
  /** The row of the period table. */
  readonly row: number;
  /** Of an exception by consent: the questions of each zone that a consent may name. */
  readonly zones?: ReadonlyMap<string, readonly number[]>;
}

/** An agreement compiled. */
export interface Compiled {
  readonly agreement: Agreement;
  readonly parties: readonly string[];
  readonly armoury: Armoury;
  /** Bans, and withdrawals with a place or a weapon. */
  readonly acts: readonly CompiledAct[];
  /** Each distinct question of place, once. */
  readonly questions: readonly AreaQuestion[];
  readonly rows: number;
}

const COMPILED = new WeakMap<Agreement, Compiled>();

/** Compiles an agreement; the same one is compiled once. */
export function compileAgreement(agreement: Agreement): Compiled {
  const known = COMPILED.get(agreement);
  if (known !== undefined) return known;
  const compiled = compile(withNumbers(agreement));
  COMPILED.set(agreement, compiled);
  return compiled;
}

function compile(agreement: Agreement): Compiled {
  const table = new Slots();
  const parties = agreement.parties.map(({ id }) => id);
  const permits = agreement.clauses.flatMap((clause) => (clause.verb === 'permit' ? [clause] : []));
  const lifting = new Map<string, PermitClause[]>();
  for (const permit of permits)
    for (const id of listOf(permit.lifts)) lifting.set(id, [...(lifting.get(id) ?? []), permit]);
  const actOf = (clause: ActClause): CompiledAct => {
    const lifts = clause.verb === 'permit' ? [] : (lifting.get(clause.id) ?? []);
    const permits = lifts.filter(({ permit }) => permit !== 'holding').map(actOf);
    const actors = boundBy(agreement, clause).map((actor) => ({
      actor,
      questions: questionsOf(agreement, clause, actor),
    }));
    return {
      clause,
      activities: activitiesOf(clause),
      of: listOf(clause.of),
      ifAny: edgesOf(clause['if-any']),
      ifAll: edgesOf(clause['if-all']),
      actors: actors.map(({ actor, questions }) => ({
        actor,
        party: parties.includes(actor),
        slots: questions.map((group) => group.map((question) => table.slotOf(question))),
        row: table.nextRow(),
        ...(clause.verb === 'permit' && clause.consent !== undefined
          ? { zones: zoneSlots(agreement, clause, actor, table) }
          : {}),
      })),
      // What lifts it may lie elsewhere by another map: each is asked for both.
      maps: [
        ...new Set([
          ...actors.flatMap(({ questions }) => mapsOf(agreement, questions)),
          ...permits.flatMap(({ maps }) => maps),
        ]),
      ],
      permits,
    };
  };
  const acts = agreement.clauses.flatMap((clause) => (touchable(clause) ? [actOf(clause)] : []));
  return {
    agreement,
    parties,
    armoury: armouryOf(agreement),
    acts,
    questions: table.questions,
    rows: table.rows,
  };
}

function zoneSlots(
  agreement: Agreement,
  { end }: PermitClause,
  actor: string,
  table: Slots,
): ReadonlyMap<string, readonly number[]> {
  const which = end === undefined || end === 'either' ? {} : { end };
  return new Map(
    Object.keys(agreement.zones ?? {}).map((zone) => [
      zone,
      zoneQuestions(agreement, zone, actor, which).map((question) => table.slotOf(question)),
    ]),
  );
}

/** Whether an event can touch a clause: a ban, or a withdrawal that says of what or from where. */
function touchable(clause: Agreement['clauses'][number]): clause is ActClause {
  if (clause.verb === 'forbid') return true;
  if (clause.verb !== 'require') return false;
  return (
    clause.of !== undefined &&
    (clause.in !== undefined || clause['of-line'] !== undefined || clause.around !== undefined)
  );
}

function activitiesOf(clause: ActClause): readonly string[] {
  switch (clause.verb) {
    case 'forbid':
      return listOf(clause.forbid);
    case 'permit':
      return listOf(clause.permit);
    case 'require':
      return ['presence'];
  }
}

function edgesOf(edges: { readonly [name: string]: string } | undefined): readonly MeasuredEdge[] {
  return Object.entries(edges ?? {}).map(([name, edge]) => ({ name, quantity: quantityOf(edge) }));
}

/** Whether measures meet the edges of a clause; the name of a measure that is missing; or no. */
export function meetsEdges(
  { ifAny, ifAll }: Pick<CompiledAct, 'ifAny' | 'ifAll'>,
  measure: (name: string) => number | undefined,
): 'yes' | 'no' | { readonly missing: string } {
  let missing: string | undefined;
  for (const { name, quantity } of ifAll) {
    const value = measure(name);
    if (value === undefined) missing ??= name;
    else if (!meets(value, quantity)) return 'no';
  }
  if (ifAny.length > 0) {
    const values = ifAny.map(({ name, quantity }) => ({ name, quantity, value: measure(name) }));
    if (!values.some(({ value, quantity }) => value !== undefined && meets(value, quantity))) {
      const open = values.find(({ value }) => value === undefined);
      if (open === undefined) return 'no';
      missing ??= open.name;
    }
  }
  return missing === undefined ? 'yes' : { missing };
}

/** Gives each distinct question one slot, and each actor of a clause one row. */
class Slots {
  readonly questions: AreaQuestion[] = [];
  rows = 0;
  readonly #known = new Map<string, number>();

  slotOf(question: AreaQuestion): number {
    const key = JSON.stringify(Object.entries(question).sort(([a], [b]) => (a < b ? -1 : 1)));
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.questions.length);
    return this.questions.push(question) - 1;
  }

  nextRow(): number {
    this.rows += 1;
    return this.rows - 1;
  }
}
