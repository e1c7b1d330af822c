import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { list, number, object, oneOf, pair, parseShape, record, text, variant } from './shape.ts';

const shape = object(
  { name: text({ max: 5 }), size: number(0, 10, 'metres', true) },
  { place: pair(number(-1, 1, 'degrees'), number(-1, 1, 'degrees')), tags: list(text(), 1, 2) },
);
const refusal = (value: unknown) => {
  const read = parseShape(shape, value, 'test/form');
  return read.ok ? 'accepted' : `${read.refusal.path}: ${read.refusal.message}`;
};

describe('a shape refuses, and names the place', () => {
  const rows: readonly (readonly [unknown, string])[] = [
    [undefined, ': it must be an object, not nothing'],
    [[], ': it must be an object, not a list'],
    [{ size: 1 }, 'name: name is missing'],
    [
      { name: 'a', size: 1, sise: 1 },
      'sise: sise is not known here; did you mean "size"? Known are name, size, place, tags',
    ],
    [{ name: '', size: 1 }, 'name: name must have 1 to 5 characters, and has 0'],
    [{ name: 'abcdef', size: 1 }, 'name: name must have 1 to 5 characters, and has 6'],
    [{ name: 'a', size: 1.5 }, 'size: size must be a whole number (metres), not 1.5'],
    [{ name: 'a', size: 11 }, 'size: size must be from 0 to 10 (metres), not 11'],
    [{ name: 'a', size: '1' }, 'size: size must be a number (metres), not "1"'],
    [{ name: 'a', size: Number.NaN }, 'size: size must be a number (metres), not NaN'],
    [{ name: 'a', size: 1, place: [0] }, 'place: place must be a list of two, not a list'],
    [{ name: 'a', size: 1, place: [0, 2] }, 'place[1]: place[1] must be from -1 to 1 (degrees), not 2'],
    [{ name: 'a', size: 1, tags: [] }, 'tags: tags must have 1 to 2 items, and has 0'],
    [{ name: 'a', size: 1, tags: ['x', 3] }, 'tags[1]: tags[1] must be text, not 3'],
    [{ name: '\ud800', size: 1 }, 'name: name holds half of a surrogate pair; give whole characters'],
  ];
  for (const [value, message] of rows) test(message, () => expect(refusal(value)).toBe(message));
});

test('fields of the prototype are no fields of the value', () => {
  const inherited = Object.create({ name: 'a', size: 1 });
  expect(refusal(inherited)).toBe('name: name is missing');
});

test('a variant is told apart by its tag, and names the tags that it knows', () => {
  const either = variant('type', {
    a: object({ type: oneOf('a') }),
    b: object({ type: oneOf('b'), n: number(0, 1, 'n') }),
  });
  expect(parseShape(either, { type: 'b', n: 1 }, 'test')).toEqual({ ok: true, value: { type: 'b', n: 1 } });
  expect(parseShape(either, { type: 'c' }, 'test')).toMatchObject({
    refusal: { message: 'type must be one of a, b, not "c"' },
  });
  expect(parseShape(either, { type: 'toString' }, 'test').ok).toBe(false);
});

test('a record reads names and values, and refuses a name that is not one', () => {
  const counts = record(text({ pattern: /^[a-z]+$/, what: 'a small word' }), number(0, 9, 'n'), 3);
  expect(parseShape(counts, { a: 1 }, 'test')).toEqual({ ok: true, value: { a: 1 } });
  expect(parseShape(counts, { A: 1 }, 'test').ok).toBe(false);
  expect(parseShape(counts, JSON.parse('{"__proto__": 1}'), 'test').ok).toBe(false);
});

test('what is read is a copy: changing the input later changes nothing', () => {
  const input = { name: 'a', size: 1, tags: ['x'] };
  const read = parseShape(shape, input, 'test');
  input.tags.push('y');
  expect(read).toEqual({ ok: true, value: { name: 'a', size: 1, tags: ['x'] } });
});

test('any value at all gets an answer, never a crash', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withMap: true, withDate: true }), (value) => {
      expect(['accepted', 'refused']).toContain(parseShape(shape, value, 'test').ok ? 'accepted' : 'refused');
    }),
  );
});
