import { describe, expect, test } from 'vitest';
import type { Json } from '../record/index.ts';
import { isMemberAt, type MemberEntry, parseMember } from './member-form.ts';
import { stateRoot } from './published.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { foldOf, TestMission } from './testing.ts';
import { MISSION } from './views.ts';

const ZONE = {
  type: 'Polygon',
  coordinates: [
    [
      [36, 47],
      [38, 47],
      [38, 49],
      [36, 49],
      [36, 47],
    ],
  ],
};
const OFFICER: MemberEntry = { handle: 'duty-1', roles: ['duty-officer'], by: 'admin-1' };

function enter(mission: TestMission, member: object, audience = MISSION, by = mission.log.registrar): void {
  const fields = Object.entries(member).map(([name, value]) => ({ name, value: value as Json, audience }));
  mission.log.append({ kind: 'member', audience, by, fields });
}

describe('who is a member', () => {
  test('is what the last entry for the handle says, for the mission alone and in no root', async () => {
    const mission = new TestMission();
    const before = stateRoot(await mission.fold(), 'public');
    enter(mission, OFFICER);
    enter(mission, { ...OFFICER, handle: 'verifier-1', roles: ['verifier'], area: ZONE, with: 'head-1' });
    enter(mission, { ...OFFICER, ended: true, reason: 'went home', by: 'head-1' });
    const state = await mission.fold();
    expect(
      [...state.members].map(([handle, { index, audience, body }]) => [handle, index, audience, body.ended]),
    ).toEqual([
      ['duty-1', 6, MISSION, true],
      ['verifier-1', 5, MISSION, undefined],
    ]);
    const asPublic = foldOf(await mission.read());
    expect(asPublic.members.size).toBe(0);
    expect(stateRoot(state, 'public')).toBe(before);
    expect(stateRoot(asPublic, 'public')).toBe(before);
  });

  test('who made a device is known by the sources that it files for, whoever made it anew or ended it', async () => {
    const mission = new TestMission();
    const device = { handle: 'camera-1', roles: ['device'], sources: ['post-3'] };
    enter(mission, { ...device, by: 'duty-1', with: 'head-1' });
    enter(mission, { ...device, sources: ['post-3', 'constructor'], by: 'duty-2' });
    enter(mission, { ...device, by: 'admin-1', ended: true });
    enter(mission, OFFICER);
    const restored = restoreState(snapshotOf(await mission.fold()));
    expect(restored.ok && [...restored.value.makers]).toEqual([
      ['post-3', ['duty-1', 'head-1', 'duty-2']],
      ['constructor', ['duty-2']],
    ]);
  });

  test('is known again from a snapshot', async () => {
    const mission = new TestMission();
    enter(mission, OFFICER);
    const restored = restoreState(snapshotOf(await mission.fold()));
    expect(restored.ok && restored.value.members.get('duty-1')?.body).toEqual(OFFICER);
  });

  test('is nothing that an entry for others says', async () => {
    const mission = new TestMission();
    enter(mission, OFFICER, 'public');
    expect((await mission.fold()).members.size).toBe(0);
  });
});

describe('a member is read strictly', () => {
  const refused = (change: object) => {
    const read = parseMember({ ...OFFICER, ...change });
    return read.ok ? 'accepted' : read.refusal.message;
  };

  test('sides and confidences are never mixed in one member', () => {
    expect(refused({ roles: ['liaison-officer', 'body-member'], party: 'north', bodies: ['jmc'] })).toBe(
      'accepted',
    );
    expect(refused({ roles: ['liaison-officer', 'verifier'], party: 'north' })).toContain(
      'make another member',
    );
    expect(refused({ roles: ['custodian', 'duty-officer'] })).toContain('make another member');
    expect(refused({ roles: ['mediator', 'administrator'] })).toContain('make another member');
    expect(refused({ roles: ['device', 'monitor'], sources: ['camera-1'] })).toContain('make another member');
  });

  test('a role has what it needs, and nothing has what belongs to another role', () => {
    expect(refused({ roles: ['liaison-officer'] })).toContain('party is missing');
    expect(refused({ party: 'north' })).toContain('belongs to a liaison-officer');
    expect(refused({ roles: ['device'] })).toContain('sources is missing');
    expect(refused({ roles: ['head'], bodies: ['jmc'] })).toContain('belongs to a body-member');
  });

  test('nobody is the public by appointment, twice the same, or one’s own second person', () => {
    expect(refused({ roles: ['public'] })).toContain('roles[0] must be one of');
    expect(refused({ roles: [] })).toContain('1 to');
    expect(refused({ roles: ['head', 'head'] })).toContain('twice');
    expect(refused({ with: 'admin-1' })).toContain('another person');
    expect(refused({ handle: 'Ana María' })).toContain('small letters');
    expect(refused({ name: 'Ana' })).toContain('name');
    expect(refused({ area: { type: 'Point', coordinates: [0, 0] } })).toContain('area');
  });

  test('a time that is over before it begins is refused; until is the first moment after', () => {
    const [from, until] = ['2026-11-20T06:00:00Z', '2026-11-20T08:00:00+02:00'];
    expect(refused({ from, until })).toContain('must lie after');
    const member: MemberEntry = { ...OFFICER, from, until: '2026-11-21T06:00:00Z' };
    const at = Date.parse(from);
    expect(
      [at - 1, at, at + 86_399_999, at + 86_400_000].map((moment) => isMemberAt(member, moment)),
    ).toEqual([false, true, true, false]);
    expect(isMemberAt({ ...member, ended: true }, at)).toBe(false);
  });
});
