import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader, type SCREENS } from './browser.ts';
import { FirstPage } from './page-models/first-page.ts';

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

const cases = (['desktop', 'phone'] as (keyof typeof SCREENS)[]).flatMap((screen) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    (['en', 'ar'] as const).map((language) => [screen, scheme, language] as const),
  ),
);

test.each(cases)('the page on a %s, %s, in %s has its picture taken', async (screen, scheme, language) => {
  const context = await browser.newContext(reader(language, scheme, screen));
  const first = new FirstPage(await context.newPage());
  await first.open(inject('url'));
  const name = (state: string) => join(folder, `${screen}-${scheme}-${language}-${state}.png`);
  const whole = await first.page.screenshot({ path: name('whole'), fullPage: true });
  await first.tamper('body');
  const tampered = await first.page.locator('#tamper').screenshot({ path: name('tampered') });
  expect(Math.min(whole.length, tampered.length)).toBeGreaterThan(10_000);
  await context.close();
});

// The README's pictures are part of the repository, so they are only taken when asked for.
if (process.env.UPDATE_PICTURES === '1') {
  test.each(['light', 'dark'] as const)('the picture of the README is taken in %s', async (scheme) => {
    const options = { ...reader('en', scheme), viewport: { width: 1360, height: 1180 } };
    const context = await browser.newContext(options);
    const first = new FirstPage(await context.newPage());
    await first.open(inject('url'));
    const path = fileURLToPath(
      new URL(`../docs/images/first-page${scheme === 'dark' ? '-dark' : ''}.png`, import.meta.url),
    );
    const picture = await first.page.screenshot({ path });
    expect(picture.length).toBeLessThan(300 * 1024);
    await context.close();
  });
}
