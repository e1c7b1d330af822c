import {
  type Agreement,
  type Areas,
  type Confirmation,
  type EvaluatedIncident,
  evaluate,
  type Fact,
  geometryAreas,
  type Indication,
  indexFacts,
  inForceAt,
  type Moving,
  movingBy,
  withPosition,
} from '../agreement/index.ts';
import { drawnFor } from './drawn.ts';
import type { MissionView } from './state.ts';
import { tellJudged } from './touched-rows.ts';
import { millisecondsOf } from './words.ts';

// What the clauses say of an incident: by the text, the lines and the facts of its own time, as known at this entry.

/** An agreement with what it is evaluated by. Facts keep their identity while none is added: they are bound once. */
interface Context {
  /** Without positions where these are asked of what moves alone: one more of them sets no clock. */
  readonly facts: readonly Fact[];
  readonly areas: Areas<EvaluatedIncident>;
  readonly confirmed: readonly Confirmation[];
}

/** Everything by which incidents are judged, as known at one entry. */
interface Bench {
  readonly histories: readonly (readonly Agreement[])[];
  readonly contexts: ReadonlyMap<Agreement, Context>;
  readonly mode: 'all' | 'mission';
  /** What moves, by the positions on record. */
  readonly moving: () => Moving;
}

/** Says of an incident what the clauses come to; made once for a state of the law, and good after that has changed. */
export type Judge = (incident: EvaluatedIncident) => readonly Indication[];

// Derived from a state and found again by it; nothing here outlives a change of law.
const JUDGES = new WeakMap<MissionView, { readonly judge: Judge; readonly bench: Bench }>();

/** Call when an agreement, a named fact, a line, a zone, a confirmation or the mode came: what was derived is derived again. */
export function lawChanged(state: MissionView): void {
  JUDGES.delete(state);
}

/** The judge by what is known now. */
export function judgeOf(state: MissionView): Judge {
  return (JUDGES.get(state) ?? seat(state, benchOf(state))).judge;
}

function seat(state: MissionView, bench: Bench): { readonly judge: Judge; readonly bench: Bench } {
  const seated = { judge: (incident: EvaluatedIncident) => judged(bench, incident), bench };
  JUDGES.set(state, seated);
  return seated;
}

/** Whether a fact is a position that only questions of what moves ask for: then {@link positionCame} does. */
export function movesAlone({ agreements }: MissionView, fact: string): boolean {
  return fact === POSITION && agreements.every(({ agreement }) => !namesPositions(agreement));
}

const POSITION = 'position';
const NAMING = new WeakMap<Agreement, boolean>();

/** Whether a text speaks of facts `position` by this name, and not only of what is around something that moves. */
function namesPositions(agreement: Agreement): boolean {
  const known = NAMING.get(agreement);
  if (known !== undefined) return known;
  const { clauses, events, activities } = agreement;
  const names = JSON.stringify([clauses, events, activities]).includes(`"${POSITION}"`);
  NAMING.set(agreement, names);
  return names;
}

/** Call when a position came that {@link movesAlone}: it costs what moves, and not the facts on record. */
export function positionCame(state: MissionView, fact: Fact): void {
  const known = JUDGES.get(state);
  if (known === undefined) return;
  const [came] = indexFacts([fact]).get(POSITION) ?? [];
  const before = known.bench.moving();
  const moving = came === undefined ? before : withPosition(before, came);
  seat(
    state,
    benchWith(state, known.bench, () => moving),
  );
}

/** The same bench with other positions: texts and their clocks stay bound. */
function benchWith(state: MissionView, bench: Bench, moving: () => Moving): Bench {
  const contexts = [...bench.contexts].map(
    ([agreement, context]) => [agreement, { ...context, areas: areasOf(state, agreement, moving) }] as const,
  );
  return { ...bench, contexts: new Map(contexts), moving };
}

/** Indications of an incident, in the order of agreements and clauses; clauses that do not apply are left out. */
function judged({ histories, contexts, mode }: Bench, incident: EvaluatedIncident): readonly Indication[] {
  if (histories.length === 0) return NONE;
  const end = millisecondsOf(incident.occurred.to);
  let found: readonly Indication[] = NONE;
  for (const history of histories) {
    const agreement = inForceAt(history, end);
    const context = agreement === undefined ? undefined : contexts.get(agreement);
    if (agreement === undefined || context === undefined) continue;
    const indications = evaluate(agreement, incident, { ...context, mode, keep: 'relevant' });
    found = found.length === 0 ? indications : [...found, ...indications];
  }
  return found;
}

const NONE: readonly Indication[] = [];

function benchOf(state: MissionView): Bench {
  const moving = movingIn(state);
  const histories = Map.groupBy(
    state.agreements.map(({ agreement }) => agreement),
    ({ agreement }) => agreement,
  );
  return {
    histories: [...histories.values()],
    contexts: new Map(
      state.agreements.map(({ agreement }) => [agreement, contextOf(state, agreement, moving)]),
    ),
    mode: state.rules.exercise ? 'all' : 'mission',
    moving,
  };
}

/** Read when it is asked for, and once. */
function movingIn({ facts }: MissionView): () => Moving {
  let known: Moving | undefined;
  const all = [...facts];
  return () => {
    known ??= movingBy(indexFacts(all.map(({ body }) => body)).get(POSITION) ?? []);
    return known;
  };
}

function areasOf(state: MissionView, agreement: Agreement, moving: () => Moving): Context['areas'] {
  return geometryAreas(agreement, new Map(), drawnFor(state, agreement), moving);
}

function contextOf(state: MissionView, agreement: Agreement, moving: () => Moving): Context {
  const apart = !namesPositions(agreement);
  const facts = state.facts
    .map(({ body }) => body)
    .filter(({ fact }) => !(apart && fact === POSITION) && bearingOf(agreement, fact) !== 'none');
  return {
    facts,
    areas: areasOf(state, agreement, moving),
    confirmed: state.confirmations
      .filter(
        ({ body }) =>
          body.agreement === agreement.agreement && (body.version ?? agreement.version) === agreement.version,
      )
      .map(({ body }) => ({ clause: body.clause, by: body.by ?? '', source: body.source })),
  };
}

/**
 * What the clauses say, incident by incident, worked out when it is asked for. Indications follow from the incident and
 * the law; to keep them for a million incidents would take ten times the memory of the incidents.
 */
export class IndicationsOf implements ReadonlyMap<string, readonly Indication[]> {
  readonly #state: MissionView;

  constructor(state: MissionView) {
    this.#state = state;
  }

  get size(): number {
    return this.#state.incidents.size;
  }

  has(id: string): boolean {
    return this.#state.incidents.has(id);
  }

  get(id: string): readonly Indication[] | undefined {
    const incident = this.#state.incidents.get(id);
    if (incident === undefined) return undefined;
    const indications = judgeOf(this.#state)(incident);
    tellJudged(this.#state, incident, indications);
    return indications;
  }

  keys(): MapIterator<string> {
    return this.#state.incidents.keys();
  }

  *values(): MapIterator<readonly Indication[]> {
    for (const [, indications] of this.entries()) yield indications;
  }

  *entries(): MapIterator<[string, readonly Indication[]]> {
    const judge = judgeOf(this.#state);
    for (const [id, incident] of this.#state.incidents) yield [id, judge(incident)];
  }

  [Symbol.iterator](): MapIterator<[string, readonly Indication[]]> {
    return this.entries();
  }

  forEach(
    each: (
      value: readonly Indication[],
      key: string,
      map: ReadonlyMap<string, readonly Indication[]>,
    ) => void,
  ): void {
    for (const [id, indications] of this.entries()) each(indications, id, this);
  }
}

/** What a fact can change: nothing; incidents since it; or all, because a clock runs from it. */
export type Bearing = 'none' | 'since' | 'all';

const BEARINGS = new WeakMap<Agreement, Map<string, Bearing>>();

/** What a fact of some name bears on under an agreement. */
export function bearingOf(agreement: Agreement, fact: string): Bearing {
  let known = BEARINGS.get(agreement);
  if (known === undefined) {
    known = new Map();
    BEARINGS.set(agreement, known);
  }
  const found = known.get(fact);
  if (found !== undefined) return found;
  const bearing = readBearing(agreement, fact);
  // Names are the outside world's: a full table is emptied.
  if (known.size >= 4096) known.clear();
  known.set(fact, bearing);
  return bearing;
}

function readBearing(agreement: Agreement, fact: string): Bearing {
  const { clauses, ...rest } = agreement;
  const named = (part: unknown) => JSON.stringify(part)?.includes(`"${fact}"`) === true;
  let bearing: Bearing =
    fact === 'position' && JSON.stringify(clauses).includes('"around"') ? 'since' : 'none';
  if (named(rest.events) || named(rest.activities)) return 'all';
  for (const clause of clauses) {
    // An obligation is read when it is asked for; no incident hangs on how it was met.
    const { 'met-by': _met, ...asked } = { 'met-by': undefined, ...clause };
    const exception = clause.verb === 'permit' ? clause : undefined;
    const later = exception?.chain?.some((link) => link.later === true) ?? false;
    const { consent, chain, ...other } = { consent: undefined, chain: undefined, ...asked };
    if (named(other)) return 'all';
    if (consent !== undefined && (named(consent) || fact === 'consent')) bearing = 'since';
    if (named(chain)) {
      if (later) return 'all';
      bearing = 'since';
    }
  }
  return bearing;
}

/** Whether two lists of indications say the same; reasons alone are no difference. */
export function sayTheSame(a: readonly Indication[], b: readonly Indication[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((one, at) => said(one) === said(b[at] as Indication));
}

function said(one: Indication): string {
  const { agreement, clause, outcome, probability, missing, exception, ifBy, maps } = one;
  const by = Object.entries(ifBy);
  return JSON.stringify([agreement, clause, outcome, probability, missing, exception, by, maps ?? null]);
}
