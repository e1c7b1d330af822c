import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { anchor, testAgreement } from './testing.ts';

test('a word of the outside world that every object has as a name is a word like any other', () => {
  const agreement = testAgreement({
    clauses: [
      { id: 'fire', forbid: 'fire', anchor },
      { id: 'guns', forbid: 'presence', of: 'artillery', anchor },
    ],
  });
  const occurred = { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:05:00Z' };
  for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    const weapon = { class: word, name: word };
    const said = [
      evaluate(agreement, { id: 'a', kind: word, phase: word, occurred, weapon }),
      evaluate(agreement, { id: 'b', kind: word, occurred }),
      evaluate(agreement, { id: 'c', kind: 'presence', occurred, weapon }),
    ].map((each) => each.map(({ outcome }) => outcome));
    expect(said, word).toEqual(Array(3).fill(['not-applicable', 'not-applicable']));
  }
});
