import type { Zone } from '../geo/index.ts';
import { MISSION, PARTNERS } from '../mission/index.ts';
import { PUBLIC } from '../record/index.ts';
import { ROLES, type Role } from './roles.ts';

export { PARTNERS };

/** Logs of their own, sealed: who a source is, and what the parties tell the mediator. Only their owners read them. */
export const VAULT = 'vault';
export const MEDIATION = 'mediation';

/** Audiences that are no party's and no body's, whatever a member's entry says. */
export const RESERVED_AUDIENCES: ReadonlySet<string> = new Set([
  ...[PUBLIC, MISSION, PARTNERS],
  ...[VAULT, MEDIATION],
]);

/** Whoever acts: a person, a device, or the public. Made once a request by the server, from sign-in and the member's entry. */
export interface Actor {
  /** A handle, never a name; empty for the public. */
  readonly handle: string;
  readonly roles: readonly Role[];
  /** The party that a liaison officer is of. */
  readonly party?: string;
  /** Bodies in which a member sits. */
  readonly bodies?: readonly string[];
  /** Where their roles hold; everywhere where it is left out. */
  readonly area?: Zone;
  /** UTC milliseconds from which and until which, not including, their roles hold. */
  readonly from?: number;
  readonly until?: number;
  /** Sources for which a device may file. */
  readonly sources?: readonly string[];
}

/** Whoever has not signed in. */
export const ANYBODY: Actor = { handle: '', roles: ['public'] };

const READERS_OF_MISSION: ReadonlySet<Role> = new Set([
  'monitor',
  'duty-officer',
  'verifier',
  'head',
  'analyst',
]);

/** Roles that hold at a moment (UTC milliseconds); of a member whose time is over, or not begun, those of the public. */
export function rolesAt({ roles, from, until }: Actor, now: number): readonly Role[] {
  const holds = (from === undefined || now >= from) && (until === undefined || now < until);
  return holds ? ROLES.filter((role) => role === 'public' || roles.includes(role)) : ['public'];
}

/**
 * Audiences whose entries an actor may read at a moment, `public` first. What is sealed to one party is read by its
 * liaison officers alone, the mission's staff included; administrators keep the machine and read nothing more.
 */
export function audiencesOf(actor: Actor, now: number): readonly string[] {
  const audiences = new Set<string>([PUBLIC]);
  for (const role of rolesAt(actor, now)) {
    if (READERS_OF_MISSION.has(role)) audiences.add(MISSION).add(PARTNERS);
    if (role === 'relief-coordinator') audiences.add(PARTNERS);
    if (role === 'liaison-officer') for (const party of namedBy(actor.party ?? [])) audiences.add(party);
    if (role === 'custodian') audiences.add(VAULT);
    if (role === 'mediator') audiences.add(MEDIATION);
    if (role === 'body-member') for (const body of namedBy(actor.bodies ?? [])) audiences.add(body);
  }
  return [...audiences];
}

function namedBy(ids: string | readonly string[]): readonly string[] {
  return [ids].flat().filter((id) => !RESERVED_AUDIENCES.has(id));
}
