import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { localAt } from '../packages/web/src/i18n/zones.ts';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { SituationPage } from './page-models/situation-page.ts';
import { type RunningServer, startServer } from './server.ts';

const START_MS = 300_000;
const folder = fileURLToPath(new URL('screenshots', import.meta.url));
const skipped = whySkipped('chromium');
const OFFICER = 'exercise-duty-officer';
// What never comes still fails, on a machine that also builds and tests too.
const SLOW = { timeout: 60_000 };
const LANGUAGES = ['en', 'uk', 'ru', 'fr', 'ar'] as const;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(folder, { recursive: true });
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  while (!(await isPlayed())) await setTimeout(500);
  await filed(1, { occurred: { from: ago(26), to: ago(26) } });
  await filed(2, { kind: 'uav-flight', occurred: { from: ago(14), to: ago(14) } });
  await filed(3, { kind: 'flare', occurred: { from: ago(2), to: ago(2) } });
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
}, START_MS);
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

const ago = (hours: number): string =>
  `${new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19)}Z`;

/** Whether the record is read back, and the simulated members are appointed. */
async function isPlayed(): Promise<boolean> {
  if ((await fetch(`${server.url}/api/ready`)).status !== 200) return false;
  const me = (await (await fetch(`${server.url}/api/me`)).json()) as { switcher: { handle: string }[] };
  return me.switcher.some(({ handle }) => handle === OFFICER);
}

/** A report of the exercise, acknowledged. Each lies in a place of its own, so that it is an incident of its own. */
async function filed(number: number, change: object = {}): Promise<void> {
  const report = {
    id: `0198c9b2-7a10-4c7e-9d54-${String(number).padStart(12, '0')}`,
    source: `e2e-post-${number}`,
    kind: 'explosion',
    occurred: { from: ago(1), to: ago(1) },
    place: { type: 'point', at: [-28.5 + 0.1 * number, 42.05], radius: 200 },
    means: 'seen',
    phase: 'impact',
    ...change,
  };
  const headers = { 'armistice-operator': await server.operatorToken(), 'content-type': 'application/json' };
  const url = `${server.url}/api/reports`;
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(report) });
  expect([200, 201]).toContain(answer.status);
}

async function inRoom(
  options: BrowserContextOptions,
  use: (room: SituationPage) => Promise<void>,
  search = '',
  as: string | null = OFFICER,
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

test('what is brushed on the timeline is what the list shows, and the address says it', async () => {
  await inRoom(reader('en'), async (room) => {
    await expect.poll(() => room.rows().count(), SLOW).toBe(4);
    const all = 4;
    await room.brush(0.9, 1);
    await expect.poll(() => room.said('from')).not.toBeNull();
    await expect.poll(() => room.rows().count(), SLOW).toBeLessThan(all);
    expect(await room.rows().count()).toBeGreaterThan(0);
    // Whoever gets the link sees the same.
    const same = await room.page.context().newPage();
    const theirs = new SituationPage(same);
    await same.goto(room.page.url());
    // Each list follows its own map, which comes after it.
    const both = async () => ({ here: await room.ids(), there: await theirs.ids() });
    await expect
      .poll(async () => {
        const { here, there } = await both();
        return here.length > 0 && here.join() === there.join();
      }, SLOW)
      .toBe(true);
    expect((await both()).there.length).toBeLessThan(all);
    await same.close();
  });
});

test('a filter leaves what it names on list and statement, and clearing it brings everything back', async () => {
  await inRoom(
    reader('en'),
    async (room) => {
      await expect.poll(() => room.rows().count(), SLOW).toBe(1);
      expect(await room.statement()).toMatch(/^1 incident in /);
      expect(await room.rows().first().innerText()).toMatch(/UAV flight/i);
      await room.page.getByRole('button', { name: 'Clear all' }).click();
      await expect.poll(() => room.rows().count(), SLOW).toBeGreaterThan(3);
      expect(room.said('kind')).toBeNull();
    },
    '?kind=uav-flight',
  );
});

test('a report that is filed is on the screen of whoever watches, without a reload', async () => {
  await inRoom(reader('en'), async (room) => {
    await expect.poll(() => room.rows().count(), SLOW).toBe(4);
    const before = 4;
    await filed(4, { kind: 'mortar-fire' });
    // How soon is measured by `npm run bench -- room`.
    await expect.poll(() => room.rows().count(), SLOW).toBe(before + 1);
    expect(
      await room
        .rows()
        .filter({ hasText: /mortar fire/i })
        .count(),
    ).toBe(1);
  });
});

test('by keys alone: choose a time, choose an incident, and go to it', async () => {
  await inRoom(reader('en'), async (room) => {
    const { keyboard } = room.page;
    await room.thumb('from').focus();
    await keyboard.press('End');
    await expect.poll(() => room.said('from')).not.toBeNull();
    const late = room.said('from') ?? '';
    await keyboard.press('PageDown');
    await expect.poll(() => (room.said('from') ?? '') < late).toBe(true);
    await keyboard.press('Escape');
    await expect.poll(() => room.said('from')).toBeNull();
    await room.rows().first().focus();
    await keyboard.press('Enter');
    await room.summary().locator('a', { hasText: 'Open the incident' }).waitFor();
    expect(await room.summary().innerText()).toContain('alleged');
    expect(room.said('selected')).toMatch(/^[0-9a-f]{64}$/);
    await room.summary().locator('a', { hasText: 'Open the incident' }).focus();
    await keyboard.press('Enter');
    await room.page.waitForURL(/\/incidents\/[0-9a-f]{64}$/);
  });
});

test('one movement is one step: Back returns to where a held key or a drag began', async () => {
  await inRoom(reader('en'), async (room) => {
    await room.brush(0.3, 0.8);
    await expect.poll(() => room.said('to')).not.toBeNull();
    // As the page has it: the browser tells of a new address a little later.
    const brushed = await room.page.evaluate(() => new URLSearchParams(location.search).get('to'));
    await room.thumb('to').focus();
    for (let pressed = 0; pressed < 12; pressed++) await room.page.keyboard.press('ArrowLeft');
    await expect.poll(() => room.said('to')).not.toBe(brushed);
    await room.page.goBack();
    await expect.poll(() => room.said('to')).toBe(brushed);
    await room.page.goBack();
    await expect.poll(() => room.said('to')).toBeNull();
  });
});

test('a moment is taken when it is typed to its end, and moves no other; an end before the beginning is refused', async () => {
  const [from, to] = [`${ago(20).slice(0, 16)}:00Z`, `${ago(4).slice(0, 16)}:00Z`];
  await inRoom(
    reader('en'),
    async (room) => {
      const field = room.page.locator('section input[name="to"]');
      await field.fill('0002-11-20T12:00');
      expect([room.said('from'), room.said('to')]).toEqual([from, to]);
      await field.press('Enter');
      await room.page.getByText('It must begin before it ends.').waitFor();
      expect([room.said('from'), room.said('to')]).toEqual([from, to]);
      // On the clock of the agreement, as the labels say; the address has UTC.
      const later = ago(2).slice(0, 16);
      await field.fill(localAt(Date.parse(`${later}Z`), 'Atlantic/Azores'));
      await field.blur();
      await expect.poll(() => room.said('to')).toBe(`${later}:00Z`);
      expect(room.said('from')).toBe(from);
    },
    `?from=${from}&to=${to}`,
  );
});

test('an incident that is opened is read from its heading, and closing it leads back to its row', async () => {
  await inRoom(reader('en'), async (room) => {
    const row = room.rows().first();
    await row.focus();
    await room.page.keyboard.press('Enter');
    const isAt = (selector: string) =>
      room.page.waitForFunction((one) => document.activeElement?.matches(one) === true, selector);
    await isAt('[data-summary] h2');
    await room.page.keyboard.press('Tab');
    await room.page.keyboard.press('Enter');
    await room.summary().waitFor({ state: 'detached' });
    await isAt('[data-incident]');
  });
});

test('everyone has the room: the public without signing in, a party for itself', async () => {
  for (const as of [null, 'exercise-liaison-north', 'exercise-liaison-south'])
    await inRoom(
      reader('en'),
      async (room) => {
        await expect.poll(() => room.rows().count(), SLOW).toBeGreaterThan(2);
      },
      '',
      as,
    );
});

test('where nothing is found it says so, and that this is not calm', async () => {
  await inRoom(
    reader('en'),
    async (room) => {
      await room.page.getByText('No incident here under this filter.').waitFor();
      // That nobody observed is not known either: nothing is recorded of it.
      expect(await room.statement()).toBe('Not known.');
    },
    '?kind=detention&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z',
  );
});

test('a browser without WebGL has timeline and list', async () => {
  const without = await openBrowser(['--disable-3d-apis']);
  const page = await without.newPage(reader('en'));
  const room = new SituationPage(page);
  await page.goto(`${server.url}/situation`);
  await page.locator('[data-no-map][role="alert"]').waitFor();
  await room.rows().first().waitFor();
  await room.strip().waitFor();
  await without.close();
});

const looks = LANGUAGES.flatMap((language) =>
  (['light', 'dark'] as const).map((scheme) => [language, scheme] as const),
);
test.each(looks)(
  'breaks no rule of accessibility in %s, %s, on a phone and at double size',
  async (language, scheme) => {
    await inRoom(reader(language, scheme), async (room) => {
      await room.rows().first().click();
      await room.summary().locator('a').first().waitFor();
      await room.page.locator('details').first().locator('summary').click();
      expect(await broken(room.page)).toEqual([]);
      for (const viewport of [SCREENS.phone, { width: 720, height: 450 }]) {
        await room.page.setViewportSize(viewport);
        expect(await tooWide(room.page)).toBeLessThanOrEqual(0);
      }
    });
  },
);

const pictures = (['desktop', 'phone'] as const).flatMap((screen) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    (['en', 'ar'] as const).map((language) => [screen, scheme, language] as const),
  ),
);
test.each(pictures)('its picture is taken on a %s, %s, in %s', async (screen, scheme, language) => {
  await inRoom(reader(language, scheme, screen), async (room) => {
    await room.rows().first().click();
    await room.summary().locator('a').first().waitFor();
    const path = join(folder, `situation-${screen}-${scheme}-${language}.png`);
    const picture = await room.page.screenshot({ path, fullPage: screen === 'phone' });
    expect(picture.length).toBeGreaterThan(10_000);
  });
});
