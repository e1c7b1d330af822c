import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyMap } from './key-map.ts';

const key = fc.oneof(
  fc.nat(40).map((number) => number.toString(16).padStart(64, '0')),
  fc.constantFrom('', 'a', 'A'.repeat(64)),
);

test('a map from keys to keys answers as a map does, in an order of its own', () => {
  const acts = fc.array(fc.tuple(key, fc.option(key, { freq: 3 })), { maxLength: 120 });
  fc.assert(
    fc.property(acts, (all) => {
      const [map, plain] = [new KeyMap(), new Map<string, string>()];
      for (const [from, to] of all) {
        if (to === null) expect(map.delete(from)).toBe(plain.delete(from));
        else {
          map.set(from, to);
          plain.set(from, to);
        }
        expect(map.size).toBe(plain.size);
      }
      expect(new Map(map)).toEqual(plain);
      expect([...map.keys()].map((one) => map.get(one))).toEqual([...map.values()]);
      expect(map.toJSON()).toEqual([...plain].sort(([a], [b]) => (a < b ? -1 : 1)));
      for (const one of all.flat()) {
        if (one === null) continue;
        expect(map.get(one)).toBe(plain.get(one));
        expect(map.has(one)).toBe(plain.has(one));
      }
    }),
  );
});
