import { expect, test } from 'vitest';
import type { InquiryRow } from './inquiries.ts';
import { newestSince } from './use-newest.ts';

const rowsOf = (...entries: readonly number[]) =>
  entries.map((entry) => ({ inquiry: { entry } }) as InquiryRow);
const newestOf = (size: number, ...entries: readonly number[]) =>
  newestSince(rowsOf(...entries), size)?.inquiry.entry;

test('what was asked before the page was opened is no news', () => {
  expect(newestOf(12, 3, 11, 7)).toBeUndefined();
  expect(newestOf(12)).toBeUndefined();
});

test('of several that came since, whichever is due first, the last is told', () => {
  expect(newestOf(12, 3, 14, 12, 7)).toBe(14);
  // And when that is taken back, nothing that was there before it.
  expect(newestOf(14, 3, 12, 7)).toBeUndefined();
});
