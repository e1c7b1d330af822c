import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { RoomPage } from './page-models/room-page.ts';

// In the exercise, whoever changes as whom they look on a page that the other may not see is told so, and led on.

const PICTURES = fileURLToPath(new URL('screenshots', import.meta.url));
const skipped = whySkipped('chromium');
let browser: Browser;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  if (skipped === undefined) browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

test.each(['/members', '/queue', '/proposals', '/bulletins/draft'])(
  'on %s the public is told who may, and goes back to whom it looked as before',
  async (path) => {
    const room = new RoomPage(await (await browser.newContext(reader('en'))).newPage(), inject('url'));
    const { page } = room;
    await page.goto(`${room.url}/rights`);
    await room.lookAs('exercise-head');
    await page.goto(room.url + path);
    const select = page.locator('select[name="look-as"]');
    await select.waitFor();
    await select.selectOption('');
    const told = page.locator('[data-another-reader]').first();
    await told.waitFor();
    // All of it at once: what comes piece by piece is read out piece by piece.
    expect(await told.innerText()).toMatch(
      /You look as: .*public.*Who may read this page: .*head of mission/is,
    );
    // No form that would lead nowhere.
    expect(await page.locator('main').locator('input, textarea, select').count()).toBe(0);
    // Nothing of what the server says to programs.
    expect(await page.locator('main').innerText()).not.toMatch(/request\/|not-allowed|read-members/);
    expect(await broken(page)).toEqual([]);
    await page.screenshot({ path: `${PICTURES}/another-reader${path.replaceAll('/', '-')}.png` });
    await page.setViewportSize(SCREENS.phone);
    expect(await tooWide(page)).toBe(0);
    await page.screenshot({ path: `${PICTURES}/another-reader${path.replaceAll('/', '-')}-phone.png` });
    await page.setViewportSize(SCREENS.desktop);
    await told.locator('[data-look-back]').click();
    await page.locator('[data-another-reader]').first().waitFor({ state: 'detached' });
    expect(await select.inputValue()).toBe('exercise-head');
    expect(room.faults).toEqual([]);
    await page.context().close();
  },
  120_000,
);
