import { inZone, type Position } from '../geo/index.ts';
import { type Actor, audiencesOf, rolesAt } from './actor.ts';
import type { Act } from './acts.ts';
import type { Role } from './roles.ts';
import { rightTo, type Scope, type Second } from './table.ts';

/** What an act is about. What is left out does not limit it, except where a scope asks for it: then it is refused. */
export interface Target {
  /** Whose entry it is to be, or out of which one reads. */
  readonly audience: string;
  readonly at?: Position;
  /** The party in whose name it is done. */
  readonly party?: string;
  /** The body in whose name it is done. */
  readonly body?: string;
  /** The source that files. */
  readonly source?: string;
  /** Handles of those who filed the reports that it is about. */
  readonly authors?: readonly string[];
}

/** Why an act is refused. */
export type WhyNot =
  /** The audience may not be read by the actor: that there is such a thing is itself not told. */
  | 'not-of-audience'
  /** No role of the actor has this right. */
  | 'no-right'
  /** The roles that have it hold for another party, body, source, area, or for what one wrote oneself. */
  | 'other-party'
  | 'other-body'
  | 'other-source'
  | 'other-area'
  | 'not-own'
  /** One's own report is assessed by another person. */
  | 'own-report'
  /** Who asked for it cannot agree to it too. */
  | 'same-person';

/** Whether an act is allowed, and who must agree besides. */
export type Answer =
  | { readonly allowed: true; readonly as: Role; readonly second?: Second }
  | { readonly allowed: false; readonly why: WhyNot };

const WHY_OF_SCOPE: { readonly [scope in Exclude<Scope, 'any'>]: WhyNot } = {
  area: 'other-area',
  own: 'not-own',
  party: 'other-party',
  body: 'other-body',
  sources: 'other-source',
};

/**
 * The one decision about rights: whether an actor may do this now (UTC milliseconds). Default deny: what stands in no
 * row of the table is open to nobody, and nothing is written for, or read from, an audience that one cannot read.
 */
export function may(actor: Actor, act: Act, target: Target, now: number): Answer {
  const right = rightTo(act);
  if (right === undefined) return { allowed: false, why: 'no-right' };
  if (!audiencesOf(actor, now).includes(target.audience)) return { allowed: false, why: 'not-of-audience' };
  let why: WhyNot = 'no-right';
  for (const role of rolesAt(actor, now)) {
    const scope = right.by[role];
    if (scope === undefined) continue;
    if (!isWithin(scope, actor, target)) {
      why = WHY_OF_SCOPE[scope as Exclude<Scope, 'any'>];
      continue;
    }
    if (right.notOwnReport === true && target.authors?.includes(actor.handle) === true)
      return { allowed: false, why: 'own-report' };
    return { allowed: true, as: role, ...(right.second === undefined ? {} : { second: right.second }) };
  }
  return { allowed: false, why };
}

/**
 * Whether an actor has the right to an act in some place, for some party, body or source: whoever does not need not say
 * what it would be about. Nothing is allowed by it; {@link may} decides once the target is known.
 */
export function holds(actor: Actor, act: Act, audience: string, now: number): boolean {
  const right = rightTo(act);
  if (right === undefined || !audiencesOf(actor, now).includes(audience)) return false;
  return rolesAt(actor, now).some((role) => right.by[role] !== undefined);
}

/**
 * Whether a second person may agree to what a first one asked for: another person, who holds the same right to the same
 * target. A body's quorum is not told here, and nobody's agreement stands in for it.
 */
export function agrees(first: Actor, second: Actor, act: Act, target: Target, now: number): Answer {
  const answer = may(second, act, target, now);
  if (!answer.allowed) return answer;
  if (answer.second === 'quorum') return { allowed: false, why: 'no-right' };
  return first.handle === second.handle ? { allowed: false, why: 'same-person' } : answer;
}

function isWithin(scope: Scope, actor: Actor, target: Target): boolean {
  switch (scope) {
    case 'any':
      return true;
    case 'area':
      // What has no place (a form, a list) is in nobody's way; what lies elsewhere is another team's.
      return actor.area === undefined || target.at === undefined || inZone(actor.area, target.at);
    case 'own':
      return target.authors?.every((one) => one === actor.handle) ?? true;
    case 'party':
      return actor.party !== undefined && target.party === actor.party;
    case 'body':
      return target.body !== undefined && actor.bodies?.includes(target.body) === true;
    case 'sources':
      return target.source !== undefined && actor.sources?.includes(target.source) === true;
  }
}
