import { describe, expect, test } from 'vitest';
import { ceilings } from './ceilings.ts';
import type { Fact } from './facts.ts';
import { obligations } from './standing.ts';
import { anchor, testAgreement } from './testing.ts';

function agreementOf(clauses: readonly object[], sections: object = {}) {
  return testAgreement({ ...sections, clauses: clauses.map((clause) => ({ anchor, ...clause })) });
}

describe('days are counted on the local clock', () => {
  const due = (until: object, signature: string, clock = 'Atlantic/Azores') => {
    const agreement = testAgreement({
      clock,
      adopted: '1995-01-01',
      events: { signature: { name: 'signature' }, done: { name: 'done' } },
      clauses: [{ id: '1', require: 'something', by: 'north', until, 'met-by': 'done', anchor }],
    });
    return obligations(agreement, [{ fact: 'signature', at: signature }], Date.parse(signature))[0]?.due;
  };

  const rows: readonly (readonly [string, object, string, string])[] = [
    [
      '30 days over the end of a month',
      { days: 30, after: 'signature' },
      '2015-02-12T12:00:00Z',
      '2015-03-15T00:00:00Z',
    ],
    [
      '90 days over a leap February',
      { days: 90, after: 'signature' },
      '1995-12-14T12:00:00Z',
      '1996-03-14T00:00:00Z',
    ],
    [
      '180 days over a leap February',
      { days: 180, after: 'signature' },
      '1995-12-14T12:00:00Z',
      '1996-06-12T00:00:00Z',
    ],
    [
      '21 days over a new year',
      { days: 21, after: 'signature' },
      '2018-12-18T12:00:00Z',
      '2019-01-09T00:00:00Z',
    ],
    ['120 days', { days: 120, after: 'signature' }, '2022-07-22T12:00:00Z', '2022-11-20T00:00:00Z'],
    ['60 days', { days: 60, after: 'signature' }, '2024-11-27T12:00:00Z', '2025-01-27T00:00:00Z'],
    ['72 hours', { hours: 72, after: 'signature' }, '2002-01-19T12:00:00Z', '2002-01-22T12:00:00Z'],
    [
      'a month from the last of January',
      { months: 1, after: 'signature' },
      '2024-01-31T12:00:00Z',
      '2024-03-01T00:00:00Z',
    ],
    [
      'the first day counted',
      { days: 30, after: 'signature', 'first-day': 'counted' },
      '2015-02-12T12:00:00Z',
      '2015-03-14T00:00:00Z',
    ],
    [
      'five working days over a weekend',
      { 'working-days': 5, after: 'signature' },
      '2024-11-28T12:00:00Z',
      '2024-12-06T00:00:00Z',
    ],
  ];
  for (const [what, until, signature, expected] of rows)
    test(`${what}: the last day is whole`, () => {
      expect(due(until, signature, 'UTC')).toBe(expected);
    });

  test('the midnight that ends the last day is that of summer or winter time there', () => {
    expect(due({ days: 2, after: 'signature' }, '2026-10-23T12:00:00Z')).toBe('2026-10-26T01:00:00Z');
    expect(due({ days: 1, after: 'signature' }, '2026-10-23T12:00:00Z')).toBe('2026-10-25T00:00:00Z');
  });
});

describe('ceilings', () => {
  const zones = { area: { name: 'area' }, inner: { name: 'inner zone', inside: 'area' } };
  const agreement = agreementOf(
    [
      { id: 'all', limit: 'tank', 'at-most': 100, in: 'area' },
      { id: 'inner', limit: 'tank', 'at-most': 75, in: 'inner' },
      { id: 'transit', 'not-counted': 'transit', 'for-at-most': '7 days' },
    ],
    { zones },
  );
  const held = (count: number, zone: string, more: object = {}): Fact => ({
    fact: 'holding',
    by: 'north',
    at: '2026-12-01T00:00:00Z',
    value: { of: 'tank', count, in: [zone], ...more },
  });
  const outcomes = (facts: readonly Fact[], when = '2026-12-02T00:00:00Z') =>
    Object.fromEntries(
      ceilings(agreement, facts, Date.parse(when))
        .filter(({ by }) => by === 'north')
        .map(({ clause, outcome }) => [clause, outcome]),
    );

  test('what lies in an inner zone counts in the one around it: the inner lawful, the outer broken, and the reverse', () => {
    expect(outcomes([held(60, 'inner'), held(41, 'area')])).toEqual({
      all: 'breach',
      inner: 'not-applicable',
    });
    expect(outcomes([held(76, 'inner')])).toEqual({ all: 'not-applicable', inner: 'breach' });
  });

  test('an exclusion runs out: day 7 of transit is not counted, day 8 is', () => {
    const transit = [held(80, 'inner', { because: 'transit', since: '2026-12-01T00:00:00Z' })];
    expect(outcomes(transit, '2026-12-08T00:00:00Z').inner).toBe('not-applicable');
    expect(outcomes(transit, '2026-12-08T00:00:01Z').inner).toBe('breach');
  });

  test('with nothing on record the count is open, not zero', () => {
    expect(outcomes([]).inner).toBe('undetermined');
  });

  const flights = agreementOf(
    [
      { id: 'most', limit: 'flight', 'at-most': 2, per: '1 year' },
      { id: 'least', limit: 'flight', 'at-least': 1, per: '1 year' },
      { id: 'at-once', limit: 'flight', 'at-most': 2, 'at-once': true },
    ],
    { events: { flight: { name: 'flight' } } },
  );
  const counted = (...facts: readonly Fact[]) =>
    Object.fromEntries(
      ceilings(flights, facts, Date.parse('2026-12-02T00:00:00Z'))
        .filter(({ by }) => by === 'north')
        .map((one) => [one.clause, [one.outcome, one.counted]]),
    );

  test('acts of which none is on record are not counted as 0: what was not observed may have been', () => {
    expect(counted()).toEqual({
      most: ['not-applicable', undefined],
      least: ['undetermined', undefined],
      'at-once': ['not-applicable', undefined],
    });
    expect(counted({ fact: 'flight', by: 'north', at: '2026-11-01T00:00:00Z' })).toEqual({
      most: ['not-applicable', 1],
      least: ['not-applicable', 1],
      'at-once': ['not-applicable', 1],
    });
  });
});

test('an answer that a body recorded meets each request as it would any other duty; that of the other side does not', () => {
  const agreement = testAgreement({
    bodies: { commission: { name: 'the commission' } },
    events: { request: { name: 'request' }, answer: { name: 'answer' } },
    clauses: [
      {
        id: '1',
        require: 'an answer',
        by: 'north',
        each: 'request',
        until: { hours: 24, after: 'each request' },
        'met-by': 'answer',
        anchor,
      },
    ],
  });
  const answeredBy = (by: string) => {
    const facts = [
      { fact: 'request', by: 'south', at: '2026-11-01T00:00:00Z' },
      { fact: 'answer', by, at: '2026-11-01T01:00:00Z' },
    ];
    return obligations(agreement, facts, Date.parse('2026-11-09T00:00:00Z'))[0]?.status;
  };
  expect(answeredBy('commission')).toBe('met');
  expect(answeredBy('south')).toBe('overdue');
});
