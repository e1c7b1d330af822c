import { expect, test } from 'vitest';
import { age, count, entries, moment, span } from './words.ts';

const NOW = Date.UTC(2026, 4, 4, 12);
const secondsAgo = (seconds: number) => age(NOW / 1000 - seconds, NOW);

test.each([
  [0, 'just now'],
  [1, '1 second ago'],
  [59, '59 seconds ago'],
  [60, '1 minute ago'],
  [3_599, '59 minutes ago'],
  [7_200, '2 hours ago'],
  [86_399, '23 hours ago'],
  [86_400 * 400, '400 days ago'],
  [-60, 'just now'],
  [-300, "dated 5 minutes ahead of this machine's clock"],
])('%i seconds ago reads "%s"', (seconds, words) => {
  expect(secondsAgo(seconds)).toBe(words);
});

test('counts and times read the same everywhere', () => {
  expect([count(1234567), entries(1), entries(1000), span(61), moment(NOW)]).toEqual([
    '1,234,567',
    '1 entry',
    '1,000 entries',
    '1 minute',
    '2026-05-04T12:00:00Z',
  ]);
});
