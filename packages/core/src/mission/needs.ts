import type { Agreement, Constitution } from '../agreement/index.ts';
import type { Axes } from './axes.ts';
import type { Competent, NamedTask } from './competence.ts';
import type { Assessment, Attribution, Finding, Resolution } from './decision-forms.ts';
import { whyNotCarried } from './quorum.ts';
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
  /** Independent origins of the incident's reports. */
  readonly origins: number;
  /** Who reported it, as those may know who read the decision. */
  readonly authors: ReadonlySet<string>;
  /** The text of an agreement that was in force when the incident ended, by its id. */
  readonly textOn: (agreement: string) => Pick<Agreement, 'version' | 'clauses'> | undefined;
  /** Who may adopt findings on an agreement, or attribute, at the time of the decision. */
  readonly competent: (task: NamedTask, agreement?: string) => Competent;
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
      return about.authors.has(author.subject)
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
    case 'named-body':
      return whyNotNamed(decided, about);
    case 'quorum':
      return constitutionOf(decided, about) === undefined
        ? `${author.subject} is no body`
        : whyNoVote(decided, about);
    case 'vote':
      return whyNoVote(decided, about);
    case 'class':
      return given.class === undefined ? 'a violation needs its class' : undefined;
    case 'clause':
      return decided.axis === 'finding' ? whyNoClause(decided.body, about) : undefined;
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

/** What the author of a decision needs to have decided: as the agreement that it is about constitutes it. */
function constitutionOf(
  { axis, author, body }: Decided,
  { competent }: Circumstances,
): Constitution | undefined {
  if (axis === 'finding') return competent('find', body.agreement).get(author.subject) ?? author.body;
  if (axis === 'attribution') return competent('attribute').get(author.subject) ?? author.body;
  return author.body;
}

function whyNoVote(decided: Decided, about: Circumstances): string | undefined {
  const constitution = constitutionOf(decided, about);
  if (constitution === undefined) return undefined;
  const { vote, dissent } = decided.body as Finding;
  const why = whyNotCarried(constitution, vote, dissent);
  if (why === undefined) return undefined;
  return decided.axis === 'finding' ? `${why}; without that it can only be "not adopted"` : why;
}

function whyNotNamed({ axis, author, body }: Decided, { competent }: Circumstances): string | undefined {
  const about = axis === 'finding' ? body.agreement : undefined;
  const named = competent(axis === 'finding' ? 'find' : 'attribute', about);
  if (named.has(author.subject)) return undefined;
  const does = axis === 'finding' ? `adopts findings on ${about}` : 'attributes';
  return named.size === 0
    ? `nobody ${does}: neither the text nor the rules of the mission name a body for it`
    : `${author.subject} is not named for it: ${[...named.keys()].join(', ')} ${does}`;
}

/** The clause stands in the text of the incident's own time, and what it was found on are its words. */
function whyNoClause(
  { agreement, version, clause, words }: Finding,
  { textOn }: Circumstances,
): string | undefined {
  const text = textOn(agreement);
  const found = text?.version === version ? text.clauses.find(({ id }) => id === clause) : undefined;
  if (found === undefined)
    return `no clause ${clause} of ${agreement}, version ${version}, was in force when the incident happened${text === undefined ? '' : `: version ${text.version} was`}`;
  // Of a clause whose words nobody saw, those that the body had before it are as good as any.
  return found.anchor.words === words || found.anchor.words === 'none'
    ? undefined
    : `the words of clause ${clause} have the hash ${found.anchor.words}, not ${words}`;
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
