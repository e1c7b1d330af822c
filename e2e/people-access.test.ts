import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { PeoplePages } from './page-models/people-pages.ts';

const skipped = whySkipped('chromium');
let browser: Browser;

beforeAll(async () => {
  if (skipped === undefined) browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

type Look = readonly [language: string, scheme: 'light' | 'dark', screen: 'desktop' | 'phone'];

const LOOKS = [
  ['ar', 'dark', 'phone'],
  ['ar', 'light', 'desktop'],
  ['en', 'light', 'desktop'],
  ['en', 'dark', 'phone'],
  ['fr', 'light', 'phone'],
  ['ru', 'dark', 'desktop'],
  ['uk', 'light', 'phone'],
] as const satisfies readonly Look[];

async function looking(...[language, scheme, screen]: Look): Promise<PeoplePages> {
  // The checker is a script of ours put into the page, which the page's policy would rightly refuse.
  const context = await browser.newContext({ ...reader(language, scheme, screen), bypassCSP: true });
  return new PeoplePages(await context.newPage(), inject('url'));
}

describe.each(LOOKS)('in %s, %s, on a %s', (...look) => {
  test('what everyone may open breaks no rule of accessibility, and fits', async () => {
    const here = await looking(...look);
    for (const path of ['/sign-in', '/join', '/first-run', '/rights', '/parity']) {
      await here.open(path);
      if (path === '/rights') await here.page.locator('[data-act]').first().waitFor();
      expect([path, await tooWide(here.page), await broken(here.page)]).toEqual([path, 0, []]);
    }
    // Refused before anything is sent: the fields say why.
    await here.open('/sign-in');
    await here.page.locator('main form button[type="submit"]').click();
    await here.page.locator('main [aria-invalid="true"]').first().waitFor();
    expect(await broken(here.page)).toEqual([]);
    expect(here.faults).toEqual([]);
    await here.page.context().close();
  });

  test('what a head of mission opens breaks no rule of accessibility, and fits', async () => {
    const here = await looking(...look);
    await here.open('/rights');
    await here.switchTo('exercise-head');
    for (const [path, shown] of [
      ['/members', '[data-member]'],
      ['/proposals', 'main h1'],
      ['/account', 'main dl'],
    ] as const) {
      await here.open(path);
      await here.page.locator(shown).first().waitFor();
      expect([path, await tooWide(here.page), await broken(here.page)]).toEqual([path, 0, []]);
    }
    await here.open('/members');
    await here.page.locator('[data-member] button').nth(1).click();
    await here.page.locator('dialog[open]').waitFor();
    expect(await broken(here.page)).toEqual([]);
    expect(here.faults).toEqual([]);
    await here.page.context().close();
  });
});

test('the table of rights is found by act and by role, and prints without its filters', async () => {
  const here = await looking('en', 'light', 'desktop');
  await here.open('/rights');
  const rows = here.page.locator('[data-act]');
  await rows.first().waitFor();
  const all = await rows.count();
  await here.page.locator('main select[name="role"]').selectOption('custodian');
  await expect.poll(() => rows.count()).toBeLessThan(all);
  await here.field('find').fill('who a source is');
  await expect
    .poll(() => rows.evaluateAll((found) => found.map((one) => (one as HTMLElement).dataset.act)))
    .toEqual(['open-vault', 'drop-source']);
  await here.page.emulateMedia({ media: 'print' });
  expect(await here.field('find').isVisible()).toBe(false);
  expect(await rows.first().isVisible()).toBe(true);
  await here.page.context().close();
});

test('at twice the size nothing is cut off', async () => {
  const context = await browser.newContext({ ...reader('fr'), viewport: { width: 720, height: 450 } });
  const here = new PeoplePages(await context.newPage(), inject('url'));
  for (const path of ['/sign-in', '/rights', '/parity']) {
    await here.open(path);
    expect([path, await tooWide(here.page)]).toEqual([path, 0]);
  }
  await context.close();
});

test('a keyboard alone reaches every field of the sign-in, in its order', async () => {
  const here = await looking('en', 'light', 'desktop');
  await here.open('/sign-in');
  await here.field('handle').focus();
  await here.page.keyboard.type('keeper');
  await here.page.keyboard.press('Tab');
  await here.page.keyboard.type('not a password of anyone');
  await here.page.keyboard.press('Tab');
  await here.page.keyboard.press('Enter');
  // The button beside the password shows it; the next one sends.
  expect(await here.field('password').getAttribute('type')).toBe('text');
  await here.page.keyboard.press('Tab');
  await here.page.keyboard.press('Enter');
  expect(await here.fault()).toBe('credentials');
  await here.page.context().close();
});

const VIEWED = ['public', 'exercise-head', 'exercise-liaison-north'] as const;

// The settings stand beside the mission's name; the views, of which there are many, in a row of their own below.
const ROWS = [
  'header span:text-is("Armistice"), #bar-menu > :not(nav) :is(a, select)',
  '#bar-menu > nav a',
] as const;

test.each(['en', 'uk', 'ru', 'fr', 'ar'])('in %s the bar is two calm rows on a desktop', async (language) => {
  const here = await looking(language, 'light', 'desktop');
  for (const handle of VIEWED) {
    await here.open('/rights');
    if (handle !== 'public') await here.switchTo(handle);
    if (handle === 'exercise-head') await here.page.locator('header a[href="/proposals"]').waitFor();
    // Of what one can use, everything of a row stands beside each other, and no two overlap.
    let above = 0;
    for (const row of ROWS) {
      const boxes = await here.page.locator(row).evaluateAll((found) =>
        found
          .map((one) => one.getBoundingClientRect())
          .map(({ top, bottom, left, right }) => ({ top, bottom, middle: (top + bottom) / 2, left, right }))
          .sort((one, other) => one.left - other.left),
      );
      expect(boxes.length).toBeGreaterThan(2);
      const middles = boxes.map(({ middle }) => middle);
      expect([handle, row, Math.max(...middles) - Math.min(...middles) < 6]).toEqual([handle, row, true]);
      for (const [at, { left }] of boxes.entries())
        expect(left).toBeGreaterThanOrEqual(boxes[at - 1]?.right ?? 0);
      expect(Math.min(...boxes.map(({ top }) => top))).toBeGreaterThanOrEqual(above);
      above = Math.max(...boxes.map(({ bottom }) => bottom));
    }
    expect([handle, await tooWide(here.page)]).toEqual([handle, 0]);
  }
  await here.page.context().close();
});

test.each(['en', 'ar'])(
  'in %s the bar of a phone leaves the screen to the page, and opens by key',
  async (language) => {
    const here = await looking(language, 'light', 'phone');
    await here.open('/rights');
    await here.switchTo('exercise-head');
    const header = await here.page.locator('header').boundingBox();
    expect(header?.height).toBeLessThan(180);
    const button = here.page.locator('header button[aria-controls="bar-menu"]');
    const link = here.page.locator('header a[href="/members"]');
    expect([await button.getAttribute('aria-expanded'), await link.isVisible()]).toEqual(['false', false]);
    await button.focus();
    await here.page.keyboard.press('Enter');
    await link.waitFor();
    expect([await button.getAttribute('aria-expanded'), await broken(here.page)]).toEqual(['true', []]);
    await here.page.keyboard.press('Tab');
    expect(await here.page.locator(':focus').getAttribute('href')).toBe('/');
    await here.page.keyboard.press('Escape');
    expect([await link.isVisible(), await button.evaluate((one) => one === document.activeElement)]).toEqual([
      false,
      true,
    ]);
    await button.click();
    await link.click();
    await here.page.locator('[data-member]').first().waitFor();
    expect([await button.getAttribute('aria-expanded'), await tooWide(here.page)]).toEqual(['false', 0]);
    await here.page.context().close();
  },
);
