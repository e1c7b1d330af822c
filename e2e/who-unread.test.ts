import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { RoomPage } from './page-models/room-page.ts';

// Pages that wait for the server to say who looks.

const skipped = whySkipped('chromium');
let browser: Browser;

beforeAll(async () => {
  if (skipped === undefined) browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

test.each(['/bulletins/draft', '/queue'])(
  '%s says that the server does not answer who looks, and opens once it does',
  async (path) => {
    const room = new RoomPage(await (await browser.newContext(reader('en'))).newPage(), inject('url'));
    const { page } = room;
    await room.lookAs('exercise-head');
    await page.route('**/api/me', (route) => route.abort());
    await page.goto(room.url + path);
    const fault = page.locator('main [data-fault="offline"]');
    await fault.waitFor();
    // While it is asked again it stands.
    await page.waitForTimeout(4_000);
    expect(await fault.count()).toBe(1);
    expect(await page.locator('main').innerText()).not.toContain('Asking the server');
    await page.unroute('**/api/me');
    await fault.waitFor({ state: 'detached' });
    await page.locator('main').locator('form, input, [data-row], select[name="kind"]').first().waitFor();
    await page.context().close();
  },
  120_000,
);
