import { mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { bareOn, type Wanted } from './bare-ids.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { STANDING, stands } from './ids-that-stand.ts';
import { asker, hyphenated, nameless, sourceNames } from './known-names.ts';
import { PeoplePages } from './page-models/people-pages.ts';
import { type RunningServer, startServer } from './server.ts';
import { settled, viewsOfThePage, visit } from './views-named.ts';

// No view calls a thing by its id where it has a name: every view as a duty officer sees it, on the exercise once the days
// behind it have come in. What stands as an id all the same is listed in ids-that-stand.ts, with the reason.

const START_MS = 300_000;
const WALK_MS = 900_000;
const PICTURES = fileURLToPath(new URL('screenshots', import.meta.url));

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let here: PeoplePages;
let ask: (path: string) => Promise<unknown>;
let wanted: Wanted;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(PICTURES, { recursive: true });
  [browser, server] = await Promise.all([
    openBrowser(),
    startServer(['--seed', '7', '--rate', '60', '--days', '2']),
  ]);
  const context = await browser.newContext({ ...reader('en'), bypassCSP: true });
  here = new PeoplePages(await context.newPage(), server.url);
  ask = asker(here.page, server.url);
  await here.open('/rights');
  await here.lookAs('exercise-duty-officer');
  await played();
  wanted = {
    names: await sourceNames(ask),
    prose: new Set([...(await hyphenated()), ...(await nameless(ask))]),
    places: [...new Set(STANDING.map(({ place }) => place))],
  };
  expect(wanted.names.size).toBeGreaterThan(100);
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** Waits until the days behind the exercise are in, with what was published of them. */
async function played(): Promise<void> {
  for (let size = -1; ; await setTimeout(3000)) {
    const now = ((await ask('/api/health')) as { readonly recorded: number }).recorded;
    const { bulletins } = (await ask('/api/bulletins')) as { readonly bulletins: readonly unknown[] };
    if (now === size && bulletins.length > 0) return;
    size = now;
  }
}

/** The views with an address, an entry of each kind, and the rest of what the exercise has something of. */
async function addresses(): Promise<readonly string[]> {
  const { incidents } = (await ask('/api/incidents?limit=3&audience=mission')) as {
    readonly incidents: readonly { readonly incident: { readonly id: string } }[];
  };
  const { bulletins } = (await ask('/api/bulletins')) as {
    readonly bulletins: readonly { readonly number: string }[];
  };
  const { agreements } = (await ask('/api/agreements')) as {
    readonly agreements: readonly { readonly id: string; readonly entry?: number }[];
  };
  const views = (await viewsOfThePage()).filter((view) => view !== 'incidents');
  return [
    '/',
    ...views.map((view) => `/${view}`),
    ...incidents.map(({ incident }) => `/incidents/${incident.id}`),
    ...bulletins.slice(0, 1).map(({ number }) => `/bulletins/${encodeURIComponent(number)}`),
    ...agreements.flatMap(({ id, entry }) => (entry === undefined ? [] : [`/agreements/${id}`])),
    ...(await areas()).map((area) => `/coverage?by=hour&open=${area}`),
    ...['/bulletins/draft', '/situation?show=posts,sight', '/portal'],
    ...(await oneOfEachKind()).map((index) => `/entries/${index}`),
  ];
}

/** Every area that the mission knows of. */
async function areas(): Promise<readonly string[]> {
  const table = (await ask('/api/coverage?audience=mission')) as {
    readonly areas: readonly { readonly area: string }[];
  };
  return table.areas.map(({ area }) => area);
}

/** The newest entry of each kind that the record has. */
async function oneOfEachKind(): Promise<readonly number[]> {
  const found = new Map<string, number>();
  for (let before = ''; ; ) {
    const page = (await ask(`/api/entries?audience=mission&limit=200${before}`)) as {
      readonly entries: readonly { readonly kind?: string; readonly index: number }[];
      readonly next?: number;
    };
    for (const { kind = 'sealed', index } of page.entries) if (!found.has(kind)) found.set(kind, index);
    if (page.next === undefined) return [...found.values()];
    before = `&before=${page.next}`;
  }
}

/** Opens a view with everything that it has folded. */
async function unfolded(path: string): Promise<void> {
  const { page } = here;
  await visit(page, `${server.url}${path}`);
  await page.locator('h1').first().waitFor({ timeout: 60_000 });
  // It is made when it is asked for, and stands in a tree of its own, whose growth nothing else tells.
  if (path.startsWith('/bulletins/')) await page.locator('[data-document]').waitFor({ timeout: 60_000 });
  await settled(page);
  const row = page.locator('[data-row]').first();
  if ((await row.count()) > 0) await row.click();
  for (let times = 0; times < 2; times++) {
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    await settled(page);
  }
}

test('an id that is put on a page is seen: in its text, in a field, in what one can choose, and in a document', async () => {
  await unfolded('/rights');
  const before = await bareOn(here.page, wanted);
  await here.page.evaluate(() => {
    const planted = document.createElement('div');
    planted.innerHTML = `
      <p>0198c9b2-7a10-4c7e-9d54-000000000077</p><p>01ARZ3NDEKTSV4RRFFQ69G5FAV</p><p>urn:nato:x:1</p>
      <p>5ba383002bd320611043dc84c03ae86d912f12cd1a7d45fbcc64a512be79130a</p>
      <p>WTMoSV1jCRCUEZMnFKmCzjD7XHgRjcFna2+XY+R40ak=</p>
      <p>seen at 2026-11-22T15:51:21Z</p><p>{"power":2.883}</p><p><b>\u2068uav-flight\u2069</b></p>
      <p>post-7</p><p>\u2068Post 8\u2069 <code>post-8</code></p><p hidden>post-9</p>
      <label>a <input value="post-10"></label><select aria-label="b"><option>post-11</option></select>
      <div id="planted"></div>`;
    document.querySelector('main')?.append(planted);
    const root = document.getElementById('planted')?.attachShadow({ mode: 'open' });
    if (root !== undefined) root.innerHTML = '<p>post-12</p>';
  });
  const seen = (await bareOn(here.page, wanted)).map(({ what, id }) => `${what} ${id}`);
  expect(seen.slice(before.length)).toEqual([
    'uuid 0198c9b2-7a10-4c7e-9d54-000000000077',
    'ulid 01ARZ3NDEKTSV4RRFFQ69G5FAV',
    'urn urn:nato:x:1',
    'hash 5ba383002bd320611043dc84c03ae86d912f12cd1a7d45fbcc64a512be79130a',
    'hash WTMoSV1jCRCUEZMnFKmCzjD7XHgRjcFna2+XY+R40ak=',
    'moment 2026-11-22T15:51:21Z',
    'json {"',
    'word uav-flight',
    // Neither beside its name nor hidden.
    ...['handle post-7', 'handle post-10', 'handle post-11', 'handle post-12'],
  ]);
});

test(
  'no view shows an id where a name is known',
  async () => {
    const found: string[] = [];
    for (const path of await addresses()) {
      await unfolded(path);
      for (const one of await bareOn(here.page, wanted))
        if (!stands(path, one)) found.push(`${path}: ${one.what} ${one.id} in "${one.text}" (${one.within})`);
    }
    expect([...new Set(found)]).toEqual([]);
    expect(here.faults).toEqual([]);
  },
  WALK_MS,
);

test('a source stands by its name with its handle beside it, in a window and on a phone', async () => {
  const { page } = here;
  const { entries } = (await ask('/api/entries?kind=report&limit=1')) as {
    readonly entries: readonly { readonly index: number }[];
  };
  const places = {
    first: ['/', '#report dd'],
    coverage: [`/coverage?by=hour&open=${(await areas())[0]}`, 'tr[data-row="source"] th'],
    map: ['/situation?show=posts', 'li[data-source]'],
    entry: [`/entries/${entries[0]?.index}`, '[data-reading] dd'],
  };
  for (const [name, [path = '', place = '']] of Object.entries(places)) {
    await unfolded(path);
    await page.locator(place).first().waitFor({ timeout: 60_000 });
    const told = (await page.locator(place).allInnerTexts()).map((text) =>
      text.replaceAll(/[\u2066-\u2069]/g, ''),
    );
    const named = [...wanted.names].filter(([handle, called]) =>
      told.some((text) => text.startsWith(`${called} ${handle}`)),
    );
    expect([name, named.length]).not.toEqual([name, 0]);
    expect([name, await broken(page)]).toEqual([name, []]);
    await page.screenshot({ path: `${PICTURES}/names-${name}.png`, fullPage: true });
    await page.setViewportSize(SCREENS.phone);
    expect([name, await tooWide(page)]).toEqual([name, 0]);
    await page.screenshot({ path: `${PICTURES}/names-${name}-phone.png`, fullPage: true });
    await page.setViewportSize(SCREENS.desktop);
  }
  expect(here.faults).toEqual([]);
});
