import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { FieldPages, PASSPHRASE } from './page-models/field-page.ts';

// What a monitor entrusts to the form stays what they said, whatever is slow, full, open twice or touched twice. Nobody is
// signed in: nothing of this gets into the record.

const skipped = whySkipped('chromium');
const url = inject('url');
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  if (skipped === undefined) browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach(async (test) => {
  if (skipped !== undefined) test.skip(skipped);
  context = await browser.newContext(reader('en', 'light', 'phone'));
  return () => context.close();
});

async function formOf(before: (page: Page) => Promise<unknown> = async () => undefined): Promise<FieldPages> {
  const page = await context.newPage();
  await before(page);
  const form = new FieldPages(page);
  await form.open(url);
  return form;
}

const report = (form: FieldPages) => form.page.locator('[data-begin="report"]').click();
/** What the mission would read, without the marks that hold numbers apart from words around them. */
const preview = async (form: FieldPages) =>
  (await form.page.locator('[data-preview="mission"]').innerText()).replaceAll(/[\u2066-\u2069]/g, '');

test('direction and distance chosen while the position is being found stay chosen', async () => {
  const form = await formOf((page) =>
    page.addInitScript(() => {
      navigator.geolocation.getCurrentPosition = (found) => {
        Object.assign(window, {
          fix: () =>
            found({
              coords: { longitude: -28.0312, latitude: 42.0467, accuracy: 20 },
            } as GeolocationPosition),
        });
      };
    }),
  );
  await form.begin();
  await report(form);
  await form.page.locator('[data-find="from"]').click();
  await form.choose('wind', 'nw');
  await form.choose('distance', '3000-5000');
  await form.page.evaluate(() => (window as unknown as { fix: () => void }).fix());
  await form.page.getByText(/MGRS/).last().waitFor();
  expect(await form.page.locator('input[name="wind"][value="nw"]').isChecked()).toBe(true);
  await form.page.locator('figcaption', { hasText: '3–5 km' }).waitFor();
});

test('a position that is typed while the device looks for its own is not written over', async () => {
  const form = await formOf((page) =>
    page.addInitScript(() => {
      navigator.geolocation.getCurrentPosition = (found) => {
        Object.assign(window, {
          fix: () => found({ coords: { longitude: 10, latitude: 50, accuracy: 20 } } as GeolocationPosition),
        });
      };
    }),
  );
  await form.begin();
  await report(form);
  await form.page.locator('[data-find="from"]').click();
  const typed = form.page.locator('input[name="from"]:not([type="datetime-local"])');
  await typed.fill('42 2.802 N 28 1.872 W');
  await form.page.evaluate(() => (window as unknown as { fix: () => void }).fix());
  expect(await typed.inputValue()).toBe('42 2.802 N 28 1.872 W');
});

test('ranges that are typed key by key are filed as they were typed', async () => {
  const form = await formOf();
  await form.begin();
  await form.fill('—');
  await form.field('nearest').fill('3');
  await form.field('farthest').fill('');
  await form.field('farthest').pressSequentially('12');
  await form.field('least').fill('');
  await form.field('most').pressSequentially('20');
  await form.page.locator('summary', { hasText: 'More' }).click();
  await form.page.locator('[data-add="persons"]').click();
  await form.page.locator('[data-send]').click();
  // Nothing is said of persons before somebody says it.
  expect(await form.page.locator('[data-lacking]').getAttribute('data-lacking')).toBe('persons');
  await form.page.locator('select[name="persons-0-status"]').selectOption('injured');
  await form.field('persons-0-least').fill('5');
  // In between, twelve is one, and less than five: what is asked for then must not take the next key.
  await form.field('persons-0-most').pressSequentially('12');
  expect(await form.field('persons-0-most').inputValue()).toBe('12');
  const said = await preview(form);
  expect(said).toMatch(/3–12 km/);
  expect(said).toContain('injured: 5 to 12');
  expect(said).toContain('How many\n1 to 20');
});

test('whoever chooses a passphrase in a second window is asked for the first, and loses nothing', async () => {
  const first = await formOf();
  const second = await formOf();
  await first.begin();
  await first.fill('Half a sentence');
  await first.page.locator('[data-kept="true"]').waitFor();
  await second.page.locator('input[name="passphrase"]').fill('quite another phrase');
  await second.page.locator('input[name="again"]').fill('quite another phrase');
  await second.page.locator('input[name="again"]').press('Enter');
  await second.page.getByText('This device has a passphrase already').waitFor();
  await second.unlock(PASSPHRASE);
  await second.page.getByRole('button', { name: 'Go on' }).click();
  expect(await second.field('text').inputValue()).toBe('Half a sentence');
});

test('a form that a full device could not keep is not left, and is kept once there is room', async () => {
  const form = await formOf((page) =>
    page.addInitScript(() => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given) {
        if ('full' in window) throw new DOMException('no room', 'QuotaExceededError');
        return put.apply(this, given);
      };
    }),
  );
  await form.begin();
  await report(form);
  await form.page.evaluate(() => Object.assign(window, { full: true }));
  await form.field('text').fill('Said while it was full');
  await form.page.locator('[data-later]').click();
  // It could not be left: its buttons can be used again.
  await form.page.locator('[data-later]:enabled').waitFor();
  await form.page.getByText('The device could not keep this').waitFor();
  expect(await form.field('text').inputValue()).toBe('Said while it was full');
  await form.page.evaluate(() => {
    delete (window as { full?: boolean }).full;
  });
  await form.page.locator('[data-later]').click();
  await form.page.getByRole('button', { name: 'Go on' }).click();
  expect(await form.field('text').inputValue()).toBe('Said while it was full');
  expect(await form.page.getByText('The device could not keep this').count()).toBe(0);
});

test('two touches on "Send" make one report', async () => {
  const form = await formOf();
  await form.begin();
  await form.fill('—');
  await form.page.locator('[data-send]').dblclick();
  await form.page.locator('[data-held="sign-in"]').waitFor();
  expect(await form.standings()).toEqual(['kept']);
});

test('a window whose device was destroyed from another one shows nothing of it, and says so', async () => {
  const first = await formOf();
  await first.begin();
  await report(first);
  await first.field('text').fill('Half a sentence');
  const second = await formOf();
  await second.page.locator('input[name="passphrase"]').waitFor();
  // A line above that changes would move the button away from under the finger.
  await second.isKeptForOffline();
  await second.page.getByText('You look as').waitFor();
  await second.page.locator('[data-wipe-now]').hover();
  await second.page.mouse.down();
  await second.page.getByText('Everything of this site on this device was destroyed.').waitFor();
  await first.page.getByText('What was kept here was deleted').waitFor();
  expect(await first.page.locator('textarea').count()).toBe(0);
});

test('each screen that comes has the focus at its beginning', async () => {
  const form = await formOf();
  const focused = () => form.page.evaluate(() => document.activeElement?.textContent ?? '');
  await form.begin();
  await expect.poll(focused).toBe('What do you have to say?');
  await form.page.locator('[data-settings]').click();
  await expect.poll(focused).toBe('Settings and receipts');
  await form.page.locator('[data-back]').click();
  await expect.poll(focused).toBe('What do you have to say?');
  await form.page.locator('[data-begin="coverage"]').click();
  await expect.poll(focused).toBe('I watched and nothing happened');
  await form.page.locator('[data-later]').click();
  await form.fill('—');
  await form.send();
  await expect.poll(focused).toMatch(/^Mortar fire × 5.*Kept/i);
});
