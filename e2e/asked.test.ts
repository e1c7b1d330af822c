import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { localAt } from '../packages/web/src/i18n/zones.ts';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { QueuePages } from './page-models/queue-page.ts';
import { firstPageOf, type RoomPage } from './page-models/room-page.ts';
import { report } from './report-now.ts';
import { type RunningServer, startServer } from './server.ts';

// Whoever is asked by an inquiry is told on the first page, and told when they are asked no more: each test goes on from the
// one before.

const DUTY = 'exercise-duty-officer';
const MONITOR = 'exercise-monitor';
const PICTURES = fileURLToPath(new URL('screenshots', import.meta.url));
const LONG = 240_000;
// Where much comes in, the strip asks anew once in ten seconds, and may have asked just before.
const SOON = { timeout: 45_000 };
const DANGER = 'Mines beside the road, north of the culvert.';

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let duty: QueuePages;
let monitor: RoomPage;
/** Reports of the incident that the monitor is asked about, and of one that any team is asked about. */
let named: string;
let anyones: string;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(PICTURES, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  named = await report(server, { number: 1, kind: 'mortar-fire' });
  anyones = await report(server, { number: 2, kind: 'explosion' });
  duty = new QueuePages(await (await browser.newContext(reader('en'))).newPage(), server.url);
  await duty.lookAs(DUTY);
  monitor = await firstPage(MONITOR);
  // Where a page is loaded anew this is gone.
  await monitor.page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

const firstPage = (handle: string | undefined, how = reader('en')) =>
  firstPageOf(browser, server.url, handle, how);

const asked = ({ page }: RoomPage) => page.locator('[data-asked]');
const inquiries = ({ page }: RoomPage) => page.locator('[data-inquiry]');

/** The duty officer asks a team from the queue; `due`: hours from now. */
async function ask(key: string, asks: string, due: number, team = ''): Promise<void> {
  const id = `incident-${key}`;
  await duty.open();
  await duty.read(id);
  await duty.deed('inquiry').click();
  await duty.field('asks').fill(asks);
  await duty.field('due').fill(localAt(Date.now() + due * 3_600_000 + 300_000, 'Atlantic/Azores'));
  await duty.field('team').selectOption(team);
  await duty.field('danger').fill(DANGER);
  expect(await duty.send('inquiry', id)).toContain('A team is asked until');
}

/** What the forms of the queue write, many at once. */
async function write(body: object): Promise<void> {
  const data = { kind: 'inquiry', audience: 'mission', body };
  const headers = { origin: server.url };
  const answer = await duty.page.request.post(`${server.url}/api/entries`, { data, headers });
  expect([answer.status(), await answer.json()]).toMatchObject([201, { became: 'taken' }]);
}

async function takeBack(key: string): Promise<void> {
  const id = `incident-${key}`;
  await duty.open();
  await duty.read(id);
  await duty.deed('withdraw').click();
  await duty.field('reason').fill('The road is closed.');
  expect(await duty.send('withdraw', id)).toContain('The inquiry is taken back');
}

test('a monitor whom nobody asks reads one line that says so', async () => {
  expect(await asked(monitor).innerText()).toBe('Nobody asks anything of you now.');
  expect(await inquiries(monitor).count()).toBe(0);
  // It stands before everything else; the queue is not theirs.
  expect(await monitor.page.locator('main > div').first().locator('[data-asked]').count()).toBe(1);
  expect(await monitor.page.locator('[data-today]').count()).toBe(0);
  await monitor.page.screenshot({ path: `${PICTURES}/asked-nobody.png` });
});

test('who is asked by name is told what, by when, of which incident and with which danger, and nothing is loaded anew', async () => {
  await ask(named, 'Craters and fragments?', 3, MONITOR);
  await inquiries(monitor).waitFor(SOON);
  const says = await asked(monitor).innerText();
  expect(says).toMatch(/^Asked of you: 1\n/);
  expect(says).toContain('Craters and fragments?');
  expect(says).toMatch(/answer by .*UTC.*, .in 3 hours/);
  expect(says).toContain(`Danger to the team: \u2068${DANGER}\u2069`);
  // How sure it is that it happened, and where, are part of what a team is sent by.
  expect(says).toMatch(/mortar fire · alleged, under inquiry · .*UTC.*42\.05°, -28\.4°.* ± \d[\d,]* m/i);
  expect(says).toContain(`\u2068${DUTY}\u2069 asked on`);
  expect(await asked(monitor).getByRole('link', { name: 'File a report' }).getAttribute('href')).toBe(
    '/field',
  );
  expect(
    await asked(monitor)
      .getByRole('link', { name: /mortar fire/ })
      .getAttribute('href'),
  ).toBe(`/incidents/${named}`);
});

test('what is asked of any team stands below, named as that, for everyone of the mission', async () => {
  await ask(anyones, 'Who can hear the bridge?', 5);
  await expect.poll(() => inquiries(monitor).count(), SOON).toBe(2);
  const headings = await asked(monitor).locator('h2, h3').allInnerTexts();
  expect(headings).toEqual(['Asked of you: 1', 'Asked of any team: 1']);
  await monitor.page.getByRole('region', { name: 'Asked of you: 1' }).waitFor();
  expect(await inquiries(monitor).nth(1).innerText()).toContain('Who can hear the bridge?');
  const analyst = await firstPage('exercise-analyst');
  await inquiries(analyst).waitFor();
  expect(await asked(analyst).innerText()).toMatch(/^Asked of any team: 1\n/);
  expect(await asked(analyst).innerText()).not.toContain('Craters');
  // The region is called by what it says, and not as if somebody were named.
  await analyst.page.getByRole('region', { name: 'Asked of any team: 1' }).waitFor();
  // Who files no reports is shown no way to.
  expect(await asked(analyst).getByRole('link', { name: 'File a report' }).count()).toBe(0);
  expect(analyst.faults).toEqual([]);
  await analyst.page.context().close();
});

test('an inquiry that takes the place of another is told aloud with its danger, once and without the list', async () => {
  const { page } = monitor;
  // All that is put into what a screen reader is told of.
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    for (const region of document.querySelectorAll('main [role="status"]'))
      new MutationObserver(() => told.push(region.textContent ?? '')).observe(region, {
        ...{ childList: true, subtree: true, characterData: true },
      });
  });
  const told = () => page.evaluate(() => (globalThis as unknown as { told: readonly string[] }).told);
  await ask(named, 'Is the bridge whole?', 4, MONITOR);
  await asked(monitor).getByText('Is the bridge whole?').waitFor(SOON);
  // The count is the same: nothing but the words tells them apart.
  expect(await asked(monitor).innerText()).toMatch(/^Asked of you: 1\n/);
  const said = await told();
  expect(said.at(-1)).toMatch(/^Newly asked: .*Is the bridge whole\?.*Danger to the team: .*Mines/);
  // Something else of the record changes and all is read anew: nothing is told again.
  await report(server, { number: 7, kind: 'shot' });
  await page.waitForResponse((answer) => answer.url().includes('/api/inquiries'), { timeout: 30_000 });
  await page.waitForTimeout(500);
  expect(await told()).toEqual(said);
  expect(said.join()).not.toContain('Who can hear');
});

test('of any team three are shown until somebody wants the others; that one is over is said in words', async () => {
  const keys: string[] = [];
  for (const number of [3, 4, 5, 6]) keys.push(await report(server, { number, kind: 'shot' }));
  for (const [at, incident] of keys.entries())
    await write({ incident, due: new Date(Date.now() + (at - 1) * 3_600_000).toISOString(), asks: 'Shots?' });
  await asked(monitor).locator('[data-more]').waitFor(SOON);
  await asked(monitor)
    .getByRole('button', { name: /^Show .*2.* more$/ })
    .waitFor(SOON);
  expect(await inquiries(monitor).count()).toBe(1 + 3);
  expect(await inquiries(monitor).nth(1).innerText()).toMatch(/the answer was due by .*, .1 hour ago/);
  await asked(monitor).locator('[data-more]').click();
  await expect.poll(() => inquiries(monitor).count(), SOON).toBe(1 + 5);
  expect(await asked(monitor).locator('[data-more]').count()).toBe(0);
  await monitor.page.screenshot({ path: `${PICTURES}/asked-more.png`, fullPage: true });
  for (const incident of keys) await write({ incident, withdrawn: true, reason: 'The road is closed.' });
  await expect.poll(() => inquiries(monitor).count(), SOON).toBe(2);
});

test('whoever does not read the mission is shown nothing of it, and asks for none of it', async () => {
  for (const handle of [undefined, 'exercise-liaison-north', 'exercise-liaison-south']) {
    const other = await firstPage(handle);
    const requests: string[] = [];
    other.page.on('request', (request) => requests.push(request.url()));
    await other.page.reload();
    await other.page.locator('main h1').first().waitFor();
    await other.page.waitForLoadState('networkidle');
    expect([handle, await asked(other).count()]).toEqual([handle, 0]);
    expect(requests.filter((url) => /\/api\/inquiries|assets\/asked/.test(url))).toEqual([]);
    await other.page.context().close();
  }
});

test(
  'is accessible, light and dark, to the left and to the right, and fits a phone',
  async () => {
    for (const [language, scheme] of [
      ['en', 'light'],
      ['en', 'dark'],
      ['ar', 'light'],
      ['ar', 'dark'],
      ['fr', 'light'],
      ['ru', 'dark'],
      ['uk', 'light'],
    ] as const) {
      const one = await firstPage(MONITOR, reader(language, scheme));
      await inquiries(one).nth(1).waitFor();
      expect([language, scheme, await broken(one.page)]).toEqual([language, scheme, []]);
      await one.page.screenshot({ path: `${PICTURES}/asked-${language}-${scheme}.png` });
      await one.page.setViewportSize(SCREENS.phone);
      expect([language, scheme, await tooWide(one.page)]).toEqual([language, scheme, 0]);
      expect([language, scheme, await broken(one.page)]).toEqual([language, scheme, []]);
      await one.page.screenshot({ path: `${PICTURES}/asked-${language}-${scheme}-phone.png` });
      expect(one.faults).toEqual([]);
      await one.page.context().close();
    }
  },
  LONG,
);

test('what is taken back goes from the page that was open all the time', async () => {
  await takeBack(named);
  await expect.poll(() => inquiries(monitor).count(), SOON).toBe(1);
  expect(await asked(monitor).innerText()).toMatch(/^Asked of any team: 1\n/);
  await takeBack(anyones);
  await asked(monitor).getByText('Nobody asks anything of you now.').waitFor(SOON);
  expect(await inquiries(monitor).count()).toBe(0);
  expect(await monitor.page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  expect([...monitor.faults, ...duty.faults]).toEqual([]);
});
