import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { tooWide } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { PeoplePages } from './page-models/people-pages.ts';
import { type RunningServer, startServer } from './server.ts';

// What somebody wrote is shown to everybody else: it runs nothing, turns nothing around it, and fits.

const RAN = 'ranFromStoredText';
/** Ends the isolate that it stands in, and turns what follows. */
const TURN = '\u2069\u2069\u202e';
const WORDS = 'w'.repeat(40);
const SCRIPT = [
  `<script>${RAN}=1</script>"'><img src=x onerror="${RAN}=1">`,
  `<svg onload=${RAN}=1></title>`,
  `${WORDS}${TURN}`,
].join(' ');
const REASON = `because ${SCRIPT}`;

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  await writeEverywhere();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** Sends as the operator, or as a simulated member. */
async function send(path: string, body: object, as?: string): Promise<Response> {
  const headers: { [name: string]: string } = { 'content-type': 'application/json' };
  if (as === undefined) headers['armistice-operator'] = await server.operatorToken();
  else Object.assign(headers, { cookie: await cookieOf(as), origin: new URL(server.url).origin });
  return fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The cookie of a simulated member; they enter the record soon after the start. */
async function cookieOf(handle: string): Promise<string> {
  let cookie = '';
  const look = async () => {
    const answer = await fetch(`${server.url}/api/switch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: handle }),
    });
    expect(answer.status).toBe(200);
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  };
  await vi.waitFor(look, { timeout: 60_000, interval: 500 });
  return cookie;
}

/** A report, a proposal that waits and one that was refused, each with the text wherever one fits. */
async function writeEverywhere(): Promise<void> {
  const now = new Date(Date.now() - 60_000).toISOString();
  const filed = await send('/api/reports', {
    ...{ id: '0198c9b2-7a10-4c7e-9d54-00000000abcd', source: 'post-3', kind: 'explosion' },
    occurred: { from: now, to: now },
    place: { type: 'named', name: SCRIPT, at: [-28.03, 42.05], radius: 2000 },
    text: SCRIPT,
  });
  expect([filed.status, await filed.text()]).toEqual([201, expect.any(String)]);
  const asked: string[] = [];
  for (const nonce of ['waits', 'refused']) {
    const body = { bulletin: '1/2026', reason: REASON, changes: [{ figure: SCRIPT, was: 1, is: SCRIPT }] };
    const answer = await send(
      '/api/entries',
      { kind: 'erratum', audience: 'public', body, nonce },
      'exercise-duty-officer',
    );
    const said = (await answer.json()) as { readonly proposal?: string };
    expect([answer.status, said]).toEqual([202, expect.anything()]);
    asked.push(String(said.proposal));
  }
  const refused = await send(`/api/proposals/${asked[1]}/refuse`, { reason: REASON }, 'exercise-head');
  expect([refused.status, await refused.text()]).toEqual([200, expect.any(String)]);
}

/** What a text has become that should have stayed one. */
function made(page: Page): Promise<readonly string[]> {
  return page.evaluate((ran) => {
    const elements = [
      ...document.querySelectorAll('img[src="x"], [onerror], [onload], [href^="javascript"]'),
    ];
    const scripts = [...document.scripts].filter((one) => one.text.includes(ran));
    return [...elements, ...scripts].map((one) => one.outerHTML).concat(ran in globalThis ? [ran] : []);
  }, RAN);
}

/** Texts on the page that end more isolates than they begin: a browser ends that of the element around them, too. */
function breakingOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const { data } = walker.currentNode as Text;
      let open = 0;
      for (const [sign] of data.matchAll(/[\u2066-\u2069]/g)) {
        open += sign === '\u2069' ? -1 : 1;
        if (open >= 0) continue;
        found.push(data);
        break;
      }
    }
    return found;
  });
}

const LOOKS = [
  ['en', 'desktop'],
  ['ar', 'phone'],
  ['fr', 'phone'],
  ['ru', 'desktop'],
  ['uk', 'phone'],
] as const;

test.each(LOOKS)('in %s, on a %s, a stored text runs nothing, turns nothing and fits', async (...look) => {
  const [language, screen] = look;
  const context = await browser.newContext(reader(language, 'light', screen));
  const here = new PeoplePages(await context.newPage(), server.url);
  await here.open('/rights');
  await here.switchTo('exercise-head');
  for (const [path, shown] of [
    ['/', WORDS],
    ['/proposals', REASON.slice(0, 30)],
    ['/members', ''],
    ['/parity', ''],
  ] as const) {
    await here.open(path);
    if (shown !== '') await here.page.getByText(shown).first().waitFor();
    expect([path, await tooWide(here.page), await made(here.page)]).toEqual([path, 0, []]);
    expect([path, await breakingOut(here.page)]).toEqual([path, []]);
  }
  // A policy that had to stop something would be told here: nothing was there to be stopped.
  expect(here.faults).toEqual([]);
  await context.close();
});
