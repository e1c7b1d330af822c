import { expect, test } from 'vitest';
import { EntryAuthors } from './entry-authors.ts';

test('who wrote an entry is read once; after an erasure again, and what the record does not tell is left out', async () => {
  const authors = new EntryAuthors();
  const read: number[] = [];
  const of = (indexes: readonly number[], erasure: number) =>
    authors.of(indexes, erasure, async (unknown) => {
      read.push(...unknown);
      return unknown.filter((index) => index !== 9).map((index) => [index, `duty-${index}`] as const);
    });
  expect([...(await of([1, 2], -1))]).toEqual([
    [1, 'duty-1'],
    [2, 'duty-2'],
  ]);
  expect([...(await of([2, 9], -1))]).toEqual([[2, 'duty-2']]);
  expect(read).toEqual([1, 2, 9]);
  await of([2], 5);
  expect(read).toEqual([1, 2, 9, 2]);
});
