import { setTimeout } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { cameraIn, type Pixel, pixelIn, tilesIn, viewFrom } from '../packages/web/src/map/camera.ts';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { ENGINE, holdEngine, still } from './held-engine.ts';
import { differing, frame, inkAt } from './map-pictures.ts';
import { SituationPage } from './page-models/situation-page.ts';
import { type RunningServer, startServer } from './server.ts';

// The map as it is seen before its engine is there, and where there can be none.

const START_MS = 300_000;
const skipped = whySkipped('chromium');

/** Apart from the lines of the exercise, so that nothing else is dark around them. */
const EXPLOSION = [-28.2, 41.862] as const;
const FLIGHT = [-28.05, 41.845] as const;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  if (skipped !== undefined) return;
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  while ((await fetch(`${server.url}/api/ready`)).status !== 200) await setTimeout(500);
  await filed(1, 'explosion', EXPLOSION);
  await filed(2, 'uav-flight', FLIGHT);
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
}, START_MS);
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});
afterEach(async () => {
  for (const context of browser?.contexts() ?? []) await context.close();
});

async function filed(number: number, kind: string, at: readonly [number, number]): Promise<void> {
  const now = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}Z`;
  const report = {
    id: `0198c9b2-7a10-4c7e-9d54-${String(number).padStart(12, '0')}`,
    source: `still-post-${number}`,
    ...{ kind, occurred: { from: now, to: now }, place: { type: 'point', at, radius: 100 } },
    ...{ means: 'seen', phase: kind === 'explosion' ? 'impact' : 'in-flight' },
  };
  const headers = { 'armistice-operator': await server.operatorToken(), 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}/api/reports`, {
    ...{ method: 'POST', headers, body: JSON.stringify(report) },
  });
  expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([201, '']);
  const listed = async () =>
    (await (await fetch(`${server.url}/api/incidents?audience=public&kind=${kind}`)).json()) as {
      incidents?: unknown[];
    };
  while (((await listed()).incidents ?? []).length === 0) await setTimeout(300);
}

const withoutEngine = (options: BrowserContextOptions, search?: string) =>
  holdEngine(browser, server.url, options, search);

const ready = (page: Page) => page.locator('[data-ready="true"]').waitFor();

/** Where a place is on the map of a page, by its address. */
async function pixelOf(page: Page, place: readonly [number, number]): Promise<Pixel> {
  const size = await frame(page).evaluate(({ clientWidth: width, clientHeight: height }) => ({
    width,
    height,
  }));
  const camera = cameraIn(new URL(page.url()).searchParams.get('at') ?? undefined);
  if (camera === undefined) throw new Error('the address does not say where the map stands');
  return pixelIn(viewFrom(camera, size))(place);
}

const VIEWS = ['', '?at=-28.1200,41.8600,10.40', '?at=-28.1000,41.9500,5.25', '?at=-179.0000,40.0000,2.10'];
test.each(VIEWS)(
  'what stands before the engine stands where the engine draws it %s',
  { timeout: START_MS },
  async (search) => {
    for (const screen of ['desktop', 'phone'] as const) {
      const { room, release } = await withoutEngine(reader('en', 'light', screen), `${search}`);
      const { page } = room;
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/api/tiles/')) asked.push(request.url());
      });
      const before = await frame(page).screenshot();
      release();
      await ready(page);
      const size = await frame(page).evaluate((one) => ({
        width: one.clientWidth,
        height: one.clientHeight,
      }));
      // The engine itself says where it stands.
      const camera = cameraIn(room.said('at') ?? undefined);
      if (camera === undefined) throw new Error('the engine did not say where it stands');
      if (search !== '') expect(`?at=${room.said('at')}`).toBe(search);
      const tiles = tilesIn(viewFrom(camera, size), 18).map(({ z, x, y }) => `${z}/${x}/${y}`);
      const shown = new Set(asked.map((url) => /tiles\/(.*)\.mvt/.exec(url)?.[1] ?? ''));
      expect([...shown].sort()).toEqual([...new Set(tiles)].sort());
      expect(await still(page).count()).toBe(0);
      const after = await frame(page).screenshot();
      expect(await differing(page, before, after)).toBeLessThan(0.01);
      expect(room.faults).toEqual([]);
      await page.context().close();
    }
  },
);

test('an incident is at the same pixel before and after the engine comes', {
  timeout: START_MS,
}, async () => {
  const { room, release } = await withoutEngine(reader('en'), '?at=-28.1200,41.8600,10.40');
  const places = await Promise.all([EXPLOSION, FLIGHT].map((place) => pixelOf(room.page, place)));
  const before = [];
  for (const place of places) before.push(await inkAt(room.page, place));
  release();
  await ready(room.page);
  for (const [at, place] of places.entries()) {
    const after = await inkAt(room.page, place);
    expect(before[at]?.dark).toBeGreaterThan(20);
    expect(after.dark).toBeGreaterThan(20);
    expect(before[at]?.off).toBeLessThan(2);
    expect(Math.abs((before[at]?.off ?? 9) - after.off)).toBeLessThan(0.6);
  }
});

test('a filter that is chosen before the engine comes is what the still shows', {
  timeout: START_MS,
}, async () => {
  const { room, release } = await withoutEngine(reader('en'), '?at=-28.1200,41.8600,10.40');
  const { page } = room;
  const [explosion, flight] = [await pixelOf(page, EXPLOSION), await pixelOf(page, FLIGHT)];
  await page.locator('details').first().locator('summary').click();
  await page.locator('select[name="kind"]').selectOption('uav-flight');
  await page.locator('[data-still*="kind=uav-flight"]').waitFor();
  expect((await inkAt(page, explosion)).dark).toBeLessThan(1);
  expect((await inkAt(page, flight)).dark).toBeGreaterThan(20);
  release();
  await page.locator('[data-drawn*="kind=uav-flight"]').waitFor();
  expect((await inkAt(page, explosion)).dark).toBeLessThan(1);
  expect((await inkAt(page, flight)).dark).toBeGreaterThan(20);
});

test('what came for the still is not sent again for the engine', { timeout: START_MS }, async () => {
  const context = await browser.newContext(reader('en'));
  const page = await context.newPage();
  const sent = new Map<string, number[]>();
  page.on('requestfinished', async (request) => {
    if (!request.url().includes('/api/tiles/')) return;
    const { responseBodySize } = await request.sizes();
    sent.set(request.url(), [...(sent.get(request.url()) ?? []), responseBodySize]);
  });
  await page.goto(`${server.url}/situation`);
  await ready(page);
  const twice = () => sent.size > 0 && [...sent.values()].every((sizes) => sizes.length > 1);
  await expect.poll(twice, { timeout: 30_000 }).toBe(true);
  for (const [url, [first, ...more]] of sent) {
    expect([url, first === undefined, more.length > 0]).toEqual([url, false, true]);
    expect([url, more.filter((size) => size > 0)]).toEqual([url, []]);
  }
});

test('who points at what stands, or is on a key, before the engine has drawn anything goes on with it afterwards', {
  timeout: START_MS,
}, async () => {
  const { room, release } = await withoutEngine(reader('en'), '?at=-28.1200,41.8600,10.40');
  const { page } = room;
  const [x, y] = await pixelOf(page, FLIGHT);
  const box = await still(page).boundingBox();
  let send: () => void = () => undefined;
  const held = new Promise<void>((done) => {
    send = done;
  });
  await page.route(/\/api\/tiles\//, async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('[data-margin] button').first().focus();
  const key = await page.locator('[data-margin] button').first().getAttribute('title');
  release();
  // The engine has its sheet, and nothing on it.
  await page.locator('.maplibregl-canvas').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('title'))).toBe(key);
  await page.mouse.click((box?.x ?? 0) + 1 + x, (box?.y ?? 0) + 1 + y);
  expect(await page.locator('[data-ready="true"]').count()).toBe(0);
  expect(room.said('selected')).toBeNull();
  send();
  await room.summary().waitFor();
  expect(room.said('selected')).not.toBeNull();
});

test('without WebGL the still is the map: it is moved by keys, opened by list and pointer, and says why', {
  timeout: START_MS,
}, async () => {
  const without = await openBrowser(['--disable-3d-apis']);
  try {
    for (const [language, scheme, screen] of [
      ['en', 'light', 'desktop'],
      ['ar', 'dark', 'phone'],
    ] as const) {
      const context = await without.newContext(reader(language, scheme, screen));
      const room = new SituationPage(await context.newPage());
      const { page } = room;
      const engines: string[] = [];
      page.on('request', (request) => {
        if (ENGINE.test(request.url())) engines.push(request.url());
      });
      await page.goto(`${server.url}/situation?at=-28.1200,41.8600,10.40`);
      await page.locator('[data-no-map][role="alert"]').waitFor();
      await still(page).waitFor();
      expect(await broken(page)).toEqual([]);
      await page.setViewportSize(SCREENS.phone);
      expect(await tooWide(page)).toBeLessThanOrEqual(0);
      await page.setViewportSize(SCREENS[screen]);
      await still(page).scrollIntoViewIfNeeded();
      const [x, y] = await pixelOf(page, FLIGHT);
      // Who drags it, or presses another button, has chosen nothing.
      const box = await still(page).boundingBox();
      const [left, top] = [(box?.x ?? 0) + 1 + x, (box?.y ?? 0) + 1 + y];
      await page.mouse.move(left - 60, top - 20);
      await page.mouse.down();
      await page.mouse.move(left, top);
      await page.mouse.up();
      await page.mouse.click(left, top, { button: 'right' });
      expect([room.said('selected'), room.said('at')]).toEqual([null, '-28.1200,41.8600,10.40']);
      await page
        .getByRole('img')
        .locator('visible=true')
        .and(page.locator('canvas'))
        .click({
          position: { x: x + 4, y: y - 3 },
        });
      await room.summary().waitFor();
      const opened = room.said('selected');
      await page.locator('[data-summary]').getByRole('button').first().click();
      await room.summary().waitFor({ state: 'detached' });
      // By keys: one step east and one closer, and from the list to the same incident.
      const keys = page.locator('[data-margin] button');
      expect(await keys.count()).toBe(7);
      const boxes = await Promise.all([1, 3, 4, 5, 6].map((at) => keys.nth(at).boundingBox()));
      const [north, west, whole, east, south] = boxes.map((one) => [one?.x ?? 0, one?.y ?? 0] as const);
      expect([north?.[0], south?.[0]]).toEqual([whole?.[0], whole?.[0]]);
      expect([west?.[1], east?.[1]]).toEqual([whole?.[1], whole?.[1]]);
      await keys.nth(5).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => Number(room.said('at')?.split(',')[0])).toBeGreaterThan(-28.1);
      await keys.first().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => room.said('at')?.split(',')[2]).toBe('11.40');
      await keys.nth(4).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => Number(room.said('at')?.split(',')[2])).toBeLessThan(9);
      const row = page.locator(`[data-incident="${opened}"]`);
      await row.focus();
      await page.keyboard.press('Enter');
      await room.summary().waitFor();
      expect(room.said('selected')).toBe(opened);
      // Nobody waited for a megabyte that could not draw.
      expect(engines).toEqual([]);
      await context.close();
    }
  } finally {
    await without.close();
  }
});
