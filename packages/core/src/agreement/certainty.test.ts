import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { proseOf } from './prose.ts';
import { anchor, testAgreement } from './testing.ts';

const fact = (name: string, day: string): Fact => ({ fact: name, at: `2026-${day}T12:00:00Z` });

describe('what nobody checked makes nothing surer than it is', () => {
  const agreement = testAgreement({
    groups: { alliance: { name: 'the alliance', of: ['north'], certainty: 'unchecked' } },
    events: { start: { name: 'the start', at: '2026-07-05', certainty: 'unchecked' } },
    clauses: [
      { id: '1', forbid: 'fire', by: 'alliance', anchor },
      { id: '2', forbid: 'fire', from: { days: 0, after: 'start' }, anchor },
      { id: '3', forbid: 'fire', anchor },
    ],
  });
  const shot = (day: string): EvaluatedIncident => ({
    id: 'a',
    kind: 'explosion',
    phase: 'impact',
    occurred: { from: `2026-${day}T12:00:00Z`, to: `2026-${day}T12:00:00Z` },
  });
  const spoke = (facts: readonly Fact[] = []) =>
    evaluate(agreement, shot('07-10'), { facts }).map(({ clause }) => clause);

  test('a group or a date from memory leaves a clause silent in a mission until it is confirmed', () => {
    expect(spoke()).toEqual(['3']);
    const confirmed = [{ clause: '1', by: 'operator', source: 'the treaty' }];
    expect(evaluate(agreement, shot('07-10'), { confirmed }).map(({ clause }) => clause)).toEqual(['1', '3']);
    expect(proseOf(agreement).map(({ mark }) => mark)).toEqual(['unchecked', 'unchecked', undefined]);
  });

  test('a fact on record takes the place of such a date', () => {
    expect(spoke([fact('start', '07-08')])).toEqual(['2', '3']);
    const [second] = evaluate(agreement, shot('07-06'), { facts: [fact('start', '07-08')] });
    expect(second).toMatchObject({ clause: '2', outcome: 'not-applicable', certainty: 'primary' });
  });
});
