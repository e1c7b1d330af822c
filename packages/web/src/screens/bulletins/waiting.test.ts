import { expect, test } from 'vitest';
import { isSameAs, waitingAmong, waitingIn } from './waiting.ts';

const BODY = {
  ...{ number: '1/2026', type: 'daily', from: '2026-11-21T01:00:00Z', to: '2026-11-22T01:00:00Z' },
  ...{ rule: { rule: 'each-explosion', version: 1 }, release: { parties: '2026-11-22T06:00:00Z' } },
  ...{ size: 3397, tree: 'sha256:a2', issued: '2026-11-22T21:39:58Z', edition: 3, figures: { count: 1 } },
  files: { 'en.html': 'sha256:01', 'en.pdf': 'sha256:02' },
};

test('a bulletin that waits is asked for again over its own input, at its own moment, with all that was chosen', () => {
  const { edition: _edition, figures: _figures, files: _files, tree: _tree, ...chosen } = BODY;
  expect(waitingIn({ kind: 'bulletin', audience: 'public', body: BODY })?.wish).toEqual({
    ...chosen,
    audience: 'public',
  });
  expect(waitingIn(undefined)).toBeUndefined();
  expect(waitingIn({ handle: 'monitor-4' })).toBeUndefined();
});

test('bulletins that wait are known by number and stretch, the newest first, and nothing else among them', () => {
  const other = { ...BODY, number: '2/2026' };
  const rows = waitingAmong([
    { id: 'a', what: { kind: 'bulletin', audience: 'public', body: BODY } },
    { id: 'b', what: { kind: 'erratum', body: { bulletin: '1/2026', reason: 'late', changes: [] } } },
    { id: 'c', what: { kind: 'bulletin', body: other } },
  ]);
  expect(rows.map(({ id, number, audience }) => [id, number, audience])).toEqual([
    ['c', '2/2026', 'public'],
    ['a', '1/2026', 'public'],
  ]);
});

test('what is shown is what waits only where its input and every file that both name are the same', () => {
  const waiting = waitingIn({ audience: 'public', body: BODY });
  if (waiting === undefined) throw new Error('nothing waits');
  expect(isSameAs(waiting, BODY)).toBe(true);
  // This machine sets no PDF.
  expect(isSameAs(waiting, { ...BODY, files: { 'en.html': 'sha256:01' } })).toBe(true);
  expect(isSameAs(waiting, { ...BODY, files: { 'en.html': 'sha256:99' } })).toBe(false);
  expect(isSameAs(waiting, { ...BODY, size: 3398 })).toBe(false);
  expect(isSameAs(waiting, { ...BODY, tree: 'sha256:13' })).toBe(false);
  const { tree: _tree, files: _files, ...byHand } = BODY;
  expect(isSameAs({ ...waiting, body: byHand }, BODY)).toBe(true);
});
