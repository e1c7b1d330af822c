import { expect, test } from 'vitest';
import { whatFollows } from './publication.ts';

const p = ((key: string, places: object = {}) =>
  `${key} ${Object.values(places).join(' | ')}`.trim()) as never;
const minute = (at: string) => at.slice(0, 16);
const release = {
  ...{ parties: '2026-11-22T08:00:00Z', partners: '2026-11-22T08:30:00Z' },
  public: '2026-11-22T09:00:00Z',
};

test('who agrees is told who reads it and from when on: parties, then partners, then everyone', () => {
  expect(whatFollows({ kind: 'bulletin', body: { release } }, p, minute)).toBe(
    'follows.release 2026-11-22T08:00 | 2026-11-22T08:30 | 2026-11-22T09:00',
  );
  expect(whatFollows({ kind: 'bulletin', body: {} }, p, minute)).toBe('follows.everyone');
  expect(whatFollows({ kind: 'bulletin', audience: 'mission', body: {} }, p, minute)).toBe('follows.mission');
  expect(whatFollows({ kind: 'erratum', audience: 'public', body: {} }, p, minute)).toBe('follows.erratum');
  expect(whatFollows({ kind: 'zone', body: {} }, p, minute)).toBe('');
  expect(whatFollows(undefined, p, minute)).toBe('');
});
