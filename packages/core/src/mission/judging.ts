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
} from '../agreement/index.ts';
import { drawnFor } from './drawn.ts';
import type { MissionView } from './state.ts';
import { tellJudged } from './touched-rows.ts';
import { millisecondsOf } from './words.ts';

// What the clauses say of an incident: by the text, the lines and the facts of its own time, as known at this entry.

/** An agreement with what it is evaluated by. Facts keep their identity while none is added: they are bound once. */
interface Context {
  readonly facts: readonly Fact[];
  readonly areas: Areas<EvaluatedIncident>;
  readonly confirmed: readonly Confirmation[];
}

/** Everything by which incidents are judged, as known at one entry. */
interface Bench {
  readonly histories: readonly (readonly Agreement[])[];
  readonly contexts: ReadonlyMap<Agreement, Context>;
  readonly mode: 'all' | 'mission';
}

/** Says of an incident what the clauses come to; made once for a state of the law, and good after that has changed. */
export type Judge = (incident: EvaluatedIncident) => readonly Indication[];

// Derived from a state and found again by it; nothing here outlives a change of law.
const JUDGES = new WeakMap<MissionView, Judge>();

/** Call when an agreement, a named fact, a line, a zone, a confirmation or the mode came: what was derived is derived again. */
export function lawChanged(state: MissionView): void {
  JUDGES.delete(state);
}

/** The judge by what is known now. */
export function judgeOf(state: MissionView): Judge {
  const known = JUDGES.get(state);
  if (known !== undefined) return known;
  const bench = benchOf(state);
  const judge: Judge = (incident) => judged(bench, incident);
  JUDGES.set(state, judge);
  return judge;
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
  const histories = Map.groupBy(
    state.agreements.map(({ agreement }) => agreement),
    ({ agreement }) => agreement,
  );
  return {
    histories: [...histories.values()],
    contexts: new Map(state.agreements.map(({ agreement }) => [agreement, contextOf(state, agreement)])),
    mode: state.rules.exercise ? 'all' : 'mission',
  };
}

function contextOf(state: MissionView, agreement: Agreement): Context {
  const facts = state.facts
    .map(({ body }) => body)
    .filter(({ fact }) => bearingOf(agreement, fact) !== 'none');
  return {
    facts,
    areas: geometryAreas(agreement, indexFacts(facts), drawnFor(state, agreement)),
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
