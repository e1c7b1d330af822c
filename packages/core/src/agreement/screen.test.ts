import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Areas } from './area.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import { ruleScreen } from './rule-screen.ts';
import { anchor, testAgreement } from './testing.ts';

const agreement = testAgreement({
  zones: { town: { name: 'town' }, port: { name: 'port' } },
  weapons: {
    big: { name: 'big guns', kind: ['artillery', 'mortar'], calibre: '>= 100 mm', except: ['named'] },
    named: { name: 'the named gun', kind: ['gun'], calibre: '100 mm', types: ['MT-12'] },
  },
  events: { signature: { name: 'signature' } },
  clauses: [
    { id: 'fire', forbid: 'fire', in: 'town', from: '2026-11-01T00:00', anchor },
    { id: 'big', forbid: 'presence', of: 'big', in: 'port', by: 'south', anchor },
    { id: 'named', forbid: 'presence', of: 'named', in: ['port', 'town'], until: '2026-12-01', anchor },
    { id: 'later', forbid: 'uav-flight', from: { days: 3, after: 'signature' }, anchor },
  ],
});

const events = fc.record(
  {
    id: fc.constant('x'),
    kind: fc.constantFrom('explosion', 'shot', 'presence', 'movement', 'uav-flight', 'other'),
    phase: fc.constantFrom('impact', 'outgoing', 'undetermined'),
    occurred: fc
      .tuple(fc.nat(200), fc.constantFrom(0, 1, 30))
      .map(([day, long]) => ({ from: moment(day), to: moment(day + long) })),
    weapon: fc.record(
      {
        class: fc.constantFrom('gun', 'mortar', 'artillery', 'tank'),
        calibre: fc.constantFrom(99.9, 100, 120),
        name: fc.constantFrom('MT-12', 'МТ-12', 'unheard of'),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['id', 'kind', 'occurred'] },
);

function moment(day: number): string {
  return new Date(Date.UTC(2026, 6, 1) + day * 86_400_000).toISOString();
}

const probabilities = fc.record({
  town: fc.constantFrom(0, 0.5, 1, Number.NaN),
  port: fc.constantFrom(0, 0.25, 1, Number.NaN),
});

test('the fast path gives the outcome and probability of the full evaluation, or asks for it', () => {
  const screen = ruleScreen(agreement);
  fc.assert(
    fc.property(events, probabilities, (event: EvaluatedIncident, inside) => {
      const placed = Float64Array.from(screen.questions, ({ zone }) =>
        zone === 'town' ? inside.town : inside.port,
      );
      const areas: Areas<EvaluatedIncident> = {
        answer: ({ zone = '' }) => {
          const probability = zone === 'town' ? inside.town : inside.port;
          return Number.isNaN(probability)
            ? { missing: 'zone', says: 'open' }
            : { probability, says: 'known' };
        },
      };
      screen.run(screen.read(event), placed);
      const codes = { 'not-applicable': 0, breach: 1, undetermined: 2, permitted: -1 } as const;
      for (const [index, { outcome, probability }] of evaluate(agreement, event, { areas }).entries()) {
        if (screen.codes[index] === 3) continue;
        expect(screen.codes[index]).toBe(codes[outcome]);
        if (outcome === 'breach')
          expect(Math.round((screen.probabilities[index] ?? 0) * 1000) / 1000).toBe(probability);
      }
    }),
    { numRuns: 2000 },
  );
});

test('keeping only what is relevant leaves out nothing but what does not apply', () => {
  fc.assert(
    fc.property(events, (event: EvaluatedIncident) => {
      const all = evaluate(agreement, event).filter(({ outcome }) => outcome !== 'not-applicable');
      expect(evaluate(agreement, event, { keep: 'relevant' })).toEqual(all);
    }),
  );
});
