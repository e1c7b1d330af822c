import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { ENGINE, holdEngine, still } from './held-engine.ts';
import { SituationPage } from './page-models/situation-page.ts';

// The map before its engine, where something is missing: the screen, a tile or a part of one.

const START_MS = 300_000;
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

test('on paper it stands on white in the size of the sheet, also where the reader chose dark', {
  timeout: START_MS,
}, async () => {
  const { room } = await holdEngine(
    browser,
    inject('url'),
    reader('en', 'light'),
    '?at=-28.1000,41.9500,5.25',
  );
  const { page } = room;
  await page.evaluate(() => localStorage.setItem('mantine-color-scheme-value', 'dark'));
  await page.reload();
  await still(page).waitFor();
  const screen = await page.evaluate(look);
  expect(screen.most).toBeLessThan(80);
  expect([screen.drawn, screen.ratio]).toEqual([screen.frame, 1]);
  await page.evaluate(`
    window.matchMedia('print').addEventListener('change', ({ matches }) => {
      if (matches) window.printed = (${look})();
    });
  `);
  await page.pdf({ format: 'A4' });
  const paper = (await page.evaluate('window.printed')) as ReturnType<typeof look>;
  expect(paper.frame).not.toEqual(screen.frame);
  expect([paper.lightest, paper.drawn, paper.ratio]).toEqual([255, paper.frame, 1]);
  expect(paper.most).toBeGreaterThan(200);
  expect(screen.lightest).toBeLessThan(255);
  await expect.poll(() => page.evaluate(look)).toEqual(screen);
});

/** What colours the still has, how large it stands, and by how much its picture is bent; in the page. */
function look() {
  const canvas = document.querySelector('canvas') as HTMLCanvasElement;
  const { clientWidth, clientHeight } = canvas.parentElement as HTMLElement;
  const { width, height } = canvas.getBoundingClientRect();
  const all = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  const counts = new Map<number, number>();
  let lightest = 0;
  for (let at = 0; at < all.length; at += 4) {
    const least = Math.min(all[at] ?? 0, all[at + 1] ?? 0, all[at + 2] ?? 0);
    lightest = Math.max(lightest, least);
    counts.set(least, (counts.get(least) ?? 0) + 1);
  }
  const [[most] = [0]] = [...counts].sort(([, one], [, other]) => other - one);
  const ratio = Math.round((100 * (canvas.width / width)) / (canvas.height / height)) / 100;
  return { lightest, most, frame: [clientWidth, clientHeight], drawn: [width, height], ratio };
}

test('a tile that is damaged within takes neither list nor page away: what is missing is said, and the engine comes', {
  timeout: START_MS,
}, async () => {
  const context = await browser.newContext(reader('en'));
  const room = new SituationPage(await context.newPage());
  const { page } = room;
  await page.route(ENGINE, (route) => route.abort());
  // A layer of one point, whose geometry begins with a command that there is none of.
  const point = [0x12, 7, 0x18, 1, 0x22, 3, 13, 0, 0];
  const layer = [0x78, 2, 0x0a, 9, ...Buffer.from('incidents'), ...point, 0x28, 0x80, 0x20];
  const damaged = Buffer.from([0x1a, layer.length, ...layer]);
  await page.route(/\/api\/tiles\//, (route) => route.fulfill({ body: damaged }));
  const engine = page.waitForRequest(ENGINE, { timeout: START_MS });
  await page.goto(`${inject('url')}/situation?at=-28.1200,41.8600,10.40`);
  await engine;
  await page.getByText('What happened could not be fetched').waitFor();
  await page.locator('[data-incident]').first().waitFor();
  await context.close();
});

test('a part of the still that was not fetched yet is said to be on its way', {
  timeout: START_MS,
}, async () => {
  const { room } = await holdEngine(browser, inject('url'), reader('en'), '?at=-28.1200,41.8600,10.40');
  const { page } = room;
  const waiting = page.locator('[role="status"]').getByText('The map is being drawn');
  expect(await waiting.count()).toBe(0);
  let release: () => void = () => undefined;
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route(/\/api\/tiles\//, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Closer' }).click();
  await waiting.waitFor();
  await still(page).waitFor({ state: 'detached' });
  release();
  await still(page).waitFor();
  expect(await waiting.count()).toBe(0);
});

test('what the engine cannot fetch is said to be missing, until it has come', {
  timeout: START_MS,
}, async () => {
  const { room, release } = await holdEngine(
    browser,
    inject('url'),
    reader('en'),
    '?at=-28.1200,41.8600,10.40',
  );
  const { page } = room;
  const partly = page.getByText('Part of what happened could not be fetched');
  await page.route(/\/api\/tiles\//, (route) => route.abort());
  release();
  await page.locator('[data-ready="true"]').waitFor();
  await partly.waitFor();
  await page.unroute(/\/api\/tiles\//);
  await page.getByRole('button', { name: 'Closer' }).click();
  await partly.waitFor({ state: 'detached' });
});
