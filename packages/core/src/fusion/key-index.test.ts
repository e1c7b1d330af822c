import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyColumn } from './key-column.ts';
import { KeyIndex } from './key-index.ts';

const ZERO = '0'.repeat(64);
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
// Keys that begin alike meet in the table; what is nearly a key is a text like any other.
const alike = fc.nat(4000).map((number) => ZERO.slice(8) + number.toString(16).padStart(8, '0'));
const others = fc.constantFrom(
  '',
  'a',
  'é'.repeat(64),
  'A'.repeat(64),
  `${ZERO.slice(1)}g`,
  ZERO.slice(1),
  ZERO,
);
const few = fc.uniqueArray(fc.oneof(hex, alike, others), { minLength: 1, maxLength: 12 });

/** Keys of which hundreds stand at once, so that the table grows more than once. */
const many = fc
  .array(hex, { minLength: 300, maxLength: 300 })
  .chain((keys) => fc.tuple(fc.constant(keys), fc.array(fc.nat(299), { minLength: 600, maxLength: 900 })));

test('a column tells the keys that it was given, and puts two in the order of their texts', () => {
  const text = fc.oneof(hex, alike, others);
  const acts = fc.array(fc.tuple(text, fc.option(fc.nat(50))), { maxLength: 60 });
  fc.assert(
    fc.property(acts, (all) => {
      const [column, plain] = [new KeyColumn(), [] as string[]];
      for (const [key, instead] of all) {
        const number = instead === null || instead >= plain.length ? plain.length : instead;
        plain[number] = key;
        if (number === column.count) expect(column.push(key)).toBe(number);
        else column.put(number, key);
      }
      expect([...column.texts()]).toEqual(plain);
      expect(column.count).toBe(plain.length);
      for (const [a, one] of plain.entries())
        for (const [b, other] of plain.entries())
          expect(Math.sign(column.compare(a, b))).toBe(one < other ? -1 : one > other ? 1 : 0);
    }),
    { numRuns: 50 },
  );
});

test('a column keeps its keys when it goes on in another block', () => {
  const column = new KeyColumn();
  const key = (number: number) =>
    number % 1000 === 0 ? `text ${number}` : number.toString(16).padStart(64, 'f');
  for (let number = 0; number < 17_000; number += 1) column.push(key(number));
  const wrong = Array.from(column.texts()).flatMap((text, number) => (text === key(number) ? [] : [number]));
  expect(wrong).toEqual([]);
});

test('an index finds what stands and nothing else, as keys come and go', () => {
  const some = few.chain((keys) =>
    fc.tuple(fc.constant(keys), fc.array(fc.nat(keys.length - 1), { maxLength: 200 })),
  );
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: some }, many), ([keys, picks]) => {
      const column = new KeyColumn();
      const [index, plain] = [new KeyIndex(column), new Map<string, number>()];
      for (const pick of picks) {
        const key = keys[pick] as string;
        if (plain.delete(key)) index.delete(key);
        else {
          const number = column.push(key);
          plain.set(key, number);
          index.add(number);
        }
      }
      expect(index.size).toBe(plain.size);
      expect(keys.map((key) => index.find(key))).toEqual(keys.map((key) => plain.get(key) ?? -1));
    }),
  );
});
