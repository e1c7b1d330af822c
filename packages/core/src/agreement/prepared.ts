import type { Bound } from './bind.ts';
import { anchorStep } from './certainty.ts';
import type { CompiledAct, CompiledActor } from './compile.ts';
import type { Outcome } from './event.ts';
import type { Certainty } from './ids.ts';
import { ifByOf } from './judgement.ts';
import { occasionOf } from './occasions.ts';

/** A clause with everything that no event changes, worked out once for a bound agreement. */
export interface PreparedAct {
  readonly act: CompiledAct;
  readonly certainty: Certainty;
  /** Whether it has no hours, no windows after each event, no measures and one zone for each question. */
  readonly plain: boolean;
  /** Set where nothing but kind, weapon, time and place decides: no exception, hours, measures or second map. */
  readonly simple: SimpleAct | undefined;
  /** The last steps of every explanation: readings, and the clause with the hash of its words. */
  readonly ending: readonly string[];
  /** The same as JSON texts, with commas between. */
  readonly endingText: string;
  /** What follows the time of an event, as the rest of a JSON text, where the first actor is bound all that time. */
  readonly whileBound: string;
  /** The fields of an indication that no event changes, as JSON from the comma before them to the outcome. */
  readonly nameText: string;
}

/** Whom a clause binds, as flat lists. */
export interface SimpleAct {
  readonly actors: readonly SimpleActor[];
  /** On whom it would fall, for each combination of {@link CODES}, the first actor in the lowest place; made once. */
  ifBy(combination: number): { readonly [actor: string]: Outcome };
}

/** Actors for whom the clause has the same times and places: what one comes to, all do. */
export interface SimpleActor {
  /** The row of the first of them. */
  readonly row: number;
  readonly slots: readonly number[];
  /** Whether the answer counts for the clause: parties go before others that a clause binds. */
  readonly counts: boolean;
  /** The sum of their places in a combination. */
  readonly weight: number;
}

/** Outcomes as digits of a combination. */
export const CODES: readonly Outcome[] = ['not-applicable', 'breach', 'undetermined'];

// Combinations of more actors than this are no exact numbers.
const MOST_ACTORS = 32;

// KNOWN: without this step a probability of 1 would read as certainty; fusion's evidence scores will take its place.
const AT_ITS_WORD =
  'sources: taken at their word; how far they can be relied on is not part of the probability';

/** Prepares the clauses of a bound agreement that an event can touch, in their order. */
export function preparedActs(bound: Bound): readonly PreparedAct[] {
  return bound.compiled.acts.map((act, at) => {
    const certainty = bound.certainties[at] ?? 'unchecked';
    const readings = (act.clause.readings ?? []).map((reading) => `reading: ${reading}`);
    const ending = [AT_ITS_WORD, ...readings, anchorStep(act.clause, certainty)];
    const since = sinceEffect(bound.periods[act.actors[0]?.row ?? -1]?.says ?? '');
    const { agreement, version, revision } = bound.compiled.agreement;
    const names = JSON.stringify({ agreement, version, revision, clause: act.clause.id });
    return {
      act,
      certainty,
      plain: isPlain(act),
      simple: isSimple(bound, act) ? simpleAct(bound, act) : undefined,
      ending,
      endingText: ending.map((step) => JSON.stringify(step)).join(),
      whileBound: `${JSON.stringify(since).slice(1)},`,
      nameText: `,${names.slice(1, -1)},"outcome":`,
    };
  });
}

/** The end of the step of time for what lies wholly in the time of a clause, whose beginning `start` explains. */
export function sinceEffect(start: string): string {
  return ` lies after the clause takes effect, ${start}`;
}

function isSimple({ periods }: Bound, act: CompiledAct): boolean {
  return (
    isPlain(act) &&
    act.permits.length === 0 &&
    act.maps.length === 0 &&
    act.actors.length <= MOST_ACTORS &&
    act.actors.every(({ row }) => periods[row]?.occasions === undefined)
  );
}

function isPlain(act: CompiledAct): boolean {
  return (
    act.clause.windows === undefined &&
    occasionOf(act.clause) === undefined &&
    act.ifAny.length + act.ifAll.length === 0 &&
    simpleGroups(act)
  );
}

/** Whether each group of an actor's questions holds one: then the least of them all is the answer. */
function simpleGroups(act: CompiledAct): boolean {
  return act.actors.every(({ slots }) => slots.every((group) => group.length === 1));
}

function simpleAct(bound: Bound, { actors }: CompiledAct): SimpleAct {
  const anyParty = actors.some(({ party }) => party);
  const known = new Map<number, { readonly [actor: string]: Outcome }>();
  return {
    actors: alike(bound, actors, ({ party }) => party || !anyParty),
    ifBy(combination) {
      const found = known.get(combination);
      if (found !== undefined) return found;
      let left = combination;
      const each = actors.map((actor) => {
        const code = left % CODES.length;
        left = (left - code) / CODES.length;
        return { actor, outcome: CODES[code] ?? 'not-applicable' };
      });
      // Frozen, as every indication of this kind has the same one.
      const made = Object.freeze(ifByOf(bound, each));
      // A clause on very many actors has more combinations than should be kept.
      if (known.size >= 256) known.clear();
      known.set(combination, made);
      return made;
    },
  };
}

function alike(
  { startSure, endSure, startMaybe, endMaybe, periods }: Bound,
  actors: CompiledAct['actors'],
  counts: (actor: CompiledActor) => boolean,
): readonly SimpleActor[] {
  const groups = new Map<string, SimpleActor>();
  let weight = 1;
  for (const actor of actors) {
    const { row } = actor;
    const slots = actor.slots.flat();
    const times = [startSure, endSure, startMaybe, endMaybe].map((column) => String(column[row]));
    const key = JSON.stringify([times, periods[row]?.missing, slots, counts(actor)]);
    const first = groups.get(key) ?? { row, slots, counts: counts(actor), weight: 0 };
    groups.set(key, { ...first, weight: first.weight + weight });
    weight *= CODES.length;
  }
  return [...groups.values()];
}
