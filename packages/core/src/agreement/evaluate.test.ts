import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import { testAgreement } from './testing.ts';

const agreement = testAgreement();
const impacts: EvaluatedIncident = {
  id: 'an-incident',
  kind: 'explosion',
  phase: 'impact',
  occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:05:00Z' },
};

const ofClause = (clause: string, incident: EvaluatedIncident) => {
  const found = evaluate(agreement, incident).find((one) => one.clause === clause);
  if (found === undefined) throw new Error(`clause ${clause} said nothing`);
  return found;
};

test('impacts after a ceasefire took effect are an indicated breach by whichever party it was', () => {
  expect(ofClause('1', impacts)).toMatchObject({
    agreement: 'test-north-south',
    version: 1,
    outcome: 'breach',
    probability: 1,
    ifBy: { north: 'breach', south: 'breach' },
  });
});

test('a clause on one party says nothing of another', () => {
  expect(ofClause('2', impacts).ifBy).toEqual({ north: 'not-applicable', south: 'breach' });
});

test('an explosion whose phase nobody stated leaves the outcome undetermined, and names the phase', () => {
  const { phase: _phase, ...unstated } = impacts;
  expect(ofClause('1', unstated)).toMatchObject({
    outcome: 'undetermined',
    missing: 'phase',
    probability: null,
  });
  expect(ofClause('1', { ...unstated, phase: 'undetermined' })).toMatchObject({ outcome: 'undetermined' });
});

describe('time', () => {
  const at = (from: string, to: string) => ofClause('1', { ...impacts, occurred: { from, to } });

  test('the second before the clause takes effect is not its concern; the second itself is', () => {
    expect(at('2026-11-01T00:59:59Z', '2026-11-01T00:59:59Z').outcome).toBe('not-applicable');
    expect(at('2026-11-01T01:00:00Z', '2026-11-01T01:00:00Z')).toMatchObject({
      outcome: 'breach',
      probability: 1,
    });
  });

  test('an interval across the start counts by its share after it', () => {
    expect(at('2026-11-01T00:00:00Z', '2026-11-01T03:00:00Z')).toMatchObject({
      outcome: 'breach',
      probability: 0.667,
    });
  });

  test('before the clause takes effect a missing fact does not matter', () => {
    const { phase: _phase, ...unstated } = impacts;
    const early = { ...unstated, occurred: { from: '2026-07-01T00:00:00Z', to: '2026-07-01T00:00:00Z' } };
    expect(ofClause('1', early)).toMatchObject({ outcome: 'not-applicable', probability: 0 });
  });
});

test('presence is not fire', () => {
  expect(ofClause('1', { ...impacts, kind: 'presence' })).toMatchObject({
    outcome: 'not-applicable',
    probability: 0,
  });
});

test('the reasons read as steps, and the last carries the hash of the words of the clause', () => {
  expect(ofClause('1', impacts).because).toEqual([
    'time: 2026-11-20T21:03:10Z to 2026-11-20T21:05:00Z lies after the clause takes effect, 2026-11-01T00:00 on the clock of Atlantic/Azores (2026-11-01T01:00:00Z)',
    'activity: explosion perceived as impact is fire, as the source states it',
    'sources: taken at their word; how far they can be relied on is not part of the probability',
    `clause 1, Article 1: No party opens fire with any weapon. (sha256:${'0'.repeat(64)})`,
  ]);
});

test('a clause known at second hand says so where it is quoted', () => {
  const { clauses } = agreement;
  const [clause] = clauses;
  if (clause === undefined) throw new Error('the test agreement has clauses');
  const secondHand = {
    ...agreement,
    clauses: [{ ...clause, anchor: { ...clause.anchor, certainty: 'second-hand' as const } }],
  };
  expect(evaluate(secondHand, impacts)[0]?.because.at(-1)).toMatch(/^clause 1, Article 1 \[second-hand\]/);
});

test('no generated word finds, proves or drops the allegation', () => {
  const text = evaluate(agreement, impacts)
    .flatMap(({ because }) => because)
    .join(' ');
  expect(text).not.toMatch(/violat|proved|guilty|found/i);
});
