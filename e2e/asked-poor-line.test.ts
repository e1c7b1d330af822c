import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { RoomPage } from './page-models/room-page.ts';
import { report } from './report-now.ts';
import { type RunningServer, startServer } from './server.ts';

// What somebody is asked, on a line as a post may have it: what was read stays, and what could not be is said.

const DUTY = 'exercise-duty-officer';
const MONITOR = 'exercise-monitor';
const PICTURES = fileURLToPath(new URL('screenshots', import.meta.url));
const LONG = 240_000;
const DANGER = 'Mines beside the road.';

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let duty: RoomPage;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(PICTURES, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  const incident = await report(server, { number: 1, kind: 'mortar-fire' });
  duty = await member(DUTY);
  const due = new Date(Date.now() + 3 * 3_600_000).toISOString();
  await write({ incident, due, asks: 'Craters and fragments?', team: MONITOR, risk: DANGER });
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

async function member(handle: string, how = reader('en')): Promise<RoomPage> {
  const one = new RoomPage(await (await browser.newContext(how)).newPage(), server.url);
  await one.lookAs(handle);
  return one;
}

async function write(body: object): Promise<void> {
  const data = { kind: 'inquiry', audience: 'mission', body };
  const headers = { origin: server.url };
  const answer = await duty.page.request.post(`${server.url}/api/entries`, { data, headers });
  expect([answer.status(), await answer.json()]).toMatchObject([201, { became: 'taken' }]);
}

interface Answer {
  readonly rows: readonly { readonly ofYou: boolean; readonly inquiry: { readonly entry: number } }[];
  readonly totals: object;
}

/** The server's own answer, as if so many were asked of any team, each by an entry of its own. */
async function manyIn(route: Route, total: number): Promise<Answer> {
  const limit = Number(new URL(route.request().url()).searchParams.get('limit'));
  const answer = (await (await route.fetch()).json()) as Answer;
  const [first] = answer.rows;
  if (first === undefined) throw new Error('nobody is asked anything');
  const rows = Array.from({ length: Math.min(total, limit) }, (_, at) => ({
    ...first,
    ofYou: false,
    inquiry: { ...first.inquiry, entry: 10 + at, asks: `Shots at ${at + 1}?` },
  }));
  return { ...answer, rows, totals: { ofYou: 0, ofAnyTeam: total, overdue: 0 } };
}

const start = async ({ page }: RoomPage) => {
  await page.goto(server.url);
  await page.locator('main h1').first().waitFor();
};
const rows = (page: Page) => page.locator('[data-inquiry]');
const fault = (page: Page) => page.locator('main > div').first().locator('[data-fault]');

test(
  'a line that drops takes neither the task nor its danger from the page, and says since when it is so',
  async () => {
    for (const [language, screen] of [
      ['en', 'desktop'],
      ['ar', 'phone'],
    ] as const) {
      const one = await member(MONITOR, reader(language, 'light', screen));
      const { page } = one;
      await start(one);
      await rows(page).waitFor();
      await page.route('**/api/inquiries*', (route) => route.abort());
      // Something of the record changes, so that it is asked anew.
      await report(server, { number: language === 'en' ? 2 : 3, kind: 'shot' });
      await fault(page).waitFor({ timeout: 40_000 });
      expect(await rows(page).innerText()).toContain('Craters and fragments?');
      expect(await page.locator('[data-danger]').innerText()).toContain(DANGER);
      expect(await rows(page).locator('time').count()).toBe(2);
      if (language === 'en')
        expect(await page.locator('[data-asked]').innerText()).toMatch(/As the server gave it on .*UTC/);
      expect([language, await broken(page), await tooWide(page)]).toEqual([language, [], 0]);
      await page.screenshot({ path: `${PICTURES}/asked-dropped-${language}-${screen}.png` });
      if (language === 'en') {
        // A right that ended is another matter.
        const refused = { status: 403, contentType: 'application/problem+json', body: '{"status":403}' };
        await page.route('**/api/inquiries*', (route) => route.fulfill(refused));
        await rows(page).waitFor({ state: 'detached', timeout: 60_000 });
        expect(await page.locator('main').innerText()).not.toContain('Craters');
      }
      expect(one.faults).toEqual([]);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.context().close();
    }
  },
  LONG,
);

test(
  'whoever asks for more keeps the keyboard, and is told how many are not listed once that is known',
  async () => {
    const one = await member(MONITOR);
    const { page } = one;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isFailing = true;
    await page.route('**/api/inquiries*', async (route) => {
      const isWhole = route.request().url().includes('limit=200');
      if (isWhole && isFailing) return route.abort();
      if (isWhole) await held;
      const json = await manyIn(route, 230);
      return route.fulfill({ json });
    });
    await start(one);
    await expect.poll(() => rows(page).count()).toBe(3);
    const more = page.locator('[data-more]');
    await more.focus();
    await page.keyboard.press('Enter');
    // Those that were there already are shown at once; they stay where the others do not come.
    await expect.poll(() => rows(page).count()).toBe(20);
    const onRow = (entry: number) =>
      expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-inquiry')))
        .toBe(`${entry}`);
    await onRow(13);
    expect(await page.locator('[data-asked]').innerText()).not.toContain('Not listed here');
    await fault(page).waitFor({ timeout: 40_000 });
    expect(await rows(page).count()).toBe(20);
    expect(await more.innerText()).toMatch(/^Show .*210.* more$/);
    isFailing = false;
    await more.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Asking the server…').waitFor();
    expect(await page.locator('[data-asked]').innerText()).not.toContain('Not listed here');
    expect(await page.evaluate(() => document.activeElement?.matches('[data-more]'))).toBe(true);
    release();
    await expect.poll(() => rows(page).count()).toBe(200);
    await onRow(30);
    await page.getByText(/Not listed here: .*30.* more\./).waitFor();
    expect(await fault(page).count()).toBe(0);
    expect(one.faults).toEqual([]);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.context().close();
  },
  LONG,
);

test.each([
  ['what they are asked', MONITOR, /assets\/asked-[^/]*\.js$/, /“.*Asked of you.*” could not be fetched/],
  ['its words', MONITOR, /casework-words-en-[^/]*\.js$/, /“.*Asked of you.*” could not be fetched/],
  ['what waits today', DUTY, /assets\/today-[^/]*\.js$/, /“.*Today.*” could not be fetched/],
  [
    'the part of members',
    MONITOR,
    /assets\/person-[^/]*\.js$/,
    /“.*Views: .*exercise-monitor.*” could not be fetched/,
  ],
])(
  'where %s cannot be fetched the first page stands, and says so',
  async (_what, handle, file, says) => {
    const one = await member(handle);
    const { page } = one;
    await page.route(file, (route) => route.abort());
    await start(one);
    await page.getByRole('alert').filter({ hasText: says }).waitFor();
    expect(await page.locator('main h1').first().isVisible()).toBe(true);
    expect(await page.locator('nav a[href="/situation"]').isVisible()).toBe(true);
    expect(await broken(page)).toEqual([]);
    const name = file.source.split(/[^a-z]+/).find((word) => word !== 'assets' && word !== '');
    await page.screenshot({ path: `${PICTURES}/unfetched-${name}.png` });
    await page.setViewportSize(SCREENS.phone);
    expect(await tooWide(page)).toBe(0);
    await page.screenshot({ path: `${PICTURES}/unfetched-${name}-phone.png` });
    await page.unroute(file);
    // It may have tried again by itself by now.
    const again = page.getByRole('button', { name: 'Try again' });
    await again.click({ timeout: 5_000 }).catch(async (cause: unknown) => {
      if ((await page.getByRole('alert').count()) > 0) throw cause;
    });
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.locator(handle === DUTY ? '[data-today]' : '[data-inquiry]').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.context().close();
  },
  LONG,
);
