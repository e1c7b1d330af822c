// Test-only: what lies beside the record, or is decided by vote, and is for one audience alone.
import { MISSION, reads } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { Actor } from '@armistice/core/rights';
import { plainKey } from './desk/testing.ts';
import type { TestMission } from './testing.ts';
import { READERS } from './testing-audiences.ts';
import { COMMISSION } from './training/staff.ts';

/** A finding with its vote and dissent, and an assessment by vote: of the body alone. */
export function votes(
  row: (by: string, kind: string, body: object) => never,
  incident: string,
): readonly never[] {
  const vote = { for: { north: 1 }, against: { south: 1 } };
  const dissent = [{ by: 'south', text: 'only for us' }];
  const clause = { agreement: 'exercise-north-south', version: 1, clause: '1', words: 'f'.repeat(64) };
  return [
    row(COMMISSION, 'finding', { incident, ...clause, finding: 'inconclusive', vote, dissent }),
    row(COMMISSION, 'assessment', { incident, status: 'corroborated', reason: 'by vote', vote, dissent }),
  ];
}

/**
 * What a team is asked, which is the mission's alone; and where the mission does not read it, an assessment that would answer
 * what was asked before, if it did.
 */
export function inquiring(
  row: (kind: string, body: object) => never,
  audience: string,
  incident: string,
): readonly never[] {
  const asked = row('inquiry', { incident, due: '2099-01-01T00:00:00Z', asks: 'only for us' });
  if (reads(MISSION, audience)) return [asked];
  return [row('assessment', { incident, status: 'unable to verify', unable: 'access' }), asked];
}

/** What lies beside the record and is for some alone: members, devices, proposals, what custodians ask. */
export async function writeBeside({ mission, people, desk }: TestMission, audience: string): Promise<void> {
  const actor = READERS[audience];
  const { appointing } = mission;
  if (audience === MISSION) {
    await appointing.write({ handle: 'new-analyst', roles: ['analyst'], by: 'admin-1' });
    people.invitations.make('new-analyst', 'admin-1');
    const device = { handle: 'new-camera', roles: ['device'], sources: ['post-3'], by: 'admin-1' } as const;
    await appointing.write(device);
    people.devices.make('new-camera', 'admin-1');
    const erases = { act: 'erase', target: { audience: MISSION }, what: { indexes: [1] } } as const;
    const taken = desk.proposals.ask(actor as Actor, { type: 'erasure', ...erases });
    await desk.proposals.refuse(actor as Actor, taken.id, 'taken back');
    desk.proposals.ask(actor as Actor, { type: 'erasure', ...erases });
  }
  if (actor?.party !== undefined) {
    const what = { jwk: plainKey().jwk, role: 'party', name: audience };
    const target = { audience: PUBLIC };
    const key = { type: 'key', act: 'introduce-key', askedAs: 'keep-own-keys', target, what } as const;
    desk.proposals.ask(actor as Actor, key as never);
  }
}
