import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bulletin, LANGUAGES, textOf } from '../packages/core/src/bulletin/index.ts';
import { madeOver } from '../packages/core/src/bulletin/testing.ts';
import { Night } from '../packages/core/src/mission/testing.ts';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser } from './browser.ts';

// A document with figures as long as a large mission has them, in whatever room it is given: none passes its edge.

/** Of a telephone, of the draft beside its form in windows of 1,280 and 1,440 pixels, and around where tables become lines. */
const WIDTHS = [280, 320, 358, 480, 640, 740, 790, 816, 820, 832, 900, 990, 1010, 1060];
const skipped = whySkipped('chromium');
let browser: Browser;

beforeAll(async () => {
  if (skipped === undefined) browser = await openBrowser();
});
afterAll(async () => browser?.close());
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** The night of the worked case, with the figures of months. */
async function longFigures(): Promise<Bulletin> {
  const made = madeOver(await new Night().p1().p2().watched().fold());
  const count = { min: 1166, best: 1201, max: 1290 };
  const shows = { is: 'figure', count, hours: 3426, of: 3484.7 } as const;
  const { from, to } = made;
  const before = { from, to, shows, bulletin: 'EXERCISE 2026-11-21', first: count, due: count };
  const apart = { 'party north': count, 'other hotline': count };
  const [period] = made.periods;
  const area = { periods: [{ shows, apart, before: shows }] };
  return {
    ...made,
    periods: period === undefined ? [] : [{ ...period, shows, apart, classes: { flare: count }, before }],
    areas: ['sector-west', 'sector-east'].map((name) => ({ area: name, ...area })),
  };
}

test.each(LANGUAGES)('in %s no cell of a document passes its edge, however wide it is', async (language) => {
  const page = await browser.newPage();
  await page.setContent(textOf(await longFigures(), { language, format: 'html' }));
  const beyond: unknown[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const found = await page.evaluate(() => {
      const edge = document.querySelector('main')?.getBoundingClientRect();
      const cells = [...document.querySelectorAll('main td, main th, main p, main dd')];
      return cells.flatMap((cell) => {
        const { left, right, width: own } = cell.getBoundingClientRect();
        const over = Math.max(right - (edge?.right ?? 0), (edge?.left ?? 0) - left);
        const out = own > 0 && Math.max(over, cell.scrollWidth - cell.clientWidth) > 1;
        return out ? [(cell.textContent ?? '').slice(0, 40)] : [];
      });
    });
    if (found.length > 0) beyond.push([width, found]);
  }
  expect(beyond).toEqual([]);
  await page.close();
});
