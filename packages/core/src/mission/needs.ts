import type { Axes, Vote } from './axes.ts';
import type { Assessment, Attribution, Finding, Resolution } from './decision-forms.ts';
import { type Constitution, whyNotCarried } from './quorum.ts';
import type { MissionRules, Office } from './rules.ts';
import type { Actor, Need } from './transitions.ts';

/** Who decides: the subject of a key in force, with what it may do. */
export interface Author {
  readonly subject: string;
  readonly party: boolean;
  readonly offices: ReadonlySet<Office>;
  /** Of a body's key: what it needs to decide. */
  readonly body?: Constitution;
}

/** What a person or body wrote, with the axis it is about. */
export type Decision =
  | { readonly axis: 'status'; readonly body: Assessment }
  | { readonly axis: 'attribution'; readonly body: Attribution }
  | { readonly axis: 'finding'; readonly body: Finding }
  | { readonly axis: 'resolution'; readonly body: Resolution };

/** A decision with its place in the record. */
export type Decided = Decision & {
  readonly index: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly author: Author;
};

/** What a step is judged by. */
export interface Circumstances {
  readonly rules: MissionRules;
  readonly axes: Axes;
  /** Independent origins, and the sources of the incident's reports. */
  readonly origins: number;
  readonly sources: readonly string[];
  /** Whether a clause stands in a version of an agreement that is on record. */
  readonly hasClause: (agreement: string, version: number, clause: string) => boolean;
  /** Members of a group of an agreement in force. */
  readonly membersOf: (group: string) => readonly string[];
}

/** Whether one of those who may take a step wrote it. */
export function mayTake(by: readonly Actor[], author: Author): boolean {
  return by.some((one) => (one === 'party' ? author.party : one !== 'clock' && author.offices.has(one)));
}

/** Why a need is not met, in a sentence; undefined where it is. `second-person` is settled by the one who decides. */
export function whyUnmet(need: Need, decided: Decided, about: Circumstances): string | undefined {
  const { author, body } = decided;
  const given = body as Partial<Assessment & Attribution & Finding & Resolution>;
  switch (need) {
    case 'reason':
      return given.reason === undefined ? 'it needs a reason' : undefined;
    case 'unable-reason':
      return given.unable === undefined
        ? 'it needs what prevented it: access, time, safety or evidence'
        : undefined;
    case 'origins': {
      const least = about.rules.corroboration ?? 2;
      return about.origins < least
        ? `it has ${about.origins} independent origin${about.origins === 1 ? '' : 's'}, and needs ${least}`
        : undefined;
    }
    case 'second-person':
      return undefined;
    case 'not-own-report':
      return about.sources.includes(author.subject)
        ? 'who reported it does not assess it: another person must'
        : undefined;
    case 'verified-first':
      return about.rules.rests !== 'on-any-status' && about.axes.status !== 'verified'
        ? `it rests on a verified incident, and this one is ${about.axes.status}`
        : undefined;
    case 'nothing-rests-on-it':
      return whyRestedOn(about.axes);
    case 'party':
      return given.party === undefined ? 'it names no party' : undefined;
    case 'claimant':
      return claimant(author, given.saidBy);
    case 'own-admission':
      return author.party && given.party !== author.subject
        ? 'a party admits what it did itself, and nothing for another'
        : undefined;
    case 'basis':
      return given.basis === undefined ? 'it needs its basis' : undefined;
    case 'quorum':
      return whyNoQuorum(author, given.vote, about);
    case 'class':
      return given.class === undefined ? 'a violation needs its class' : undefined;
    case 'clause':
      return about.hasClause(given.agreement ?? '', given.version ?? 0, given.clause ?? '')
        ? undefined
        : `no clause ${given.clause} of ${given.agreement}, version ${given.version}, is on record`;
    case 'next-tier':
      return whyNotNextTier(given.tier, about);
    case 'tier-body': {
      const named = about.rules.ladder?.[(about.axes.tier ?? 1) - 1]?.body;
      return named !== undefined && named !== author.subject
        ? `at tier ${about.axes.tier ?? 1} ${named} decides`
        : undefined;
    }
    case 'remedy':
      return given.remedy === undefined ? 'it needs the remedy' : undefined;
    case 'proof':
      return given.proof === undefined ? 'it needs the reports that show it done' : undefined;
  }
}

function whyRestedOn({ attribution, findings = [] }: Axes): string | undefined {
  if (attribution === 'assessed')
    return 'an attribution by assessment rests on it: that must be taken back first';
  const violation = findings.find(({ finding }) => finding === 'violation');
  return violation === undefined
    ? undefined
    : `a finding of a violation of clause ${violation.clause} rests on it: that must be changed first`;
}

function claimant(author: Author, saidBy: string | undefined): string | undefined {
  if (author.party)
    return saidBy !== undefined && saidBy !== author.subject
      ? 'a party claims in its own name alone'
      : undefined;
  return saidBy === undefined ? 'it needs whose claim it is' : undefined;
}

function whyNoQuorum(
  { body, subject }: Author,
  vote: Vote | undefined,
  { membersOf }: Circumstances,
): string | undefined {
  if (body === undefined) return `${subject} is no body`;
  const why = whyNotCarried(body, vote, membersOf);
  return why === undefined ? undefined : `${why}; without quorum it can only be "not adopted"`;
}

function whyNotNextTier(tier: number | undefined, { axes, rules }: Circumstances): string | undefined {
  if (tier === undefined) return 'it needs the tier';
  const top = rules.ladder?.length ?? 20;
  if (tier > top) return `the ladder has ${top} tiers`;
  const current = axes.tier ?? 0;
  // What was settled or lapsed may come back to the tier it was at.
  const same = axes.resolution !== 'at tier' && axes.resolution !== 'open' && tier === current;
  return tier === current + 1 || same
    ? undefined
    : `it is at tier ${current}, and goes up one tier at a time, not to tier ${tier}`;
}
