import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { QueuePages } from './page-models/queue-page.ts';
import { report } from './report-now.ts';
import { type RunningServer, startServer } from './server.ts';

// Two work off one queue: what one of them does while the other reads the same.

const DUTY = 'exercise-duty-officer';
const VERIFIER = 'exercise-verifier';
const LONG = 120_000;

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
  const page = new QueuePages(await (await browser.newContext(reader('en'))).newPage(), server.url);
  await page.lookAs(handle);
  return page;
}

test('what another takes while one reads it says so, and leaves nothing to reckon', async () => {
  await duty.open();
  await duty.rows().nth(3).waitFor();
  const [id = ''] = await duty.ids();
  await duty.read(id);
  await verifier.open();
  await verifier.rows().nth(3).waitFor();
  await verifier.read(id);
  await verifier.deed('claim').click();
  await verifier.said('It is yours: others see who has it.');
  await duty.page.locator('[data-others]', { hasText: VERIFIER }).waitFor();
  expect(await duty.row(id).locator('[data-meanwhile]').innerText()).toContain('took it.');
  // What is another\'s is taken over knowingly: it is no main button.
  expect(await duty.mainDeeds()).toEqual([]);
});

test(
  'a row that another finished stays under the hands of whoever works on it, with who did what, until they move on',
  async () => {
    await duty.open('?kind=assess');
    await duty.rows().nth(3).waitFor();
    const ids = await duty.ids();
    const [, second = '', third = ''] = ids;
    await duty.read(second);
    await duty.deed('assess').click();
    await duty.field('reason').fill('Half written.');
    await verifier.open('?kind=assess');
    await verifier.read(second);
    await verifier.deed('assess').click();
    await verifier.field('status').selectOption('under inquiry');
    await verifier.send('assess', second);
    // It stays where it stood, greyed, with who did what; and so does what was written.
    const told = duty.row(second).locator('[data-meanwhile]');
    await told.getByText(VERIFIER).waitFor();
    expect(await told.innerText()).toMatch(/assessed it: .*under inquiry/);
    expect(await duty.row(second).getAttribute('data-over')).toBe('true');
    expect(await duty.ids()).toEqual(ids);
    expect(await duty.field('reason').inputValue()).toBe('Half written.');
    await duty.form('assess').getByText('Somebody has dealt with this meanwhile').waitFor();
    expect(await broken(duty.page)).toEqual([]);
    // It goes once they turn to another.
    await duty.page.keyboard.press('Escape');
    await duty.read(third);
    await duty.row(second).waitFor({ state: 'detached' });
    expect(await duty.ids()).toEqual(ids.filter((one) => one !== second));
    expect([...duty.faults, ...verifier.faults]).toEqual([]);
  },
  LONG,
);

test('a row that is nobody’s any more stays too, where only those were listed', async () => {
  await duty.open('?unclaimed=true');
  await duty.rows().nth(1).waitFor();
  const ids = await duty.ids();
  const [, second = ''] = ids;
  await duty.read(second);
  await verifier.open('?unclaimed=true');
  await verifier.read(second);
  await verifier.deed('claim').click();
  await verifier.said('It is yours: others see who has it.');
  const told = duty.row(second).locator('[data-meanwhile]');
  await told.getByText(VERIFIER).waitFor();
  expect(await told.innerText()).toContain('took it.');
  expect(await duty.ids()).toEqual(ids);
});
