import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { firstIncident } from './first-incident.ts';
import { PeoplePages } from './page-models/people-pages.ts';
import { type RunningServer, startServer } from './server.ts';
import { settled, viewsOfThePage, visit } from './views-named.ts';

// Every view that an address names, in every language: what each room's own tests see in their states, here is seen of all.

const LANGUAGES = ['ar', 'en', 'fr', 'ru', 'uk'] as const;
/** What four times the size leaves of a window of 1,280 pixels; a phone; that window. */
const WIDTHS = [
  { width: 320, height: 512 },
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
] as const;
const DESKTOP = { width: 1440, height: 900 };

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let paths: readonly string[];

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  const one = await firstIncident(server);
  paths = [
    '/',
    ...(await viewsOfThePage()).map((view) => (view === 'incidents' ? `/incidents/${one}` : `/${view}`)),
    ...['/agreements/exercise-separation', '/entries/3', '/bulletins/draft'],
  ];
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

test.each(LANGUAGES)(
  'in %s no view breaks a rule of accessibility, or is too wide for a phone, a window or four times its size',
  {
    timeout: 600_000,
  },
  async (language) => {
    // The checker is a script of ours put into the page, which the page's policy would rightly refuse.
    const context = await browser.newContext({ ...reader(language), bypassCSP: true });
    const here = new PeoplePages(await context.newPage(), server.url);
    const { page } = here;
    await here.open('/rights');
    await here.lookAs('exercise-head');
    const wrong: unknown[] = [];
    for (const path of paths) {
      await visit(page, `${server.url}${path}`);
      await page.locator('main h1').first().waitFor();
      await settled(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const rule of await broken(page)) wrong.push([path, colorScheme, rule]);
      }
      for (const size of WIDTHS) {
        await page.setViewportSize(size);
        const wide = await tooWide(page);
        if (wide > 0) wrong.push([path, `${wide} px too wide at ${size.width}`]);
      }
      await page.setViewportSize(DESKTOP);
      await page.emulateMedia({ colorScheme: 'light' });
    }
    expect(wrong).toEqual([]);
    expect(here.faults).toEqual([]);
    await context.close();
  },
);
