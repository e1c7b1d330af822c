import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Fact } from './facts.ts';
import { obligations } from './standing.ts';
import { anchor, testAgreement } from './testing.ts';

// When what was done came in time: an hour that the text names is itself in time, a last day ends with its midnight, and
// what comes together with an event did not come before it.

const asked: Fact = { fact: 'asked', at: '2026-08-01T10:00:00Z' };
const LATER = Date.parse('2030-01-01T00:00:00Z');

function standingOf(clause: object, facts: readonly Fact[]) {
  const agreement = testAgreement({
    clock: 'Europe/Kyiv',
    events: { asked: { name: 'asked' }, answer: { name: 'answer' }, drill: { name: 'drill' } },
    clauses: [{ id: '1', require: 'an answer', by: 'north', 'met-by': 'answer', anchor, ...clause }],
  });
  return obligations(agreement, facts, LATER)[0]?.status;
}
const answered = (at: string): Fact => ({ fact: 'answer', by: 'north', at });

describe('the last moment that is in time, and the first that is not', () => {
  type Row = readonly [words: string, clause: object, inTime: string, tooLate: string];
  // Summer time in Kyiv: a day ends at 21:00 UTC.
  const rows: readonly Row[] = [
    ['until a day', { until: '2026-08-20' }, '2026-08-20T20:59:59.999Z', '2026-08-20T21:00:00Z'],
    ['by an hour', { until: '2026-08-20T12:00' }, '2026-08-20T09:00:00Z', '2026-08-20T09:00:00.001Z'],
    ['by a midnight', { until: '2026-08-20T00:00' }, '2026-08-19T21:00:00Z', '2026-08-19T21:00:00.001Z'],
    [
      'within 24 hours',
      { until: { hours: 24, after: 'asked' } },
      '2026-08-02T10:00:00Z',
      '2026-08-02T10:00:00.001Z',
    ],
    [
      'within 24 hours of each',
      { until: { hours: 24, after: 'each asked' } },
      '2026-08-02T10:00:00Z',
      '2026-08-02T10:00:00.001Z',
    ],
    [
      'within 5 days',
      { until: { days: 5, after: 'asked' } },
      '2026-08-06T20:59:59.999Z',
      '2026-08-06T21:00:00Z',
    ],
    [
      'within 5 days of each',
      { until: { days: 5, after: 'each asked' } },
      '2026-08-06T20:59:59.999Z',
      '2026-08-06T21:00:00Z',
    ],
    [
      'within 5 working days',
      { until: { 'working-days': 5, after: 'asked' } },
      '2026-08-07T20:59:59.999Z',
      '2026-08-07T21:00:00Z',
    ],
    [
      'within 2 months',
      { until: { months: 2, after: 'asked' } },
      '2026-10-01T20:59:59.999Z',
      '2026-10-01T21:00:00Z',
    ],
    [
      'on day 2 of it',
      { until: { day: 2, of: 'asked' } },
      '2026-08-02T20:59:59.999Z',
      '2026-08-02T21:00:00Z',
    ],
  ];
  test.each(rows)('%s', (_words, clause, inTime, tooLate) => {
    expect(standingOf(clause, [asked, answered(inTime)])).toBe('met');
    expect(standingOf(clause, [asked, answered(tooLate)])).toBe('met-late');
  });

  const drill: Fact = { fact: 'drill', by: 'north', at: '2026-09-30T06:00:00Z' };
  const notices: readonly Row[] = [
    ['before it', { before: 'drill' }, '2026-09-30T05:59:59.999Z', '2026-09-30T06:00:00Z'],
    [
      'at least 24 hours before it',
      { before: 'drill', 'at-least': '24 h' },
      '2026-09-29T06:00:00Z',
      '2026-09-29T06:00:00.001Z',
    ],
    [
      'at least 42 days before it',
      { before: 'drill', 'at-least': '42 days' },
      '2026-08-19T06:00:00Z',
      '2026-08-19T06:00:00.001Z',
    ],
    [
      'by 15 August of its year',
      { before: 'drill', 'by-day': '08-15' },
      '2026-08-15T20:59:59.999Z',
      '2026-08-15T21:00:00Z',
    ],
  ];
  test.each(notices)('%s', (_words, clause, inTime, tooLate) => {
    expect(standingOf(clause, [drill, answered(inTime)])).toBe('met');
    expect(standingOf(clause, [drill, answered(tooLate)])).toBe('met-late');
  });

  test('no more than 7 days before it: a moment earlier is no notice of it at all', () => {
    const clause = { before: 'drill', 'at-least': '5 days', 'at-most': '7 days' };
    expect(standingOf(clause, [drill, answered('2026-09-23T06:00:00Z')])).toBe('met');
    expect(standingOf(clause, [drill, answered('2026-09-23T05:59:59.999Z')])).toBe('overdue');
  });
});

describe('a rule that binds if something has not come by a day', () => {
  const outcome = (came: string, firstDay: string) => {
    const agreement = testAgreement({
      clock: 'Europe/Kyiv',
      events: { asked: { name: 'asked' }, limits: { name: 'limits agreed' } },
      clauses: [
        {
          id: '1',
          forbid: 'fire',
          armed: { absent: 'limits', at: { days: 5, after: 'asked', 'first-day': firstDay } },
          anchor,
        },
      ],
    });
    const at = '2026-12-01T00:00:00Z';
    const shot = { id: 'e', kind: 'explosion', phase: 'impact', occurred: { from: at, to: at } };
    const [found] = evaluate(agreement, shot, { facts: [asked, { fact: 'limits', at: came }] });
    return found?.outcome;
  };

  test('never binds once that came in the last millisecond of the day, and binds where it came with the midnight', () => {
    expect(outcome('2026-08-06T20:59:59.999Z', 'not counted')).toBe('not-applicable');
    expect(outcome('2026-08-06T21:00:00Z', 'not counted')).toBe('breach');
  });

  test('is open where the text leaves two days and it came between them', () => {
    expect(outcome('2026-08-05T20:59:59.999Z', 'unsaid')).toBe('not-applicable');
    expect(outcome('2026-08-05T21:00:00Z', 'unsaid')).toBe('undetermined');
    expect(outcome('2026-08-06T21:00:00Z', 'unsaid')).toBe('breach');
  });
});
