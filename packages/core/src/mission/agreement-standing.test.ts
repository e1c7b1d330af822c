import { expect, test } from 'vitest';
import { type Agreement, bindings, factsOf } from '../agreement/index.ts';
import { anchor, testAgreement } from '../agreement/testing.ts';
import { PUBLIC } from '../record/index.ts';
import { agreementStanding } from './agreement-standing.ts';
import { newMissionState } from './state.ts';

// Where an agreement stands: what is due and overdue follows from facts on record, and none of it is a finding.

const AGREEMENT = testAgreement({
  clock: 'UTC',
  events: { start: { name: 'the withdrawal begins' }, records: { name: 'records are handed over' } },
  clauses: [
    { id: '1', forbid: 'fire', by: 'north', anchor },
    {
      id: '2',
      require: 'hand over the records',
      by: 'north',
      until: { days: 5, after: 'start' },
      'met-by': 'records',
      anchor,
    },
    { id: '3', forbid: 'presence', by: 'south', from: { days: 5, after: 'start' }, anchor },
  ],
});

function missionWith(facts: readonly { readonly fact: string; readonly at: string }[], now: string) {
  const state = newMissionState();
  state.at = Date.parse(now);
  state.rules = { ...state.rules, exercise: true };
  state.agreements.push({ index: 1, agreement: AGREEMENT });
  for (const [at, body] of facts.entries())
    state.facts.push({ index: 10 + at, at: Date.parse(now), audience: PUBLIC, body });
  return state;
}
const asked = { agreement: AGREEMENT.agreement, audience: PUBLIC };
const START = { fact: 'start', at: '2026-11-02T08:00:00Z' };

test('a clock that waits names the fact it waits for, and so does a rule that does not bind yet', () => {
  const found = agreementStanding(missionWith([], '2026-11-10T00:00:00Z'), asked);
  expect(found?.obligations).toMatchObject([{ clause: '2', status: 'undetermined', missing: 'start' }]);
  expect(found?.bindings).toMatchObject([
    { clause: '1', is: 'binds' },
    { clause: '3', is: 'waits', missing: 'start' },
  ]);
  expect(found?.clauses.map(({ facts }) => facts)).toEqual([[], ['records', 'start'], ['start']]);
});

test('a fact sets it running, what passes is overdue, and what is put on record late settles it late', () => {
  const due = agreementStanding(missionWith([START], '2026-11-04T00:00:00Z'), asked);
  expect(due?.obligations).toMatchObject([{ status: 'due', due: '2026-11-08T00:00:00Z' }]);
  expect(due?.bindings[1]).toMatchObject({ clause: '3', is: 'not-yet' });
  expect(due?.clauses[1]?.last).toMatchObject({ fact: 'start', entry: 10 });
  const over = agreementStanding(missionWith([START], '2026-11-09T00:00:00Z'), asked);
  expect(over?.obligations[0]?.status).toBe('overdue');
  const done = { fact: 'records', at: '2026-11-08T12:00:00Z' };
  const late = agreementStanding(missionWith([START, done], '2026-11-09T00:00:00Z'), asked);
  expect(late?.obligations[0]?.status).toBe('met-late');
  expect(JSON.stringify([over, late])).not.toMatch(/violat|found/);
});

test('another moment is asked about with what is on record now', () => {
  const state = missionWith([START], '2026-11-04T00:00:00Z');
  const later = agreementStanding(state, { ...asked, at: Date.parse('2026-12-01T00:00:00Z') });
  expect([later?.moment, later?.obligations[0]?.status]).toEqual(['2026-12-01T00:00:00Z', 'overdue']);
  expect(later?.bindings[1]?.is).toBe('binds');
});

test('versions are told apart: what was adopted, what amended it, and what corrected our encoding', () => {
  const state = missionWith([], '2026-11-10T00:00:00Z');
  const next = (version: number, revision: number) => ({ ...AGREEMENT, version, revision }) as Agreement;
  state.agreements.push({ index: 5, agreement: next(1, 2) }, { index: 9, agreement: next(2, 1) });
  expect(agreementStanding(state, asked)?.versions.map(({ entry, is }) => [entry, is])).toEqual([
    [1, 'adoption'],
    [5, 'correction'],
    [9, 'amendment'],
  ]);
  expect(agreementStanding(state, { ...asked, agreement: 'another' })).toBeUndefined();
});

test('a fact that is for others alone moves nothing', () => {
  const state = missionWith([], '2026-11-10T00:00:00Z');
  const before = JSON.stringify(agreementStanding(state, asked));
  state.facts.push({ index: 10, at: state.at, audience: 'north', body: START });
  expect(JSON.stringify(agreementStanding(state, asked))).toBe(before);
});

test('every name that a clause depends on is one that it waits for or is met by', () => {
  const rules = bindings(AGREEMENT, [], Date.parse('2026-11-10T00:00:00Z'), { mode: 'all' });
  for (const { clause, missing } of rules) {
    const found = AGREEMENT.clauses.find(({ id }) => id === clause);
    if (missing !== undefined && found !== undefined) expect(factsOf(AGREEMENT, found)).toContain(missing);
  }
});
