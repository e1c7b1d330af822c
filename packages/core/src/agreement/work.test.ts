import { describe, expect, test } from 'vitest';
import { ceilings } from './ceilings.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { obligations } from './standing.ts';
import { anchor, testAgreement } from './testing.ts';

// No record makes an evaluation worse than its length: eight times the facts and the events are read hardly more than
// eight times as often. What is counted is how often a fact is looked at, not how long it takes.

/** The same facts, which count every time that something of them is looked at. */
function counting(facts: readonly Fact[]): { readonly facts: readonly Fact[]; readonly looks: () => number } {
  let looks = 0;
  const watched = facts.map(
    (fact) =>
      new Proxy(fact, {
        get(target, name) {
          looks += 1;
          return Reflect.get(target, name);
        },
      }),
  );
  return { facts: watched, looks: () => looks };
}

const HOUR = 3_600_000;
const START = Date.parse('2026-08-01T00:00:00Z');
const moment = (hours: number) => new Date(START + hours * HOUR).toISOString();
const times = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

const events = Object.fromEntries(
  [
    'leave',
    'attack',
    'call',
    'order',
    'told',
    'notified',
    'visit',
    'visit-refused',
    'drill',
    'asked',
    'answered',
  ].map((name) => [name, { name }]),
);
const agreement = testAgreement({
  events,
  zones: { area: { name: 'area' } },
  clauses: [
    { id: '1', forbid: 'exercise', anchor },
    { id: '1.x', permit: 'exercise', lifts: '1', consent: { of: 'south', fact: 'leave' }, anchor },
    { id: '2', forbid: 'fire', anchor },
    {
      id: '2.x',
      permit: 'fire',
      lifts: '2',
      chain: [
        { fact: 'attack', by: 'other' },
        { fact: 'call', within: '12 h' },
        { fact: 'order', by: 'same', lasts: '6 h' },
        { fact: 'told', by: 'same', later: true },
      ],
      anchor,
    },
    { id: '3', require: 'notice', before: 'drill', 'at-least': '24 h', 'met-by': 'notified', anchor },
    {
      id: '4',
      require: 'an answer',
      until: { hours: 24, after: 'each asked' },
      'met-by': 'answered',
      anchor,
    },
    { id: '5', require: 'a visit', every: { each: '7 days' }, 'met-by': 'visit', anchor },
    { id: '6', limit: 'visit', 'at-most': 3, per: '1 month', 'per-asker': 1, whose: 'to', anchor },
    { id: '7', limit: 'visit', 'at-most': 3, per: '30 days', refusal: 'visit-refused', whose: 'to', anchor },
    { id: '8', limit: 'tank', 'at-most': 3, in: 'area', anchor },
  ],
});

const records: { readonly [what: string]: (count: number) => readonly Fact[] } = {
  'consents that are over': (count) =>
    times(count, (at) => ({
      fact: 'leave',
      by: 'south',
      at: moment(at),
      value: { until: moment(at + 0.5), number: at % 7 },
    })),
  'consents that hold': (count) =>
    times(count, (at) => ({
      fact: 'leave',
      by: 'south',
      at: moment(at),
      value: { in: [`zone-${at}`], until: moment(1e5) },
    })),
  'consents that are withdrawn': (count) =>
    times(count, (at) => ({
      fact: 'leave',
      by: 'south',
      at: moment(at),
      value: at % 2 === 0 ? {} : { given: false },
    })),
  'attacks, calls, orders and notices': (count) =>
    times(count, (at) => ({
      fact: ['attack', 'call', 'order', 'told'][at % 4] ?? '',
      at: moment(at),
      ...(at % 4 === 1 ? {} : { by: at % 4 === 0 ? 'north' : 'south' }),
    })),
  'attacks that nothing follows, then orders': (count) =>
    times(count, (at) => ({
      fact: at < count / 2 ? 'attack' : 'order',
      by: at < count / 2 ? 'north' : 'south',
      at: moment(at),
    })),
  'drills and notices': (count) =>
    times(count, (at) => ({ fact: at % 2 === 0 ? 'notified' : 'drill', by: 'north', at: moment(at) })),
  'notices that state one long stretch, and drills': (count) =>
    times(count, (at) => ({
      fact: at < count / 2 ? 'notified' : 'drill',
      by: 'north',
      at: moment(at),
      ...(at < count / 2 ? { value: { from: moment(count), to: moment(count + at) } } : {}),
    })),
  'requests and answers': (count) =>
    times(count, (at) => ({ fact: at % 2 === 0 ? 'asked' : 'answered', by: 'north', at: moment(at) })),
  'visits and refusals': (count) =>
    times(count, (at) => ({
      fact: at % 3 === 0 ? 'visit-refused' : 'visit',
      by: at % 2 === 0 ? 'north' : 'south',
      at: moment(at / 100),
      value: { to: at % 2 === 0 ? 'south' : 'north' },
    })),
  holdings: (count) =>
    times(count, (at) => ({
      fact: 'holding',
      by: 'north',
      at: moment(at),
      value: { of: 'tank', count: 1, in: ['area'], unit: `unit-${at % 50}` },
    })),
};

/** How often facts are looked at while as many events are judged, and everything that is due or held once. */
function work(make: (count: number) => readonly Fact[], count: number): number {
  const { facts, looks } = counting(make(count));
  for (const at of times(count, (one) => one)) {
    const occurred = { from: moment(at + 0.25), to: moment(at + 0.25) };
    const event = { id: `e-${at}`, occurred } satisfies Partial<EvaluatedIncident>;
    evaluate(agreement, { ...event, kind: 'exercise', count: 5 }, { facts });
    evaluate(agreement, { ...event, kind: 'explosion', phase: 'impact' }, { facts });
  }
  obligations(agreement, facts, Date.parse(moment(count)));
  ceilings(agreement, facts, Date.parse(moment(count)));
  return looks();
}

describe('eight times the record and eight times the events', () => {
  test.each(Object.keys(records))('%s', (what) => {
    const make = records[what] ?? (() => []);
    const [small, large] = [work(make, 100), work(make, 800)];
    expect(large / small).toBeLessThan(12);
  });
});

test('a ceiling on which many others rest, layer upon layer, is worked out once', () => {
  const layers = 7;
  const width = 40;
  let worked = 0;
  const layered = testAgreement({
    clauses: [
      { id: '0', limit: { tank: 1 }, by: 'north', anchor },
      ...times(layers, (at) => ({
        id: `${at + 1}`,
        limit: { tank: { 'sum-of': times(width, () => `${at}`) } },
        by: 'north',
        anchor,
      })),
    ],
  });
  const clauses = layered.clauses.map(
    (clause) =>
      new Proxy(clause, {
        get(target, name) {
          if (name === 'limit') worked += 1;
          return Reflect.get(target, name);
        },
      }),
  );
  const at = Date.parse('2026-12-01T00:00:00Z');
  const found = ceilings({ ...layered, clauses }, [], at, { mode: 'all' });
  expect(found.at(-1)?.allowed).toBe(width ** layers);
  expect(worked).toBeLessThan(100 * layers * width);
});
