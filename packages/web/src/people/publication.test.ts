import { expect, test } from 'vitest';
import { whatFollows } from './publication.ts';

const p = ((key: string, places: object = {}) =>
  `${key} ${Object.values(places).join(' | ')}`.trim()) as never;
const minute = (at: string) => at.slice(0, 16);
const term = (_group: string, value: string) => `<${value}>`;
const say = { p, term, minute } as never;
const release = {
  ...{ parties: '2026-11-22T08:00:00Z', partners: '2026-11-22T08:30:00Z' },
  public: '2026-11-22T09:00:00Z',
};

test('who agrees is told who reads it and from when on: parties, then partners, then everyone', () => {
  expect(whatFollows({ kind: 'bulletin', body: { release } }, say)).toBe(
    'follows.release 2026-11-22T08:00 | 2026-11-22T08:30 | 2026-11-22T09:00',
  );
  expect(whatFollows({ kind: 'bulletin', body: {} }, say)).toBe('follows.everyone');
  expect(whatFollows({ kind: 'bulletin', audience: 'mission', body: {} }, say)).toBe('follows.mission');
  expect(whatFollows({ kind: 'erratum', audience: 'public', body: {} }, say)).toBe('follows.erratum');
  expect(whatFollows({ kind: 'zone', body: {} }, say)).toBe('');
  expect(whatFollows(undefined, say)).toBe('');
});

test('who agrees is never told that the mission alone reads what others read', () => {
  for (const kind of ['bulletin', 'erratum'])
    expect(whatFollows({ kind, audience: 'partners', body: {} }, say)).toBe('follows.others <partners>');
});
