import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMoment, readMoment } from './moment.ts';

test('a moment written in UTC reads back as itself, to the millisecond', () => {
  const [first, last] = [Date.UTC(1900, 0, 1), Date.UTC(2200, 0, 1) - 1];
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (milliseconds) => {
      expect(readMoment(formatMoment(milliseconds))).toBe(milliseconds);
    }),
  );
});

test('every text of the shape of a moment reads as the calendar has it, or not at all', () => {
  const two = (least: number, most: number) =>
    fc.integer({ min: least, max: most }).map((number) => String(number).padStart(2, '0'));
  const parts = fc.tuple(
    fc.integer({ min: 1895, max: 2205 }),
    two(0, 14),
    two(0, 33),
    two(0, 25),
    two(0, 61),
    two(0, 61),
  );
  fc.assert(
    fc.property(parts, ([year, month, day, hour, minute, second]) => {
      const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
      const date = new Date(`${text}Z`);
      const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
      const expected = exists && year >= 1900 && year <= 2199 ? date.getTime() : undefined;
      expect([readMoment(`${text}Z`), readMoment(`${text}.000+00:00`)]).toEqual([expected, expected]);
    }),
    { numRuns: 2000 },
  );
});

test('an offset names the same moment', () => {
  expect(readMoment('2026-11-20T21:03:10-01:00')).toBe(Date.UTC(2026, 10, 20, 22, 3, 10));
  expect(readMoment('2026-11-21T02:33:10.5+04:30')).toBe(Date.UTC(2026, 10, 20, 22, 3, 10, 500));
});

test('digits finer than a millisecond are cut, not rounded into the next second', () => {
  expect(formatMoment(readMoment('2026-11-20T21:03:10.999999999Z') ?? 0)).toBe('2026-11-20T21:03:10.999Z');
});

test('every moment is written as the calendar of the host has it, whatever was written before', () => {
  // Days in no order, before 1970, across a leap day, and beyond the years with four digits.
  const days = [20_000, -1, 0, 20_001, 19_782, 19_783, -719_528, 2_932_897, -719_529];
  for (const day of days)
    for (const inDay of [0, 1, 999, 1000, 59_999, 3_600_000, 43_200_007, 86_399_000, 86_399_999, 0.5, -0.5]) {
      const at = day * 86_400_000 + inDay;
      expect(formatMoment(at)).toBe(new Date(at).toISOString().replace('.000Z', 'Z'));
    }
  expect(() => formatMoment(Number.NaN)).toThrow(RangeError);
});

describe('what is no moment', () => {
  const rows = [
    '2026-11-20T21:03:10',
    '2026-11-20 21:03:10Z',
    '2026-11-20T21:03Z',
    '2026-02-29T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T21:03:60Z',
    '2026-11-20T21:03:10+24:00',
    '2026-11-20T21:03:10+01:60',
    '2026-11-20T21:03:10z',
    '2026-11-20T21:03:10.Z',
    '2026-11-20T21:03:10.1a2Z',
    '2026-11-20T21:03:10.12aZ',
    '2026-02-30T21:03:10.123Z',
    '2026-11-20T21:03:10,123Z',
    '1899-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '+02026-11-20T21:03:10Z',
    ' 2026-11-20T21:03:10Z',
    '2026-11-20T21:03:10Z\n',
    '',
  ];
  for (const text of rows) test(JSON.stringify(text), () => expect(readMoment(text)).toBeUndefined());
});
