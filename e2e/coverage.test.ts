import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { CoveragePage } from './page-models/coverage-page.ts';
import { type RunningServer, startServer } from './server.ts';

// A still exercise, into which these tests write who could observe. What the page must never do: print a 0 where nobody
// could, or name a source to anyone outside the mission.

const START_MS = 120_000;
const skipped = whySkipped('chromium');
const pictures = fileURLToPath(new URL('screenshots', import.meta.url));
const DAY = '?by=hour&from=2026-11-20T10:00:00Z&to=2026-11-20T16:00:00Z';
const POST = 'post-secret';
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(pictures, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  await fileSums();
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** What everyone is told of a day: one area that was watched for a part, and one that nobody could watch. */
async function fileSums(): Promise<void> {
  const headers = { origin: server.url, 'content-type': 'application/json' };
  const send = (path: string, body: object, cookie = '') =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify(body),
    });
  // Who is a member is known once the record is folded, a moment after the server answers: until then it is asked again.
  const lookAs = async (): Promise<string> => {
    const answer = await send('/api/switch', { as: 'exercise-duty-officer' });
    expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, '']);
    return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  };
  const cookie = await vi.waitFor(lookAs, { timeout: 60_000, interval: 500 });
  const stretch = { from: '2026-11-20T10:00:00Z', to: '2026-11-20T16:00:00Z', state: 'summed', of: 6 };
  const sums = [
    { id: 'e', area: 'sector-east', ...stretch, hours: 4, causes: { power: 2 } },
    { id: 'h', area: 'hill', ...stretch, hours: 0, causes: { night: 6 } },
  ];
  for (const body of sums) {
    const write = async () => {
      const answer = await send('/api/entries', { kind: 'coverage', body, nonce: `sum-${body.id}` }, cookie);
      expect([answer.ok, answer.ok ? '' : await answer.text()]).toEqual([true, '']);
    };
    await vi.waitFor(write, { timeout: 60_000, interval: 500 });
  }
}

async function looking(
  language = 'en',
  scheme: 'light' | 'dark' = 'light',
  screen: 'desktop' | 'phone' = 'desktop',
): Promise<CoveragePage> {
  const options = { ...reader(language, scheme, screen), bypassCSP: true, acceptDownloads: true };
  return new CoveragePage(await (await browser.newContext(options)).newPage(), server.url);
}

async function asMember(handle: string, ...look: Parameters<typeof looking>): Promise<CoveragePage> {
  const here = await looking(...look);
  await here.open('/rights');
  await here.lookAs(handle);
  return here;
}

test('who could observe is filed by keyboard, and each hour then says what was watched and why not', async () => {
  const here = await asMember('exercise-duty-officer');
  await here.openTable(DAY);
  const { keyboard } = here.page;
  for (const [from, to, state] of [
    // Typed on the clock of the header, an hour behind UTC, in which the table is cut.
    ['2026-11-20T09:00', '2026-11-20T11:00', 'observing'],
    ['2026-11-20T11:00', '2026-11-20T13:00', 'not'],
  ] as const) {
    const form = await here.form('coverage');
    await form.locator('select[name="state"]').selectOption(state);
    if (state === 'observing') await form.locator('select[name="means"]').selectOption('seen');
    if (state === 'not') await form.locator('select[name="cause"]').selectOption('power');
    await form.getByLabel(/^From .*UTC[+\u2212]\d\d:\d\d/).fill(from);
    await form.locator('input[name="to"]').fill(to);
    await form.locator('input[name="area"]').fill('sector-west');
    await form.locator('input[name="source"]').focus();
    await keyboard.press('ControlOrMeta+A');
    await keyboard.type(POST);
    await keyboard.press('Enter');
    await form.locator('[role="status"]').filter({ hasText: 'entry' }).waitFor();
  }
  await expect
    .poll(async () => (await here.cells('sector-west')).map(({ observed }) => observed), { timeout: 20_000 })
    .toEqual(['whole', 'whole', 'none', 'none', 'not recorded', 'not recorded', 'part']);
  const [watched, , unwatched, , unknown] = await here.cells('sector-west');
  expect(watched?.incidents).toBe('0');
  expect(watched?.text).toContain('1 of 1 position-hours');
  expect(unwatched?.text).toContain('not observed, power');
  expect(unknown?.text).toContain('not recorded');
  await here.page.screenshot({ path: join(pictures, 'coverage-hours.png'), fullPage: true });
  await here.page.locator('tr[data-name="sector-west"] button').focus();
  await keyboard.press('Enter');
  expect(await here.cells(POST)).toHaveLength(7);
  expect(here.faults).toEqual([]);
});

test('no cell shows a 0 where nobody could observe, for whoever looks', async () => {
  for (const member of [undefined, 'exercise-duty-officer', 'exercise-liaison-north']) {
    const here = member === undefined ? await looking() : await asMember(member);
    for (const query of [DAY, '', '?from=2026-11-01T00:00:00Z&to=2026-11-04T00:00:00Z']) {
      await here.openTable(query);
      await here.row('hill').waitFor();
      const cells = await here.cells();
      expect(cells.reduce((sum, { periods }) => sum + periods, 0)).toBeGreaterThan(6);
      for (const { observed, incidents, text } of cells) {
        if (observed === 'whole' || observed === 'part') continue;
        expect([member, incidents ?? '']).not.toEqual([member, '0']);
        expect(text).not.toMatch(/(^|\D)0 (incidents|of)/);
        expect(text.trim()).not.toBe('');
      }
    }
    await here.page.context().close();
  }
});

test('outside the mission no source is named, and it is said in words what is shown', async () => {
  for (const member of [undefined, 'exercise-liaison-south']) {
    const here = member === undefined ? await looking() : await asMember(member);
    await here.openTable(DAY);
    const text = (await here.page.locator('main').textContent()) ?? '';
    expect(text).not.toContain(POST);
    expect(text).toContain('You are shown sums by area');
    expect(await here.page.locator('details[data-file]').count()).toBe(0);
    await here.page.context().close();
  }
});

test('a refusal is filed with its reason, and stands in the list with whose answer it was', async () => {
  const here = await asMember('exercise-duty-officer');
  await here.openTable(DAY);
  const form = await here.form('access');
  await form.locator('button[type="submit"]').click();
  expect(await form.locator('[aria-invalid="true"]').count()).toBeGreaterThan(1);
  expect(await broken(here.page)).toEqual([]);
  await form.locator('input[name="area"]').fill('sector-west');
  await form.locator('input[name="from"]').fill('2026-11-20T11:00');
  await form.locator('input[name="to"]').fill('2026-11-20T11:40');
  // Nobody has chosen an answer for who files it.
  expect(await form.locator('select[name="answer"]').getAttribute('aria-invalid')).toBe('true');
  await form.locator('select[name="answer"]').selectOption('denied');
  await form.locator('select[name="party"]').selectOption('north');
  await form.locator('input[name="reason"]').fill('=1+1 mines on the road');
  await form.locator('input[name="minutes"]').fill('40');
  await form.locator('button[type="submit"]').click();
  const row = here.page.locator('[data-access="denied"]');
  await expect
    .poll(async () => (await row.count()) > 0 && (await row.first().textContent()), { timeout: 20_000 })
    .toMatch(/denied.*sector-west.*40.* minutes lost.*answer of .*north.*mines on the road.*entry/);
  expect(here.faults).toEqual([]);
});

test('the table comes as a file, in which what nobody could know is empty and nothing runs', async () => {
  const here = await asMember('exercise-duty-officer');
  await here.openTable(DAY);
  const coming = here.page.waitForEvent('download');
  await here.page.getByRole('button', { name: 'Download as CSV' }).click();
  const text = await readFile(await (await coming).path(), 'utf8');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe('\ufeffarea,source,from,to,observed,hours,of,incidents,lost,says');
  expect(lines).toContain(
    'sector-west,,2026-11-20T12:00:00Z,2026-11-20T13:00:00Z,none,0,1,,power 1,"not observed, power"',
  );
  expect(lines.filter((line) => line.includes('not recorded,,,,'))).not.toEqual([]);
  expect(lines.some((line) => /(^|,)[=+@]/.test(line))).toBe(false);
});

describe.each([
  ['ar', 'dark', 'phone'],
  ['ar', 'light', 'desktop'],
  ['en', 'light', 'phone'],
  ['en', 'dark', 'desktop'],
  ['fr', 'light', 'phone'],
  ['ru', 'dark', 'phone'],
  ['uk', 'light', 'desktop'],
] as const)('in %s, %s, on a %s', (language, scheme, screen) => {
  test('the view breaks no rule of accessibility, and fits', async () => {
    const here = await asMember('exercise-duty-officer', language, scheme, screen);
    await here.openTable(`${DAY}&open=sector-west`);
    for (const folded of await here.page.locator('main details > summary').all()) await folded.click();
    expect([await tooWide(here.page), await broken(here.page)]).toEqual([0, []]);
    await here.page.screenshot({
      path: join(pictures, `coverage-${screen}-${scheme}-${language}.png`),
      fullPage: true,
    });
    expect(here.faults).toEqual([]);
    await here.page.context().close();
  });
});

test('at twice the size nothing is cut off', async () => {
  const context = await browser.newContext({ ...reader('uk'), viewport: { width: 720, height: 450 } });
  const here = new CoveragePage(await context.newPage(), server.url);
  await here.openTable();
  expect(await tooWide(here.page)).toBe(0);
});
