import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMoment, readMoment } from '../base/index.ts';
import { moment, momentText } from './moments.ts';

test('times read and write as everywhere else, whatever was read before', () => {
  const seconds = fc.integer({ min: Date.UTC(1900, 0, 1) / 1000, max: Date.UTC(2199, 11, 31) / 1000 });
  fc.assert(
    fc.property(seconds, seconds, (one, other) => {
      for (const at of [one, other, one + 1]) {
        expect(momentText(at)).toBe(formatMoment(at * 1000));
        expect(moment(momentText(at))).toBe(at * 1000);
      }
    }),
  );
});

test('what is no time is none, by the short way as by the long one', () => {
  for (const text of [
    '2026-02-30T10:00:00Z',
    '2026-02-28T24:00:00Z',
    '2026-02-28 10:00:00Z',
    '2026-02-28T10-00:00Z',
    'x',
  ])
    expect(moment(text)).toBe(readMoment(text) ?? Number.NaN);
  expect(moment('2026-02-28T10:00:00.250+01:00')).toBe(Date.UTC(2026, 1, 28, 9, 0, 0, 250));
});
