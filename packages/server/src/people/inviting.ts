import { isMemberAt, type MemberEntry, parseMember } from '@armistice/core/mission';
import { type Json, PUBLIC } from '@armistice/core/record';
import type { Actor } from '@armistice/core/rights';
import type { Agreed } from '../desk/proposals.ts';
import { Problem } from '../problems.ts';
import type { Half } from './invitations.ts';
import { mustBeFree, mustStandFor } from './naming.ts';
import type { People } from './people.ts';

/** What somebody is invited as, or made to be from now on. */
export type Invited = Omit<MemberEntry, 'by' | 'with' | 'ended' | 'reason'>;

/** What became of it: done, with a code for whoever has no account yet; or it waits for a second person. */
export type Inviting =
  | { readonly invitation?: string }
  /** Half of the code: `other` has the other one. */
  | Half
  | { readonly proposal: string };

/** What waits under a proposal of this room. */
interface AskedFor {
  readonly invited?: Invited;
  /** The handle of whoever lost the way in. */
  readonly renew?: string;
  /** The handle of whoever is to be a member no longer, and why. */
  readonly end?: string;
  readonly reason?: string;
}

const TYPE = 'member';

/** Has what needs a second person done once that one agreed. Called once, at the start. */
export function performInvitations(people: People): void {
  people.proposals?.on(TYPE, (agreed) => {
    const { renew, end } = agreed.proposal.what as unknown as AskedFor;
    if (renew !== undefined) return renewAgreed(people, agreed, renew);
    return end === undefined ? appointAgreed(people, agreed) : endAgreed(people, agreed, end);
  });
}

/** No code is in what came of it: that is kept, and shown again. Each of the two fetches a half by the handle. */
async function appointAgreed(people: People, { proposal, second, words }: Agreed): Promise<Json> {
  const { invited } = proposal.what as unknown as AskedFor;
  const by = proposal.asker.handle;
  const member: MemberEntry = { ...(invited as Invited), by, with: second.handle };
  const { appointing } = people.mission;
  await appointing.inTurn(() => appointing.writeAgreed(member, proposal.id, words));
  const { handle } = member;
  if (!people.accounts.has(handle)) people.invitations.split(handle, [by, second.handle]);
  return { handle };
}

async function renewAgreed(people: People, { proposal, second }: Agreed, handle: string): Promise<Json> {
  const { entry } = people.mission.members.get(handle) ?? {};
  if (entry === undefined || isOver(people, entry)) return { handle, ignored: 'they are a member no longer' };
  people.accounts.drop(handle);
  people.invitations.split(handle, [proposal.asker.handle, second.handle]);
  return { handle };
}

async function endAgreed(people: People, { proposal, second, words }: Agreed, handle: string): Promise<Json> {
  const { appointing, members } = people.mission;
  const { reason = '' } = proposal.what as unknown as AskedFor;
  people.accounts.drop(handle);
  await appointing.inTurn(async () => {
    const entry = members.get(handle)?.entry;
    if (entry === undefined || isOver(people, entry)) return;
    const ended = { ...entry, ended: true, by: proposal.asker.handle, with: second.handle, reason };
    await appointing.writeAgreed(ended, proposal.id, words);
  });
  return { handle };
}

/** Invites a member, or sets an earlier one's roles, area and times. */
export async function invite(people: People, actor: Actor, invited: Invited): Promise<Inviting> {
  if (people.mission.members.get(invited.handle) === undefined) await mustBeFree(people, invited.handle);
  if (invited.roles.includes('device'))
    throw new Problem('people/form', 'a device is made with its token: POST /api/devices');
  mustBeAnother(actor, invited.handle);
  const read = parseMember({ ...invited, by: actor.handle });
  if (!read.ok) throw new Problem('people/form', read.refusal.message);
  await mustStandFor(people, invited);
  if (!people.invitesAlone) return propose(people, actor, { invited });
  return appoint(people, { ...invited, by: actor.handle });
}

/**
 * Makes a code for somebody who has none, or who lost the way in. Whoever has a code is the member: where two could agree one
 * alone gets none. Of those whom two appointed each of the two is given half; for all others a second person agrees first,
 * by which an account that they have ends.
 */
export async function inviteAgain(people: People, actor: Actor, handle: string): Promise<Inviting> {
  mustBeMember(people, handle);
  mustBeAnother(actor, handle);
  const member = people.mission.members.get(handle);
  if (member !== undefined && people.broughtBack.waits(member))
    throw new Problem(
      'people/not-reviewed',
      `${handle} came back by a restore: say first that they are a member still`,
    );
  if (people.invitesAlone) return { invitation: people.invitations.make(handle, actor.handle) };
  return people.invitations.half(handle, actor.handle) ?? propose(people, actor, { renew: handle });
}

/**
 * Ends a member. Where three and more may invite, one of them is ended by two: or whoever was quickest would be left alone
 * with those whom they chose. Until the second has spoken, access is stopped on the word of the first (suspending.ts).
 */
export async function endMember(
  people: People,
  actor: Actor,
  handle: string,
  reason: string,
): Promise<{ readonly proposal?: string }> {
  mustBeAnother(actor, handle);
  mustBeMember(people, handle);
  const inviters = people.inviters();
  if (inviters.length > 2 && inviters.includes(handle)) {
    const asked = propose(people, actor, { end: handle, reason });
    people.suspending.stop(handle, asked.proposal, actor.handle, inviters);
    return asked;
  }
  await people.mission.appointing.inTurn(() =>
    people.end(mustBeMember(people, handle), actor.handle, reason),
  );
  return {};
}

function propose(people: People, actor: Actor, what: AskedFor): { readonly proposal: string } {
  if (people.proposals === undefined)
    throw new Problem('people/second-person', 'two and more may invite here, so one alone may not');
  const asked = { type: TYPE, act: 'invite-member', target: { audience: PUBLIC } } as const;
  return { proposal: people.proposals.ask(actor, { ...asked, what: what as unknown as Json }).id };
}

function appoint(people: People, member: MemberEntry): Promise<{ readonly invitation?: string }> {
  return people.mission.appointing.inTurn(async () => {
    await people.mission.appointing.write(member);
    const { handle, by } = member;
    // Whoever signed in before signs in again: their session is from another entry.
    return people.accounts.has(handle) ? {} : { invitation: people.invitations.make(handle, by) };
  });
}

/** Throws where nobody is, or was to be, a member under this handle. */
export function mustBeMember(people: People, handle: string): MemberEntry {
  people.mission.mustKnowReports();
  const entry = people.mission.members.get(handle)?.entry;
  if (entry === undefined || isOver(people, entry))
    throw new Problem('people/unknown', `"${handle}" is no member`);
  return entry;
}

function isOver(people: People, entry: MemberEntry): boolean {
  const { from: _, ...begun } = entry;
  return !isMemberAt(begun, people.now());
}

/** What somebody is in the mission is another person's to say. */
export function mustBeAnother(actor: Actor, handle: string): void {
  if (actor.handle === handle)
    throw new Problem('request/not-allowed', 'what you are in the mission is for another person to change');
}
