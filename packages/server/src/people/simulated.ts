import type { MemberEntry } from '@armistice/core/mission';
import type { Mission } from '../mission.ts';

// The simulated members of an exercise: one for every role, and a liaison officer of each party. None of them exists,
// none has a password; the switcher looks as one of them.

const PARTIES = ['north', 'south'];
/** The joint commission of the exercise, in which both parties sit. */
const COMMISSION = 'exercise-commission';
const BY = 'exercise-administrator';

const MEMBERS: readonly MemberEntry[] = [
  { handle: BY, roles: ['administrator'], by: BY },
  { handle: 'exercise-head', roles: ['head'], by: BY },
  { handle: 'exercise-duty-officer', roles: ['duty-officer'], by: BY },
  { handle: 'exercise-second-officer', roles: ['duty-officer', 'verifier'], by: BY },
  { handle: 'exercise-verifier', roles: ['verifier'], by: BY },
  { handle: 'exercise-monitor', roles: ['monitor'], by: BY },
  { handle: 'exercise-analyst', roles: ['analyst'], by: BY },
  { handle: 'exercise-custodian', roles: ['custodian'], by: BY },
  { handle: 'exercise-second-custodian', roles: ['custodian'], by: BY },
  { handle: 'exercise-mediator', roles: ['mediator'], by: BY },
  { handle: 'exercise-relief', roles: ['relief-coordinator'], by: BY },
  { handle: 'exercise-commissioner', roles: ['body-member'], bodies: [COMMISSION], by: BY },
  ...PARTIES.map(
    (party): MemberEntry => ({
      ...{ handle: `exercise-liaison-${party}`, roles: ['liaison-officer'], party, by: BY },
    }),
  ),
];

/** Enters the simulated members that the record does not know yet. For a training mission alone. */
export async function furnishMembers(mission: Mission): Promise<void> {
  await mission.settled();
  const unknown = MEMBERS.filter(({ handle }) => mission.members.get(handle) === undefined);
  if (unknown.length > 0) await mission.appointing.write(...unknown);
}
