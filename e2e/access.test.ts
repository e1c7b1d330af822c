import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { FirstPage } from './page-models/first-page.ts';

const skipped = whySkipped('chromium');
let browser: Browser;

beforeAll(async () => {
  if (skipped === undefined) browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

describe.each(['ar', 'en', 'fr', 'ru', 'uk'])('the page in %s', (language) => {
  test.each(['light', 'dark'] as const)('breaks no rule of accessibility in %s', async (scheme) => {
    // The checker is a script of ours put into the page, which the page's policy would rightly refuse.
    const context = await browser.newContext({ ...reader(language, scheme), bypassCSP: true });
    const first = new FirstPage(await context.newPage());
    await first.open(inject('url'));
    expect(await broken(first.page)).toEqual([]);
    await first.tamper('entry');
    expect(await broken(first.page)).toEqual([]);
    await first.putBack();
    expect(await broken(first.page)).toEqual([]);
    await context.close();
  });

  test.each(Object.keys(SCREENS) as (keyof typeof SCREENS)[])('fits the width of a %s', async (screen) => {
    const context = await browser.newContext({ ...reader(language, 'light', screen), bypassCSP: true });
    const first = new FirstPage(await context.newPage());
    await first.open(inject('url'));
    await first.tamper('body');
    const wider = await first.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
    await context.close();
  });
});
