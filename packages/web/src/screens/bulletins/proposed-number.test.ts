import fc from 'fast-check';
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

test('a number that names the day of issue names that of this one, also over several nights', () => {
  const over = (from: string, to: string) => ({ from, to });
  const issued = (number: string, from = '2026-11-29T01:00:00Z', to = '2026-11-30T01:00:00Z') =>
    daily(number, from, { to });
  const proposed = (last: Numbered, stretch = over('2026-11-30T00:00', '2026-12-01T00:00')) =>
    proposedNumber({ type: 'daily', ...stretch }, [last], NOW, AZORES);
  expect(proposed(issued('DR 2026-11-30'))).toBe('DR 2026-12-01');
  expect(proposed(issued('DR 30.11.2026'))).toBe('DR 01.12.2026');
  expect(proposed(issued('W20261130'))).toBe('W20261201');
  expect(proposed(issued('2026-11-30/DR'))).toBe('2026-12-01/DR');
  expect(proposed(issued('DR 2026-11-30 2'))).toBe('DR 2026-12-01');
  // On Monday the report was about three nights; the next one is about one.
  const monday = issued('DR 2026-11-30', '2026-11-27T01:00:00Z');
  expect(proposed(monday)).toBe('DR 2026-12-01');
  // Two days after the end: as far from this one.
  expect(proposed(issued('DR 2026-12-02'))).toBe('DR 2026-12-03');
  expect(proposed(issued('DR 2026-11-30'), over('2026-12-30T00:00', '2026-12-31T00:00'))).toBe(
    'DR 2026-12-31',
  );
});

test('a year and digits beyond counting are not counted on', () => {
  for (const number of ['DR-2026', 'DR 2025', '99999999999999999999'])
    expect(next([daily(number)])).toBe('1/2026');
  expect(next([daily('SITREP 1204')])).toBe('SITREP 1205');
});

test('whatever the last number is, the next is another, and no day that there is not', () => {
  const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: -3, max: 3 }),
      (from, nights, issued) => {
        const begins = Math.floor(from.getTime() / 86_400_000) * 86_400_000;
        const day = (n: number) => new Date(begins + n * 86_400_000).toISOString();
        const last = daily(`DR ${day(issued).slice(0, 10)}`, day(0), { to: day(nights) });
        const stretch = { from: day(nights).slice(0, 16), to: day(nights + 1).slice(0, 16) };
        const number = proposedNumber({ type: 'daily', ...stretch }, [last], NOW, [[0, 0]]);
        const named = number.slice(3, 13);
        expect(number).not.toBe(last.number);
        expect(new Date(named).toISOString().slice(0, 10)).toBe(named);
      },
    ),
  );
});
