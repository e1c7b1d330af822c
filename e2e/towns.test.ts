import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { AgreementPage } from './page-models/agreement-page.ts';
import { SituationPage } from './page-models/situation-page.ts';

// A mission without a ground of its own still sees which towns are where.

const skipped = whySkipped('chromium');
const AROUND_THE_DNIPRO = '?at=33,49,5';

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

async function room(language: string, screen: 'desktop' | 'phone' = 'desktop'): Promise<SituationPage> {
  const context = await browser.newContext(reader(language, 'light', screen));
  const opened = new SituationPage(await context.newPage());
  await opened.page.addInitScript(noteWhenReady);
  await opened.open(inject('url'), AROUND_THE_DNIPRO);
  return opened;
}

/** Runs in the page: keeps when the map was drawn for the first time. */
function noteWhenReady(): void {
  const look = new MutationObserver(() => {
    if (document.querySelector('[data-ready="true"]') === null) return;
    performance.mark('map-ready');
    look.disconnect();
  });
  look.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-ready'],
  });
}

/** The names that are written and not hidden. */
function named(page: Page): Promise<readonly string[]> {
  return page
    .locator('[data-towns] span')
    .evaluateAll((all) =>
      all.flatMap((one) => (getComputedStyle(one).visibility === 'visible' ? [one.textContent ?? ''] : [])),
    );
}

test('towns are named in the language of the reader, and asked for after the map has been drawn', async () => {
  const { page, faults } = await room('uk');
  await expect.poll(() => named(page)).toContain('Київ');
  const times = await page.evaluate(() => ({
    ready: performance.getEntriesByName('map-ready')[0]?.startTime,
    asked: performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.tsv'))
      .map(({ startTime }) => startTime),
  }));
  expect(times.asked).toHaveLength(2);
  for (const asked of times.asked) expect(asked).toBeGreaterThan(times.ready ?? Number.POSITIVE_INFINITY);
  // They are decoration to who listens; the source of the names is not.
  expect(await page.locator('[data-towns]').getAttribute('aria-hidden')).toBe('true');
  expect(await page.locator('[data-towns-credit]').innerText()).toContain('GeoNames');
  expect(faults).toEqual([]);
});

test('towns do not stand on each other, on a phone as little as elsewhere', async () => {
  for (const screen of ['desktop', 'phone'] as const) {
    const { page } = await room('en', screen);
    await expect.poll(async () => (await named(page)).length).toBeGreaterThan(3);
    const boxes = await page.locator('[data-towns] span').evaluateAll((all) =>
      all.flatMap((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return getComputedStyle(one).visibility === 'visible' ? [{ left, right, top, bottom }] : [];
      }),
    );
    expect(boxes.length).toBeLessThanOrEqual(screen === 'phone' ? 16 : 40);
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(a.right < b.left || a.left > b.right || a.bottom < b.top || a.top > b.bottom).toBe(true);
  }
});

test('a map that is moved names what has come into sight', async () => {
  const { page } = await room('en');
  await expect.poll(() => named(page)).toContain('Kyiv');
  const box = await page.locator('[data-ready="true"]').boundingBox();
  if (box === null) throw new Error('the map has no box');
  const [x, y] = [box.x + box.width * 0.05, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + box.width * 0.85, y, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => (await named(page)).includes('Kyiv')).toBe(false);
  await expect.poll(async () => (await named(page)).length).toBeGreaterThan(3);
});

test('who does not want these names puts them away, and the address keeps it', async () => {
  const opened = await room('en');
  const { page } = opened;
  await expect.poll(() => named(page)).toContain('Kyiv');
  await page.getByRole('checkbox', { name: 'Towns of the world' }).uncheck();
  await page.locator('[data-towns]').waitFor({ state: 'detached' });
  expect(await page.locator('[data-towns-credit]').count()).toBe(0);
  expect(opened.said('towns')).toBe('off');
  await page.reload();
  await page.locator('[data-ready="true"]').waitFor();
  expect(await page.getByRole('checkbox', { name: 'Towns of the world' }).isChecked()).toBe(false);
});

test('the map of an agreement names towns too, beside those of the agreement', async () => {
  const here = new AgreementPage(await (await browser.newContext(reader('fr'))).newPage());
  await here.open(inject('url'));
  const { page } = here;
  await page.locator('[data-towns]').waitFor({ state: 'attached' });
  // The exercise is far out in the ocean.
  for (let pressed = 0; pressed < 6; pressed++) {
    await page.getByRole('button', { name: 'Plus loin' }).click();
    await page.waitForTimeout(500);
  }
  await expect.poll(async () => (await named(page)).length).toBeGreaterThan(3);
  // Whoever does not want them puts them away here as in the situation.
  const box = page.getByRole('checkbox', { name: 'Villes du monde' });
  await box.uncheck();
  await page.locator('[data-towns]').waitFor({ state: 'detached' });
  expect(new URL(page.url()).searchParams.get('towns')).toBe('off');
  await box.check();
  await page.locator('[data-towns]').waitFor({ state: 'attached' });
  expect(new URL(page.url()).searchParams.has('towns')).toBe(false);
  expect(here.faults).toEqual([]);
});
