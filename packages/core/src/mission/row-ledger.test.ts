import { expect, test } from 'vitest';
import { anchor, testAgreement } from '../agreement/testing.ts';
import type { Json } from '../record/index.ts';
import { takeEntry } from './fold.ts';
import { stateRoot } from './published.ts';
import { followRows } from './row-ledger.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { type MissionState, newMissionState } from './state.ts';
import { AGREED, Desk, foldOf } from './testing.ts';

const WORKS = {
  lines: { front: { name: 'the front', sides: { north: 'left', south: 'right' } } },
  weapons: { 'some-mortar': { name: 'mortar', kind: ['mortar'] } },
  things: { patrol: { name: 'patrol' } },
  events: { 'withdrawal-complete': { name: 'withdrawal complete' } },
  clauses: [
    { id: '1', forbid: 'fire', within: '5 km', 'of-line': 'front', anchor },
    { id: '2', forbid: 'fire', from: { day: 3, after: 'withdrawal-complete' }, anchor },
    { id: '3', forbid: 'fire', within: '10 km', around: 'patrol', anchor },
  ],
};

const line = (north: number) => ({
  line: 'front',
  from: '2026-11-18T00:00:00Z',
  geometry: {
    type: 'LineString',
    coordinates: [
      [-28.3, north],
      [-27.7, north],
    ],
  },
});

const position = (time: string) => ({
  fact: 'position',
  at: time,
  value: { of: 'patrol', id: 'p-1', place: { type: 'point', at: [-28.05, 42], radius: 100 } },
});

const hour = (number: number) => {
  const time = `2026-11-20T${String(number).padStart(2, '0')}:00:00Z`;
  return { occurred: { from: time, to: time } };
};

/** Everything that moves a row: reports, texts, lines, facts early and late, decisions, positions of parties, rules. */
function moving(): Desk {
  const desk = new Desk(WORKS);
  const keys = Array.from({ length: 12 }, (_, at) => desk.report(at, hour(at)));
  const [first = '', second = '', third = ''] = keys;
  desk.put('registrar', 'line', line(42.02));
  desk.put('north', 'fact', position('2026-11-20T03:30:00Z'));
  desk.put('commission', 'fact', { fact: 'withdrawal-complete', at: '2026-11-10T12:00:00Z' });
  desk.put('duty-1', 'join', { reports: [first, second], reason: 'one salvo' });
  desk.verify(first);
  desk.put('north', 'position', { incident: third, on: 'facts', stance: 'contests' });
  desk.put('registrar', 'line', line(42.3));
  desk.put('north', 'fact', position('2026-11-20T08:30:00Z'));
  desk.put('north', 'fact', position('2026-11-20T05:30:00Z'));
  desk.put('registrar', 'agreement', { ...revised(2, '2026-11-20T06:00:00') });
  desk.put('commission', 'resolution', {
    incident: third,
    resolution: 'agreed remedy',
    remedy: 'r',
    vote: AGREED,
  });
  desk.rules({ indications: 'after-assessment' });
  desk.put('registrar', 'agreement', { ...revised(3, '2026-11-20T02:00:00') });
  desk.report(20, hour(5));
  return desk;
}

/** The text corrected, its first clause from another hour on. */
function revised(revision: number, from: string): { readonly [name: string]: Json } {
  const [clause, ...others] = WORKS.clauses;
  const text = testAgreement({ ...WORKS, clauses: [{ ...clause, from }, ...others] });
  return { ...(text as unknown as { readonly [name: string]: Json }), revision };
}

const AUDIENCES = ['public', 'mission'];
const roots = (state: MissionState) => AUDIENCES.map((audience) => stateRoot(state, audience));

/** How often an incident is looked up meanwhile. */
function looks(state: MissionState, during: () => unknown): number {
  let count = 0;
  const { incidents } = state;
  const get = incidents.get.bind(incidents);
  Object.assign(incidents, {
    get: (id: string) => {
      count += 1;
      return get(id);
    },
  });
  during();
  Object.assign(incidents, { get });
  return count;
}

test('whoever states after each entry, asks for indications and starts again states what one fold states', async () => {
  const entries = await moving().readAsMission();
  const asked = newMissionState();
  followRows(asked);
  const stated = newMissionState();
  let kept = newMissionState();
  for (const [at, entry] of entries.entries()) {
    takeEntry(asked, entry);
    for (const id of asked.incidents.keys()) asked.indications.get(id);
    takeEntry(stated, entry);
    roots(stated);
    takeEntry(kept, entry);
    if (at % 3 === 0) roots(kept);
    const again = restoreState(structuredClone(snapshotOf(kept)));
    if (!again.ok) throw new Error(again.refusal.message);
    kept = again.value;
    const expected = roots(foldOf(entries.slice(0, at + 1)));
    expect([at, entry.header?.kind, roots(asked)]).toEqual([at, entry.header?.kind, expected]);
    expect([at, entry.header?.kind, roots(stated)]).toEqual([at, entry.header?.kind, expected]);
    if (at % 4 === 0)
      expect([at, entry.header?.kind, roots(kept)]).toEqual([at, entry.header?.kind, expected]);
  }
});

test('a statement looks at no incident whose indications were asked for since it changed', async () => {
  const desk = new Desk(WORKS);
  for (let number = 1; number <= 40; number += 1) desk.report(number, hour(number % 24));
  const state = await desk.fold();
  followRows(state);
  for (const id of state.incidents.keys()) state.indications.get(id);
  expect(looks(state, () => stateRoot(state, 'public'))).toBe(0);
});

test('the first statement after a start looks at what changed since the one before, and at nothing else', async () => {
  const desk = new Desk(WORKS);
  for (let number = 1; number <= 40; number += 1) desk.report(number, hour(number % 24));
  const before = await desk.fold();
  stateRoot(before, 'public');
  const size = desk.log.size;
  desk.report(41, hour(7));
  const entries = await desk.readAsMission();
  const again = restoreState(structuredClone(snapshotOf(before)));
  if (!again.ok) throw new Error(again.refusal.message);
  for (const entry of entries.slice(size)) takeEntry(again.value, entry);
  expect(looks(again.value, () => stateRoot(again.value, 'public'))).toBe(1);
});
