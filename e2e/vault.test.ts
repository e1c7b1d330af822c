import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { PeoplePages } from './page-models/people-pages.ts';
import { type RunningServer, startServer } from './server.ts';

// Two custodians, each at their own screen, over a vault that the command made: each test goes on from the one before.

const ONE = 'exercise-custodian';
const TWO = 'exercise-second-custodian';
const NAME = 'Ilinca of the mill';
const LONG = 240_000;
const passphraseOf = (handle: string) => `the long passphrase of ${handle}`;

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let folder: string;
let one: PeoplePages;
let two: PeoplePages;

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  folder = await mkdtemp(join(tmpdir(), 'armistice-vault-'));
  const passphrases: string[] = [];
  for (const handle of [ONE, TWO]) {
    const file = join(folder, handle);
    await writeFile(file, passphraseOf(handle));
    passphrases.push('--passphrase', `${handle}=${file}`);
  }
  await server.command('vault', 'init', 'data', '--custodian', ONE, '--custodian', TWO, ...passphrases);
  const identity = join(folder, 'identity.json');
  await writeFile(identity, JSON.stringify({ name: NAME }));
  await server.command('vault', 'add', 'data', 'post-17', identity, '--by', ONE, ...passphrases);
  one = await at(ONE);
  two = await at(TWO);
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

async function at(handle: string): Promise<PeoplePages> {
  const pages = new PeoplePages(await (await browser.newContext(reader('en'))).newPage(), server.url);
  await pages.lookAs(handle);
  await pages.open('/vault');
  return pages;
}

/** Asks at one's own screen. */
async function ask(act: 'open', reason: string): Promise<void> {
  await one.page.locator('select[name="act"]').selectOption(act);
  await one.field('source').fill('post-17');
  await one.page.locator('textarea[name="reason"]').fill(reason);
  await one.button(/^Ask$/).click();
  await one.page.locator(`[data-asking="${act}"]`, { hasText: reason }).waitFor();
}

/** Answers the dialog that asks for one's passphrase. */
async function confirmAs(pages: PeoplePages, handle: string): Promise<void> {
  const dialog = pages.page.locator('dialog[open]');
  await dialog.locator('input').first().fill(passphraseOf(handle));
  await dialog.locator('[data-do]').click();
  await dialog.waitFor({ state: 'detached' });
}

test('nobody alone learns who a source is: one asks, another agrees, the first reads, once', async () => {
  await ask('open', 'Warn them before the hand-over.');
  const own = one.page.locator('[data-asking="open"]');
  // Whoever asked is not the second, and reads nothing yet.
  expect(await own.getByRole('button', { name: 'Agree' }).count()).toBe(0);
  expect(await own.getByRole('button', { name: 'Read it' }).count()).toBe(0);
  await two.page.locator('[data-asking="open"]').getByRole('button', { name: 'Agree' }).click();
  // With another’s passphrase nobody agrees.
  const dialog = two.page.locator('dialog[open]');
  await dialog.locator('input').first().fill(passphraseOf(ONE));
  await dialog.locator('[data-do]').click();
  await dialog.locator('[data-fault]').waitFor();
  await confirmAs(two, TWO);
  expect(await two.page.locator('main').innerText()).not.toContain(NAME);
  await own.getByRole('button', { name: 'Read it' }).click();
  await confirmAs(one, ONE);
  await one.page.locator('[data-identity]', { hasText: NAME }).waitFor();
  // Shown once: put away, and not there after the page is opened again.
  await one.page.reload();
  await one.page.locator('[data-deed="open"]', { hasText: 'post-17' }).waitFor();
  expect(await one.page.locator('main').innerText()).not.toContain(NAME);
  expect(await one.page.locator('[data-asking]').count()).toBe(0);
}, 60_000);

test('an asking that is let go can be carried out by nobody', async () => {
  await ask('open', 'A second thought.');
  await two.page.locator('[data-asking="open"]', { hasText: 'A second thought.' }).waitFor();
  await one.page.locator('[data-asking="open"]').getByRole('button', { name: 'Let it go' }).click();
  await one.confirm();
  await one.page.locator('[data-asking="open"]').waitFor({ state: 'detached' });
  await two.page.locator('[data-asking="open"]').waitFor({ state: 'detached' });
}, 60_000);

test(
  'is accessible light and dark, to the left and to the right, and fits a phone',
  async () => {
    for (const [language, scheme] of [
      ['ar', 'dark'],
      ['fr', 'light'],
    ] as const) {
      const pages = new PeoplePages(
        await (await browser.newContext(reader(language, scheme))).newPage(),
        server.url,
      );
      await pages.lookAs(ONE);
      await pages.open('/vault');
      await pages.page.locator('[data-deed]').first().waitFor();
      expect([language, await broken(pages.page)]).toEqual([language, []]);
      await pages.page.setViewportSize(SCREENS.phone);
      expect([language, await tooWide(pages.page)]).toEqual([language, 0]);
      await pages.page.context().close();
    }
  },
  LONG,
);
