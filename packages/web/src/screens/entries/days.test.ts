import { expect, test } from 'vitest';
import { beginningOf, dayOf } from './reading.ts';

test('a day begins when the clock of the page says so, and an address has that moment in UTC', () => {
  expect(beginningOf('2026-11-20', 'Atlantic/Azores')).toBe('2026-11-20T01:00:00Z');
  expect(beginningOf('2026-11-20', 'UTC')).toBe('2026-11-20T00:00:00Z');
  expect(beginningOf('', 'UTC')).toBe('');
  // At midnight the clock goes on to one: the day begins there.
  expect(beginningOf('2026-03-29', 'Asia/Beirut')).toBe('2026-03-28T22:00:00Z');
});

test('the field shows the day that an address stands for, also one from before clocks could be chosen', () => {
  expect(dayOf('2026-11-20T01:00:00Z', 'Atlantic/Azores')).toBe('2026-11-20');
  expect(dayOf('2026-11-20T00:00:00Z', 'Atlantic/Azores')).toBe('2026-11-19');
  expect(dayOf('2026-11-20', 'UTC')).toBe('2026-11-20');
  expect([dayOf('', 'UTC'), dayOf('nonsense', 'UTC')]).toEqual(['', '']);
});
