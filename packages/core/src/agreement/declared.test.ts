import { describe, expect, test } from 'vitest';
import { ceilings } from './ceilings.ts';
import type { Fact } from './facts.ts';
import { anchor, testAgreement } from './testing.ts';

// What the sides declare of themselves makes ceilings, and lifts them, from then on and where it says.

const on = (day: string) => Date.parse(`2026-${day}T00:00:00Z`);
const north = (fact: string, day: string, value: object): Fact => ({
  fact,
  by: 'north',
  at: new Date(on(day)).toISOString(),
  value,
});
const agreementOf = (clauses: readonly object[], change: object = {}) =>
  testAgreement({
    things: { guns: { name: 'guns' } },
    events: { strength: { name: 'strength' } },
    clauses: clauses.map((clause) => ({ anchor, ...clause })),
    ...change,
  });
const ofNorth = (agreement: ReturnType<typeof agreementOf>, facts: readonly Fact[], day: string) => {
  const found = ceilings(agreement, facts, on(day)).find(({ by }) => by === 'north');
  return [found?.outcome, found?.counted, found?.allowed, found?.missing];
};

test('a ceiling that rests on a declared strength is that of its day: a later declaration raises nothing before it', () => {
  const half = { share: '50 %', round: 'down', 'of-fact': 'strength' };
  const agreement = agreementOf([{ id: '1', limit: 'guns', 'at-most': half }]);
  const facts = [
    north('strength', '10-01', { count: 4 }),
    north('strength', '12-01', { count: 100 }),
    north('holding', '11-01', { of: 'guns', count: 3 }),
  ];
  expect(ofNorth(agreement, facts, '11-05').slice(0, 3)).toEqual(['breach', 3, 2]);
  expect(ofNorth(agreement, facts, '12-01').slice(0, 3)).toEqual(['not-applicable', 3, 50]);
  expect(ofNorth(agreement, facts.slice(1), '11-05')).toEqual(['undetermined', 3, undefined, 'strength']);
});

describe('of everything measured the worst counts, however long ago', () => {
  test('the one that is too long is found before ten thousand that are not', () => {
    const agreement = agreementOf([
      { id: '1', limit: 'strength', each: 'strength', measure: 'count', 'at-most': 5 },
    ]);
    const many = Array.from({ length: 10_001 }, () => north('strength', '09-02', { count: 1 }));
    const facts = [north('strength', '09-01', { count: 6 }), ...many];
    expect(ofNorth(agreement, facts, '11-05')[0]).toBe('breach');
  });
});

describe('what a rule leaves out of the count for seven days', () => {
  const agreement = agreementOf([
    { id: '1', limit: 'guns', 'at-most': 1 },
    { id: '2', 'not-counted': 'transit', 'for-at-most': '7 days' },
  ]);
  const declared = (day: string, more: object = {}) =>
    north('holding', day, { of: 'guns', count: 3, because: 'transit', ...more });
  const weekly = [declared('11-01'), declared('11-06'), declared('11-11'), declared('11-16')];

  test('is not left out for ever by declaring it every five days: since when it is held is missing', () => {
    expect(ofNorth(agreement, weekly.slice(0, 2), '11-08')[0]).toBe('not-applicable');
    expect(ofNorth(agreement, weekly, '11-17')).toEqual(['undetermined', 0, 1, 'since']);
    expect(ofNorth(agreement, weekly, '11-24')[0]).toBe('breach');
  });

  test('is left out where it states since when, or where none was held between', () => {
    const since = declared('11-16', { since: '2026-11-12T00:00:00Z' });
    expect(ofNorth(agreement, [...weekly.slice(0, 3), since], '11-17')[0]).toBe('not-applicable');
    const none = declared('11-14', { count: 0 });
    expect(ofNorth(agreement, [...weekly.slice(0, 3), none, weekly[3] ?? none], '11-17')[0]).toBe(
      'not-applicable',
    );
  });
});
