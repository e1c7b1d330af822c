import {
  type Agreement,
  bodiesThat,
  bodyOf,
  type Constitution,
  constituted,
  inForceAt,
} from '../agreement/index.ts';
import type { MissionView } from './state.ts';

// Who may adopt and attribute: the bodies that the text names. Only where it names none may the mission name them.

/** What the text names a body for, and nobody else then does. */
export type NamedTask = 'find' | 'attribute';

/** Handles of those who may do something, with what each needs to decide; undefined of a person. */
export type Competent = ReadonlyMap<string, Constitution | undefined>;

/**
 * The texts in force at a moment, in the order in which they were adopted: of each agreement one version, in its latest
 * encoding. A body that a version abolished decides nothing from then on.
 */
export function textsAt({ agreements }: MissionView, at: number): readonly Agreement[] {
  const histories = Map.groupBy(
    agreements.map(({ agreement }) => agreement),
    ({ agreement }) => agreement,
  );
  return [...histories.values()].flatMap((history) => inForceAt(history, at) ?? []);
}

/** A body by its handle: of the texts in force the one adopted last that names it, or else the mission's own. */
export function bodyNamed(state: MissionView, name: string, at: number): Constitution | undefined {
  const texts = textsAt(state, at);
  for (const text of texts.toReversed()) {
    const body = bodyOf(text, name);
    if (body !== undefined) return body;
  }
  const { bodies = {} } = state.rules;
  const stated = Object.hasOwn(bodies, name) ? bodies[name] : undefined;
  return stated === undefined ? undefined : constituted(stated, rollOf(texts));
}

/**
 * Who may do something at a moment, under one agreement or under all: those whom the texts in force name; where these
 * name nobody, those whom the rules of the mission name.
 */
export function competentFor(state: MissionView, task: NamedTask, at: number, agreement?: string): Competent {
  const texts = textsAt(state, at).filter((text) => agreement === undefined || text.agreement === agreement);
  const named = texts.flatMap((text) => bodiesThat(text, task));
  if (named.length > 0) return new Map(named.map((body) => [body.id, body]));
  const { bodies = {}, offices = {} } = state.rules;
  const own = [
    ...Object.entries(bodies).map(([id, { does = [] }]) => [id, does] as const),
    ...Object.entries(offices),
  ]
    .filter(([, does]) => (does as readonly string[]).includes(task))
    .map(([id]) => [id, bodyNamed(state, id, at)] as const);
  return new Map(own);
}

/** The parties and groups of the texts in force, for bodies that the mission itself names. */
function rollOf(texts: readonly Agreement[]): Pick<Agreement, 'parties' | 'groups'> {
  const parties = new Map(texts.flatMap((text) => text.parties).map((party) => [party.id, party]));
  return {
    parties: [...parties.values()],
    groups: Object.assign({}, ...texts.map((text) => text.groups ?? {})),
  };
}
