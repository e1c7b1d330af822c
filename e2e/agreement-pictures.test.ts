import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { AgreementPage, NORTH_OF_THE_LINE, SEPARATION } from './page-models/agreement-page.ts';

// Pictures for people to look at: nothing is compared with them.

const folder = fileURLToPath(new URL('screenshots', import.meta.url));
const skipped = whySkipped('chromium');
let browser: Browser;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(folder, { recursive: true });
  browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

test.each([
  ['desktop', 'light', 'en'],
  ['desktop', 'dark', 'ar'],
  ['phone', 'light', 'fr'],
  ['phone', 'dark', 'uk'],
] as const)('an agreement on a %s, %s, in %s has its picture taken', async (screen, scheme, language) => {
  const context = await browser.newContext(reader(language, scheme, screen));
  const here = new AgreementPage(await context.newPage());
  await here.open(inject('url'), `${SEPARATION}${NORTH_OF_THE_LINE}`);
  await here.untilSpeak('3.north');
  await here.clause('3.north').locator('a').first().focus();
  await here.page.waitForTimeout(300);
  const path = join(folder, `agreement-${screen}-${scheme}-${language}.png`);
  expect((await here.page.screenshot({ path })).length).toBeGreaterThan(10_000);
  await context.close();
});

// The pictures of the documentation are part of the repository, so they are only taken when asked for.
if (process.env.UPDATE_PICTURES === '1') {
  test.each(['light', 'dark'] as const)('the picture of the documentation is taken in %s', async (scheme) => {
    const options = { ...reader('en', scheme), viewport: { width: 1360, height: 960 } };
    const context = await browser.newContext(options);
    const here = new AgreementPage(await context.newPage());
    await here.open(inject('url'), `${SEPARATION}${NORTH_OF_THE_LINE}`);
    await here.untilSpeak('3.north');
    await here.page.locator('[data-speaks="3.north"]').hover();
    await here.page.waitForTimeout(500);
    const name = `../docs/images/agreement${scheme === 'dark' ? '-dark' : ''}.png`;
    const picture = await here.page.screenshot({ path: fileURLToPath(new URL(name, import.meta.url)) });
    expect(picture.length).toBeLessThan(300 * 1024);
    await context.close();
  });
}
