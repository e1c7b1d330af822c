import { describe, expect, test } from 'vitest';
import type { Areas } from './area.ts';
import { ceilings } from './ceilings.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { anchor, testAgreement } from './testing.ts';

// A consent that is taken back lifts nothing any more, for whomever and wherever it was taken back, and the rest stands.

const zones = { zones: { valley: { name: 'the valley' }, hill: { name: 'the hill' } } };
const agreement = testAgreement({
  ...zones,
  clauses: [
    { id: '1', forbid: 'exercise', anchor },
    { id: '1.x', permit: 'exercise', lifts: ['1'], consent: { of: 'south' }, anchor },
    { id: '2', forbid: 'crossing', anchor },
    { id: '2.x', permit: 'crossing', lifts: ['2'], consent: { of: 'south' }, anchor },
  ],
});
const consent = (day: string, value?: object): Fact => ({
  fact: 'consent',
  by: 'south',
  at: `2026-11-${day}T00:00:00Z`,
  value: { until: '2026-11-20T00:00:00Z', ...value },
});
const takenBack = (day: string, value?: object): Fact => ({
  ...consent(day),
  value: { given: false, ...value },
});
const event = (kind: string, from: string, to = from): EvaluatedIncident => ({
  id: 'e',
  kind,
  occurred: { from: `2026-11-${from}:00Z`, to: `2026-11-${to}:00Z` },
});
const lying = (shares: { readonly [zone: string]: number }): Areas<EvaluatedIncident> => ({
  answer: ({ zone = '' }) => ({ probability: shares[zone] ?? 0, says: `place: ${zone}` }),
});
const ifBy = (facts: readonly Fact[], shares: { readonly [zone: string]: number } = {}, at = '10T08:00') => {
  const [found] = evaluate(agreement, event('exercise', at), { facts, areas: lying(shares) });
  return [found?.ifBy.north, found?.ifBy.south];
};

describe('a consent that is taken back for one of those whom it names', () => {
  test('serves the other alone', () => {
    const both = consent('01', { to: ['north', 'south'] });
    expect(ifBy([both])).toEqual(['permitted', 'permitted']);
    expect(ifBy([both, takenBack('02', { to: 'north' })])).toEqual(['breach', 'permitted']);
    expect(ifBy([consent('01'), takenBack('02', { to: 'north' })])).toEqual(['breach', 'permitted']);
    expect(ifBy([consent('01', { to: 'north' }), takenBack('02', { to: ['south', 'north'] })])).toEqual([
      'breach',
      'breach',
    ]);
  });

  test('serves it again once it is given again', () => {
    const again = [consent('01'), takenBack('02', { to: 'north' }), consent('03', { to: 'north' })];
    expect(ifBy(again)).toEqual(['permitted', 'permitted']);
  });
});

describe('a consent that is taken back for one zone', () => {
  const inValley = { valley: 1 };
  const onHill = { hill: 1 };

  test.each([
    ['however the zone is written', consent('01', { in: 'valley' }), { in: ['valley'] }, 'breach', 'breach'],
    [
      'for two zones: the other stays',
      consent('01', { in: ['valley', 'hill'] }),
      { in: 'valley' },
      'breach',
      'permitted',
    ],
    ['for everywhere: elsewhere it stays', consent('01'), { in: 'valley' }, 'breach', 'permitted'],
  ] as const)('%s', (_, given, back, valley, hill) => {
    const facts = [given, takenBack('02', back)];
    expect(ifBy(facts, inValley)).toEqual([valley, valley]);
    expect(ifBy(facts, onHill)).toEqual([hill, hill]);
    expect(ifBy(facts, inValley, '01T12:00')).toEqual(['permitted', 'permitted']);
  });

  test('leaves open what may lie in it', () => {
    const facts = [consent('01'), takenBack('02', { in: 'valley' })];
    expect(ifBy(facts, { valley: 0.5 })).toEqual(['undetermined', 'undetermined']);
  });
});

test('a consent that is taken back as of a later day holds until then', () => {
  const facts = [consent('01'), takenBack('02', { from: '2026-11-12T00:00:00Z' })];
  expect(ifBy(facts)).toEqual(['permitted', 'permitted']);
  expect(ifBy(facts, {}, '12T00:00')).toEqual(['breach', 'breach']);
});

describe('what happened at one moment, known to within some minutes', () => {
  const crossed = (from: string, to: string) => {
    const facts = [consent('05', { until: '2026-11-10T12:00:00Z' })];
    const found = evaluate(agreement, event('crossing', from, to), { facts }).find(
      ({ clause }) => clause === '2',
    );
    return [found?.outcome, ...(found?.missing === undefined ? [] : [found.missing])];
  };

  test('is open where the consent ended or began in those minutes, and settled on either side', () => {
    expect(crossed('10T11:40', '10T11:59')).toEqual(['permitted']);
    expect(crossed('10T11:50', '10T12:10')).toEqual(['undetermined', 'time']);
    expect(crossed('10T12:00', '10T12:10')).toEqual(['breach']);
    expect(crossed('04T23:50', '05T00:10')).toEqual(['undetermined', 'time']);
    expect(crossed('04T23:40', '04T23:59')).toEqual(['breach']);
  });
});

test('a consent to hold more in one zone lifts nothing of what is held in another', () => {
  const held = testAgreement({
    ...zones,
    things: { guns: { name: 'guns' } },
    clauses: [
      { id: '1', limit: 'guns', 'at-most': 1, anchor },
      { id: '1.x', permit: 'holding', of: 'guns', lifts: ['1'], consent: { of: 'south' }, anchor },
    ],
  });
  const outcome = (where: object) => {
    const holding: Fact = {
      fact: 'holding',
      by: 'north',
      at: '2026-11-01T00:00:00Z',
      value: { of: 'guns', count: 3, ...where },
    };
    const facts = [consent('01', { in: 'hill' }), holding];
    return ceilings(held, facts, Date.parse('2026-11-05T00:00:00Z')).find(({ by }) => by === 'north')
      ?.outcome;
  };
  expect(outcome({ in: ['valley'] })).toBe('breach');
  expect(outcome({ in: ['hill'] })).toBe('permitted');
  expect(outcome({})).toBe('undetermined');
});
