import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { FirstPage } from './page-models/first-page.ts';
import { type RunningServer, startServer } from './server.ts';

// These tests write into the record, so they have a server of their own.

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

test('a report filed meanwhile is shown and checked without a reload', async () => {
  const first = new FirstPage(await (await browser.newContext(reader('en'))).newPage());
  await first.open(server.url);
  const report = {
    id: '0198c9b2-7a51-7c3e-9a64-0123456789ab',
    source: 'post-bridge',
    kind: 'shot',
    occurred: { from: '2026-11-20T09:00:00Z', to: '2026-11-20T09:00:05Z' },
    place: { type: 'point', at: [-28.05, 42.05], radius: 400 },
    count: [1, 1],
    means: 'heard',
    text: 'simulated',
  };
  const answer = await fetch(`${server.url}/api/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'armistice-operator': await server.operatorToken() },
    body: JSON.stringify(report),
  });
  expect(answer.ok).toBe(true);
  await first.page.locator('section#report', { hasText: 'post-bridge' }).waitFor();
  await first.page.locator('aside', { hasText: 'Grown since your browser looked' }).waitFor();
  // While it is checked anew nothing stands there.
  await expect.poll(async () => (await first.standings()).integrity).toBe('yes');
});
