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
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(/coverage-page-[^/]*\.js$/, async (route) => {
        await held;
        await route.continue();
      });
      await (await page.context().newCDPSession(page)).send('Network.emulateNetworkConditions', SLOW);
      await page.locator('nav a[href="/coverage"]').click();
      const coming = page.locator('main[data-coming="on-its-way"]');
      await coming.waitFor();
      // Nothing is blank meanwhile: the views can still be chosen.
      expect(await page.locator('nav a[href="/agreements"]').isVisible()).toBe(true);
      await coming.getByRole('status').filter({ hasText: name }).waitFor();
      expect([language, await broken(page)]).toEqual([language, []]);
      release();
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

test.each([
  ['the public', '', 'public'],
  ['a duty officer who chose to read as the public', 'exercise-duty-officer', 'public'],
  ['a duty officer', 'exercise-duty-officer', 'mission'],
])(
  'what the situation shows %s first is asked for once, before its words are there, and for whoever looks',
  async (_who, as, audience) => {
    const context = await browser.newContext(reader('en'));
    const page = await context.newPage();
    if (as !== '') {
      const look = () =>
        page.request.post(`${server.url}/api/switch`, { data: { as }, headers: { origin: server.url } });
      await expect.poll(async () => (await look()).status(), { timeout: 60_000 }).toBe(200);
    }
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      // It ends with the minute that goes on, and a minute may end meanwhile.
      searchParams.delete('to');
      if (/^\/api\/(me|agreements|timeline|incidents)\b/.test(pathname))
        asked.push(`${pathname}?${searchParams}`);
    });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/situation-words-en-[^/]*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    const { agreements } = (await (await page.request.get(`${server.url}/api/agreements`)).json()) as {
      readonly agreements: readonly { readonly id: string; readonly entry?: number }[];
    };
    const first = [
      '/api/me',
      '/api/agreements',
      ...agreements.flatMap(({ id, entry }) => (entry === undefined ? [] : [`/api/agreements/${id}`])),
      `/api/timeline ${audience}`,
      `/api/incidents ${audience}`,
    ].sort();
    expect(first.length).toBeGreaterThan(5);
    // The public is given nothing for a choice of this tab that it may not make.
    await page.addInitScript(
      (chosen) => sessionStorage.setItem('armistice.audience', chosen),
      as === '' ? 'mission' : audience,
    );
    await page.goto(`${server.url}/situation`);
    const known = () =>
      asked.map((path) => {
        const { pathname, searchParams } = new URL(path, server.url);
        return [pathname, searchParams.get('audience')].filter((part) => part !== null).join(' ');
      });
    await expect.poll(() => known().sort(), { timeout: 60_000 }).toEqual(first);
    expect(await page.locator('#root > *').count()).toBe(0);
    const ahead = new Set(asked);
    release();
    await page.locator('[data-statement]').waitFor({ timeout: 60_000 });
    // Asked under another name, it would have been asked twice to be drawn once. What the map shows is asked for after it stands.
    const twice = asked.filter((path) => !ahead.has(path) && !path.includes('bbox='));
    expect(twice).toEqual([]);
    await context.close();
  },
  LONG,
);
