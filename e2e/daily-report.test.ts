import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { Actor } from './page-models/actor.ts';
import { type RunningServer, startServer } from './server.ts';

// The daily report, from the start of the program to its publication, by two people and in at most forty actions.

const MOST = 40;
const folder = fileURLToPath(new URL('screenshots/daily-report', import.meta.url));
const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(folder, { recursive: true });
  browser = await openBrowser();
  server = await startServer(['--rate', '60', '--days', '2']);
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

async function newReader(): Promise<BrowserContext> {
  const context = await browser.newContext(reader('en'));
  contexts.push(context);
  return context;
}

/** All that a bulletin says, as it is shown. */
function documentOf(page: Page): Promise<string | null | undefined> {
  return page.locator('[data-document]').evaluate(({ shadowRoot }) => shadowRoot?.textContent);
}

/** Waits for the exercise's own report of the last day that ended: a number offered before that would be taken by it. */
async function ownReportIsOut(): Promise<void> {
  // It is issued at 06:00 UTC of the day after.
  const day = new Date(Date.now() - 30 * 3_600_000).toISOString().slice(0, 10);
  const numbers = async () => {
    const answer = await fetch(`${server.url}/api/bulletins`);
    const { bulletins } = (await answer.json()) as {
      readonly bulletins: readonly { readonly number: string }[];
    };
    return bulletins.map(({ number }) => number);
  };
  await expect.poll(numbers, { timeout: 240_000, interval: 1000 }).toContain(`EXERCISE ${day}`);
}

test('from the start to a published daily report: two people, at most forty actions', {
  timeout: 480_000,
}, async () => {
  const done: string[] = ['types npm start'];
  const duty = await Actor.as(await newReader(), server.url, 'exercise-duty-officer', done);
  await ownReportIsOut();

  await duty.press(duty.page.locator('nav a[href="/bulletins"]'), 'duty officer: opens the bulletins');
  await duty.press(duty.page.locator('[data-prepare]'), 'duty officer: prepares a bulletin');
  const preview = duty.page.locator('[data-document]');
  await preview
    .getByText(/simulated/i)
    .first()
    .waitFor({ timeout: 60_000 });
  await duty.press(duty.page.getByRole('button', { name: 'Add a remark' }), 'duty officer: adds a remark');
  await duty.type(
    duty.page.getByRole('textbox', { name: 'Remark' }),
    'Post 3 lost power for the night; its area was watched from post 4.',
    'duty officer: writes the remark',
  );
  await preview.getByText('Post 3 lost power').waitFor({ timeout: 60_000 });
  await duty.page.screenshot({ path: join(folder, 'prepared.png'), fullPage: true });
  const ask = duty.page.getByRole('button', { name: 'Ask for it to be published' });
  await expect.poll(() => ask.isEnabled(), { timeout: 60_000 }).toBe(true);
  // As it is proposed: after the exercise's own, where one of these is out by then.
  const number = await duty.page.getByRole('textbox', { name: 'Number' }).inputValue();
  expect(number).toMatch(/^(EXERCISE \d{4}-\d{2}-\d{2}|1\/\d{4})$/);
  await duty.press(ask, 'duty officer: asks for it to be published');
  await duty.page.locator('[data-became="proposal"]').waitFor();
  const before = await (await fetch(`${server.url}/api/bulletins/${encodeURIComponent(number)}`)).status;
  // Nothing is out before a second person has agreed.
  expect(before).toBe(404);

  const head = await Actor.as(await newReader(), server.url, 'exercise-head', done);
  // Whoever comes in is told that something waits for a second person.
  await head.press(head.page.locator('[data-proposals] a'), 'head: opens what waits');
  await head.press(
    head.page.locator('a[href^="/bulletins/draft/"]').first(),
    'head: reads it as everyone will',
  );
  await head.page.locator('[data-document]').getByText('Post 3 lost power').waitFor({ timeout: 60_000 });
  await head.page.screenshot({ path: join(folder, 'to-be-agreed.png'), fullPage: true });
  const read = await documentOf(head.page);
  await head.press(head.page.getByRole('button', { name: 'Agree: publish it' }), 'head: agrees');
  const confirm = head.page.getByRole('dialog');
  await confirm.getByText('all parties and everyone can read it from now on').waitFor();
  await head.press(confirm.locator('[data-do]'), 'head: reads what follows, and agrees');
  await head.press(head.page.locator('[data-became] a'), 'head: opens the published bulletin');
  await head.page.locator('[data-document]').getByText('Post 3 lost power').waitFor({ timeout: 60_000 });
  await head.page.screenshot({ path: join(folder, 'published.png'), fullPage: true });
  // While reports went on coming in, what was agreed to is what is out, to the last word.
  expect(await documentOf(head.page)).toBe(read);

  const published = await fetch(
    `${server.url}/api/bulletins/${encodeURIComponent(number)}/file.html?lang=en`,
  );
  expect(published.status).toBe(200);
  expect(published.headers.get('x-bulletin-bytes')).toBe('same');
  expect(await published.text()).toContain('Post 3 lost power');
  console.log(`${done.length} actions:\n${done.map((one, at) => `${at + 1}. ${one}`).join('\n')}`);
  expect(done.length).toBeLessThanOrEqual(MOST);
});
