import { expect, test } from 'vitest';
import { distance } from './distance.ts';

const MONDAY = Date.parse('2026-11-16T10:00:00Z');

test.each([
  ['Wednesday morning is not tomorrow', '2026-11-18T09:00:00Z', 'in 1 day'],
  [
    'what ran out on Sunday morning is a day over, whichever day that was',
    '2026-11-15T08:00:00Z',
    '1 day ago',
  ],
  ['three hours are told as hours', '2026-11-16T13:20:00Z', 'in 3 hours'],
  ['twenty minutes are told as minutes', '2026-11-16T09:40:00Z', '20 minutes ago'],
  ['what is due now is due in no minutes', '2026-11-16T10:00:30Z', 'in 0 minutes'],
])('%s', (_, due, said) => {
  expect(distance('en', due, MONDAY)).toBe(said);
});

test('no language names a day by its place in the week', () => {
  const said = ['en', 'uk', 'ru', 'fr'].map((language) => distance(language, '2026-11-18T09:00:00Z', MONDAY));
  for (const one of said) expect(one).toMatch(/1/);
});
