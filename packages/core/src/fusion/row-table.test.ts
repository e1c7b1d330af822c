import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowTable } from './row-table.ts';

// Marks that many rows share, and marks in which only one part tells two apart.
const value = fc.oneof(fc.constantFrom(0, -0, 1, -1, 0.5, 1e18), fc.double({ noNaN: true }));
const mark = fc.tuple(value, fc.oneof(fc.nat(3), fc.integer()));

test('of rows with the same mark the table finds the one that was put last, until it is taken out', () => {
  const of = (maxLength: number, minLength = 1) =>
    fc.array(mark, { minLength, maxLength }).chain((marks) => {
      const act = fc.tuple(fc.boolean(), fc.boolean(), fc.nat(marks.length - 1));
      return fc.tuple(
        fc.constant(marks),
        fc.array(act, { minLength: 2 * minLength, maxLength: 3 * maxLength }),
      );
    });
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: of(30) }, of(400, 300)), ([marks, acts]) => {
      const table = new RowTable(
        (row) => (marks[row] as [number, number])[0],
        (row) => (marks[row] as [number, number])[1],
      );
      const plain = new Map<string, number>();
      const nameOf = (row: number) => marks[row]?.map((one) => one + 0).join(' ') as string;
      for (const [one, two, row] of acts) {
        if (one || two) table.put(row);
        else table.delete(row);
        if (one || two) plain.set(nameOf(row), row);
        else plain.delete(nameOf(row));
      }
      expect([...table.rows()]).toEqual([...plain.values()].sort((a, b) => a - b));
      for (const row of marks.keys()) expect(table.find(row)).toBe(plain.get(nameOf(row)) ?? -1);
    }),
  );
});
