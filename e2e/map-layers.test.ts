import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { encodeTile } from '../packages/server/src/derived/map-encoding.ts';
import { archiveOf } from '../packages/server/src/ground/testing-archive.ts';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { SituationPage } from './page-models/situation-page.ts';
import { type RunningServer, startServer } from './server.ts';

// What the map shows besides what happened: the mission's own ground, who could see what, and, for the mission, from where.

const START_MS = 300_000;
const pictures = fileURLToPath(new URL('screenshots', import.meta.url));
const skipped = whySkipped('chromium');
const OFFICER = 'exercise-duty-officer';
const CREDIT = '© Surveyors of the exercise';

let folder: string;
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(pictures, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'armistice-ground-'));
  const tiles = join(folder, 'area.pmtiles');
  await writeFile(tiles, groundOfTheExercise());
  [server, browser] = await Promise.all([
    startServer(undefined, {}, { ARMISTICE_MAP_TILES: tiles }),
    openBrowser(),
  ]);
  await fileCoverage();
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}, START_MS);
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** An invented island with a lake and a town, in the tiles of one zoom that the exercise lies in. */
function groundOfTheExercise(): Buffer {
  const square = (from: number, to: number) =>
    [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
    ] as const;
  const area = (positions: ReturnType<typeof square>) => ({
    ...{ type: 'polygon' as const, positions, properties: {} },
  });
  const town = {
    type: 'point' as const,
    positions: [[2048, 2300] as const],
    properties: { kind: 'locality', name: 'Lakeside' },
  };
  const bytes = encodeTile([
    { name: 'earth', features: [area(square(0, 4096))] },
    { name: 'water', features: [area(square(700, 3000))] },
    { name: 'places', features: [town] },
  ]);
  const tiles = [107, 108].flatMap((x) => [94, 95, 96].map((y) => ({ z: 8, x, y, bytes })));
  const layers = ['earth', 'water', 'places'].map((id) => ({ id }));
  const metadata = { attribution: `<a href="https://example.org">${CREDIT}</a>`, vector_layers: layers };
  return archiveOf({ tiles, type: 1, metadata, bounds: [-29.6, 40.9, -26.7, 43] });
}

/** A shift of two posts: one saw all the time, the other had no power. */
async function fileCoverage(): Promise<void> {
  const headers = { origin: server.url, 'content-type': 'application/json' };
  const send = (path: string, body: object, more: object = {}) =>
    fetch(`${server.url}${path}`, {
      ...{ method: 'POST', headers: { ...headers, ...more } },
      body: JSON.stringify(body),
    });
  const cookie = await vi.waitFor(
    async () => {
      const answer = await send('/api/switch', { as: OFFICER });
      expect(answer.status).toBe(200);
      return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    },
    { timeout: 120_000, interval: 500 },
  );
  const shift = {
    from: '2026-11-20T08:00:00Z',
    to: '2026-11-20T16:00:00Z',
    area: 'sector-west',
    means: 'seen',
  };
  const at = [
    [-28.6, 42.06],
    [-28.3, 42.03],
  ] as const;
  const rows = [
    { source: 'post-1', state: 'observing', at: at[0], sees: { type: 'point', at: at[0], radius: 5000 } },
    {
      ...{ source: 'camera-2', state: 'not', cause: 'power', at: at[1] },
      sees: { type: 'sector', origin: at[1], bearing: 45, bearingTolerance: 30, distance: [0, 9000] },
    },
  ];
  for (const row of rows)
    await vi.waitFor(
      async () => {
        const body = { id: row.source, ...shift, ...row };
        const entry = { kind: 'coverage', audience: 'mission', body, nonce: `map-${row.source}` };
        const answer = await send('/api/entries', entry, { cookie });
        expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([201, '']);
      },
      { timeout: 60_000, interval: 500 },
    );
}

const DAY = 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z';

async function inRoom(
  options: BrowserContextOptions,
  search: string,
  as: string | null,
  use: (room: SituationPage) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  try {
    const room = new SituationPage(await context.newPage());
    if (as !== null) await room.lookAs(server.url, as);
    await room.open(server.url, search);
    await use(room);
    expect(room.faults).toEqual([]);
  } finally {
    await context.close();
  }
}

/** The map as it is drawn once nothing of it is on its way: twice the same. */
async function drawn(room: SituationPage): Promise<string> {
  const picture = async () => (await room.page.locator('canvas').first().screenshot()).toString('base64');
  for (let before = await picture(); ; ) {
    const now = await picture();
    if (now === before) return now;
    before = now;
  }
}

test("the map stands on the mission's own ground, says whose it is, and puts it away when asked", async () => {
  await inRoom(reader('en'), '', null, async (room) => {
    const credit = room.page.locator('[data-credit]');
    await expect.poll(() => credit.innerText()).toBe(CREDIT);
    // Its tiles name what is there.
    expect(await room.page.locator('[data-towns]').count()).toBe(0);
    const asked: string[] = [];
    room.page.on('request', (request) => asked.push(request.url()));
    const withGround = await drawn(room);
    await room.page.getByRole('checkbox', { name: 'Roads, water and places' }).uncheck();
    await credit.waitFor({ state: 'detached' });
    expect(room.said('ground')).toBe('off');
    await expect.poll(() => drawn(room)).not.toBe(withGround);
    await room.page.locator('[data-towns]').waitFor({ state: 'attached' });
    // Nobody but this server is told where a reader looks.
    for (const url of asked) expect(new URL(url).origin).toBe(new URL(server.url).origin);
  });
});

test('the mission sees who stood where and how much of the time they saw; the address keeps it', async () => {
  await inRoom(reader('en'), `?${DAY}`, OFFICER, async (room) => {
    await room.page.getByRole('checkbox', { name: 'Posts and sensors' }).check();
    await room.page.getByRole('checkbox', { name: 'Areas that could be seen' }).check();
    expect(room.said('show')).toBe('posts,sight');
    await room.page.getByText('2 sources that a place is known of').click();
    // Figures are set apart from the writing around them.
    const said = async (source: string) =>
      (await room.page.locator(`[data-source="${source}"]`).innerText()).replaceAll(/[\u2066-\u2069]/g, '');
    await expect.poll(() => said('post-1')).toMatch(/post-1, seen: observed, 8 of 8 position-hours/);
    expect(await said('camera-2')).toMatch(/not observed, power/);
  });
});

test('everyone else is shown areas, and no place of anybody', async () => {
  for (const as of [null, 'exercise-liaison-north'])
    await inRoom(reader('en'), `?${DAY}&show=posts,sight`, as, async (room) => {
      await room.page.getByText('Where sources stand stays in the mission.').waitFor();
      expect(await room.page.locator('[data-source]').count()).toBe(0);
      expect(await room.page.content()).not.toContain('camera-2');
    });
});

const LOOKS = (['desktop', 'phone'] as const).flatMap((screen) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    (['en', 'ar'] as const).map((language) => [screen, scheme, language] as const),
  ),
);
test.each(LOOKS)('its layers are looked at on a %s, %s, in %s', async (screen, scheme, language) => {
  const search = `?${DAY}&show=posts,sight`;
  await inRoom(reader(language, scheme, screen), search, OFFICER, async (room) => {
    await room.page.locator('[data-credit]').waitFor();
    const folds = room.page.locator('section[aria-labelledby="watch"] summary');
    await folds.first().waitFor();
    for (const fold of await folds.all()) await fold.click();
    await room.page.locator('[data-source]').first().waitFor();
    await drawn(room);
    expect(await broken(room.page)).toEqual([]);
    await room.page.screenshot({
      path: join(pictures, `map-layers-${screen}-${scheme}-${language}.png`),
      fullPage: true,
    });
    await room.page.setViewportSize(SCREENS.phone);
    expect(await tooWide(room.page)).toBeLessThanOrEqual(0);
  });
});
