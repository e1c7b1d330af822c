import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { AgreementPage } from './page-models/agreement-page.ts';
import { type RunningServer, startServer } from './server.ts';

// A mission of its own, whose text names zones and no line: what it drew is in its record and nowhere else. Invented.

const ring = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const HARBOUR = {
  type: 'Feature',
  properties: {},
  geometry: {
    type: 'Polygon',
    coordinates: [ring(-28.4, 42, -28.2, 42.15), ring(-28.32, 42.05, -28.28, 42.1)],
  },
};
const ROADS = { type: 'Polygon', coordinates: [ring(-28.1, 42, -27.95, 42.15)] };
const WORDS = 'sha256:d31b1b0e934b365096b79695da7cf5c46ae0c797c643fe91207bf17d013cbb67';
const clause = (id: string, says: string) => `  - id: "${id}"
    ${says.replaceAll('\n', '\n    ')}
    anchor: { article: Article ${id}, paraphrase: Invented for a test., source: invented, words: "${WORDS}", certainty: primary }
`;
const TEXT = `agreement: harbour
title: "EXERCISE: Quiet in the harbour (fictional)"
exercise: true
adopted: 2026-11-01
clock: Atlantic/Azores
parties: { east: { name: East }, west: { name: West } }
zones:
  basin:
    name: the basin of the harbour
    versions: [{ from: 2026-11-01, file: zones/basin.geojson }]
  roads:
    name: the roads
    versions: [{ from: 2026-11-01, file: zones/roads.geojson, tolerance: 400, source: invented for a test }]
  pier: { name: the pier }
clauses:
${clause('1', 'forbid: fire\nby: any party\nin: basin')}
${clause('2', 'forbid: fire\nby: any party\nin: roads')}
${clause('3', 'forbid: fire\nby: any party\nin: pier')}`;

const PAGE = '/agreements/harbour';
const IN_THE_BASIN =
  '?at=42.02,-28.3&radius=0&kind=mortar-fire&end=impact&weapon=mortar&calibre=120&time=2026-12-01T13:00:00Z';

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let folder: string;

beforeAll(async () => {
  if (skipped !== undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'armistice-zone-'));
  await mkdir(join(folder, 'agreement', 'zones'), { recursive: true });
  const files = [
    ['mission.yaml', 'mission: harbour\ntitle: Harbour\norigin: example.org/harbour\nindications: at-once\n'],
    ['agreement/agreement.yaml', TEXT],
    ['agreement/zones/basin.geojson', JSON.stringify(HARBOUR)],
    ['agreement/zones/roads.geojson', JSON.stringify(ROADS)],
  ] as const;
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  [server, browser] = await Promise.all([startServer(['--mission', folder]), openBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()]);
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});
afterEach(async () => {
  for (const context of browser?.contexts() ?? []) await context.close();
});

async function opened(
  path: string = PAGE,
  options: BrowserContextOptions = reader('en'),
  within: Browser = browser,
): Promise<AgreementPage> {
  const page = new AgreementPage(await (await within.newContext(options)).newPage());
  await page.open(server.url, path);
  return page;
}

/** Where on the screen a share of the map lies. */
async function onMap(here: AgreementPage, x: number, y: number): Promise<readonly [number, number]> {
  const box = await here.page.locator('[data-ready="true"]').boundingBox();
  if (box === null) throw new Error('the map has no box');
  return [box.x + box.width * x, box.y + box.height * y];
}

describe('a mission whose text names zones and no line', () => {
  test('has a map of what its record drew, and the text says where each zone comes from', async () => {
    const here = await opened();
    await here.page.locator('[data-ready="true"]').waitFor();
    const aside = here.page.locator('aside');
    await aside.getByText('the basin of the harbour').waitFor();
    expect(await here.clause('1').textContent()).toContain('on the map');
    expect(await here.clause('3').textContent()).toContain('its place is not drawn');
    expect(await here.page.locator('[data-zone="basin"]').textContent()).toContain('Drawn as agreed');
    expect(await here.page.locator('[data-zone="roads"]').textContent()).toMatch(/APPROXIMATE.*400/);
    expect(await here.page.locator('[data-zone="pier"]').textContent()).toContain('undetermined: zone');
    expect(here.faults).toEqual([]);
  });

  test('lights the zone of the clause that a person points at, and marks the clauses of the zone', async () => {
    const here = await opened();
    await here.page.locator('[data-ready="true"]').waitFor();
    await here.clause('1').scrollIntoViewIfNeeded();
    await here.page.mouse.move(5, 5);
    const plain = await here.settled();
    await here.clause('1').hover();
    await expect.poll(async () => (await here.drawn()).equals(plain), { timeout: 30_000 }).toBe(false);
    const basin = await here.settled();
    await here.clause('2').hover();
    await expect.poll(async () => (await here.drawn()).equals(basin), { timeout: 30_000 }).toBe(false);
    expect((await here.settled()).equals(plain)).toBe(false);
    await here.page.mouse.move(...(await onMap(here, 0.2, 0.5)));
    await here.page.locator('[data-clause="1"][data-marked="true"]').waitFor();
    expect(await here.clause('2').getAttribute('data-marked')).toBe('false');
    await here.page.mouse.move(...(await onMap(here, 0.85, 0.5)));
    await here.page.locator('[data-clause="2"][data-marked="true"]').waitFor();
  });

  test('judges an event dropped in a zone by its outline, its hole and the fact that is missing', async () => {
    const here = await opened();
    await here.page.locator('[data-ready="true"]').waitFor();
    await here.page.mouse.click(...(await onMap(here, 0.2, 0.5)));
    // The pier is named and not drawn: its clause stays open.
    await here.page.locator('[data-speaks="1"]').waitFor();
    await here.typePlace('N42.02 W28.3');
    await here.untilSpeak('1', '3');
    expect(await here.page.locator('[data-speaks="1"]').textContent()).toContain(
      'in basin with probability 1',
    );
    expect(await here.page.locator('[data-speaks="3"]').getAttribute('data-outcome')).toBe('undetermined');
    await here.typePlace('N42.07 W28.3');
    await here.untilSpeak('3');
    await here.typePlace('N42.1 W28.0');
    await here.untilSpeak('2', '3');
    expect(here.faults).toEqual([]);
  });

  test('takes the outline of a zone from a file of the reader, and judges by it at once', async () => {
    const here = await opened(`${PAGE}?at=42.3,-28&radius=0&kind=shot&end=impact&time=2026-12-01T13:00:00Z`);
    await here.untilSpeak('3');
    const pier = here.page.locator('[data-zone="pier"]');
    const give = (name: string, geojson: object) =>
      pier.locator('input[type="file"]').setInputFiles({
        name,
        mimeType: 'application/geo+json',
        buffer: Buffer.from(JSON.stringify(geojson)),
      });
    await give('pier.geojson', { type: 'Polygon', coordinates: [ring(-28.1, 42.2, -27.9, 42.4)] });
    await here.page.locator('[data-speaks="3"][data-outcome="breach"]').waitFor();
    expect(await pier.textContent()).toContain('It stays in this browser');
    await give('line.geojson', {
      type: 'LineString',
      coordinates: [
        [-28, 42],
        [-27, 42],
      ],
    });
    expect(await here.page.locator('[role="alert"]').first().textContent()).toContain('line.geojson');
  });

  test.each([
    ['desktop', 'light', 'en'],
    ['desktop', 'dark', 'ar'],
    ['phone', 'dark', 'en'],
    ['phone', 'light', 'ar'],
  ] as const)(
    'on a %s, %s, in %s fits, breaks no rule of accessibility, and has its picture taken',
    async (screen, scheme, language) => {
      const options = { ...reader(language, scheme, screen), bypassCSP: true };
      const here = await opened(`${PAGE}${IN_THE_BASIN}`, options);
      await here.page.locator('[data-ready="true"]').waitFor();
      await here.untilSpeak('1', '3');
      await here.clause('1').locator('a').first().focus();
      await here.page.waitForTimeout(300);
      const shots = fileURLToPath(new URL('screenshots', import.meta.url));
      await mkdir(shots, { recursive: true });
      await here.page.screenshot({ path: join(shots, `zone-${screen}-${scheme}-${language}.png`) });
      const wider = await here.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider).toBeLessThanOrEqual(0);
      await here.page.evaluate(axe.source);
      const broken = await here.page.evaluate(async () => {
        const { axe: engine } = globalThis as unknown as { axe: typeof import('axe-core') };
        const { violations } = await engine.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(broken).toEqual([]);
    },
  );
});

test('a text that names no place says that there is nothing to draw, and is tried out all the same', async () => {
  const answer = await (await fetch(`${server.url}/api/agreements`)).json();
  const none = (
    answer as {
      readonly agreements: readonly { readonly id: string; readonly geometry: { readonly named: number } }[];
    }
  ).agreements.find(({ geometry }) => geometry.named === 0);
  expect(none).toBeDefined();
  const here = await opened(`/agreements/${none?.id}`);
  expect(await here.page.locator('[data-no-map]').textContent()).toContain('names no line and no zone');
  await here.typePlace('N42.02 W28.3');
  await here.page.locator('section[data-try-out="true"]').waitFor();
  expect(here.faults).toEqual([]);
});

test.each([[['--disable-gpu', '--disable-software-rasterizer']], [['--disable-3d-apis']]])(
  'where the browser is started with %s it cannot draw a map: the page says so and works by typed places',
  async (flags) => {
    const plain = await openBrowser(flags);
    try {
      const here = await opened(PAGE, reader('en'), plain);
      const can = await here.page.evaluate(
        () => document.createElement('canvas').getContext('webgl2') !== null,
      );
      expect(can).toBe(false);
      const says = here.page.locator('[data-no-map]');
      await says.waitFor();
      expect(await says.textContent()).toContain('lacks WebGL 2');
      expect(await here.page.locator('[role="application"]').count()).toBe(0);
      expect(await here.panel().textContent()).not.toContain('Click on the map');
      expect(await here.clause('1').textContent()).not.toContain('on the map');
      await here.typePlace('N42.02 W28.3');
      await here.untilSpeak('1', '3');
      await here.typePlace('N42.1 W28.0');
      await here.untilSpeak('2', '3');
      await here.clause('1').hover();
      const shots = fileURLToPath(new URL('screenshots', import.meta.url));
      await here.page.screenshot({ path: join(shots, `zone-without-webgl-${flags.length}.png`) });
      expect(here.faults).toEqual([]);
    } finally {
      await plain.close();
    }
  },
);
