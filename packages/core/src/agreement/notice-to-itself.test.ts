import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { factFault } from './fact-faults.ts';
import { obligations } from './standing.ts';
import { anchor, testAgreement } from './testing.ts';

const agreement = testAgreement({
  events: {
    'training-notice': { name: 'notice of training' },
    'exercise-start': { name: 'an exercise begins' },
    'exercise-notice': { name: 'notice of an exercise' },
  },
  clauses: [
    { id: '1', forbid: 'fire', by: 'any party', anchor },
    {
      id: '2',
      permit: 'fire',
      lifts: ['1'],
      from: { hours: 24, after: 'each training-notice' },
      until: { hours: 72, after: 'each training-notice' },
      anchor,
    },
    {
      id: '3',
      require: 'notice of each exercise',
      before: 'exercise-start',
      'at-least': '3 days',
      'met-by': 'exercise-notice',
      anchor,
    },
  ],
});
const notice = (fact: string, to: unknown) => ({
  fact,
  by: 'north',
  at: '2026-07-10T00:00:00Z',
  value: { to },
});
const moment = '2026-07-12T00:00:00Z';
const shot = {
  id: 'e',
  kind: 'shot',
  phase: 'outgoing' as const,
  occurred: { from: moment, to: moment },
};

test('a notice that north addresses to north is refused with whom to name', () => {
  expect(factFault(agreement, notice('training-notice', 'north'))).toBe(
    'value.to: north gives notice to itself; write to whom it goes, such as {"to":"south"}',
  );
  expect(factFault(agreement, notice('exercise-notice', ['north']))).toContain('gives notice to itself');
  expect(factFault(agreement, notice('training-notice', 'south'))).toBeUndefined();
  expect(factFault(agreement, notice('training-notice', ['north', 'south']))).toBeUndefined();
});

test('where it is on record all the same it opens no window, and meets no duty', () => {
  const ifNorth = (to: unknown) =>
    evaluate(agreement, shot, { facts: [notice('training-notice', to)], mode: 'all' }).find(
      ({ clause }) => clause === '1',
    )?.ifBy.north;
  expect([ifNorth('south'), ifNorth('north')]).toEqual(['permitted', 'breach']);
  const start = { fact: 'exercise-start', by: 'north', at: '2026-07-20T00:00:00Z' };
  const status = (to: unknown) =>
    obligations(agreement, [notice('exercise-notice', to), start], Date.parse('2026-07-21T00:00:00Z')).find(
      ({ by }) => by === 'north',
    )?.status;
  expect([status('south'), status('north')]).toEqual(['met', 'overdue']);
});
