import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { StandingPage } from './page-models/standing-page.ts';
import { type RunningServer, startServer } from './server.ts';

// Where each clause stands, and the fact that moves one of them: each test goes on from the one before.

const PICTURES = fileURLToPath(new URL('screenshots', import.meta.url));
const LONG = 240_000;
/** Each side hands over its records of mined areas within 30 days of the beginning. */
const RECORDS = '8';

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(PICTURES, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

async function as(handle: string | undefined, how = reader('en')): Promise<StandingPage> {
  const page = new StandingPage(await (await browser.newContext(how)).newPage(), server.url);
  if (handle !== undefined) await page.lookAs(handle);
  await page.openStanding();
  return page;
}

test('what is due and overdue stands first, the earliest date first, each leading to its clause', async () => {
  const anybody = await as(undefined);
  const owed = await anybody.owed();
  // Overdue before due; what the text leaves open is in neither.
  expect(owed.map(({ status }) => status)).toEqual(
    owed.map(({ status }) => status).toSorted((a, b) => (a === b ? 0 : a === 'overdue' ? -1 : 1)),
  );
  expect(owed.filter(({ clause }) => clause === RECORDS)).toHaveLength(2);
  const text = await anybody.standingOf(RECORDS).innerText();
  expect(text).toMatch(/North.*:.*\n?.*South.*:/s);
  await anybody.page.locator(`[data-obligation="${RECORDS}"] a`).first().click();
  await anybody.page.waitForURL(/#.*8/);
  // Who has no right to state a fact is offered no form.
  expect(await anybody.page.locator('[data-fact-form]').count()).toBe(0);
  expect(anybody.faults).toEqual([]);
  await anybody.page.context().close();
});

test('both parties are shown the same, to the letter', async () => {
  const told: string[] = [];
  for (const party of ['north', 'south']) {
    const officer = await as(`exercise-liaison-${party}`);
    told.push(await officer.wholeStanding());
    await officer.page.context().close();
  }
  expect(told[0]).toContain('North');
  expect(told[0]).toBe(told[1]);
});

test(
  'a fact is put on record by keyboard alone, once it was read what it changes; the other party’s duty stays',
  async () => {
    const officer = await as('exercise-duty-officer');
    const { page } = officer;
    const before = await officer.statusesOf(RECORDS);
    expect([...new Set(before.values())]).not.toContain('met');
    await page.locator('[data-fact-form] > summary').focus();
    await page.keyboard.press('Enter');
    // Nothing is sent before it says what and when.
    await page.locator('[data-fact-form] button[type="submit"]').focus();
    await page.keyboard.press('Enter');
    expect(await page.getByText('This is needed.').count()).toBe(2);
    await page.locator('select[name="fact"]').selectOption('minefield-records');
    await page.locator('input[name="fact-at"]').fill('2026-11-20T10:00');
    await page.locator('select[name="fact-by"]').selectOption('north');
    const preview = page.locator(`[data-changes="${RECORDS}"]`);
    await preview.waitFor();
    expect(await preview.count()).toBe(1);
    expect(await preview.innerText()).toMatch(/North.*now:.*then:/s);
    await page.screenshot({ path: `${PICTURES}/standing-fact.png` });
    await page.locator('[data-fact-form] button[type="submit"]').focus();
    await page.keyboard.press('Enter');
    await officer.said(/It is on record as entry/);
    await expect.poll(async () => (await officer.statusesOf(RECORDS)).get('North')).toBe('met');
    expect((await officer.statusesOf(RECORDS)).get('South')).toBe(before.get('South'));
    await officer.standingOf(RECORDS).locator('a[href^="/entries/"]').first().waitFor();
    // The same again changes nothing, and the form says why before it is sent.
    await page.locator('select[name="fact"]').selectOption('minefield-records');
    await page.locator('input[name="fact-at"]').fill('2026-11-21T10:00');
    await page.locator('select[name="fact-by"]').selectOption('north');
    await officer.said('It is on record already');
    expect(officer.faults).toEqual([]);
    await page.context().close();
  },
  LONG,
);

test(
  'is accessible in Arabic and dark, in French and light, and fits a phone',
  async () => {
    for (const [language, scheme] of [
      ['ar', 'dark'],
      ['fr', 'light'],
    ] as const) {
      const one = await as('exercise-duty-officer', reader(language, scheme));
      await one.page.locator('[data-fact-form] > summary').click();
      await one.page.locator('[data-history] > summary').click();
      await one.page.locator('select[name="fact"]').selectOption('minefield-records');
      await one.page.locator('input[name="fact-at"]').fill('2026-11-20T10:00');
      await one.page.locator('select[name="fact-by"]').selectOption('south');
      await one.page.locator('[data-preview]').waitFor();
      expect([language, await broken(one.page)]).toEqual([language, []]);
      await one.page.screenshot({ path: `${PICTURES}/standing-${language}-${scheme}.png`, fullPage: true });
      await one.page.setViewportSize(SCREENS.phone);
      expect([language, await tooWide(one.page)]).toEqual([language, 0]);
      await one.page.locator('[data-standing]').screenshot({
        path: `${PICTURES}/standing-${language}-${scheme}-phone.png`,
      });
      expect(one.faults).toEqual([]);
      await one.page.context().close();
    }
  },
  LONG,
);
