import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { AgreementPage, NORTH_OF_THE_LINE, SEPARATION } from './page-models/agreement-page.ts';

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

async function opened(
  path: string = SEPARATION,
  options: BrowserContextOptions = reader('en'),
): Promise<AgreementPage> {
  const page = new AgreementPage(await (await browser.newContext(options)).newPage());
  await page.open(inject('url'), path);
  return page;
}

describe('an event on the map', () => {
  test('that is dropped by a click is judged at once, and moving it across the line changes the clauses', async () => {
    const here = await opened();
    const { page } = here;
    const box = await page.locator('[data-ready="true"]').boundingBox();
    if (box === null) throw new Error('the map has no box');
    // A little above the line in the middle of the map, then a little below it.
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.42);
    await page.locator('[data-speaks="3.north"]').waitFor();
    expect(await page.locator('[data-speaks="3.south"]').count()).toBe(0);
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.6);
    await page.locator('[data-speaks="3.south"]').waitFor();
    expect(await page.locator('[data-speaks="3.north"]').count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('kind')).toBe('presence');
    expect(here.faults).toEqual([]);
    // Nothing may move under the pointer.
    expect(await page.locator('[data-ready="true"]').boundingBox()).toEqual(box);
  });

  test('that is dragged is judged on the way', async () => {
    const here = await opened(`${SEPARATION}${NORTH_OF_THE_LINE}`);
    await here.untilSpeak('3.north');
    const mark = await here.page.locator('[data-mark="event"]').boundingBox();
    if (mark === null) throw new Error('the event has no mark');
    const [x, y] = [mark.x + mark.width / 2, mark.y + mark.height / 2];
    await here.page.mouse.move(x, y);
    await here.page.mouse.down();
    await here.page.mouse.move(x, y + 30, { steps: 4 });
    await here.page.mouse.move(x, y + 70, { steps: 6 });
    await here.page.locator('[data-speaks="3.south"]').waitFor();
    await here.page.mouse.up();
    await here.page.waitForURL((url) => !url.search.includes('at=42.1,-28.2'));
  });

  test('comes with its link, and by typed time the deadline changes what the clauses say', async () => {
    const here = await opened(`${SEPARATION}${NORTH_OF_THE_LINE}`);
    await here.untilSpeak('3.north');
    expect(await here.page.locator('[data-speaks="3.north"]').textContent()).toMatch(
      /Alleged violation of clause .*3\.north.*indicated100%.*North: indicated.*South: does not apply/,
    );
    const time = here.page.locator('input[name="time"]');
    expect(await time.inputValue()).toBe('2026-12-01T12:00');
    await time.fill('2026-11-23T00:00');
    await here.untilSpeak('3.north');
    // The text does not say whether the first day counts: on that day it is open, and names what is open.
    await time.fill('2026-11-22T12:00');
    await here.page.locator('[data-speaks="3.north"][data-outcome="undetermined"]').waitFor();
    await time.fill('2026-11-21T23:59');
    await here.untilSpeak();
    expect(await here.page.locator('[data-said="answers"]').textContent()).toBe('No clause speaks of it.');
  });

  test('can be placed by degrees, by minutes and by a grid reference, undone and taken away', async () => {
    const here = await opened();
    await here.typePlace('N42.1 W28.2');
    await here.untilSpeak('3.north');
    await here.typePlace('41° 57.0′ N 28° 12.0′ W');
    await here.untilSpeak('3.south');
    await here.typePlace('42.1, -28.2');
    expect(await here.panel().textContent()).toContain('write S or W instead');
    await here.page.getByRole('button', { name: 'Undo' }).click();
    await here.untilSpeak('3.north');
    await here.page.getByRole('button', { name: 'Take it away' }).click();
    await here.page.locator('section[data-try-out="false"]').waitFor();
    expect(new URL(here.page.url()).search).toBe('');
  });

  test('says that it is a try-out, that nobody has found anything, and records nothing', async () => {
    const here = await opened(`${SEPARATION}${NORTH_OF_THE_LINE}`);
    const before = await (await fetch(`${inject('url')}/api/health`)).json();
    await here.page.locator('select[name="kind"]').selectOption('mortar-fire');
    const text = (await here.page.locator('main').textContent()) ?? '';
    expect(text).toContain('TRY-OUT');
    expect(text).toContain('Nothing is recorded');
    expect(text).not.toMatch(/\b(proved|confirmed|violated|enemy|hostile|guilty)\b/i);
    expect(await (await fetch(`${inject('url')}/api/health`)).json()).toMatchObject({
      recorded: before.recorded,
    });
  });

  test('in a link that cannot be read is told, with the field', async () => {
    const here = await opened(`${SEPARATION}?at=95,-28&kind=presence&time=2026-12-01T00:00:00Z`);
    expect(await here.panel().getByRole('alert').textContent()).toContain('at');
  });
});

describe('a clause and its area', () => {
  test('light up together when a person points at the clause, or comes to it by keyboard', async () => {
    const here = await opened();
    // What scrolls later would move the map with it.
    await here.clause('3.north').scrollIntoViewIfNeeded();
    await here.page.mouse.move(5, 5);
    const plain = await here.settled();
    await here.clause('3.north').hover();
    await expect.poll(async () => (await here.drawn()).equals(plain), { timeout: 30_000 }).toBe(false);
    const lit = await here.settled();
    await here.page.mouse.move(5, 5);
    await expect.poll(async () => (await here.drawn()).equals(plain), { timeout: 30_000 }).toBe(true);
    await here.clause('3.south').locator('a').first().focus();
    await expect.poll(async () => (await here.drawn()).equals(plain), { timeout: 30_000 }).toBe(false);
    expect((await here.settled()).equals(lit)).toBe(false);
  });

  test('are marked together when a person points at the map', async () => {
    const here = await opened();
    const box = await here.page.locator('[data-ready="true"]').boundingBox();
    if (box === null) throw new Error('the map has no box');
    await here.page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.42);
    await here.page.locator('[data-clause="3.north"][data-marked="true"]').waitFor();
    expect(await here.clause('3.south').getAttribute('data-marked')).toBe('false');
    await here.page.mouse.move(5, 5);
    await here.page.locator('[data-clause="3.north"][data-marked="false"]').waitFor();
  });

  test('have an address of their own', async () => {
    const here = await opened(`${SEPARATION}${NORTH_OF_THE_LINE}#clause-6`);
    await here.page.locator('[data-clause="6"][data-chosen="true"]').waitFor();
    await here.clause('2').locator('a').first().click();
    expect(here.page.url()).toContain(`${NORTH_OF_THE_LINE}#clause-2`);
    await here.page.goBack();
    await here.page.locator('[data-clause="6"][data-chosen="true"]').waitFor();
  });

  test('say in words and by a sign how surely the clause rests on the text', async () => {
    const here = await opened('/agreements/cfe-1990');
    for (const mark of ['primary', 'second-hand', 'unchecked']) {
      const first = here.page.locator(`[data-clause] [data-certainty="${mark}"]`).first();
      expect(await first.textContent()).not.toBe('');
      expect(await first.locator('svg').count()).toBe(1);
    }
  });
});

test('a person with a keyboard alone moves a cross, hears which clauses speak there, and drops the event', async () => {
  const here = await opened();
  await here.page.keyboard.press('Tab');
  expect(await here.page.locator(':focus').textContent()).toBe('Skip to the clauses');
  await here.map().focus();
  await here.page.keyboard.press('Shift+ArrowLeft');
  for (let i = 0; i < 4; i++) await here.page.keyboard.press('ArrowUp');
  const said = here.page.locator('[data-said="crosshair"]');
  expect(await said.textContent()).toMatch(/42° .*N 28° .*W\. Clauses that speak of this place: .*3\.north/);
  await here.page.keyboard.press('Enter');
  await here.page.locator('[data-speaks="3.north"]').waitFor();
  for (let i = 0; i < 12; i++) await here.page.keyboard.press('ArrowDown');
  await here.page.keyboard.press('Enter');
  await here.page.locator('[data-speaks="3.south"]').waitFor();
  await here.page.keyboard.press('+');
  await here.page.keyboard.press('0');
  expect(here.faults).toEqual([]);
});

test('an agreement without geometry says so, says what to do, and takes a line from a file of the reader', async () => {
  const here = await opened('/agreements/minsk-memorandum-2014');
  expect(await here.page.locator('aside').textContent()).toContain('there is no map');
  const line = here.page.locator('[data-line]').first();
  expect(await line.textContent()).toContain('--line');
  const geojson = {
    type: 'LineString',
    coordinates: [
      [39.9, 48.9],
      [38.6, 48.6],
      [37.8, 48.0],
      [37.6, 47.1],
    ],
  };
  await line.locator('input[type="file"]').setInputFiles({
    name: 'line.geojson',
    mimeType: 'application/geo+json',
    buffer: Buffer.from(JSON.stringify(geojson)),
  });
  await here.page.locator('[data-ready="true"]').waitFor();
  expect(await line.textContent()).toContain('It stays in this browser');
  await line.locator('input[type="file"]').setInputFiles({
    name: 'broken.geojson',
    mimeType: 'application/geo+json',
    buffer: Buffer.from('{"type":"Point","coordinates":[1,2]}'),
  });
  expect(await here.page.locator('[role="alert"]').first().textContent()).toContain('broken.geojson');
  expect(here.faults).toEqual([]);
});

test('what a text leaves undated can be supposed, is said to be supposed, and travels with the link', async () => {
  const event = '?at=48.2,37.9&radius=0&kind=presence&weapon=howitzer&calibre=122&time=2015-04-01T10:00:00Z';
  const here = await opened(`/agreements/minsk-package-2015${event}`);
  const moment = here.page.locator('input[name="suppose-withdrawal-start"]');
  await moment.waitFor();
  expect(await here.panel().textContent()).toContain('it is no fact on record');
  const open = here.page.locator('[data-speaks="2.artillery"]');
  expect(await open.textContent()).toContain('withdrawal-start');
  await moment.fill('2015-02-16T10:00');
  // With the clock set, what is missing is the line, which this text has none of.
  await here.page.locator('[data-speaks="2.artillery"]', { hasText: 'Missingline' }).waitFor();
  expect(here.page.url()).toContain('suppose=withdrawal-start@2015-02-16T08:00:00Z');
});

test('the page runs under its own policy, asks nobody but its server, and throws nothing', async () => {
  const here = await opened(`${SEPARATION}${NORTH_OF_THE_LINE}`);
  await here.clause('4.south').hover();
  await here.page.locator('header select[name="theme"]').selectOption('dark');
  await here.page.locator('header select[name="language"]').selectOption('ar');
  await here.page.locator('html[lang="ar"]').waitFor();
  expect(here.faults).toEqual([]);
  expect([...here.hosts]).toEqual([new URL(inject('url')).host]);
});

test('in Arabic the page is mirrored and the map is not: west stays left', async () => {
  const here = await opened(`${SEPARATION}${NORTH_OF_THE_LINE}`, reader('ar'));
  expect(await here.page.locator('html').getAttribute('dir')).toBe('rtl');
  const map = await here.page.locator('[data-ready="true"]').boundingBox();
  const prose = await here.clause('1').boundingBox();
  expect(map?.x ?? 0).toBeLessThan(prose?.x ?? 0);
  const [west, east] = await Promise.all(
    ['بلمورا', 'بريسانه'].map((name) =>
      here.page.locator('aside').getByText(name, { exact: true }).boundingBox(),
    ),
  );
  expect(west?.x ?? 0).toBeLessThan(east?.x ?? 0);
  // Sentences that exist in English alone are told to be English.
  expect(await here.clause('1').locator('p[lang="en"][dir="ltr"]').count()).toBe(1);
});

test('the list leads to each agreement, the one in force first, and back', async () => {
  const context = await browser.newContext(reader('en'));
  const page = await context.newPage();
  await page.goto(`${inject('url')}/`);
  await page.locator('header nav a[href="/agreements"]').click();
  const rows = page.locator('[data-agreement]');
  await rows.first().waitFor();
  expect(await rows.first().getAttribute('data-agreement')).toBe('exercise-north-south');
  expect(await rows.count()).toBeGreaterThanOrEqual(18);
  await rows.nth(1).locator('a').click();
  await page.locator('[data-clause="3.north"]').waitFor();
  expect(await page.title()).toContain('Separation of Forces');
  await page.goBack();
  await rows.first().waitFor();
});

test('on paper the map, the event and its clauses are there, and the buttons are not', async () => {
  const here = await opened(`${SEPARATION}${NORTH_OF_THE_LINE}`);
  await here.page.emulateMedia({ media: 'print' });
  expect(await here.page.locator('[data-ready="true"]').isVisible()).toBe(true);
  expect(await here.page.locator('[data-speaks="3.north"]').isVisible()).toBe(true);
  expect(await here.page.getByRole('button', { name: 'Undo' }).isVisible()).toBe(false);
});
