import { expect, test } from 'vitest';
import { fromLocal, toLocal } from './local-time.ts';

// Kyiv, 2026: summer time begins on 29 March at 03:00 and ends on 25 October at 04:00.
const kyiv = [
  [-1e10, 7200],
  [Date.UTC(2026, 2, 29, 1) / 1000, 10_800],
  [Date.UTC(2026, 9, 25, 1) / 1000, 7200],
] as const;

test.each([
  ['2026-03-29T02:59', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T04:00', '2026-03-29T01:00:00.000Z'],
  ['2026-07-01T12:00', '2026-07-01T09:00:00.000Z'],
  ['2026-12-01T12:00', '2026-12-01T10:00:00.000Z'],
])('%s on the clock of the agreement is %s, and back', (local, utc) => {
  const at = fromLocal(kyiv, local);
  expect(at === undefined ? undefined : new Date(at).toISOString()).toBe(utc);
  expect(toLocal(kyiv, Date.parse(utc))).toBe(local);
});

test('an hour that the clock skips is no time', () => {
  expect(fromLocal(kyiv, '2026-03-29T03:30')).toBeUndefined();
});

test('of an hour that the clock shows twice the first is meant', () => {
  expect(fromLocal(kyiv, '2026-10-25T03:30')).toBe(Date.UTC(2026, 9, 25, 0, 30));
});

test.each(['', '2026-13-01T00:00', 'tomorrow', '2026-01-01'])('"%s" is no time', (local) => {
  expect(fromLocal(kyiv, local)).toBeUndefined();
});
