import { expect, test } from 'vitest';
import { localAt, momentOf, offsetName } from './zones.ts';

const KYIV = 'Europe/Kyiv';
const at = (moment: string) => Date.parse(moment);

test('what is typed on a clock is the moment that this clock shows, in winter and in summer', () => {
  expect(momentOf('2026-01-10T12:00', KYIV)).toBe(at('2026-01-10T10:00Z'));
  expect(momentOf('2026-07-10T12:00', KYIV)).toBe(at('2026-07-10T09:00Z'));
  expect(momentOf('2026-07-10T12:00', 'UTC')).toBe(at('2026-07-10T12:00Z'));
  expect(localAt(at('2026-07-10T09:00Z'), KYIV)).toBe('2026-07-10T12:00');
});

test('where the clock is put back an hour is shown twice: the first is meant, and it shows as it was typed', () => {
  expect(momentOf('2026-10-25T03:30', KYIV)).toBe(at('2026-10-25T00:30Z'));
  expect(localAt(at('2026-10-25T00:30Z'), KYIV)).toBe('2026-10-25T03:30');
  expect(localAt(at('2026-10-25T01:30Z'), KYIV)).toBe('2026-10-25T03:30');
});

test('an hour that the clock skips is no moment, and half a time is none', () => {
  expect(momentOf('2026-03-29T03:30', KYIV)).toBeUndefined();
  expect(momentOf('2026-03-29T', KYIV)).toBeUndefined();
});

test('an offset is held left to right, with a minus that is no hyphen', () => {
  expect(offsetName(at('2026-11-20T00:00Z'), 'Atlantic/Azores')).toBe('\u2066UTC\u221201:00\u2069');
  expect(offsetName(at('2026-11-20T00:00Z'), 'UTC')).toBe('\u2066UTC\u2069');
});
