import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
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
afterEach(async () => {
  for (const context of browser?.contexts() ?? []) await context.close();
});

async function opened(options: BrowserContextOptions = reader('en')): Promise<FirstPage> {
  const page = new FirstPage(await (await browser.newContext(options)).newPage());
  await page.open(inject('url'));
  return page;
}

test('the chain leads from the report to the record, as an exercise, with everything alleged', async () => {
  const first = await opened();
  expect(await first.page.locator('header').textContent()).toContain('EXERCISE');
  expect(await first.step('report').textContent()).toContain('heard');
  expect(await first.step('entry').textContent()).toContain('by the sequencer');
  expect(await first.step('incident').textContent()).toContain('alleged');
  expect(await first.step('indication').textContent()).toMatch(/Alleged violation of clause .*indicated/);
  const record = await first.step('record').textContent();
  expect(record).toContain('NOT INDEPENDENT');
  expect(record).toMatch(/North.*co-signed.*South.*co-signed/);
});

test('nothing on the page is said to be found, proved or confirmed', async () => {
  const first = await opened();
  const text = (await first.page.locator('main').textContent()) ?? '';
  expect(text).not.toMatch(/\b(proved|confirmed|violated|enemy|hostile)\b/i);
});

test('the browser checks the record itself and gives five answers apart', async () => {
  const first = await opened();
  expect(await first.standings()).toEqual({
    integrity: 'yes',
    recomputed: 'yes',
    summed: 'yes',
    attested: 'none',
    // Who is a member is for the mission alone.
    unrecomputable: 'some',
  });
  expect(await first.step('incident').textContent()).toContain('is what your browser computed');
});

test('a fresh start has the verifier to take away as one file, and the page offers it', async () => {
  const first = await opened();
  const link = first.step('record').locator('a[download="verify.html"]');
  await link.waitFor();
  const answer = await first.page.request.get(new URL('/verify.html', inject('url')).href);
  expect([answer.status(), await answer.text()]).toEqual([200, expect.stringContaining('<script')]);
});

test('the page runs under its own policy, and asks nobody but its server', async () => {
  const first = await opened();
  await first.tamper('last');
  expect(first.faults).toEqual([]);
  expect([...first.hosts]).toEqual([new URL(inject('url')).host]);
});

test('a second look says since when nothing has changed', async () => {
  const first = await opened();
  expect(await first.page.locator('aside').textContent()).toContain('A first look');
  await first.open(inject('url'));
  expect(await first.page.locator('aside').textContent()).toContain('Unchanged since your browser looked');
});

test('a log with another key, where one was known, does not pass as a first look', async () => {
  // The page's policy would refuse the script of a test.
  const first = await opened({ ...reader('en'), bypassCSP: true });
  await first.page.evaluate(
    () =>
      new Promise<void>((done) => {
        const request = indexedDB.open('armistice', 1);
        request.onsuccess = () => {
          const writing = request.result.transaction('kept', 'readwrite');
          writing.oncomplete = () => done();
          writing.objectStore('kept').put('elsewhere+00000000+key', 'last log');
        };
      }),
  );
  await first.open(inject('url'));
  const aside = await first.page.locator('aside').textContent();
  expect(aside).toContain('knew another log at this address');
  expect(aside).toContain('elsewhere+00000000+key');
});

describe('a change of one byte, or of one entry, in a copy', () => {
  test.each(['body', 'entry', 'last', 'size'] as const)(
    '"%s" is refused three times at the same entry, and put back',
    async (choice) => {
      const first = await opened();
      await first.tamper(choice);
      const altered = first.page.locator('[data-copy="altered"]');
      expect(await altered.textContent()).toContain('the record is untouched');
      const columns = await first.columns();
      expect(columns.map(({ who, intact }) => [who, intact])).toEqual([
        ['mission', false],
        ['north', false],
        ['south', false],
      ]);
      const entries = columns.map(({ entry }) => entry);
      expect(entries[0]).toBeGreaterThan(0);
      expect(entries).toEqual(Array(3).fill(entries[0]));
      await first.putBack();
      expect((await first.columns()).map(({ intact }) => intact)).toEqual([true, true, true]);
      expect((await first.standings()).integrity).toBe('yes');
    },
  );
});

test('the three columns have the same width and begin on one line', async () => {
  const first = await opened();
  await first.tamper('body');
  const boxes = await Promise.all(
    (await first.page.locator('[data-verifier]').all()).map((column) => column.boundingBox()),
  );
  expect(new Set(boxes.map((box) => Math.round(box?.width ?? 0))).size).toBe(1);
  expect(new Set(boxes.map((box) => Math.round(box?.y ?? 0))).size).toBe(1);
});

test('language and appearance are kept for the next visit', async () => {
  const first = await opened();
  await first.choose('ar');
  await first.page.locator('header select[name="theme"]').selectOption('dark');
  await first.open(inject('url'));
  expect(await first.page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await first.page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
});

test('a person with a keyboard alone can change the copy', async () => {
  const first = await opened();
  await first.page.keyboard.press('Tab');
  expect(await first.page.locator(':focus').textContent()).toBe('Skip to the record');
  await first.page.locator('#tamper input[value="body"]').focus();
  await first.page.keyboard.press('ArrowDown');
  expect(await first.page.locator('#tamper input[value="entry"]').isChecked()).toBe(true);
  await first.page.keyboard.press('Tab');
  await first.page.keyboard.press('Enter');
  await first.page.locator('[data-copy="altered"]').waitFor();
});

test('on paper all five answers are there', async () => {
  const first = await opened();
  await first.page.emulateMedia({ media: 'print' });
  for (const answer of await first.page.locator('[data-answer]').all())
    expect(await answer.isVisible()).toBe(true);
  expect(await first.page.locator('#tamper button').first().isVisible()).toBe(false);
});
