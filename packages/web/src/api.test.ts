import { afterEach, expect, test, vi } from 'vitest';
import { isUnreadable, readJson, sendJson } from './api.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a page that is refused is not for this reader; a deed that is refused keeps the reason of the server', async () => {
  const problem = { detail: 'it lies outside your area', remedy: 'ask whoever has that area' };
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(problem), { status: 403 }));
  const page = await readJson('/api/queue').catch((error: unknown) => error);
  const deed = await sendJson('/api/entries').catch((error: unknown) => error);
  expect([isUnreadable(page), isUnreadable(deed)]).toEqual([true, false]);
  expect(deed).toMatchObject({ status: 403, details: problem });
});
