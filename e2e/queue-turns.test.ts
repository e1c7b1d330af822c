import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { QueuePages } from './page-models/queue-page.ts';
import { report } from './report-now.ts';
import { type RunningServer, startServer } from './server.ts';

// Who has a row, as it changes hands: by oneself, by another, and where the line is too slow to say.

const DUTY = 'exercise-duty-officer';
const VERIFIER = 'exercise-verifier';
const LONG = 120_000;
const YOURS = 'It is yours: others see who has it.';

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let duty: QueuePages;
let verifier: QueuePages;

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  for (const [number, kind] of ['fire-on-monitors', 'casualty', 'mortar-fire', 'shot'].entries())
    await report(server, { number: number + 1, kind });
  duty = await somebody(DUTY);
  verifier = await somebody(VERIFIER);
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

async function somebody(handle: string): Promise<QueuePages> {
  const context = await browser.newContext({ ...reader('en'), bypassCSP: true });
  const page = new QueuePages(await context.newPage(), server.url);
  await page.lookAs(handle);
  return page;
}

async function nth(at: number): Promise<string> {
  await duty.rows().nth(3).waitFor();
  return (await duty.ids())[at] ?? '';
}

test('what one takes from the list of what nobody has still waits there, and says whose it is', async () => {
  await duty.open();
  const id = await nth(0);
  await duty.open('?unclaimed=true');
  await duty.read(id);
  await duty.page.keyboard.press('c');
  await duty.said(YOURS);
  await duty.row(id).getByText('you have it').waitFor();
  // The list is read anew without it.
  await duty.page.waitForTimeout(3_000);
  expect(await duty.row(id).getAttribute('data-over')).toBe('false');
  await duty.row(id).getByText('you have it').waitFor();
  await duty.deed('assess').click();
  expect(await duty.page.locator('[data-over="true"], p[data-over]').count()).toBe(0);
  await duty.page.keyboard.press('Escape');
  await duty.page.keyboard.press('b');
  await duty.said('Given back: nobody has it.');
  expect(await duty.claimsOf(id)).toEqual(['took it', 'gave it back']);
  expect(duty.faults).toEqual([]);
});

test('what another took over is not told as one’s own, and what one does with it then is told', async () => {
  await duty.open();
  const id = await nth(1);
  await duty.read(id);
  await duty.page.keyboard.press('c');
  await duty.said(YOURS);
  await verifier.open();
  await verifier.read(id);
  await verifier.deed('claim').click();
  await verifier.said(YOURS);
  await duty.page.locator('[data-others]', { hasText: VERIFIER }).waitFor();
  expect(await duty.page.getByText(YOURS).count()).toBe(0);
  expect(await duty.row(id).locator('[data-done]').count()).toBe(0);
  // Nor is there a way back to what is another's by now.
  await duty.page.keyboard.press('u');
  expect(await verifier.claimsOf(id)).toEqual(['took it', 'took it']);
  await duty.deed('inquiry').click();
  await duty.field('asks').fill('Craters and fragments?');
  expect(await duty.send('inquiry', id)).toContain('A team is asked until');
  expect([...duty.faults, ...verifier.faults]).toEqual([]);
});

test('what came to no answer is told at its row, and to whoever has gone on to the next', async () => {
  await duty.open();
  const [first, second] = [await nth(2), await nth(3)];
  await duty.read(first);
  let fail: () => void = () => undefined;
  const held = new Promise<void>((done) => {
    fail = done;
  });
  await duty.page.route('**/api/entries', async (route) => {
    await held;
    await route.abort();
  });
  await duty.page.keyboard.press('c');
  await duty.page.keyboard.press('j');
  await duty.page.locator(`section[data-reading="${second}"]`).waitFor();
  fail();
  await duty.row(first).locator('[data-refused]').waitFor();
  await duty.page
    .locator('[data-refused-elsewhere]')
    .getByText('In 1 other row something was not done')
    .waitFor();
  expect(await duty.page.locator('main [data-fault]').count()).toBe(0);
  expect(await broken(duty.page)).toEqual([]);
  await duty.page.unroute('**/api/entries');
  await duty.page.keyboard.press('c');
  await duty.said(YOURS);
  // What is done with another row takes nothing from it.
  await duty.row(first).click();
  await duty.page.locator('main [data-fault="offline"]').waitFor();
  await duty.page.keyboard.press('c');
  await duty.row(first).getByText('you have it').waitFor();
  await duty.row(first).locator('[data-refused]').waitFor({ state: 'detached' });
  expect(await duty.page.locator('main [data-fault]').count()).toBe(0);
  expect(await duty.claimsOf(first)).toEqual(['took it']);
});
