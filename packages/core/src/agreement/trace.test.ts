import { expect, test } from 'vitest';
import { formatJson, type Json } from '../record/index.ts';
import type { Areas } from './area.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident, Indication } from './event.ts';
import { anchor, testAgreement } from './testing.ts';

const agreement = testAgreement({
  zones: { town: { name: 'town' } },
  clauses: [
    { id: 'fire', forbid: 'fire', in: 'town', anchor, readings: ['a town is what its walls enclose'] },
    { id: 'guns', forbid: 'presence', of: 'artillery', in: 'town', by: 'south', anchor },
    { id: 'training', permit: 'presence', lifts: 'guns', consent: { of: 'north' }, anchor },
  ],
});
const shot: EvaluatedIncident = {
  id: 'a-shot',
  kind: 'artillery-fire',
  phase: 'outgoing',
  occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:05:00Z' },
};

/** The town as a place that counts how often its words are asked for. */
function town(): { readonly areas: Areas<unknown>; readonly worded: () => number } {
  let worded = 0;
  const answer = {
    probability: 0.5,
    get says() {
      worded += 1;
      return 'place: half of it lies in the town';
    },
  };
  return { areas: { answer: () => answer }, worded: () => worded };
}

const speaking = (areas: Areas<unknown>): readonly Indication[] =>
  evaluate(agreement, shot, { areas, keep: 'relevant' });

test('the reasons of a clause without exceptions are put into words when somebody reads them, and once', () => {
  const { areas, worded } = town();
  const alone = testAgreement({
    zones: { town: { name: 'town' } },
    clauses: [{ id: 'fire', forbid: 'fire', in: 'town', anchor }],
  });
  const [fire] = evaluate(alone, shot, {
    areas,
    keep: 'relevant',
  });
  expect(fire).toMatchObject({ outcome: 'breach', probability: 0.5 });
  expect(worded()).toBe(0);
  const first = fire?.because;
  expect(first).toContain('place: half of it lies in the town');
  expect(worded()).toBeGreaterThan(0);
  const once = worded();
  expect(fire?.because).toBe(first);
  expect(worded()).toBe(once);
});

test('what is kept has the reasons that a full evaluation has, with and without exceptions', () => {
  const { areas } = town();
  const full = evaluate(agreement, shot, { areas }).filter(({ outcome }) => outcome !== 'not-applicable');
  expect(full.map(({ clause }) => clause)).toEqual(['fire', 'guns']);
  expect(JSON.stringify(speaking(areas))).toBe(JSON.stringify(full));
});

test('an indication is plain data: written, copied, cloned or in canonical form, it has its reasons', () => {
  for (const one of speaking(town().areas)) {
    const written = JSON.stringify(one);
    expect(written).toMatch(/"certainty":"primary","because":\["time: .*sha256:0+\)"\]\}$/);
    expect(JSON.stringify({ ...one })).toBe(written);
    expect(JSON.stringify(structuredClone(one))).toBe(written);
    expect(JSON.parse(formatJson(one as unknown as Json))).toEqual(JSON.parse(written));
    expect(Object.keys(one)).toContain('because');
  }
});

test('all indications of one kind say on whom it would fall in one object, which nobody can change', () => {
  const [fire] = speaking(town().areas);
  expect(() => Object.assign(fire?.ifBy ?? {}, { north: 'not-applicable' })).toThrow(TypeError);
});
