import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { RoomPage } from './page-models/room-page.ts';

// Another language is chosen while the line is down: its words are not there.

const skipped = whySkipped('chromium');
let browser: Browser;

beforeAll(async () => {
  if (skipped === undefined) browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

test.each(['/', '/queue', '/coverage'])(
  '%s stays in its language and says so, until the words of the other have come',
  async (path) => {
    const context = await browser.newContext({ ...reader('en'), bypassCSP: true });
    const room = new RoomPage(await context.newPage(), inject('url'));
    const { page } = room;
    await room.lookAs('exercise-head');
    await page.goto(room.url + path);
    await page.locator('main h1').waitFor();
    const title = await page.locator('main h1').innerText();
    // Where the page is loaded anew this is gone, and with it all that was written.
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    await context.setOffline(true);
    const choice = page.locator('select[name="language"]');
    await choice.selectOption('fr');
    const told = page.locator('[data-unspoken="fr"]');
    await told.getByText('\u201c\u2068Fran\u00e7ais\u2069\u201d could not be fetched').waitFor();
    expect(await choice.inputValue()).toBe('en');
    expect(await page.locator('main h1').innerText()).toBe(title);
    expect(await broken(page)).toEqual([]);
    await told.locator('[data-again]').click();
    await told.getByText('The server still does not answer.').waitFor();
    await context.setOffline(false);
    await told.locator('[data-again]').click();
    await told.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.documentElement.lang === 'fr');
    expect(await page.locator('main h1').innerText()).not.toBe(title);
    expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
    expect(room.faults).toEqual([]);
    await context.close();
  },
  120_000,
);
