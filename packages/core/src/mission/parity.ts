import { formatMoment } from '../base/index.ts';
import { textsAt } from './competence.ts';
import type { Milestone } from './milestones.ts';
import {
  type AskedAnswer,
  casesFor,
  complaintsFor,
  isReadBy,
  type ParityCase,
  type ParityQuery,
  STANDINGS,
  type Standing,
} from './parity-cases.ts';
import { accessBy, findingsIn, lateIn, outcomesIn, reasonsIn } from './parity-counts.ts';
import { type OfParty, ParityRows, type ShareFigure, type TimeFigure } from './parity-rows.ts';
import type { Wait } from './parity-statistics.ts';
import type { MissionView } from './state.ts';
import { MISSION } from './views.ts';

// Whether the parties are treated alike, in figures that either side can compute again. They say how long each step took
// and how often it came to what; they say nothing of why, and rank nobody. How: docs/parity.md.

const HOUR = 3_600_000;
const SUPPRESS_BELOW = 3;

/** Steps whose time is measured from the end of what happened, with what counts as taking each. */
const STEPS = {
  numbered: ['number'],
  'under-inquiry': ['status: under inquiry'],
  corroborated: ['status: corroborated'],
  decided: ['status: verified', 'status: refuted', 'status: unable to verify'],
  attributed: ['attribution: admitted', 'attribution: assessed'],
  found: ['finding: violation', 'finding: no violation', 'finding: inconclusive'],
  'remedy-agreed': ['resolution: agreed remedy'],
  remedied: ['resolution: remedied'],
} as const satisfies { readonly [step: string]: readonly string[] };
type StepName = keyof typeof STEPS;

/** Decisions of which it is told what they rested on. */
const DECISIONS = ['corroborated', 'verified', 'refuted', 'unable to verify'] as const;

/** How long one step took, by party. `from` says what it is measured from. Hours. */
export interface TimeRow {
  readonly standing: Standing;
  readonly step: 'reported' | StepName | 'answered';
  readonly from: 'event' | 'complaint';
  readonly parties: readonly OfParty<TimeFigure>[];
}

/** How many reports, or independent origins, an incident had when it was decided so for the first time. */
export interface EvidenceRow {
  readonly standing: Standing;
  readonly decision: (typeof DECISIONS)[number];
  readonly counts: 'reports' | 'origins';
  readonly parties: readonly OfParty<TimeFigure>[];
}

/** What share came to what, by party. */
export interface ShareRow {
  readonly standing: Standing | 'gives-access';
  /** Of which whole: decided incidents, those with a finding, complaints whose time is over, answers to requests for access. */
  readonly of: 'decided' | 'unable' | 'found' | 'complaints' | 'access';
  readonly is: string;
  readonly parties: readonly OfParty<ShareFigure>[];
}

/** The parity figures as one audience may know them. */
export interface Parity {
  readonly audience: string;
  readonly exercise: boolean;
  /** In the order of the agreements; no other order is meant. */
  readonly parties: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** UTC: the time of the last entry. What is open has been open until then. */
  readonly at: string;
  /** Entries that the figures come from. */
  readonly size: number;
  readonly incidents: number;
  readonly complaints: number;
  /** Only incidents that somebody took up or complained about were looked at. */
  readonly takenUpOnly: boolean;
  /** Counts below this, 0 excepted, are not shown to this audience. */
  readonly suppressedBelow?: number;
  /** Figures that were compared between parties. */
  readonly compared: number;
  readonly times: readonly TimeRow[];
  readonly evidence: readonly EvidenceRow[];
  readonly shares: readonly ShareRow[];
}

/** What the rows of one answer are made of. */
interface Work {
  readonly state: MissionView;
  readonly query: ParityQuery;
  readonly parties: readonly string[];
  readonly cases: readonly ParityCase[];
  readonly complaints: readonly AskedAnswer[];
  readonly rows: ParityRows;
}

/** Works the parity figures out of a state; it costs what the incidents cost that are looked at. */
export function parityOf(state: MissionView, query: ParityQuery): Parity {
  const smallest = query.audience === MISSION ? 0 : (state.rules['suppress-below'] ?? SUPPRESS_BELOW);
  const [parties, rows] = [partiesIn(state, query), new ParityRows(smallest)];
  const [cases, complaints] = [casesFor(state, query), complaintsFor(state, query)];
  const work: Work = { state, query, parties, cases, complaints, rows };
  const [times, evidence, shares] = [timesOf(work), evidenceOf(work), sharesOf(work)];
  rows.judge();
  return {
    audience: query.audience,
    exercise: state.rules.exercise,
    parties,
    ...(query.from === undefined ? {} : { from: formatMoment(query.from) }),
    ...(query.to === undefined ? {} : { to: formatMoment(query.to) }),
    at: formatMoment(state.at),
    size: state.size,
    incidents: cases.length,
    complaints: complaints.length,
    takenUpOnly: query.takenUpOnly === true,
    ...(smallest === 0 ? {} : { suppressedBelow: smallest }),
    compared: rows.compared,
    ...{ times, evidence, shares },
  };
}

/** What of each party's own is made of some, in one standing. */
function by<T extends Concerning, V>(
  { parties }: Work,
  all: readonly T[],
  standing: Standing,
  value: (own: readonly T[]) => V,
): ReadonlyMap<string, V> {
  const own = (party: string) => all.filter(({ concerns }) => concerns[standing].has(party));
  return new Map(parties.map((party) => [party, value(own(party))]));
}

/** The standings in which any of these concerns anybody. */
function standingsIn(all: readonly Concerning[]): readonly Standing[] {
  return STANDINGS.filter((standing) => all.some(({ concerns }) => concerns[standing].size > 0));
}

function timesOf(work: Work): readonly TimeRow[] {
  const { cases, complaints, rows, state } = work;
  const steps = Object.keys(STEPS) as StepName[];
  const ofCases = standingsIn(cases).flatMap((standing): readonly TimeRow[] => {
    const row = (step: TimeRow['step'], value: (own: readonly ParityCase[]) => readonly Wait[]) => ({
      ...{ standing, step, from: 'event' as const },
      parties: rows.times(by(work, cases, standing, value)),
    });
    return [
      row('reported', reportedIn),
      ...steps.map((step) => row(step, (own) => stepIn(own, step, state.at))),
    ];
  });
  const ofComplaints = standingsIn(complaints).map((standing) => ({
    ...{ standing, step: 'answered' as const, from: 'complaint' as const },
    parties: rows.times(by(work, complaints, standing, (own) => answeredIn(own, state.at))),
  }));
  return [...ofCases, ...ofComplaints];
}

function evidenceOf(work: Work): readonly EvidenceRow[] {
  const { cases, rows } = work;
  const kinds = DECISIONS.flatMap((decision) =>
    (['reports', 'origins'] as const).map((counts) => ({ decision, counts })),
  );
  return standingsIn(cases).flatMap((standing) =>
    kinds.map(({ decision, counts }) => ({
      ...{ standing, decision, counts },
      parties: rows.times(
        by(work, cases, standing, (own) => evidenceIn(own, decision, counts)),
        false,
      ),
    })),
  );
}

function sharesOf(work: Work): readonly ShareRow[] {
  const { state, query, cases, complaints, rows, parties } = work;
  return [
    ...standingsIn(cases).flatMap((standing) => [
      ...shareRows(rows, standing, 'decided', by(work, cases, standing, outcomesIn)),
      ...shareRows(rows, standing, 'unable', by(work, cases, standing, reasonsIn)),
      ...shareRows(rows, standing, 'found', by(work, cases, standing, findingsIn)),
    ]),
    ...standingsIn(complaints).flatMap((standing) => {
      const own = by(work, complaints, standing, (all) => lateIn(all, state.at));
      return shareRows(rows, standing, 'complaints', own);
    }),
    ...shareRows(rows, 'gives-access', 'access', accessBy(state, query, parties)),
  ];
}

type Concerning = Pick<ParityCase, 'concerns'>;

/** Parties of the texts in force, in their order; those without a text after them, by their handle. */
function partiesIn(state: MissionView, query: ParityQuery): readonly string[] {
  const isRead = isReadBy(query.audience);
  const named = textsAt(state, state.at).flatMap((text) => text.parties.map(({ id }) => id));
  const complained = [...state.complaints.values()]
    .filter(({ audience }) => isRead(audience))
    .flatMap(({ party, against }) => [party, against ?? party]);
  const gave = [...state.access.values()].flatMap(({ audience, body }) =>
    isRead(audience) ? (body.party ?? []) : [],
  );
  return [...new Set([...named, ...[...complained, ...gave].sort()])];
}

function waitFrom(from: number, to: number | undefined, now: number): Wait {
  // A clock that is behind puts a report before what it reports: no time passed then.
  return { time: Math.max(0, (to ?? now) - from) / HOUR, reached: to !== undefined };
}

function reportedIn(cases: readonly ParityCase[]): readonly Wait[] {
  return cases.map(({ ended, reported }) => waitFrom(ended, reported, reported));
}

/** What went another way, such as refuted where corroborated is asked, never takes the step and stays open. */
function stepIn(cases: readonly ParityCase[], step: StepName, now: number): readonly Wait[] {
  return cases.map(({ ended, milestones }) => waitFrom(ended, firstOf(milestones, STEPS[step])?.at, now));
}

function answeredIn(complaints: readonly AskedAnswer[], now: number): readonly Wait[] {
  return complaints.map(({ filed, answered }) => waitFrom(filed, answered, now));
}

function firstOf(milestones: readonly Milestone[], steps: readonly string[]): Milestone | undefined {
  return milestones.find(({ step }) => steps.includes(step));
}

function evidenceIn(
  cases: readonly ParityCase[],
  decision: string,
  counts: EvidenceRow['counts'],
): readonly Wait[] {
  return cases.flatMap(({ milestones }) => {
    const taken = firstOf(milestones, [`status: ${decision}`]);
    return taken === undefined ? [] : { time: taken[counts], reached: true };
  });
}

/** A row for each thing that a whole can come to; none where nobody has any of it. */
function shareRows<Name extends string>(
  rows: ParityRows,
  standing: ShareRow['standing'],
  of: ShareRow['of'],
  groups: ReadonlyMap<string, Readonly<Record<Name, number>>>,
): readonly ShareRow[] {
  const names = Object.keys([...groups.values()][0] ?? {}) as Name[];
  if (![...groups.values()].some((counts) => names.some((name) => counts[name] > 0))) return [];
  return [...rows.shares(groups, names)].map(([is, parties]) => ({ standing, of, is, parties }));
}
