import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PackedMap } from './packed-map.ts';
import { Packing } from './packing.ts';
import { reportOf } from './testing.ts';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const moment = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .chain((date) => fc.constantFrom(date.toISOString(), date.toISOString().replace(/\.\d+Z$/, 'Z')));
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  hex,
  fc.uuid(),
  moment,
  fc.constantFrom(
    '2026-11-20T21:03:10-01:00',
    '2026-02-31T00:00:00Z',
    '20261-01-01T00:00:0Z',
    'A'.repeat(64),
  ),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, 2 ** 31, -(2 ** 31)),
);
const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string({ maxLength: 8 }), tie('value'), { maxKeys: 5, noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
  ),
}));

test('what is packed is unpacked as it was, fields in their order', () => {
  const packing = new Packing();
  fc.assert(
    fc.property(value, (one) => {
      const again = packing.unpack(packing.pack(one).slice());
      expect(again).toEqual(one);
      expect(JSON.stringify(again)).toBe(JSON.stringify(one));
    }),
    { numRuns: 1000 },
  );
});

test('a report takes a third of its text', () => {
  const packing = new Packing();
  const report = reportOf();
  packing.pack(report);
  const { text: _text, ...view } = report;
  expect(packing.pack(view).length * 3).toBeLessThan(JSON.stringify(view).length);
});

test('a packed map answers as a map does, also made again from what it gave', () => {
  const key = fc.constantFrom(...'abcdefgh');
  const acts = fc.array(fc.oneof(fc.tuple(key, value), fc.tuple(key)), { maxLength: 60 });
  fc.assert(
    fc.property(acts, (all) => {
      const plain = new Map<string, unknown>();
      let packed = new PackedMap<unknown>();
      for (const [name, ...put] of all) {
        if (put.length > 0) {
          plain.set(name, put[0]);
          packed.set(name, put[0]);
        } else expect(packed.delete(name)).toBe(plain.delete(name));
        expect([...packed]).toEqual([...plain]);
      }
      packed = new PackedMap<unknown>(new Packing()).set('z', 1);
      for (const [name, one] of plain) packed.set(name, one);
      expect(packed.get('a')).toEqual(plain.get('a'));
      expect(packed.size).toBe(plain.size + 1);
    }),
  );
});

test('values that come and go take no room for good, and large ones are kept', () => {
  const packing = new Packing();
  const map = new PackedMap<unknown>(packing);
  const long = (at: number) => [at, 'x'.repeat(60_000)];
  for (let at = 0; at < 1500; at += 1) map.set(`k${at % 40}`, long(at));
  const large = ['y'.repeat(2_000_000)];
  map.set('large', large);
  map.set('k3', large);
  map.set('large', long(7));
  const { blocks, large: aside } = map.dump();
  expect(blocks.reduce((sum, block) => sum + block.length, 0)).toBeLessThan(41 * 61_000);
  const again = new PackedMap<unknown>(new Packing(packing.words())).restore(map.keys(), {
    blocks,
    large: aside,
  });
  expect([...again]).toEqual([...map]);
  expect(again.get('k5')).toEqual(long(1485));
  expect(again.set('new', 1).get('new')).toBe(1);
  expect(again.get('k3')).toEqual(large);
});

test('whoever passes over a map whose keys are numbered anew meets what a plain map would show', () => {
  // More leave at once than may stay among the numbers; a key that comes again stands last.
  const act = fc.oneof(
    fc.record({ act: fc.constant('go' as const), from: fc.nat(3999), count: fc.nat(2600) }),
    fc.record({ act: fc.constant('come' as const), from: fc.nat(4999), count: fc.nat(300) }),
    fc.record({
      act: fc.constant('pass' as const),
      from: fc.nat(3),
      // Also as far as the last key, to which others may come.
      count: fc.oneof(fc.nat(900), fc.constant(2500)),
    }),
  );
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 25 }), (acts) => {
      const [plain, packed] = [new Map<string, unknown>(), new PackedMap<unknown>()];
      const both = [plain, packed];
      for (let key = 0; key < 2500; key += 1) for (const map of both) map.set(`${key}`, key);
      const walks = both.map((map) => Array.from({ length: 4 }, () => map.entries()));
      for (const { act, from, count } of acts) {
        if (act === 'pass') {
          const [one, other] = walks.map((walk) => steps(walk[from], count));
          expect(other).toEqual(one);
        } else
          for (let key = from; key < from + count; key += 1)
            for (const map of both) act === 'go' ? map.delete(`${key}`) : map.set(`${key}`, from);
      }
      expect(packed.size).toBe(plain.size);
      expect([...packed]).toEqual([...plain]);
      const [one, other] = walks.map((walk) => walk.map((left) => steps(left, 6000)));
      expect(other).toEqual(one);
    }),
    { numRuns: 40 },
  );
});

/** What an iterator gives next, at most so many. */
function steps<T>(walk: Iterator<T> | undefined, most: number): readonly T[] {
  const all: T[] = [];
  for (let left = most; left > 0; left -= 1) {
    const next = walk?.next();
    if (next === undefined || next.done === true) break;
    all.push(next.value);
  }
  return all;
}
