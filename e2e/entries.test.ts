import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expectAccepted, parseEntryPromise } from '@armistice/core/record';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testRecord } from '../packages/web/src/verification/testing.ts';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { EntriesPage } from './page-models/entries-page.ts';
import { FirstPage } from './page-models/first-page.ts';
import { type RunningServer, startServer } from './server.ts';

// The record as people look into it: what they search, what their own browser proves of it, and what became of the receipt
// that they hold. A server that hides an entry is played by serving the signed checkpoint that was before it.

const START_MS = 300_000;
const LANGUAGES = ['en', 'uk', 'ru', 'fr', 'ar'] as const;
const skipped = whySkipped('chromium');
const pictures = fileURLToPath(new URL('screenshots', import.meta.url));

interface Filed {
  readonly index: number;
  readonly promise: string;
}

/** An entry as the server tells it to the page. */
interface Told {
  readonly entry: { readonly body: { [field: string]: unknown } };
  readonly leaf: { at: number };
}

let browser: Browser;
let server: RunningServer;
/** The signed checkpoint that was before the report was filed. */
let earlier = '';
let filed: Filed;
beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(pictures, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  while ((await fetch(`${server.url}/api/ready`)).status !== 200) await setTimeout(500);
  earlier = await (await fetch(`${server.url}/record/checkpoint`)).text();
  filed = await file();
  while ((await fetch(`${server.url}/api/entries/${filed.index}`)).status !== 200) await setTimeout(500);
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
}, START_MS);
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** A report, acknowledged with its receipt. */
async function file(): Promise<Filed> {
  const report = {
    id: '0198c9b2-7a10-4c7e-9d54-000000000077',
    source: 'e2e-post',
    kind: 'flare',
    occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:03:40Z' },
    place: { type: 'point', at: [-28.5, 42.05], radius: 200 },
    means: 'seen',
    count: [2, 5],
  };
  const headers = { 'armistice-operator': await server.operatorToken(), 'content-type': 'application/json' };
  const url = `${server.url}/api/reports`;
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(report) });
  expect([200, 201]).toContain(answer.status);
  return (await answer.json()) as Filed;
}

async function looking(
  options: BrowserContextOptions,
  use: (here: EntriesPage) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ ...options, bypassCSP: true });
  try {
    const here = new EntriesPage(await context.newPage(), server.url);
    await use(here);
    expect(here.faults).toEqual([]);
    await here.page.unrouteAll({ behavior: 'ignoreErrors' });
  } finally {
    await context.close();
  }
}

test('by keyboard the record is searched by a word, a kind and a stretch, and the address says what was sought', async () => {
  await looking(reader('en'), async (here) => {
    await here.openList();
    const all = await here.listed();
    expect(all).toEqual(all.toSorted((a, b) => b - a));
    expect(all).toContain(filed.index);
    await here.search('q', 'flare');
    await expect.poll(() => here.listed()).toEqual([filed.index]);
    await here.openList();
    await here.sought('kind').focus();
    await here.page.keyboard.type('report');
    await here.page.keyboard.press('Tab');
    await here.page.keyboard.press('Enter');
    await here.page.waitForURL('**/entries?kind=report');
    await expect.poll(async () => (await here.listed()).length).toBeLessThan(all.length);
    expect(await here.listed()).toContain(filed.index);
    await here.openList();
    await here.search('first', '1');
    await here.search('last', '3');
    await expect.poll(() => here.listed()).toEqual([3, 2, 1]);
    expect(new URL(here.page.url()).search).toBe('?first=1&last=3');
    // What is sought is found again by the address, and stands in the form.
    await here.openList('?first=1&last=3');
    expect([await here.sought('first').inputValue(), await here.sought('last').inputValue()]).toEqual([
      '1',
      '3',
    ]);
    expect(await here.listed()).toEqual([3, 2, 1]);
    await here.page.locator('[data-entry="3"] a').focus();
    await here.page.keyboard.press('Enter');
    await here.page.waitForURL('**/entries/3');
  });
});

test('a search that finds nothing says how far it looked, and what to do', async () => {
  await looking(reader('en'), async (here) => {
    await here.openList('?q=there-is-no-such-word');
    expect(await here.listed()).toEqual([]);
    expect(await here.page.locator('[data-searched]').innerText()).toMatch(
      /Looked through entries \D*0\D* to \D*\d+/,
    );
    await here.page.getByText('Ask for less').waitFor();
  });
});

test('an entry is read in words, and its proof holds in this browser', async () => {
  await looking(reader('en'), async (here) => {
    await here.openEntry(filed.index);
    expect(await here.proved()).toBe(true);
    const reading = await here.page.locator('[data-reading]').innerText();
    // On the clock of the agreement, which says so.
    expect(reading).toMatch(/When\s+20 November 2026 at 20:03 \D*UTC−01:00/);
    expect(reading).toMatch(/What\s+flare/);
    expect(reading).toMatch(/How many\s+\D*2–5/);
    expect(reading).not.toContain('{');
    const raw = here.page
      .locator('details', { has: here.page.getByText('The same as data (JSON)') })
      .locator('pre');
    expect(await raw.isVisible()).toBe(false);
    await here.page.getByText('The same as data (JSON)').click();
    expect(JSON.parse(await raw.innerText())).toMatchObject({ kind: 'flare' });
  });
});

test('where a file of the record is changed on its way, the browser says that the proof fails', async () => {
  await looking(reader('en'), async (here) => {
    await here.page.route('**/record/tile/entries/**', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.body()).toString('latin1').replaceAll('"flare"', '"flarf"');
      await route.fulfill({ response: answer, body: Buffer.from(body, 'latin1') });
    });
    await here.page.route('**/record/tile/0/**', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.body()).map((byte) => byte ^ 1);
      await route.fulfill({ response: answer, body: Buffer.from(body) });
    });
    await here.openEntry(filed.index);
    expect(await here.proved()).toBe(false);
    await here.page.getByText('does NOT lead to the signed root').waitFor();
  });
});

describe('a server that tells an entry otherwise than the record has it', () => {
  const told = (here: EntriesPage, change: (answer: Told) => void) =>
    here.page.route(`**/api/entries/${filed.index}?*`, async (route) => {
      const answer = (await (await route.fetch()).json()) as Told;
      change(answer);
      await route.fulfill({ json: answer });
    });

  test('is found out, though the hash that it states is the true one', async () => {
    await looking(reader('en'), async (here) => {
      await told(here, ({ entry }) => {
        entry.body.count = [1, 1];
      });
      await here.openEntry(filed.index);
      expect([await here.proved(), await here.shownAs()]).toEqual([false, 'other']);
      expect(await here.page.locator('[data-shown]').innerText()).toContain(
        'Not as in the record: \u2068How many\u2069.',
      );
    });
  });

  test('is found out also where it is the leaf that it changed', async () => {
    await looking(reader('en'), async (here) => {
      await told(here, ({ leaf }) => {
        leaf.at += 60_000;
      });
      await here.openEntry(filed.index);
      expect([await here.proved(), await here.shownAs()]).toEqual([false, 'other']);
    });
  });

  test('is not suspected where it tells it as it stands', async () => {
    await looking(reader('en'), async (here) => {
      await told(here, () => undefined);
      await here.openEntry(filed.index);
      expect([await here.proved(), await here.shownAs()]).toEqual([true, 'same']);
    });
  });
});

describe('a receipt', () => {
  test('of an entry that is there is kept: pasted as filing answered it, or chosen as a file', async () => {
    await looking(reader('en'), async (here) => {
      await here.openList();
      await here.paste(JSON.stringify(filed));
      expect(await here.verdict()).toBe('kept');
      await here.openList();
      await here.chooseFile(filed.promise);
      expect(await here.verdict()).toBe('kept');
      await here.page.getByRole('link', { name: 'Read the entry' }).click();
      await here.page.waitForURL(`**/entries/${filed.index}`);
    });
  });

  test('of an entry that the server does not show is not kept yet, and broken once its time has come', async () => {
    const { promised } = expectAccepted(parseEntryPromise(filed.promise));
    for (const [now, verdict] of [
      [promised.until - 1000, 'pending'],
      [promised.until + 1000, 'broken-omitted'],
    ] as const)
      await looking(reader('en'), async (here) => {
        await here.page.clock.setFixedTime(now);
        await here.page.route('**/record/checkpoint', (route) => route.fulfill({ body: earlier }));
        await here.openList();
        await here.paste(filed.promise);
        expect(await here.verdict()).toBe(verdict);
      });
  });

  test('of another log binds nobody here, and one that lost a part is no receipt', async () => {
    const foreign = await (await testRecord()).promise(2, Date.now());
    await looking(reader('en'), async (here) => {
      for (const [receipt, verdict] of [
        [foreign, 'not-signed'],
        [filed.promise.slice(0, 90), 'unreadable'],
        ['hello', 'unreadable'],
      ] as const) {
        await here.openList();
        await here.paste(receipt);
        expect([receipt, await here.verdict()]).toEqual([receipt, verdict]);
      }
    });
  });
});

test('the whole record is checked here with five answers, and a changed copy is seen by its verifiers', async () => {
  await looking(reader('en'), async (here) => {
    await here.openList();
    await here.page.getByRole('button', { name: 'Check it', exact: true }).click();
    const first = new FirstPage(here.page);
    await first.answer('integrity').waitFor();
    const standings = await first.standings();
    expect(Object.keys(standings)).toHaveLength(5);
    expect(standings.integrity).toBe('yes');
    await first.tamper('body');
    expect((await first.columns()).some(({ intact }) => !intact)).toBe(true);
    await first.putBack();
    expect((await first.columns()).every(({ intact }) => intact)).toBe(true);
    expect(first.faults).toEqual([]);
    expect([...first.hosts]).toEqual([new URL(server.url).host]);
  });
});

describe.each(
  LANGUAGES.flatMap((language) => (['light', 'dark'] as const).map((scheme) => [language, scheme] as const)),
)('in %s, %s', (language, scheme) => {
  test('list and entry break no rule of accessibility, and are no wider than a phone or half a screen', async () => {
    await looking(reader(language, scheme), async (here) => {
      for (const index of [undefined, filed.index]) {
        if (index === undefined) await here.openList();
        else await here.openEntry(index);
        for (const folded of await here.page.locator('main details > summary').all()) await folded.click();
        const wide = [];
        for (const width of [1280, 640, 390]) {
          await here.page.setViewportSize({ width, height: 844 });
          wide.push(await tooWide(here.page));
        }
        expect([index, wide, await broken(here.page)]).toEqual([index, [0, 0, 0], []]);
        const name = `entries-${index === undefined ? 'list' : 'entry'}-${scheme}-${language}.png`;
        await here.page.screenshot({ path: join(pictures, name), fullPage: true });
      }
    });
  });
});
