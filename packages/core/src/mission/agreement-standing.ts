import {
  type Agreement,
  type Binding,
  bindings,
  type EvaluationContext,
  type Fact,
  factsOf,
  inForceAt,
  type Obligation,
  obligations,
  silentClauses,
} from '../agreement/index.ts';
import { formatMoment } from '../base/index.ts';
import { type BulletinTouched, bulletinsTouched, type LawChange, lawChanges } from './agreement-changes.ts';
import { reads } from './audiences.ts';
import type { AdoptedFinding } from './axes.ts';
import { axesFor } from './observation.ts';
import { incidentWith, type MissionView, type Noted } from './state.ts';

// Where each clause of an agreement stands in this mission: what is due, what a clock waits for, what was put on record,
// what bodies found. It is computed from facts on record; that something is overdue is no finding.

/** What is asked for: an agreement at a moment, with what is on record now. */
export interface StandingQuery {
  readonly agreement: string;
  readonly audience: string;
  /** UTC milliseconds; the time of the last entry where it is left out. */
  readonly at?: number;
}

/** A fact with the entry that holds it. */
export interface KnownFact extends Fact {
  readonly entry: number;
  /** UTC: when the record took it. */
  readonly recorded: string;
}

/** One clause, with what is on record about it. */
export interface ClauseStanding {
  readonly clause: string;
  /** Nobody compared its words with the source yet: it says nothing here. */
  readonly silent?: true;
  /** Names of the facts that it depends on. */
  readonly facts: readonly string[];
  /** The fact of these that was recorded last. */
  readonly last?: KnownFact;
  /** Findings that bodies adopted on it, by what they found; left out where there are none. */
  readonly findings?: { readonly [finding in AdoptedFinding['finding']]?: number };
}

/** A version of the text or of our encoding of it. */
export interface VersionKnown {
  readonly entry: number;
  readonly version: number;
  readonly revision: number;
  readonly is: 'adoption' | 'amendment' | 'correction';
  /** UTC: from when on it is in force. */
  readonly from: string;
}

/** Where an agreement stands, as one audience may know it. */
export interface AgreementStanding {
  readonly audience: string;
  readonly exercise: boolean;
  readonly at: string;
  readonly size: number;
  /** UTC: the moment that was asked about. */
  readonly moment: string;
  readonly agreement: string;
  readonly version: number;
  readonly revision: number;
  readonly clock: string;
  readonly obligations: readonly Obligation[];
  readonly bindings: readonly Binding[];
  readonly clauses: readonly ClauseStanding[];
  /** Facts that clauses read, the latest recorded first. */
  readonly facts: readonly KnownFact[];
  readonly versions: readonly VersionKnown[];
  /** What changed that the clauses had said before, the latest first. */
  readonly changes: readonly LawChange[];
  readonly bulletins: readonly BulletinTouched[];
}

const MOST_FACTS = 2000;

/** Works out where an agreement stands; undefined of one that this mission did not adopt. */
export function agreementStanding(state: MissionView, query: StandingQuery): AgreementStanding | undefined {
  const adopted = state.agreements.filter(({ agreement }) => agreement.agreement === query.agreement);
  const moment = query.at ?? state.at;
  const texts = adopted.map(({ agreement }) => agreement);
  const agreement = inForceAt(texts, moment) ?? texts.at(-1);
  if (agreement === undefined) return undefined;
  const context = contextOf(state, agreement);
  const named = new Set(agreement.clauses.flatMap((clause) => factsOf(agreement, clause)));
  const noted = state.facts.filter(
    ({ audience, body }) => reads(query.audience, audience) && named.has(body.fact),
  );
  const facts = noted.map(({ body }) => body);
  const { agreement: id, version, revision, clock } = agreement;
  return {
    audience: query.audience,
    exercise: state.rules.exercise,
    at: formatMoment(state.at),
    size: state.size,
    moment: formatMoment(moment),
    ...{ agreement: id, version, revision, clock },
    obligations: obligations(agreement, facts, moment, context),
    bindings: bindings(agreement, facts, moment, context),
    clauses: clausesOf(state, agreement, query.audience, noted, context),
    facts: noted.toReversed().slice(0, MOST_FACTS).map(known),
    versions: versionsOf(adopted),
    changes: lawChanges(state, id, query.audience),
    bulletins: bulletinsTouched(state, id, query.audience),
  };
}

/** With whose word unchecked clauses speak. */
function contextOf(
  { confirmations, rules }: MissionView,
  { agreement, version }: Agreement,
): Pick<EvaluationContext, 'mode' | 'confirmed'> {
  const confirmed = confirmations
    .filter(
      ({ body }) => body.agreement === agreement && (body.version === undefined || body.version === version),
    )
    .map(({ body: { clause, source, by = '' } }) => ({ clause, source, by }));
  // As incidents are judged: in an exercise unchecked clauses speak too.
  return { mode: rules.exercise ? 'all' : 'mission', confirmed };
}

function clausesOf(
  state: MissionView,
  agreement: Agreement,
  audience: string,
  noted: readonly Noted<Fact>[],
  context: Pick<EvaluationContext, 'mode' | 'confirmed'>,
): readonly ClauseStanding[] {
  const quiet = new Set(
    silentClauses(
      agreement,
      noted.map(({ body }) => body),
      context,
    ),
  );
  const found = findingsBy(state, agreement.agreement, audience);
  return agreement.clauses.map((clause) => {
    const facts = factsOf(agreement, clause);
    const last = noted.findLast(({ body }) => facts.includes(body.fact));
    const findings = found.get(clause.id);
    return {
      clause: clause.id,
      ...(quiet.has(clause.id) ? { silent: true as const } : {}),
      facts,
      ...(last === undefined ? {} : { last: known(last) }),
      ...(findings === undefined ? {} : { findings }),
    };
  });
}

type Found = { [finding in AdoptedFinding['finding']]?: number };

/** Adopted findings by clause. Only incidents that somebody took up have any. */
function findingsBy(state: MissionView, agreement: string, audience: string): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const seen = new Set<string>();
  for (const { reports } of state.cases.values()) {
    const incident = incidentWith(state, reports[0] ?? '');
    if (incident === undefined || seen.has(incident.id) || !reads(audience, incident.basis)) continue;
    seen.add(incident.id);
    for (const one of axesFor(state, incident, audience).findings ?? []) {
      if (one.agreement !== agreement) continue;
      const counts = found.get(one.clause) ?? {};
      counts[one.finding] = (counts[one.finding] ?? 0) + 1;
      found.set(one.clause, counts);
    }
  }
  return found;
}

function known({ index, at, body }: Noted<Fact>): KnownFact {
  return { ...body, entry: index, recorded: formatMoment(at) };
}

function versionsOf(
  adopted: readonly { readonly index: number; readonly agreement: Agreement }[],
): readonly VersionKnown[] {
  return adopted.map(({ index, agreement }, at) => {
    const before = adopted[at - 1]?.agreement;
    const { version, revision } = agreement;
    const is = before === undefined ? 'adoption' : version > before.version ? 'amendment' : 'correction';
    return { entry: index, version, revision, is, from: agreement['in-force'].utc };
  });
}
