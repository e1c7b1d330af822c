import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, formatJson, type Json, MAX_DEPTH, parseCanonicalJson } from './json.ts';
import { outcome } from './testing.ts';

/** RFC 8785, appendix B: the bits of a double and its one spelling. */
const NUMBERS: readonly (readonly [bits: string, text: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

const doubleOf = (bits: string) => Buffer.from(bits, 'hex').readDoubleBE();
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const jsonValue = fc.jsonValue({ stringUnit: 'binary' });

describe('canonical JSON', () => {
  test.each(NUMBERS)('the double %s is written %s (RFC 8785, appendix B)', (bits, text) => {
    expect(formatJson(doubleOf(bits))).toBe(text);
  });

  test.each([
    ['not a number', '7fffffffffffffff'],
    ['infinity', '7ff0000000000000'],
    ['minus infinity', 'fff0000000000000'],
  ])('%s has no spelling', (_, bits) => {
    expect(outcome(canonicalJson([doubleOf(bits)]))).toBe('json-not-representable');
  });

  test('the sample object comes out as the bytes of RFC 8785 §3.2.4', () => {
    const sample = {
      numbers: JSON.parse('[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]') as Json,
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(Buffer.from(formatJson(sample)).toString('hex')).toBe(
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e33333333' +
        '3333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e412742' +
        '5c225c5c5c5c5c222f227d',
    );
  });

  test('names are sorted by their UTF-16 code units (RFC 8785 §3.2.3)', () => {
    const sample = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect([...formatJson(sample).matchAll(/:"([^"]*)"/g)].map((match) => match[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test('it agrees with another implementation on any JSON value', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        expect(formatJson(value as Json)).toBe(canonicalize(value));
      }),
      { numRuns: 1000 },
    );
  });

  test('parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = formatJson(value as Json);
        const parsed = parseCanonicalJson(text);
        expect(parsed.ok && formatJson(parsed.value)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('a text that parses has no second spelling: one changed character is another value or no JSON', () => {
    const change = fc.record({
      value: jsonValue,
      at: fc.nat(),
      character: fc.constantFrom(...' 0123456789.eE+-"\\{}[]:,\ttrue'),
    });
    fc.assert(
      fc.property(change, ({ value, at, character }) => {
        const text = formatJson(value as Json);
        const place = at % text.length;
        const altered = text.slice(0, place) + character + text.slice(place + 1);
        const parsed = parseCanonicalJson(altered);
        if (altered !== text && parsed.ok) expect(formatJson(parsed.value)).not.toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parsing refuses what has another spelling or none', () => {
  test.each([
    ['a number beyond the doubles', '1e400', 'json-not-representable'],
    ['a number below the doubles, read as 0', '1e-400', 'json-not-canonical'],
    ['minus zero', '-0', 'json-not-canonical'],
    ['a fraction of nothing', '1.0', 'json-not-canonical'],
    ['an exponent where digits do', '1E2', 'json-not-canonical'],
    ['a large number without its exponent', '1000000000000000000000', 'json-not-canonical'],
    ['more digits than a double holds', '0.10000000000000001', 'json-not-canonical'],
    ['an integer that a double rounds', '9007199254740993', 'json-not-canonical'],
    ['a leading zero', '007', 'json-malformed'],
    ['a plus sign', '+7', 'json-malformed'],
    ['hexadecimal', '0x10', 'json-malformed'],
    ['a name twice', '{"a":1,"a":1}', 'json-not-canonical'],
    ['names out of order', '{"b":1,"a":2}', 'json-not-canonical'],
    ['a space after a comma', '[1, 2]', 'json-not-canonical'],
    ['a line feed at the end', '{}\n', 'json-not-canonical'],
    ['a byte order mark', '\ufeff{}', 'json-malformed'],
    ['an escape that is not needed', '"\\u0041"', 'json-not-canonical'],
    ['an escaped slash', '"\\/"', 'json-not-canonical'],
    ['an upper-case escape', '"\\u001F"', 'json-not-canonical'],
    ['a raw control character', '"\u0001"', 'json-malformed'],
    ['half a surrogate pair, escaped', '"\\ud800"', 'json-not-representable'],
    ['the second half alone', '"\\udc00"', 'json-not-representable'],
    ['half a surrogate pair in a name', '{"\\ud800":1}', 'json-not-representable'],
    ['a comma too many', '[1,]', 'json-malformed'],
    ['a word that JSON lacks', 'undefined', 'json-malformed'],
    ['NaN', 'NaN', 'json-malformed'],
    ['nothing', '', 'json-malformed'],
    ['two values', '1 2', 'json-malformed'],
    ['one level too deep', nested(MAX_DEPTH + 1), 'json-not-representable'],
    ['a hundred thousand levels', nested(100_000), 'json-not-representable'],
  ])('%s', (_, text, code) => {
    expect(outcome(parseCanonicalJson(text))).toBe(code);
  });

  test('the deepest nesting allowed is accepted', () => {
    expect(outcome(parseCanonicalJson(nested(MAX_DEPTH)))).toBe('accepted');
  });

  test('a field named __proto__ is a field like others', () => {
    const text = '{"__proto__":{"a":1},"b":2}';
    const parsed = parseCanonicalJson(text);
    expect(parsed.ok && formatJson(parsed.value)).toBe(text);
  });
});

describe('formatting refuses what JSON does not have', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  test.each([
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a hole in a list', new Array(1)],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(1)],
    ['a boxed number', Object(1)],
    ['a list that holds itself', cyclic],
    ['half a surrogate pair', '\ud83d'],
  ])('%s', (_, value) => {
    expect(outcome(canonicalJson(value))).toBe('json-not-representable');
  });

  test('the refusal names the place', () => {
    const result = canonicalJson({ reports: [{ count: Number.NaN }] });
    expect(result.ok ? '' : result.refusal.message).toContain('$.reports[0].count');
  });
});
