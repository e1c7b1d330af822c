import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { firstPageOf } from './page-models/room-page.ts';
import { report } from './report-now.ts';
import { type RunningServer, startServer } from './server.ts';

// What waits today, on the first page, for those whose work it is.

const PICTURES = fileURLToPath(new URL('screenshots', import.meta.url));
const LONG = 240_000;

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(PICTURES, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  await report(server, { number: 1, kind: 'casualty' });
  await report(server, { number: 2, kind: 'shot' });
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

const start = (handle: string | undefined, how = reader('en')) =>
  firstPageOf(browser, server.url, handle, how);

test('a duty officer who comes in is told how many wait, the next clock, and which reports are due', async () => {
  const duty = await start('exercise-duty-officer');
  const { page } = duty;
  const today = page.locator('[data-today]');
  await expect.poll(() => today.getAttribute('data-today')).not.toBe('0');
  // It stands before everything else, and its figures are those of the queue.
  expect(await page.locator('main > div').first().locator('[data-today]').count()).toBe(1);
  const says = await today.innerText();
  expect(says).toMatch(/\d+ need a person now/);
  expect(says).toMatch(/1 .?high/);
  expect(says).toMatch(/Next clock\s+to assess · due/);
  expect(says).toMatch(/Reports due\s+none/);
  await today.getByRole('link', { name: /high/ }).click();
  await page.waitForURL('**/queue?risk=high');
  await expect.poll(() => page.locator('[data-row]').count()).toBe(1);
  // And back: it is there once.
  await page.goBack();
  await today.waitFor();
  expect(await today.count()).toBe(1);
  expect(duty.faults).toEqual([]);
  await page.context().close();
});

test('whoever does not work it off is shown nothing of it, and fetches none of it', async () => {
  for (const handle of [undefined, 'exercise-liaison-north']) {
    const asked: string[] = [];
    const other = await start(handle, reader('en'));
    other.page.on('request', (request) => asked.push(request.url()));
    await other.page.reload();
    await other.page.locator('main h1').first().waitFor();
    await other.page.waitForLoadState('networkidle');
    expect([handle, await other.page.locator('[data-today]').count()]).toEqual([handle, 0]);
    expect(asked.filter((url) => /\/api\/queue|assets\/today/.test(url))).toEqual([]);
    await other.page.context().close();
  }
});

test(
  'is accessible in every language, light and dark, and fits a phone',
  async () => {
    for (const [language, scheme] of [
      ['ar', 'dark'],
      ['en', 'light'],
      ['fr', 'light'],
      ['ru', 'dark'],
      ['uk', 'light'],
    ] as const) {
      const one = await start('exercise-duty-officer', reader(language, scheme));
      const today = one.page.locator('[data-today]');
      await today.waitFor();
      expect([language, await broken(one.page)]).toEqual([language, []]);
      await one.page.screenshot({ path: `${PICTURES}/today-${language}-${scheme}.png` });
      await one.page.setViewportSize(SCREENS.phone);
      expect([language, await tooWide(one.page)]).toEqual([language, 0]);
      await one.page.screenshot({ path: `${PICTURES}/today-${language}-${scheme}-phone.png` });
      expect(one.faults).toEqual([]);
      await one.page.context().close();
    }
  },
  LONG,
);
