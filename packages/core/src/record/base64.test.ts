import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, fromBase64Url, toBase64, toBase64Url, writeBase64Url } from './base64.ts';

const bytes = fc.uint8Array({ maxLength: 200 });
const hex = (value: Uint8Array | undefined) =>
  value === undefined ? 'refused' : Buffer.from(value).toString('hex');

describe('base64', () => {
  test('both alphabets agree with the host, and parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toBase64(value)).toBe(Buffer.from(value).toString('base64'));
        expect(toBase64Url(value)).toBe(Buffer.from(value).toString('base64url'));
        expect(hex(fromBase64(toBase64(value)))).toBe(hex(value));
        expect(hex(fromBase64Url(toBase64Url(value)))).toBe(hex(value));
      }),
      { numRuns: 500 },
    );
  });

  test('written into a buffer it is the same, and nothing beside it is touched', () => {
    fc.assert(
      fc.property(bytes, fc.nat(5), (value, at) => {
        const text = toBase64Url(value);
        const out = new Uint8Array(at + text.length + 3).fill(7);
        expect(writeBase64Url(value, out, at)).toBe(at + text.length);
        expect(Buffer.from(out.subarray(at, at + text.length)).toString('ascii')).toBe(text);
        expect([...out.subarray(0, at), ...out.subarray(at + text.length)]).toEqual(
          new Array(at + 3).fill(7),
        );
      }),
    );
  });

  test('every text either decodes and encodes to itself, or is refused', () => {
    const text = fc.string({ unit: fc.constantFrom(...'AQgw+/-_=\n é'), maxLength: 9 });
    fc.assert(
      fc.property(text, (value) => {
        const standard = fromBase64(value);
        const url = fromBase64Url(value);
        if (standard !== undefined) expect(toBase64(standard)).toBe(value);
        if (url !== undefined) expect(toBase64Url(url)).toBe(value);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['padding missing', 'AA'],
    ['one padding sign of two', 'AA='],
    ['padding too long', 'AAA=='],
    ['padding alone', '===='],
    ['padding in the middle', 'AA==AAAA'],
    ['stray bits after one byte', 'AB=='],
    ['stray bits after two bytes', 'AAB='],
    ['the other alphabet', 'A-_A'],
    ['a line break', 'AAAA\n'],
    ['a space before', ' AAA'],
    ['a character outside ASCII', 'AAAé'],
    ['one character', 'A'],
  ])('the standard form refuses %s', (_, text) => {
    expect(fromBase64(text)).toBeUndefined();
  });

  test.each([
    ['padding', 'AA=='],
    ['stray bits after one byte', 'AB'],
    ['stray bits after two bytes', 'AAB'],
    ['the other alphabet', 'A+/A'],
    ['a line break', 'AAA\n'],
    ['one character too many', 'AAAAA'],
    ['a character outside ASCII', 'AAAж'],
  ])('the form for JSON refuses %s', (_, text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  });
});
