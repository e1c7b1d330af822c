import { isMemberAt, type MemberEntry, parseMember } from '@armistice/core/mission';
import { type Json, PUBLIC } from '@armistice/core/record';
import type { Actor } from '@armistice/core/rights';
import { Problem } from '../problems.ts';
import { whyNoHandle } from './handles.ts';
import type { People } from './people.ts';

/** What somebody is invited as, or made to be from now on. */
export type Invited = Omit<MemberEntry, 'by' | 'with' | 'ended' | 'reason'>;

/** What became of it: done, with a code for whoever has no account yet; or it waits for a second person. */
export type Inviting = { readonly invitation?: string } | { readonly proposal: string };

/** What waits under a proposal of this room. */
interface AskedFor {
  readonly invited?: Invited;
  /** The handle of whoever lost the way in. */
  readonly renew?: string;
}

const TYPE = 'member';

/** Has what needs a second person done once that one agreed. Called once, at the start. */
export function performInvitations(people: People): void {
  people.proposals?.on(TYPE, async ({ proposal, second, words }) => {
    const { invited, renew } = proposal.what as unknown as AskedFor;
    const by = proposal.asker.handle;
    // No code: what a proposal came to is kept, and shown again. Whoever asked fetches it by the handle.
    if (renew !== undefined) {
      people.accounts.drop(mustBeMember(people, renew).handle);
      return { handle: renew };
    }
    const member: MemberEntry = { ...(invited as Invited), by, with: second.handle };
    await people.mission.appointing.inTurn(() =>
      people.mission.appointing.writeAgreed(member, proposal.id, words),
    );
    return { handle: member.handle };
  });
}

/** Invites a member, or sets an earlier one's roles, area and times. */
export async function invite(people: People, actor: Actor, invited: Invited): Promise<Inviting> {
  const why = whyNoHandle(invited.handle);
  if (why !== undefined) throw new Problem('people/form', why);
  if (invited.roles.includes('device'))
    throw new Problem('people/form', 'a device is made with its token: POST /api/devices');
  mustBeAnother(actor, invited.handle);
  const read = parseMember({ ...invited, by: actor.handle });
  if (!read.ok) throw new Problem('people/form', read.refusal.message);
  if (!people.actsAlone('invite-member')) return propose(people, actor, { invited });
  return appoint(people, { ...invited, by: actor.handle });
}

/**
 * Makes a code for somebody who has none, or who lost the way in. An account that they have would end by it, and another
 * could take it over: that needs a second person, who agrees to its end before there is a code.
 */
export async function inviteAgain(people: People, actor: Actor, handle: string): Promise<Inviting> {
  mustBeMember(people, handle);
  mustBeAnother(actor, handle);
  if (people.accounts.has(handle) && !people.actsAlone('invite-member'))
    return propose(people, actor, { renew: handle });
  return { invitation: renewed(people, handle, actor.handle) };
}

function propose(people: People, actor: Actor, what: AskedFor): Inviting {
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

function renewed(people: People, handle: string, by: string): string {
  mustBeMember(people, handle);
  return people.invitations.make(handle, by);
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
