import { expect, test } from 'vitest';
import { type Numbered, proposedNumber } from './proposed-number.ts';

const NOW = Date.parse('2026-11-22T05:30:00Z');
/** An hour behind UTC, as the exercise. */
const AZORES = [[0, -3600]] as const;
const daily = (number: string, from = '2026-11-19T01:00:00Z', more: Partial<Numbered> = {}): Numbered => ({
  ...{ number, type: 'daily', from },
  ...more,
});
const next = (all: readonly Numbered[], type: Numbered['type'] = 'daily', from = '2026-11-21T00:00') =>
  proposedNumber({ type, from }, all, NOW, AZORES);

test('numbers that count the reports of a year go on, each kind by its own manner', () => {
  expect(next([daily('14/2026'), daily('9/2026'), daily('90/2025')])).toBe('15/2026');
  expect(next([daily('90/2025')])).toBe('1/2026');
  expect(next([])).toBe('1/2026');
  const both = [daily('W-4/2026', undefined, { type: 'weekly' }), daily('14/2026')];
  expect([next(both), next(both, 'weekly'), next(both, 'spot')]).toEqual(['15/2026', 'W-5/2026', '15/2026']);
});

test('numbers that name a day name the day of this one, in UTC or on the clock of the mission as the last did', () => {
  // The exercise's own begin at midnight UTC, which is 23:00 of the day before on its clock.
  const exercise = daily('EXERCISE 2026-11-20', '2026-11-20T00:00:00Z');
  expect(next([exercise], 'daily', '2026-11-20T23:00')).toBe('EXERCISE 2026-11-21');
  const local = daily('DR 2026-11-19', '2026-11-20T00:00:00Z');
  expect(next([local], 'daily', '2026-11-20T23:00')).toBe('DR 2026-11-20');
  expect(next([exercise], 'daily', '2026-11-19T23:00')).toBe('EXERCISE 2026-11-20 2');
});

test('a count alone goes on with as many digits', () => {
  expect(next([daily('SITREP 009')])).toBe('SITREP 010');
});

test('what is taken by a report that waits, or by one of another kind, is not proposed again', () => {
  const waits = daily('15/2026', '2026-11-20T01:00:00Z');
  expect(next([waits, daily('14/2026')])).toBe('16/2026');
  expect(next([daily('SITREP 010', undefined, { type: 'spot' }), daily('SITREP 009')])).toBe('SITREP 011');
});
