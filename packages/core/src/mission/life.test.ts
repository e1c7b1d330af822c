import { describe, expect, test } from 'vitest';
import { publishedRows, stateRoot } from './published.ts';
import { incidentWith } from './state.ts';
import { AGREED, Desk, foldOf, LAST } from './testing.ts';

const RULES = { corroboration: 1 };
const FINDING = { agreement: 'test-north-south', version: 1, clause: '1', words: `sha256:${'0'.repeat(64)}` };

/** A desk where one origin corroborates, with one report filed. */
function desk(): { readonly desk: Desk; readonly incident: string } {
  const made = new Desk();
  made.rules(RULES);
  return { desk: made, incident: made.report(1) };
}

describe('from alleged to remedied', () => {
  test('each step moves one axis, and the entries that did stay with the incident', async () => {
    const { desk: mission, incident } = desk();
    mission.verify(incident);
    mission.put('commission', 'attribution', {
      incident,
      attribution: 'assessed',
      party: 'north',
      basis: 'craters',
      confidence: 0.8,
      alternatives: ['south'],
      vote: AGREED,
    });
    mission.put('commission', 'finding', {
      incident,
      ...FINDING,
      finding: 'violation',
      class: 'grave',
      vote: AGREED,
      remedy: 'withdraw the battery',
      due: '2026-12-01T00:00:00Z',
      dissent: [{ by: 'north', text: 'The craters are older.' }],
    });
    mission.put('north', 'position', {
      incident,
      on: 'finding',
      stance: 'contests',
      clause: '1',
      text: 'It was a live-fire exercise.',
    });
    mission.put('commission', 'resolution', { incident, resolution: 'at tier', tier: 1, reason: 'referred' });
    mission.put('commission', 'resolution', {
      incident,
      resolution: 'agreed remedy',
      remedy: 'withdraw',
      vote: AGREED,
    });
    mission.put('commission', 'resolution', { incident, resolution: 'remedied', proof: [incident] });
    const [row] = publishedRows(await mission.fold(), 'public');
    expect(row?.incident).toMatchObject({
      status: 'verified',
      verifiedBy: ['duty-1', 'duty-2'],
      attribution: 'assessed',
      attributed: { party: 'north', by: 'commission', confidence: 0.8, alternatives: ['south'] },
      finding: 'violation',
      findings: [{ clause: '1', class: 'grave', dissent: [{ by: 'north', text: 'The craters are older.' }] }],
      resolution: 'remedied',
      tier: 1,
    });
    expect(row?.incident.decisions).toHaveLength(9);
    expect(row?.positions).toMatchObject([{ party: 'north', on: 'finding', stance: 'contests' }]);
  });

  const refused: readonly (readonly [string, string, string, object, RegExp])[] = [
    [
      'a device decides nothing',
      'device',
      'assessment',
      { status: 'under inquiry' },
      /a device key may not write/,
    ],
    [
      'a party assesses nothing',
      'north',
      'assessment',
      { status: 'under inquiry' },
      /a party key may not write/,
    ],
    [
      'a duty officer adopts no finding',
      'duty-1',
      'finding',
      { ...FINDING, finding: 'no violation' },
      /a person key may not write/,
    ],
    [
      'a duty officer attributes nothing by assessment',
      'duty-1',
      'attribution',
      { attribution: 'assessed', party: 'north', basis: 'b' },
      /duty-1 may not take the step/,
    ],
    [
      'a party admits nothing for the other',
      'north',
      'attribution',
      { attribution: 'admitted', party: 'south' },
      /nothing for another/,
    ],
    [
      'a status is not skipped',
      'duty-1',
      'assessment',
      { status: 'verified', reason: 'r' },
      /no step from alleged to verified/,
    ],
    [
      'a body without its quorum adopts nothing',
      'commission',
      'finding',
      { ...FINDING, finding: 'no violation', vote: { for: { north: 1 } } },
      /0 of south took part/,
    ],
    [
      'a misspelt status is refused with its name',
      'duty-1',
      'assessment',
      { status: 'verifed' },
      /status must be one of .*did you mean/i,
    ],
    [
      'a field that nobody knows is refused',
      'duty-1',
      'assessment',
      { status: 'under inquiry', statuss: 1 },
      /statuss is not known here/,
    ],
  ];
  test.each(refused)('%s: the entry changes nothing and says why', async (_what, by, kind, body, message) => {
    const { desk: mission, incident } = desk();
    const before = stateRoot(await mission.fold(), 'public');
    const index =
      by === 'device'
        ? mission.log.append({ kind, open: { incident, ...body } as never })
        : mission.put(by, kind, { incident, ...body });
    const entries = await mission.readAsMission();
    const state = foldOf(entries);
    expect(stateRoot(state, 'public')).toBe(before);
    expect(LAST.get(state)?.find((change) => change.type === 'ignored')).toMatchObject({
      index,
      message: expect.stringMatching(message),
    });
  });

  test('a decision about what is not there is named as such', async () => {
    const { desk: mission } = desk();
    mission.put('duty-1', 'assessment', { incident: 'f'.repeat(64), status: 'under inquiry' });
    expect(LAST.get(await mission.fold())).toMatchObject([{ type: 'ignored', why: 'unknown' }]);
  });
});

describe('what some alone may read', () => {
  test('a decision for the mission moves its own view and no other; the public root stays', async () => {
    const { desk: mission, incident } = desk();
    const before = stateRoot(await mission.fold(), 'public');
    mission.put('duty-1', 'assessment', { incident, status: 'under inquiry' }, { audience: 'mission' });
    const state = await mission.fold();
    expect(stateRoot(state, 'public')).toBe(before);
    expect(stateRoot(foldOf(await mission.read()), 'public')).toBe(before);
    expect(publishedRows(state, 'public')[0]?.incident.status).toBe('alleged');
    expect(publishedRows(state, 'mission')[0]?.incident.status).toBe('under inquiry');
  });

  test('what is then decided for all holds for the mission too', async () => {
    const { desk: mission, incident } = desk();
    mission.put('duty-1', 'assessment', { incident, status: 'under inquiry' }, { audience: 'mission' });
    mission.corroborate(incident);
    const state = await mission.fold();
    for (const audience of ['public', 'mission'])
      expect(publishedRows(state, audience)[0]?.incident.status).toBe('corroborated');
    expect(stateRoot(state, 'public')).toBe(stateRoot(foldOf(await mission.read()), 'public'));
  });
});

describe('joining, splitting, and taking it back', () => {
  const two = () => {
    const { desk: mission, incident: first } = desk();
    return { mission, first, second: mission.report(2) };
  };

  test('joined reports are one incident with an id of its own; undone, the former state is there again', async () => {
    const { mission, first, second } = two();
    const before = stateRoot(await mission.fold(), 'public');
    const join = mission.put('duty-1', 'join', { reports: [first, second], reason: 'one salvo' });
    const joined = await mission.fold();
    expect([...joined.incidents.values()].map(({ reports }) => reports)).toEqual([[first, second].sort()]);
    expect(incidentWith(joined, first)).toEqual(incidentWith(joined, second));
    mission.put('duty-2', 'undo', { entry: join, reason: 'two calibres' });
    const undone = await mission.fold();
    expect(stateRoot(undone, 'public')).toBe(before);
    expect(undone.linkings.size).toBe(0);
  });

  test('a split keeps what was decided with the part that holds the first report, and undoing it restores the whole', async () => {
    const { mission, first, second } = two();
    mission.put('duty-1', 'join', { reports: [first, second], reason: 'one salvo' });
    mission.corroborate(first);
    const before = stateRoot(await mission.fold(), 'public');
    const split = mission.put('duty-1', 'split', {
      reports: [first],
      from: [second],
      reason: 'two calibres',
    });
    const apart = await mission.fold();
    const [lead = '', rest = ''] = [first, second].sort();
    expect([incidentWith(apart, lead)?.status, incidentWith(apart, rest)?.status]).toEqual([
      'corroborated',
      'alleged',
    ]);
    mission.put('duty-2', 'undo', { entry: split, reason: 'one after all' });
    expect(stateRoot(await mission.fold(), 'public')).toBe(before);
  });

  test('two decided incidents that differ are under inquiry once joined, and what they were once it is undone', async () => {
    const { mission, first, second } = two();
    mission.corroborate(first);
    mission.put('duty-1', 'assessment', { incident: second, status: 'under inquiry' });
    mission.put('duty-1', 'assessment', { incident: second, status: 'refuted', reason: 'thunder' });
    const before = stateRoot(await mission.fold(), 'public');
    const join = mission.put('duty-1', 'join', { reports: [first, second], reason: 'one salvo' });
    expect(incidentWith(await mission.fold(), first)).toMatchObject({
      status: 'under inquiry',
      attribution: 'undetermined',
    });
    mission.put('duty-1', 'undo', { entry: join, reason: 'no' });
    expect(stateRoot(await mission.fold(), 'public')).toBe(before);
  });

  test('a finding of a violation is not overturned by a join', async () => {
    const { mission, first, second } = two();
    mission.verify(first);
    mission.put('commission', 'finding', {
      incident: first,
      ...FINDING,
      finding: 'violation',
      class: 'grave',
      vote: AGREED,
    });
    mission.put('duty-1', 'assessment', { incident: second, status: 'under inquiry' });
    const before = stateRoot(await mission.fold(), 'public');
    mission.put('duty-1', 'join', { reports: [first, second], reason: 'one salvo' });
    const state = await mission.fold();
    expect(LAST.get(state)).toMatchObject([{ type: 'ignored', why: 'illegal' }]);
    expect(stateRoot(state, 'public')).toBe(before);
  });

  test('only who may decides: a device joins nothing', async () => {
    const { mission, first, second } = two();
    mission.log.append({ kind: 'join', open: { reports: [first, second], reason: 'r' } });
    expect((await mission.fold()).incidents.size).toBe(2);
  });
});

test('what an author signed once takes effect once: appended again it moves nothing', async () => {
  const { desk: mission, incident } = desk();
  const said = { incident, on: 'facts', stance: 'contests', text: 'it was demining' };
  const first = mission.put('north', 'position', said);
  const inquiry = mission.put('duty-1', 'assessment', { incident, status: 'under inquiry' });
  mission.put('duty-1', 'assessment', { incident, status: 'corroborated' });
  const before = await mission.fold();
  expect(before.incidents.get(incident)?.status).toBe('corroborated');
  mission.put('north', 'position', said, { again: first });
  mission.put('duty-1', 'assessment', { incident, status: 'under inquiry' }, { again: inquiry });
  const state = await mission.fold();
  expect(LAST.get(state)).toMatchObject([
    { why: 'duplicate', message: expect.stringContaining(`entry ${inquiry} holds the same`) },
  ]);
  expect(stateRoot(state, 'public')).toBe(stateRoot(before, 'public'));
  // Said anew it is said twice.
  mission.put('north', 'position', said);
  expect(publishedRows(await mission.fold(), 'public')[0]?.positions).toHaveLength(2);
});
