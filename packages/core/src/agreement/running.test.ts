import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Running } from './running.ts';

test('what holds a stretch is found as by looking through all of it, the newest first', () => {
  const runs = fc.array(fc.record({ from: fc.nat(12), to: fc.nat(16) }), { maxLength: 20 });
  fc.assert(
    fc.property(runs, fc.nat(14), fc.nat(4), (rows, from, length) => {
      const to = from + length;
      const running = new Running(rows);
      const plain = running.rows.filter((one) => one.from <= from && one.to > from && one.to >= to).reverse();
      expect([...running.holding(from, to)]).toEqual(plain);
    }),
    { numRuns: 2000 },
  );
});
