import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { APIRequestContext, Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { type RunningServer, startServer } from './server.ts';

// Bulletins as their readers and makers have them: one is published by two people, something comes to light, and it is put
// right with both figures. Each test goes on from the one before.

const folder = fileURLToPath(new URL('screenshots/bulletins', import.meta.url));
const skipped = whySkipped('chromium');
const HOUR = 3_600_000;
const LONG = 240_000;
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(folder, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  await happened(1);
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** A post saw one explosion some hours ago, far from all others. */
async function happened(number: number): Promise<void> {
  const end = Date.now() - 5 * HOUR;
  const answer = await fetch(`${server.url}/api/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'armistice-operator': await server.operatorToken() },
    body: JSON.stringify({
      ...{ id: `0198c9b2-7a10-4c7e-9d54-00000000b00${number}`, source: `post-${70 + number}` },
      ...{ kind: 'explosion', count: [1, 1], means: 'seen', lang: 'en' },
      occurred: { from: new Date(end - 1000).toISOString(), to: new Date(end).toISOString() },
      place: { type: 'point', at: [-28.6 + number / 5, 42.05], radius: 200 },
      text: `EXERCISE (simulated). Account ${number}.`,
    }),
  });
  expect([answer.status, await answer.text()]).toEqual([201, expect.any(String)]);
}

async function lookAs(request: APIRequestContext, member: string): Promise<void> {
  const answer = () =>
    request.post(`${server.url}/api/switch`, { data: { as: member }, headers: { origin: server.url } });
  await expect.poll(async () => (await answer()).status(), { timeout: 60_000 }).toBe(200);
}

async function somebody(member: string, options = reader('en')): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options);
  if (member !== '') await lookAs(context.request, member);
  return context.newPage();
}

/** The head reads what waits, as everyone will, and agrees. */
async function headAgrees(): Promise<void> {
  const head = await somebody('exercise-head');
  const { proposals } = await (await head.context().request.get(`${server.url}/api/proposals`)).json();
  const [{ id }] = proposals as readonly { readonly id: string }[] as [{ readonly id: string }];
  const answer = await head.context().request.post(`${server.url}/api/proposals/${id}/agree`, {
    data: {},
    headers: { origin: server.url },
  });
  expect([answer.status(), await answer.text()]).toEqual([200, expect.any(String)]);
  await head.context().close();
}

const now = Date.now();
const stamp = (at: number) => new Date(at - HOUR).toISOString().slice(0, 16);
/** The day before now, on the clock of the exercise, which is an hour behind. */
const STRETCH = `from=${stamp(now - 24 * HOUR)}&to=${stamp(now)}`;

test('a list without a bulletin says what to do next', { timeout: LONG }, async () => {
  const page = await somebody('exercise-duty-officer');
  await page.goto(`${server.url}/bulletins`);
  await page.getByText('No bulletin has been issued yet.').waitFor();
  await page.locator('[data-prepare]').waitFor();
  await page.context().close();
});

/** A bulletin with words of a person, published by two. */
async function publishedWith(number: string, words: object, audience = 'public'): Promise<void> {
  const officer = await somebody('exercise-duty-officer');
  const { request } = officer.context();
  const headers = { origin: server.url };
  const [from, to] = [-48, -24].map((hours) => new Date(now + hours * HOUR).toISOString());
  const asked = { number, type: 'daily', rule: { rule: 'each-explosion' }, from, to, ...words };
  const drafted = await request.post(`${server.url}/api/bulletins/draft`, { data: asked, headers });
  const { files, tree, ...body } = (await drafted.json()).body;
  // What is not for everyone is written by hand: the files of the draft are those of everyone.
  const data = { kind: 'bulletin', audience, body: audience === 'public' ? { ...body, files, tree } : body };
  const sent = await request.post(`${server.url}/api/entries`, { data, headers });
  expect([sent.status(), await sent.text()]).toEqual([202, expect.any(String)]);
  await officer.context().close();
  await headAgrees();
}

/** The words of the document that is shown, one line for each that it has. */
function wordsOf(page: Page): Promise<readonly string[]> {
  return page.locator('[data-document]').evaluate((host) => {
    const walk = (node: Node): string =>
      node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : [...node.childNodes].map(walk).join('\n');
    const text = host.shadowRoot === null ? '' : walk(host.shadowRoot);
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  });
}

test('what two people published is what was previewed', { timeout: LONG }, async () => {
  const page = await somebody('exercise-duty-officer');
  await page.goto(`${server.url}/bulletins/draft?number=14/2026&${STRETCH}`);
  const preview = page.locator('[data-document]');
  await preview.getByText('14/2026').first().waitFor({ timeout: 90_000 });
  const ask = page.getByRole('button', { name: 'Ask for it to be published' });
  await expect.poll(() => ask.isEnabled(), { timeout: 60_000 }).toBe(true);
  const previewed = await wordsOf(page);
  await ask.click();
  await page.locator('[data-became="proposal"]').waitFor({ timeout: 60_000 });
  await headAgrees();
  await page.goto(`${server.url}/bulletins`);
  await page.getByRole('link', { name: '14/2026' }).click();
  await page.locator('[data-document]').getByText('the first').first().waitFor({ timeout: 60_000 });
  expect(previewed.length).toBeGreaterThan(20);
  expect(await wordsOf(page)).toEqual(previewed);
  await page.context().close();
});

test('who prepares another is told what is out about the same hours, and what is missing at its field', {
  timeout: LONG,
}, async () => {
  const page = await somebody('exercise-duty-officer');
  await page.goto(`${server.url}/bulletins/draft?${STRETCH}`);
  const overlap = page.locator('[data-overlap]');
  await overlap.getByRole('link', { name: '14/2026' }).waitFor({ timeout: 60_000 });
  await page.getByRole('textbox', { name: 'Number' }).fill('');
  await page.getByRole('button', { name: 'Ask for it to be published' }).click();
  await page.getByText('Give it a number.').waitFor();
  // A spot report of the same hours is in order.
  await page.goto(`${server.url}/bulletins/draft?type=spot&${STRETCH}`);
  await page.locator('input[name="incident"]').waitFor();
  await page.waitForTimeout(1000);
  expect(await overlap.count()).toBe(0);
  // What is proposed begins where the last of its kind ended, and says so.
  await page.goto(`${server.url}/bulletins/draft`);
  await page.locator('[data-proposed]').getByText('14/2026').waitFor();
  await page.context().close();
});

test('counted again under another rule, it says whose rule that is', { timeout: LONG }, async () => {
  const page = await somebody('');
  await page.goto(`${server.url}/bulletins/14%2F2026`);
  await page.locator('select[name="recount"]').selectOption('every-line');
  const counted = page.locator('[data-recount="every-line"]');
  await counted.getByText('Rule of').waitFor({ timeout: 60_000 });
  await counted.getByText('As published').waitFor();
  await page.context().close();
});

test('what came to light later is put right with both figures', { timeout: LONG }, async () => {
  await happened(2);
  const page = await somebody('exercise-duty-officer');
  const due = async () => {
    const answer = await page.context().request.get(`${server.url}/api/bulletins/14%2F2026/erratum`);
    return ((await answer.json()) as { readonly body?: unknown }).body !== undefined;
  };
  await expect.poll(due, { timeout: 60_000 }).toBe(true);
  await page.goto(`${server.url}/bulletins/14%2F2026`);
  await page.locator('[data-erratum]').click();
  await page.getByText('Something came to light since').waitFor({ timeout: 60_000 });
  await page.getByRole('textbox', { name: 'Why' }).fill('A second post filed after the line was mended.');
  await page.getByRole('button', { name: 'Ask for it to be published' }).click();
  await page.locator('[data-became="proposal"]').waitFor({ timeout: 60_000 });
  await headAgrees();
  await page.reload();
  await page.getByText('A second post filed after the line was mended.').first().waitFor({ timeout: 60_000 });
  await page.screenshot({ path: join(folder, 'erratum.png'), fullPage: true });
  const { errata } = await (await page.context().request.get(`${server.url}/api/bulletins/14%2F2026`)).json();
  const count = errata[0].changes.find((change: { figure: string }) => change.figure === 'count');
  expect(count.is.best).toBe(count.was.best + 1);
  await page.context().close();
});

test('words that were wrong are put right: struck in the document, with what takes their place and a way to why', {
  timeout: LONG,
}, async () => {
  const wrong = 'The north gate was open.';
  const remarks = [{ section: 'access', text: wrong, lang: 'en' }];
  await publishedWith('7/2026', { title: 'A calm day', remarks });
  const page = await somebody('exercise-duty-officer');
  const url = `${server.url}/bulletins/7%2F2026`;
  await page.goto(url);
  await page.locator('[data-erratum-words]').click();
  const remark = page.getByRole('textbox', { name: 'Remark of the mission [en]' });
  const ask = page.getByRole('button', { name: 'Ask for it to be published' });
  await ask.click();
  await page.locator('[data-unchanged]').waitFor();
  await remark.fill('The south gate was open.');
  await page.getByRole('textbox', { name: 'Title' }).fill('A day of shelling');
  await page.getByRole('textbox', { name: 'Why' }).fill('The gates were confused on the hotline.');
  await page.screenshot({ path: join(folder, 'words-form.png'), fullPage: true });
  await ask.click();
  await page.locator('[data-became="proposal"]').waitFor({ timeout: 60_000 });
  // Whoever agrees reads both, in words.
  const head = await somebody('exercise-head');
  await head.goto(`${server.url}/proposals`);
  await head.getByText('The south gate was open.').first().waitFor({ timeout: 60_000 });
  await head.getByText(wrong).first().waitFor();
  await head.context().close();
  await headAgrees();
  // The public reads it corrected, and what was published.
  const reader = await somebody('');
  await reader.goto(url);
  const document = reader.locator('[data-document]');
  await document.locator('del', { hasText: wrong }).first().waitFor({ timeout: 60_000 });
  await document.locator('ins', { hasText: 'The south gate was open.' }).waitFor();
  await document.locator('.put a').last().click();
  await expect
    .poll(() => document.evaluate((host) => host.shadowRoot?.activeElement?.id))
    .toMatch(/^erratum-\d+$/);
  await reader.screenshot({ path: join(folder, 'words.png'), fullPage: true });
  await reader.locator('select[name="document-as"]').selectOption('published');
  await document.getByText(wrong).first().waitFor({ timeout: 60_000 });
  await expect.poll(() => document.locator('del', { hasText: wrong }).count()).toBe(0);
  await reader.goto(`${server.url}/portal/en/bulletins`);
  await reader.locator('del', { hasText: wrong }).waitFor();
  await reader.locator('ins', { hasText: 'A day of shelling' }).first().waitFor();
  await reader.screenshot({ path: join(folder, 'words-portal.png'), fullPage: true });
  await reader.context().close();
  await page.context().close();
});

/** In so many hours parties, partners and everyone are given it. */
function releaseIn(...hours: readonly [number, number, number]): object {
  const [parties, partners, everyone] = hours.map((one) => new Date(now + one * HOUR).toISOString());
  return { release: { parties, partners, public: everyone } };
}

test('while everyone waits for a bulletin, putting it right is not offered, and from when on is said', {
  timeout: LONG,
}, async () => {
  await publishedWith('8/2026', releaseIn(-2, -1, 24));
  const page = await somebody('exercise-duty-officer');
  await page.goto(`${server.url}/bulletins/8%2F2026`);
  await page.locator('[data-held]').waitFor({ timeout: 60_000 });
  expect(await page.locator('[data-held]').innerText()).toMatch(/released to everyone at .*from then on/);
  expect(await page.locator('[data-erratum], [data-erratum-words]').count()).toBe(0);
  expect(await broken(page)).toEqual([]);
  await page.context().close();
});

test('one for partners is put right once partners have it, whenever others would', {
  timeout: LONG,
}, async () => {
  await publishedWith('9/2026', releaseIn(-2, -1, 24), 'partners');
  await publishedWith('10/2026', releaseIn(-2, 12, 24), 'partners');
  const page = await somebody('exercise-duty-officer');
  await page.goto(`${server.url}/bulletins/9%2F2026`);
  await page.locator('[data-erratum]').waitFor({ timeout: 60_000 });
  await page.goto(`${server.url}/bulletins/10%2F2026`);
  await page.getByText(/^Those whom .* released to them at /).waitFor({ timeout: 60_000 });
  expect(await page.locator('[data-erratum]').count()).toBe(0);
  await page.context().close();
});

test.each([
  ['en', 'light', 'desktop'],
  ['uk', 'dark', 'phone'],
  ['ru', 'light', 'phone'],
  ['fr', 'dark', 'desktop'],
  ['ar', 'dark', 'phone'],
] as const)('in %s, %s, on a %s, everybody can read and use it', { timeout: LONG }, async (...how) => {
  const [language, scheme, screen] = how;
  const page = await somebody('exercise-duty-officer', reader(language, scheme, screen));
  for (const [name, path] of [
    ['list', '/bulletins'],
    ['one', '/bulletins/14%2F2026'],
    ['words', '/bulletins/7%2F2026'],
    ['draft', `/bulletins/draft?number=15/2026&${STRETCH}`],
  ] as const) {
    await page.goto(`${server.url}${path}`);
    await page.locator(name === 'list' ? 'table' : '[data-document]').waitFor({ timeout: 90_000 });
    await page.screenshot({ path: join(folder, `${name}-${how.join('-')}.png`), fullPage: true });
    expect([name, await broken(page)]).toEqual([name, []]);
    expect([name, await tooWide(page)]).toEqual([name, 0]);
  }
  await page.context().close();
});
