import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { anchor, testAgreement } from './testing.ts';

// What lifts a ban, and what does not although it looks as if it did.

const exercise = (change: object = {}): EvaluatedIncident =>
  ({
    id: 'e',
    kind: 'exercise',
    occurred: { from: '2026-11-10T08:00:00Z', to: '2026-11-10T13:00:00Z' },
    ...change,
  }) as EvaluatedIncident;
const agreed = (permit: object = {}) =>
  testAgreement({
    clauses: [
      { id: '1', forbid: 'exercise', anchor },
      { id: '1.x', permit: 'exercise', lifts: ['1'], anchor, ...permit },
    ],
  });
const said = (agreement: ReturnType<typeof agreed>, event: EvaluatedIncident, context: object = {}) => {
  const found = evaluate(agreement, event, context).find(({ clause }) => clause === '1');
  return [found?.outcome, ...(found?.missing === undefined ? [] : [found.missing])];
};

describe('an exception whose words nobody checked', () => {
  const agreement = agreed({ anchor: { ...anchor, certainty: 'unchecked' } });

  test('lifts nothing in a mission until an operator confirmed it: whether it would is open', () => {
    expect(said(agreement, exercise())).toEqual(['undetermined', 'confirmation of 1.x']);
    const confirmed = [{ clause: '1.x', by: 'operator', source: 'the signed copy' }];
    expect(said(agreement, exercise(), { confirmed })).toEqual(['permitted']);
  });

  test('speaks in training, where every clause does', () => {
    expect(said(agreement, exercise(), { mode: 'all' })).toEqual(['permitted']);
  });
});

describe('an exception by consent', () => {
  const agreement = agreed({ consent: { of: 'south' } });
  const consent = (at: string, value?: object): Fact => ({
    fact: 'consent',
    by: 'south',
    at: `2026-11-${at}Z`,
    value: { until: '2026-11-20T00:00:00Z', ...value },
  });

  test.each([
    ['given the day before', [consent('09T12:00:00')], {}, ['permitted']],
    ['given while it was going on', [consent('10T12:00:00')], {}, ['breach']],
    ['never given', [], {}, ['breach']],
    [
      'run out while it was going on',
      [consent('09T12:00:00', { until: '2026-11-10T10:00:00Z' })],
      {},
      ['breach'],
    ],
    [
      'withdrawn while it was going on',
      [consent('08T12:00:00'), consent('10T10:00:00', { given: false })],
      {},
      ['breach'],
    ],
    [
      'without a word of until when: it would lift for ever',
      [consent('09T12:00:00', { until: null })],
      {},
      ['undetermined', 'end of consent'],
    ],
    [
      'without end, and again with one that holds',
      [consent('09T12:00:00'), consent('09T13:00:00', { until: null })],
      {},
      ['permitted'],
    ],
    [
      'for a time that has not come',
      [consent('09T12:00:00', { from: '2026-11-11T00:00:00Z' })],
      {},
      ['breach'],
    ],
    [
      'for ten, then for two more, and nine came',
      [consent('08T12:00:00', { number: 10 }), consent('09T12:00:00', { number: 2 })],
      { count: { min: 9, best: 9, max: 9 } },
      ['permitted'],
    ],
    [
      'withdrawn for the other side alone: who acted is missing',
      [consent('08T12:00:00'), consent('09T12:00:00', { given: false, to: 'north' })],
      {},
      ['undetermined', 'actor'],
    ],
    [
      'withdrawn before it began',
      [consent('08T12:00:00'), consent('09T12:00:00', { given: false })],
      {},
      ['breach'],
    ],
    [
      'for two, and nine came',
      [consent('09T12:00:00', { number: 2 })],
      { count: { min: 9, best: 9, max: 9 } },
      ['breach'],
    ],
    [
      'for ten, and nine came',
      [consent('09T12:00:00', { number: 10 })],
      { count: { min: 9, best: 9, max: 9 } },
      ['permitted'],
    ],
    [
      'for ten, and nine to eleven came',
      [consent('09T12:00:00', { number: 10 })],
      { count: { min: 9, best: 11, max: 11 } },
      ['undetermined', 'count'],
    ],
    [
      'for ten, and nobody said how many came',
      [consent('09T12:00:00', { number: 10 })],
      {},
      ['undetermined', 'count'],
    ],
  ] as const)('%s', (_, facts, change, outcome) => {
    expect(said(agreement, exercise(change), { facts })).toEqual(outcome);
  });
});

test('a window counts only in the hours in which the clause binds', () => {
  const agreement = testAgreement({
    clauses: [
      {
        id: '1',
        forbid: 'exercise',
        from: '2026-11-10T18:00',
        windows: [{ from: '06:00', until: '18:00' }],
        anchor,
      },
    ],
  });
  const around = { from: '2026-11-10T18:00:00Z', to: '2026-11-10T20:00:00Z' };
  // 17:00 to 19:00 in the Azores: the window ends as the clause begins.
  expect(said(agreement, exercise({ occurred: around }))[0]).not.toBe('breach');
});

test('classes of classes, each named twice, are judged in no time', () => {
  const layers = Array.from({ length: 40 }, (_, at): [string, object] => [
    `layer-${at}`,
    { name: `layer ${at}`, 'any-of': at === 0 ? ['tank', 'tank'] : [`layer-${at - 1}`, `twin-${at - 1}`] },
  ]);
  const twins = Array.from({ length: 40 }, (_, at): [string, object] => [
    `twin-${at}`,
    { name: `twin ${at}`, 'any-of': at === 0 ? ['tank', 'tank'] : [`layer-${at - 1}`, `twin-${at - 1}`] },
  ]);
  const agreement = testAgreement({
    weapons: Object.fromEntries([...layers, ...twins]),
    clauses: [{ id: '1', forbid: 'presence', of: 'layer-39', anchor }],
  });
  const mortar = exercise({ kind: 'presence', weapon: { class: 'mortar' } });
  expect(said(agreement, mortar)).toEqual(['not-applicable']);
});

test('a ban that waits for two events is no question while one of them has not come', () => {
  const agreement = testAgreement({
    events: { start: { name: 'start' }, pledge: { name: 'pledge' } },
    clauses: [{ id: '1', forbid: 'exercise', from: { days: 1, after: 'start' }, provided: 'pledge', anchor }],
  });
  const pledge: Fact = { fact: 'pledge', at: '2026-11-09T00:00:00Z' };
  expect(said(agreement, exercise())).toEqual(['not-applicable']);
  expect(said(agreement, exercise(), { facts: [pledge] })).toEqual(['undetermined', 'start']);
});
