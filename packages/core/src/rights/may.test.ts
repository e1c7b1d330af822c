import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readZone } from '../geo/index.ts';
import { ENTRY_KINDS, MISSION, TRANSITIONS } from '../mission/index.ts';
import { PUBLIC } from '../record/index.ts';
import { type Actor, ANYBODY, audiencesOf, MEDIATION, PARTNERS, VAULT } from './actor.ts';
import { ACTS, type Act, PLAIN_ACTS } from './acts.ts';
import { agrees, may, type Target } from './may.ts';
import { ROLES, type Role } from './roles.ts';
import { RIGHTS, rightTo } from './table.ts';

const NOW = Date.parse('2026-11-20T06:00:00Z');
const HOUR = 3_600_000;

function zone(west: number, south: number, east: number, north: number) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const read = readZone({ type: 'Polygon', coordinates: [ring] });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

/** Somebody with one role, and whatever that role needs to be of use. */
function holding(role: Role, more: Partial<Actor> = {}): Actor {
  return {
    handle: `${role}-1`,
    roles: [role],
    ...(role === 'liaison-officer' ? { party: 'north' } : {}),
    ...(role === 'body-member' ? { bodies: ['jmc'] } : {}),
    ...(role === 'device' ? { sources: ['camera-1'] } : {}),
    ...more,
  };
}

function allowed(actor: Actor, act: Act, target: Partial<Target> = {}): boolean {
  return may(actor, act, { audience: PUBLIC, ...target }, NOW).allowed;
}

function why(actor: Actor, act: Act, target: Partial<Target> = {}): string {
  const answer = may(actor, act, { audience: PUBLIC, ...target }, NOW);
  return answer.allowed ? 'allowed' : answer.why;
}

describe('what each never does', () => {
  test('whoever has not signed in reads what is public, and nothing else', () => {
    const open = ACTS.filter((act) => allowed(ANYBODY, act));
    expect(open).toEqual(['read', 'read-parity']);
    for (const audience of [MISSION, PARTNERS, VAULT, MEDIATION, 'north', 'jmc'])
      expect(why(ANYBODY, 'read', { audience })).toBe('not-of-audience');
  });

  test('a monitor attributes nothing, finds nothing and verifies nothing', () => {
    const steps = ACTS.filter((act) => act.includes(':') && allowed(holding('monitor'), act));
    expect(steps).toEqual([]);
  });

  test('nobody assesses or grades what they reported', () => {
    const verifier = holding('verifier');
    for (const act of [
      'status: verified',
      'status: corroborated',
      'status: refuted',
      'grade-report',
    ] as const) {
      expect(allowed(verifier, act, { authors: ['post-4'] })).toBe(true);
      expect(why(verifier, act, { authors: ['post-4', verifier.handle] })).toBe('own-report');
    }
  });

  test('a duty officer publishes nothing alone', () => {
    for (const act of ['publish', 'publish-erratum'] as const) {
      expect(may(holding('duty-officer'), act, { audience: PUBLIC }, NOW)).toMatchObject({
        allowed: true,
        second: 'another-person',
      });
    }
  });

  test('a person alone neither finds nor attributes: a body does, by its quorum', () => {
    const alone = ROLES.filter((role) => role !== 'body-member');
    for (const act of ACTS.filter((one) => one.startsWith('finding: ')))
      for (const role of alone) expect(allowed(holding(role), act, { body: 'jmc' })).toBe(false);
    expect(may(holding('body-member'), 'finding: violation', { audience: PUBLIC, body: 'jmc' }, NOW)).toEqual(
      {
        allowed: true,
        as: 'body-member',
        second: 'quorum',
      },
    );
    expect(why(holding('body-member'), 'finding: violation', { body: 'political-commission' })).toBe(
      'other-body',
    );
  });

  test('an administrator keeps the machine, and reads no report, no vault and no party', () => {
    const administrator = holding('administrator');
    expect(audiencesOf(administrator, NOW)).toEqual([PUBLIC]);
    for (const act of ['read-detail', 'read-positions', 'open-vault', 'erase', 'split'] as const)
      for (const audience of [PUBLIC, MISSION, VAULT, 'north'])
        expect(allowed(administrator, act, { audience })).toBe(false);
  });

  test('a custodian of sources does not work in the operations room', () => {
    const custodian = holding('custodian');
    expect(audiencesOf(custodian, NOW)).toEqual([PUBLIC, VAULT]);
    for (const act of ['join', 'split', 'status: verified', 'publish', 'read-detail'] as const)
      expect(allowed(custodian, act)).toBe(false);
    expect(may(custodian, 'open-vault', { audience: VAULT }, NOW)).toMatchObject({
      second: 'another-custodian',
    });
  });

  test('the mission’s staff does not read what is sealed to a party or told to the mediator', () => {
    for (const role of ROLES.filter((one) => one !== 'liaison-officer' && one !== 'mediator'))
      for (const audience of ['north', 'south', MEDIATION])
        expect(why(holding(role), 'read', { audience })).toBe('not-of-audience');
  });

  test('a device files for its own sources, and reads nothing that is restricted', () => {
    const camera = holding('device');
    expect(allowed(camera, 'file-report', { source: 'camera-1' })).toBe(true);
    expect(why(camera, 'file-report', { source: 'camera-2' })).toBe('other-source');
    expect(audiencesOf(camera, NOW)).toEqual([PUBLIC]);
  });
});

describe('equal rights, no veto', () => {
  const [north, south] = [
    holding('liaison-officer', { handle: 'lo-north', party: 'north' }),
    holding('liaison-officer', { handle: 'lo-south', party: 'south' }),
  ];

  test('whatever the officer of one party may do, the officer of the other may', () => {
    for (const act of ACTS)
      for (const audience of [PUBLIC, MISSION, 'own'])
        expect(
          may(north, act, { audience: audience === 'own' ? 'north' : audience, party: 'north' }, NOW),
        ).toEqual(
          may(south, act, { audience: audience === 'own' ? 'south' : audience, party: 'south' }, NOW),
        );
  });

  test('neither speaks for the other, nor reads what is the other’s', () => {
    for (const act of ['state-position', 'complain', 'attest', 'attribution: admitted'] as const) {
      expect(allowed(north, act, { party: 'north' })).toBe(true);
      expect(why(north, act, { party: 'south' })).toBe('other-party');
      expect(why(north, act)).toBe('other-party');
    }
    expect(why(north, 'read', { audience: 'south' })).toBe('not-of-audience');
  });

  test('no publication, assessment or finding needs a party', () => {
    for (const { act, by } of RIGHTS)
      if (by['liaison-officer'] !== undefined && act.startsWith('status: '))
        throw new Error(`a party may take ${act}`);
    for (const act of ['publish', 'publish-erratum', 'status: verified'] as const)
      expect(Object.keys(rightTo(act)?.by ?? {})).not.toContain('liaison-officer');
  });
});

describe('where and when', () => {
  const area = zone(36, 47, 38, 49);
  const officer = holding('verifier', { area });

  test('roles hold in the area of the member alone', () => {
    expect(allowed(officer, 'split', { at: [37, 48] })).toBe(true);
    expect(why(officer, 'split', { at: [39, 48] })).toBe('other-area');
    expect(allowed(holding('verifier'), 'split', { at: [39, 48] })).toBe(true);
  });

  test('roles hold from their first moment, and no longer at their last', () => {
    const visiting = holding('verifier', { from: NOW, until: NOW + HOUR });
    const target = { audience: MISSION };
    expect(may(visiting, 'split', target, NOW - 1).allowed).toBe(false);
    expect(may(visiting, 'split', target, NOW).allowed).toBe(true);
    expect(may(visiting, 'split', target, NOW + HOUR - 1).allowed).toBe(true);
    expect(may(visiting, 'split', target, NOW + HOUR)).toEqual({ allowed: false, why: 'not-of-audience' });
    expect(audiencesOf(visiting, NOW + HOUR)).toEqual([PUBLIC]);
  });
});

describe('a second person', () => {
  test('is another one, with the same right to the same thing', () => {
    const [first, second] = [
      holding('duty-officer', { handle: 'duty-1' }),
      holding('duty-officer', { handle: 'duty-2' }),
    ];
    const target = { audience: PUBLIC };
    expect(agrees(first, second, 'publish', target, NOW)).toMatchObject({ allowed: true });
    expect(agrees(first, first, 'publish', target, NOW)).toEqual({ allowed: false, why: 'same-person' });
    expect(agrees(first, holding('analyst'), 'publish', target, NOW)).toEqual({
      allowed: false,
      why: 'no-right',
    });
  });

  test('does not stand in for a quorum', () => {
    const [one, other] = ['member-1', 'member-2'].map((handle) => holding('body-member', { handle }));
    const target = { audience: PUBLIC, body: 'jmc' };
    expect(agrees(one as Actor, other as Actor, 'finding: violation', target, NOW).allowed).toBe(false);
  });

  test('is asked for wherever something is destroyed', () => {
    const destroying = RIGHTS.filter(({ destroys }) => destroys);
    expect(destroying.map(({ act }) => act)).toEqual(['erase', 'drop-source']);
    for (const { second } of destroying) expect(second).toBeDefined();
  });
});

describe('the table is whole', () => {
  test('every act has one row, and every row somebody', () => {
    expect(RIGHTS.map(({ act }) => act)).toEqual(ACTS);
    for (const { act, by } of RIGHTS) expect([act, Object.keys(by).length]).not.toEqual([act, 0]);
  });

  test('every step that the fold takes from a person is somebody’s, with what it needs', () => {
    for (const { axis, to, needs } of TRANSITIONS) {
      const right = rightTo(`${axis}: ${to}`);
      expect(right).toBeDefined();
      if (needs.includes('second-person')) expect(right?.second).toBe('another-person');
      if (needs.includes('not-own-report')) expect(right?.notOwnReport).toBe(true);
    }
  });

  test('every kind of entry is somebody’s to write, or the log’s own', () => {
    const byPeople = new Set(Object.values(PLAIN_ACTS).flatMap((one) => ('kind' in one ? [one.kind] : [])));
    const bySteps = ['assessment', 'attribution', 'finding', 'resolution'];
    const rest = Object.keys(ENTRY_KINDS).filter(
      (kind) => !(byPeople as ReadonlySet<string>).has(kind) && !bySteps.includes(kind),
    );
    // Members have routes of their own; a second person's word goes with the act that it is about.
    expect(rest).toEqual(['member', 'second', 'statement']);
  });

  test('what is not in the table is open to nobody', () => {
    for (const role of ROLES)
      expect(may(holding(role), 'close-incident' as Act, { audience: PUBLIC }, NOW)).toEqual({
        allowed: false,
        why: 'no-right',
      });
  });
});

describe('properties', () => {
  const actors = fc.record({
    handle: fc.constantFrom('a', 'b'),
    roles: fc.subarray([...ROLES]),
    party: fc.constantFrom('north', 'south'),
    bodies: fc.subarray(['jmc', 'board']),
    sources: fc.subarray(['camera-1', 'camera-2']),
  });
  const targets = fc.record(
    {
      audience: fc.constantFrom(PUBLIC, MISSION, PARTNERS, VAULT, MEDIATION, 'north', 'south', 'jmc'),
      party: fc.constantFrom('north', 'south'),
      body: fc.constantFrom('jmc', 'board'),
      source: fc.constantFrom('camera-1', 'camera-2'),
      authors: fc.subarray(['a', 'b']),
    },
    { requiredKeys: ['audience'] },
  );
  const cases = fc.record({
    actor: actors,
    act: fc.constantFrom(...ACTS),
    target: targets,
    role: fc.constantFrom(...ROLES),
  });

  test('nothing is done for an audience that one may not read', () => {
    fc.assert(
      fc.property(cases, ({ actor, act, target }) => {
        if (may(actor, act, target, NOW).allowed) expect(audiencesOf(actor, NOW)).toContain(target.audience);
      }),
    );
  });

  test('another role never takes a right away, but that nobody judges their own report', () => {
    fc.assert(
      fc.property(cases, ({ actor, act, target, role }) => {
        const before = may(actor, act, target, NOW);
        const after = may({ ...actor, roles: [...actor.roles, role] }, act, target, NOW);
        if (before.allowed && !after.allowed) expect(after.why).toBe('own-report');
      }),
    );
  });

  test('the order in which roles were given does not matter', () => {
    fc.assert(
      fc.property(cases, ({ actor, act, target }) => {
        const turned = { ...actor, roles: actor.roles.toReversed() };
        expect(may(turned, act, target, NOW)).toEqual(may(actor, act, target, NOW));
      }),
    );
  });
});
