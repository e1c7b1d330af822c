import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { FirstPage } from './page-models/first-page.ts';
import { type RunningServer, startServer } from './server.ts';

// The exercise as it lives: the day behind it comes in while somebody looks, so this has a server of its own.

const LIVING = ['--seed', '7', '--rate', '60', '--days', '1', '--speed', '1000'];
const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer(LIVING)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

test('the living exercise says that it is one, and its reports come in without a reload', async () => {
  const first = new FirstPage(await (await browser.newContext(reader('en'))).newPage());
  await first.page.goto(server.url);
  const counts = first.page.locator('[data-counts]');
  await counts.waitFor();
  expect(await first.page.locator('header').first().innerText()).toContain('EXERCISE');
  const reported = async () =>
    Number.parseInt((await counts.innerText()).replace(/\D*([\d,]+).*/s, '$1').replaceAll(',', ''), 10);
  const before = await reported();
  await expect.poll(reported, { timeout: 60_000, interval: 500 }).toBeGreaterThan(before);
  await first.step('report').waitFor();
  expect(first.faults).toEqual([]);
  expect([...first.hosts]).toEqual([new URL(server.url).host]);
});
