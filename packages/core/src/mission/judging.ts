import {
  type Agreement,
  type Areas,
  type Confirmation,
  type EvaluatedIncident,
  evaluate,
  type Fact,
  type Indication,
  inForceAt,
  type LineVersion,
  lineAreas,
} from '../agreement/index.ts';
import { type Line, readLine } from '../geo/index.ts';
import type { MissionView } from './state.ts';
import { millisecondsOf } from './words.ts';

// What the clauses say of an incident: by the text, the lines and the facts of its own time, as known at this entry.

/** An agreement with what it is evaluated by. Facts keep their identity while none is added: they are bound once. */
interface Context {
  readonly facts: readonly Fact[];
  readonly areas: Areas<EvaluatedIncident>;
  readonly confirmed: readonly Confirmation[];
}

interface Bench {
  readonly histories: readonly (readonly Agreement[])[];
  readonly contexts: Map<Agreement, Context>;
}

// Derived from a state and found again by it; nothing here outlives a change of law.
const BENCHES = new WeakMap<MissionView, Bench>();

/** Call when an agreement, a named fact, a line, a zone or a confirmation came: what was derived is derived again. */
export function lawChanged(state: MissionView): void {
  BENCHES.delete(state);
}

/** Indications of an incident, in the order of agreements and clauses; clauses that do not apply are left out. */
export function judge(state: MissionView, incident: EvaluatedIncident): readonly Indication[] {
  const { histories, contexts } = benchOf(state);
  const end = millisecondsOf(incident.occurred.to);
  const found: Indication[] = [];
  for (const history of histories) {
    const agreement = inForceAt(history, end);
    if (agreement === undefined) continue;
    const context = contextOf(state, contexts, agreement);
    const indications = evaluate(agreement, incident, {
      ...context,
      mode: state.rules.exercise ? 'all' : 'mission',
      keep: 'relevant',
    });
    if (indications.length > 0) found.push(...indications);
  }
  return found;
}

function benchOf(state: MissionView): Bench {
  const known = BENCHES.get(state);
  if (known !== undefined) return known;
  const histories = new Map<string, Agreement[]>();
  for (const { agreement } of state.agreements) {
    const history = histories.get(agreement.agreement);
    if (history === undefined) histories.set(agreement.agreement, [agreement]);
    else history.push(agreement);
  }
  const bench = { histories: [...histories.values()], contexts: new Map<Agreement, Context>() };
  BENCHES.set(state, bench);
  return bench;
}

function contextOf(state: MissionView, contexts: Map<Agreement, Context>, agreement: Agreement): Context {
  const known = contexts.get(agreement);
  if (known !== undefined) return known;
  const facts = state.facts
    .map(({ body }) => body)
    .filter(({ fact }) => bearingOf(agreement, fact) !== 'none');
  const context = {
    facts,
    areas: lineAreas(agreement, lineVersions(state), facts),
    confirmed: state.confirmations
      .filter(
        ({ body }) =>
          body.agreement === agreement.agreement && (body.version ?? agreement.version) === agreement.version,
      )
      .map(({ body }) => ({ clause: body.clause, by: body.by ?? '', source: body.source })),
  };
  contexts.set(agreement, context);
  return context;
}

const LINES = new WeakMap<object, Line>();

function lineVersions(state: MissionView): ReadonlyMap<string, readonly LineVersion[]> {
  return new Map(
    [...state.lines].map(([name, versions]) => [
      name,
      versions.map(({ body }) => ({
        from: millisecondsOf(body.from),
        line: lineIn(body.geometry as object),
        ...(body.tolerance === undefined ? {} : { tolerance: body.tolerance }),
        ...(body.hash === undefined ? {} : { hash: body.hash }),
      })),
    ]),
  );
}

/** A line is made ready to measure against once. */
function lineIn(geometry: object): Line {
  const known = LINES.get(geometry);
  if (known !== undefined) return known;
  const read = readLine(geometry);
  if (!read.ok) throw new Error(`a line on record cannot be read: ${read.refusal.message}`);
  LINES.set(geometry, read.value);
  return read.value;
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
