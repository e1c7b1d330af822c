import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimedFact } from './count-from.ts';
import { Deeds } from './pairing.ts';

const row = (at: number, mark: string): TimedFact => ({
  at,
  fact: { fact: 'f', at: new Date(at).toISOString(), value: { mark } },
});
const rows = fc
  .array(fc.record({ at: fc.nat(20), mark: fc.constantFrom('a', 'b') }), { maxLength: 12 })
  .map((list) => list.map(({ at, mark }) => row(at, mark)).sort((x, y) => x.at - y.at));
const mark = ({ fact }: TimedFact) => (fact.value as { readonly mark: string }).mark;

test('what is done serves the first event that it may serve, as by looking through all of it', () => {
  fc.assert(
    fc.property(rows, rows, (events, done) => {
      const deeds = new Deeds({ same: 'mark' }, done);
      const used = new Set<TimedFact>();
      for (const event of events) {
        const plain = done.find((one) => one.at >= event.at && !used.has(one) && mark(one) === mark(event));
        if (plain !== undefined) used.add(plain);
        expect(deeds.takeSince(event)).toBe(plain);
      }
    }),
  );
});

test('the first within a stretch is the first of all within it that bear the mark', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom('a', 'b'), fc.nat(20), fc.nat(20), (done, of, from, to) => {
      const plain = done.find((one) => one.at >= from && one.at <= to && mark(one) === of);
      expect(new Deeds({ same: 'mark' }, done).firstWithin(row(0, of), from, to)).toBe(plain);
    }),
  );
});
