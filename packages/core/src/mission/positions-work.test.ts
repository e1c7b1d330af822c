import { expect, test } from 'vitest';
import { anchor, testAgreement } from '../agreement/testing.ts';
import { type Json, type KeyRegister, PUBLIC, type ReadEntry } from '../record/index.ts';
import { takeEntry } from './fold.ts';
import { stateRoot } from './published.ts';
import { type MissionState, newMissionState } from './state.ts';
import { reportOf } from './testing.ts';

const START = Date.UTC(2026, 10, 20);
const KEYS: KeyRegister = {
  keys: new Map(
    (['registrar', 'device', 'party'] as const).map((role) => [
      role,
      { id: role, key: { crv: 'Ed25519', kty: 'OKP', x: '' }, role, subject: role, since: 0 },
    ]),
  ),
};
const TEXT = testAgreement({
  things: { patrol: { name: 'patrol' } },
  events: { accord: { name: 'accord' } },
  clauses: [
    { id: '1', forbid: 'fire', within: '10 km', around: 'patrol', anchor },
    { id: '2', forbid: 'fire', from: { day: 3, after: 'accord' }, anchor },
  ],
});

const moment = (minutes: number) => `${new Date(START + minutes * 60_000).toISOString().slice(0, 19)}Z`;

function take(state: MissionState, kind: string, by: string, body: unknown): void {
  const index = state.size;
  const header = {
    v: 1,
    kind,
    mission: 'm',
    at: START + index,
    by,
    audience: PUBLIC,
    body: { open: body as Json },
    authored: { at: 0, nonce: `${index}` },
  } as const;
  takeEntry(state, {
    index,
    leaf: { type: 'open', header },
    header,
    body: body as ReadEntry['body'],
    withheld: {},
  });
}

function begun(): MissionState {
  const state = newMissionState();
  state.size = 1;
  state.register = KEYS;
  take(state, 'mission', 'registrar', { title: 't', exercise: true, indications: 'at-once' });
  take(state, 'agreement', 'registrar', TEXT);
  return state;
}

const position = (minutes: number) => ({
  fact: 'position',
  at: moment(minutes),
  value: {
    of: 'patrol',
    id: `p-${minutes % 3}`,
    place: { type: 'point', at: [-28.05 + (minutes % 7) / 100, 42.01], radius: 50 },
  },
});

const report = (minutes: number) =>
  reportOf({
    id: `0198c9b2-7a10-4c7e-9d54-${String(minutes).padStart(12, '0')}`,
    occurred: { from: moment(minutes), to: moment(minutes) },
    place: { type: 'point', at: [-28.05, 42.01], radius: 50 },
  });

/** How often facts on record and incidents are read while so many patrols tell where they are, each beside a report. */
function work(count: number): number {
  const state = begun();
  let looks = 0;
  state.facts = new Proxy(state.facts, {
    get(target, name) {
      if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1;
      return Reflect.get(target, name);
    },
  });
  const get = state.incidents.get.bind(state.incidents);
  Object.assign(state.incidents, {
    get: (id: string) => {
      looks += 1;
      return get(id);
    },
  });
  for (let at = 0; at < count; at += 1) {
    take(state, 'report', 'device', report(at));
    take(state, 'fact', 'party', position(at));
  }
  expect(state.facts.length).toBe(count);
  return looks;
}

test('eight times as many positions and reports are eight times the work', () => {
  expect(work(400) / work(50)).toBeLessThan(12);
});

test('positions in any order, before and after what they bear on, come to what all at once come to', () => {
  const minutes = Array.from({ length: 40 }, (_, at) => at);
  const orders = [
    minutes,
    minutes.toReversed(),
    minutes.toSorted((a, b) => ((a * 17) % 40) - ((b * 17) % 40)),
  ];
  const roots = orders.flatMap((order) =>
    [true, false].map((stated) => {
      const state = begun();
      for (const at of minutes) if (at % 2 === 0) take(state, 'report', 'device', report(at + 1));
      for (const at of order) {
        take(state, 'fact', 'party', position(at));
        if (stated) stateRoot(state, PUBLIC);
      }
      for (const at of minutes) if (at % 2 === 1) take(state, 'report', 'device', report(at + 1));
      // A fact that sets a clock binds everything anew.
      if (!stated) take(state, 'fact', 'registrar', { fact: 'accord', at: moment(1e4) });
      else {
        stateRoot(state, PUBLIC);
        take(state, 'fact', 'registrar', { fact: 'accord', at: moment(1e4) });
      }
      return stateRoot(state, PUBLIC);
    }),
  );
  expect(new Set(roots).size).toBe(1);
  const found = begun();
  take(found, 'fact', 'party', position(3));
  take(found, 'report', 'device', report(4));
  const [said] = [...found.indications.values()];
  expect(said?.map(({ clause, outcome }) => [clause, outcome])).toContainEqual(['1', 'breach']);
});
