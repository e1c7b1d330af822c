import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { LANGUAGES } from '../packages/web/src/i18n/languages.ts';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { FieldPages } from './page-models/field-page.ts';

const skipped = whySkipped('chromium');
const url = inject('url');
const pictures = new URL('./screenshots/', import.meta.url).pathname;
let browser: Browser;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(pictures, { recursive: true });
  browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

test.each(Object.keys(LANGUAGES))(
  'every screen of the form in %s is open to everybody, light and dark, on the smallest phone',
  async (language) => {
    const context = await browser.newContext(reader(language, 'light', 'phone'));
    const form = new FieldPages(await context.newPage());
    const { page } = form;
    const found: string[] = [];
    const look = async (screen: string): Promise<void> => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const rule of await broken(page)) found.push(`${screen} ${colorScheme}: ${rule}`);
        await page.screenshot({
          path: `${pictures}field-${screen}-${language}-${colorScheme}.png`,
          fullPage: true,
        });
      }
      for (const width of [320, 390]) {
        await page.setViewportSize({ width, height: 844 });
        const over = await tooWide(page);
        if (over > 0) found.push(`${screen}: ${over} pixels wider than ${width}`);
      }
    };
    await form.open(url);
    await page.locator('input[name="passphrase"]').waitFor();
    await look('new');
    await form.begin();
    await look('home');
    await page.locator('[data-begin="access"]').click();
    await page.locator('[data-send]').click();
    await page.locator('[data-lacking]').waitFor();
    // No remedy names a button that is not there.
    if (language === 'en' && /“now”/i.test(await page.locator('[data-lacking]').innerText()))
      found.push('access: a remedy speaks of “now”');
    await look('access');
    await page.locator('main button').last().click();
    await page.locator('[data-begin="coverage"]').click();
    await look('coverage');
    await page.locator('main button').last().click();
    await form.fill('—');
    await page.locator('summary').first().click();
    await page.locator('details[class] summary').last().click();
    await page.locator('[data-preview="public"]').waitFor();
    await look('report');
    await page.locator('[data-send]').click();
    await page.locator('[data-standing]').first().waitFor();
    await page.locator('[data-held]').waitFor();
    await look('queue');
    await page.locator('[data-settings]').click();
    await page.locator('input[name="wipe-word"]').waitFor();
    await look('settings');
    await page.locator('[data-back]').click();
    await page.locator('[data-lock]').click();
    await page.locator('input[name="passphrase"]').waitFor();
    await look('locked');
    expect(found).toEqual([]);
    expect(form.faults).toEqual([]);
    await context.close();
  },
);
