import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { FirstPage } from './page-models/first-page.ts';
import { type RunningServer, startServer } from './server.ts';

// A view that is gone to later, on a line as a post may have it.

const skipped = whySkipped('chromium');
/** A line of 20 kB in a second, 400 ms long. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 20_000, uploadThroughput: 20_000 };
const LONG = 120_000;
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

async function firstPage(language: string): Promise<Page> {
  const first = new FirstPage(await (await browser.newContext(reader(language))).newPage());
  await first.open(server.url);
  first.page.setDefaultTimeout(60_000);
  return first.page;
}

test(
  'on a slow line the bar stays, and what comes is named until it is there',
  async () => {
    for (const [language, name] of [
      ['en', 'Coverage'],
      ['ar', 'التغطية'],
    ] as const) {
      const page = await firstPage(language);
      await (await page.context().newCDPSession(page)).send('Network.emulateNetworkConditions', SLOW);
      await page.locator('nav a[href="/coverage"]').click();
      const coming = page.locator('main[data-coming="on-its-way"]');
      await coming.waitFor();
      // Nothing is blank meanwhile: the views can still be chosen.
      expect(await page.locator('nav a[href="/agreements"]').isVisible()).toBe(true);
      await coming.getByRole('status').filter({ hasText: name }).waitFor();
      expect([language, await broken(page)]).toEqual([language, []]);
      await page.locator('main:not([data-coming]) h1').waitFor();
      expect(await coming.count()).toBe(0);
      await page.context().close();
    }
  },
  LONG,
);

test(
  'what cannot be fetched says so, and is there once the server answers and it is tried again',
  async () => {
    const page = await firstPage('en');
    // What says so is fetched ahead, or nothing could say it.
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => /\/coming-[^/]*\.js$/.test(name)),
    );
    await page.context().setOffline(true);
    await page.locator('nav a[href="/rights"]').click();
    const failed = page.locator('main[data-coming="failed"]');
    await failed.getByRole('alert').filter({ hasText: 'could not be fetched' }).waitFor();
    expect(await broken(page)).toEqual([]);
    await failed.locator('[data-again]').click();
    await failed.getByText('The server still does not answer.').waitFor();
    await page.context().setOffline(false);
    await failed.locator('[data-again]').click();
    await page.locator('main:not([data-coming]) h1').waitFor();
    expect(new URL(page.url()).pathname).toBe('/rights');
    await page.context().close();
  },
  LONG,
);
