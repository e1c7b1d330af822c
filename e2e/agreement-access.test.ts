import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { AgreementPage, NORTH_OF_THE_LINE, SEPARATION } from './page-models/agreement-page.ts';

const skipped = whySkipped('chromium');
let browser: Browser;

beforeAll(async () => {
  if (skipped === undefined) browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});
afterEach(async () => {
  for (const context of browser?.contexts() ?? []) await context.close();
});

async function opened(path: string, options: BrowserContextOptions): Promise<AgreementPage> {
  const page = new AgreementPage(await (await browser.newContext(options)).newPage());
  await page.open(inject('url'), path);
  return page;
}

describe.each(['ar', 'en', 'fr', 'ru', 'uk'])('the agreement in %s', (language) => {
  test.each([
    ['light', 'desktop'],
    ['dark', 'phone'],
  ] as const)('breaks no rule of accessibility, and fits, in %s on a %s', async (scheme, screen) => {
    // The checker is a script of ours put into the page, which the page's policy would rightly refuse.
    const options = { ...reader(language, scheme, screen), bypassCSP: true };
    const here = await opened(`${SEPARATION}${NORTH_OF_THE_LINE}#clause-3.north`, options);
    await here.panel().locator('details summary').first().click();
    const wider = await here.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
    expect(await broken(here.page)).toEqual([]);
  });
});

test.each([
  ['ar', 'dark'],
  ['en', 'light'],
] as const)(
  'the list, and a text without a map, in %s and %s break no rule of accessibility',
  async (language, scheme) => {
    const options = { ...reader(language, scheme), bypassCSP: true };
    const here = await opened('/agreements/cfe-1990', options);
    expect(await broken(here.page)).toEqual([]);
    await here.page.goto(`${inject('url')}/agreements`);
    await here.page.locator('[data-agreement]').first().waitFor();
    expect(await broken(here.page)).toEqual([]);
  },
);
