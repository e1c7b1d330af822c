import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../record/index.ts';
import { takeEntries } from './fold.ts';
import { stateRoot } from './published.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { incidentWith, type MissionState, newMissionState } from './state.ts';
import { Desk, foldOf, LAST } from './testing.ts';
import { MISSION } from './views.ts';
import { claimOn, inquiryOn } from './work.ts';

// Who works on what: the last word on an incident, for the mission alone, taken from nobody unawares.

const FOR = { audience: MISSION };

const member = (desk: Desk, handle: string, change: object = {}) =>
  desk.log.append({
    kind: 'member',
    audience: MISSION,
    by: desk.log.registrar,
    fields: Object.entries({ handle, roles: ['duty-officer'], by: 'head-1', ...change }).map(
      ([name, value]) => ({ name, value: value as Json, audience: MISSION }),
    ),
  });

function whyNot(state: MissionState): string | undefined {
  const last = LAST.get(state)?.at(-1);
  return last?.type === 'ignored' ? `${last.why}: ${last.message}` : undefined;
}

function claimed(state: MissionState, report: string, at = state.at) {
  const incident = incidentWith(state, report);
  return incident === undefined ? undefined : claimOn(state, incident, at);
}

function staffed(): { readonly desk: Desk; readonly incident: string } {
  const desk = new Desk();
  const incident = desk.report(1);
  member(desk, 'duty-2');
  return { desk, incident };
}

test('an officer takes an incident, hands it over, and the other gives it back', async () => {
  const { desk, incident } = staffed();
  desk.put('duty-1', 'claim', { incident }, FOR);
  expect(claimed(await desk.fold(), incident)?.body).toEqual({ by: 'duty-1' });
  desk.put('duty-1', 'claim', { incident, to: 'duty-2', note: 'Night shift' }, FOR);
  expect(claimed(await desk.fold(), incident)?.body).toEqual({
    ...{ by: 'duty-2', handedBy: 'duty-1', note: 'Night shift' },
  });
  desk.put('duty-2', 'claim', { incident, released: true }, FOR);
  const state = await desk.fold();
  expect(claimed(state, incident)).toBeUndefined();
  expect(state.claims.size).toBe(0);
});

test('of two who take it in one moment the second is told who has it, and may take it over knowingly', async () => {
  const { desk, incident } = staffed();
  desk.put('duty-1', 'claim', { incident }, FOR);
  desk.put('duty-2', 'claim', { incident }, FOR);
  const told = await desk.fold();
  expect(whyNot(told)).toMatch(/illegal: .*duty-1 has it since entry \d+/);
  expect(claimed(told, incident)?.body.by).toBe('duty-1');
  desk.put('duty-2', 'claim', { incident, from: 'duty-1' }, FOR);
  expect(claimed(await desk.fold(), incident)?.body.by).toBe('duty-2');
  desk.put('duty-1', 'claim', { incident, released: true, from: 'duty-1' }, FOR);
  expect(whyNot(await desk.fold())).toMatch(/duty-2 has it since/);
});

test('a claim that is over binds nobody', async () => {
  const { desk, incident } = staffed();
  const before = (await desk.fold()).at;
  const until = new Date(before + 60_000).toISOString();
  desk.put('duty-1', 'claim', { incident, until }, FOR);
  const state = await desk.fold();
  expect(claimed(state, incident, before + 59_999)?.body.by).toBe('duty-1');
  expect(claimed(state, incident, before + 60_000)).toBeUndefined();
});

test.each([
  [{ to: 'nobody' }, /unknown: .*nobody is no member/],
  [{ to: 'gone' }, /unknown: .*gone is no member/],
  [{ until: '2020-01-01T00:00:00Z' }, /over before it begins/],
  [{ released: true }, /illegal: .*nobody has it/],
  [{ released: true, to: 'duty-2' }, /malformed: .*gives it back/],
  [{ from: 'duty-2' }, /illegal: .*duty-2 does not have it any more/],
  [{ incident: 'f'.repeat(64) }, /unknown: .*no incident/],
])('%j changes nothing, with the reason', async (change, why) => {
  const { desk, incident } = staffed();
  member(desk, 'gone', { ended: true });
  desk.put('duty-1', 'claim', { incident, ...change }, FOR);
  const state = await desk.fold();
  expect(whyNot(state)).toMatch(why);
  expect(state.claims.size).toBe(0);
});

test('who works on what is for the mission alone, and moves no root', async () => {
  const { desk, incident } = staffed();
  const before = await desk.fold();
  desk.put('duty-1', 'claim', { incident });
  expect(whyNot(await desk.fold())).toMatch(/not-entitled: .*for "mission", not for public/);
  desk.put('north', 'claim', { incident }, FOR);
  expect(whyNot(await desk.fold())).toMatch(/not-entitled/);
  desk.put('duty-1', 'claim', { incident }, FOR);
  desk.put('duty-1', 'inquiry', { incident, due: '2026-11-23T06:00:00Z', asks: 'Craters?' }, FOR);
  const after = await desk.fold();
  expect([after.claims.size, after.inquiries.size]).toEqual([1, 1]);
  for (const audience of ['public', MISSION])
    expect(stateRoot(after, audience)).toBe(stateRoot(before, audience));
  const asPublic = foldOf(await desk.read());
  expect([asPublic.claims.size, asPublic.inquiries.size]).toEqual([0, 0]);
});

test('a team is asked until when, asked anew, and no more', async () => {
  const { desk, incident } = staffed();
  const ask = (body: object) => desk.put('duty-1', 'inquiry', { incident, ...body }, FOR);
  const asked = async () => {
    const state = await desk.fold();
    const found = incidentWith(state, incident);
    return { why: whyNot(state), body: found && inquiryOn(state, found)?.body };
  };
  ask({ due: '2026-11-23T06:00:00Z' });
  expect((await asked()).why).toMatch(/malformed: .*what is the team asked/);
  ask({
    due: '2026-11-23T06:00:00Z',
    asks: 'Craters?',
    area: 'east',
    team: 'duty-2',
    risk: 'Mines by the road.',
  });
  expect((await asked()).body).toMatchObject({ area: 'east', team: 'duty-2', risk: 'Mines by the road.' });
  ask({ due: '2026-11-24T06:00:00Z', asks: 'Fragments too.' });
  expect((await asked()).body).toMatchObject({ due: '2026-11-24T06:00:00Z', asks: 'Fragments too.' });
  ask({ withdrawn: true, reason: 'The road is closed.' });
  expect(await asked()).toEqual({ why: undefined, body: undefined });
  ask({ withdrawn: true });
  expect((await asked()).why).toMatch(/nobody is asked/);
});

test('taking an inquiry back moves no axis: the status stands where assessments left it, whichever came first', async () => {
  const standing = async (acts: readonly ('ask' | 'take back' | 'assess')[]) => {
    const { desk, incident } = staffed();
    for (const act of acts)
      if (act === 'assess') desk.put('duty-1', 'assessment', { incident, status: 'under inquiry' });
      else
        desk.put(
          'duty-1',
          'inquiry',
          act === 'ask'
            ? { incident, due: '2026-11-23T06:00:00Z', asks: 'Craters?' }
            : { incident, withdrawn: true, reason: 'The road is closed.' },
          FOR,
        );
    const state = await desk.fold();
    const found = incidentWith(state, incident);
    return {
      status: found?.status,
      asked: found !== undefined && inquiryOn(state, found) !== undefined,
      root: stateRoot(state, 'public'),
    };
  };
  const orders = [
    ['assess', 'ask', 'take back'],
    ['ask', 'assess', 'take back'],
    ['ask', 'take back', 'assess'],
    ['ask', 'take back', 'ask', 'take back', 'assess'],
  ] as const;
  for (const order of orders)
    expect(await standing(order), order.join(', ')).toMatchObject({ status: 'under inquiry', asked: false });
  const untouched = await standing([]);
  expect(untouched).toMatchObject({ status: 'alleged', asked: false });
  expect(await standing(['ask', 'take back'])).toEqual(untouched);
});

test('a snapshot keeps who has what; however the record is cut, the state is the same', async () => {
  const { desk, incident } = staffed();
  desk.put('duty-1', 'claim', { incident, note: 'Mine' }, FOR);
  desk.report(2);
  desk.put('duty-1', 'claim', { incident, to: 'duty-2' }, FOR);
  desk.put('duty-2', 'inquiry', { incident, due: '2026-11-23T06:00:00Z', asks: 'Look.' }, FOR);
  const entries = await desk.readAsMission();
  const whole = foldOf(entries);
  const restored = restoreState(snapshotOf(whole));
  expect(restored.ok && claimed(restored.value, incident)).toEqual(claimed(whole, incident));
  expect(restored.ok && [...restored.value.inquiries]).toEqual([...whole.inquiries]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: entries.length - 1 }), (cut) => {
      const state = newMissionState();
      takeEntries(state, entries.slice(0, cut));
      takeEntries(state, entries.slice(cut));
      expect([...state.claims]).toEqual([...whole.claims]);
      expect([...state.inquiries]).toEqual([...whole.inquiries]);
    }),
  );
});
