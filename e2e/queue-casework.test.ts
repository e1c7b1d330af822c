import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { IncidentPage } from './page-models/incident-page.ts';
import { QueuePages } from './page-models/queue-page.ts';
import { report } from './report-now.ts';
import { type RunningServer, startServer } from './server.ts';

// Decisions from the queue, with what they change shown first: each test goes on from the one before.

const DUTY = 'exercise-duty-officer';
const PICTURES = fileURLToPath(new URL('screenshots', import.meta.url));
const LONG = 240_000;

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let duty: QueuePages;
/** Reports of two blasts that lie near each other, and of one that two posts saw. */
let apart: readonly string[];
let together: readonly string[];

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(PICTURES, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  const end = Date.now() - 3_600_000;
  const blast = (number: number, place: number) =>
    report(server, { number, place, kind: 'explosion', end: end + number * 1000 });
  apart = [await blast(1, 1), await blast(2, 1.1)];
  together = [await blast(3, 4), await blast(4, 4)];
  duty = new QueuePages(await (await browser.newContext(reader('en'))).newPage(), server.url);
  await duty.lookAs(DUTY);
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

/** The row of the incident that has one of these reports. */
async function rowOf(keys: readonly string[]): Promise<string> {
  await duty.rows().first().waitFor();
  const found = (await duty.ids()).find((id) => keys.some((key) => id === `incident-${key}`));
  if (found === undefined) throw new Error(`none of ${keys.join(', ')} waits`);
  return found;
}

test('two incidents are joined once it was seen what that changes, and the join is taken back, by keys alone', async () => {
  await duty.open('?kind=assess');
  const id = await rowOf(apart);
  const before = await duty.ids();
  const { keyboard } = duty.page;
  await duty.row(id).focus();
  await keyboard.press('Space');
  await keyboard.press('m');
  const form = duty.form('join');
  await form.locator('input[name="near"]').first().focus();
  await keyboard.press('Space');
  await form.locator('[data-preview="changes"]', { hasText: 'Then: 1 incident' }).waitFor();
  await duty.page.screenshot({ path: `${PICTURES}/queue-join.png` });
  await duty.field('reason').fill('One blast, heard from two posts.');
  expect(await duty.send('join', id)).toMatch(
    /Joined: these reports are one incident now\..* It can be undone\.$/,
  );
  // The list stays as it was read: what is done with stands where it stood.
  const stood = (await duty.ids()).indexOf(id);
  expect(stood).toBe(before.indexOf(id));
  await keyboard.press('u');
  // Nothing is chosen for whoever takes back, even where there is one choice.
  await duty.field('entry').focus();
  await keyboard.press('ArrowDown');
  await duty.form('undo').locator('[data-preview="changes"]', { hasText: 'Then: 2 incidents' }).waitFor();
  await duty.field('reason').fill('Two blasts after all.');
  expect(await duty.send('undo', id)).toContain('Taken back');
  expect(duty.faults).toEqual([]);
});

test('the form of assessment names every status, and what comes first of those that are not open', async () => {
  await duty.open('?kind=assess');
  const id = await rowOf(apart);
  await duty.read(id);
  await duty.deed('assess').click();
  const options = duty.field('status').locator('option');
  await expect.poll(() => options.filter({ hasText: 'not now' }).count()).toBe(4);
  expect(await options.evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).disabled))).toEqual([
    ...[false, false],
    ...[true, true, true, true],
  ]);
  const later = duty.form('assess').locator('[data-later] [data-to="verified"]');
  expect(await later.innerText()).toMatch(/first it must stand at .*“.*corroborated.*”/);
  await duty.field('status').selectOption('under inquiry');
  await duty.form('assess').getByText('It gives nobody a task').waitFor();
  await duty.page.keyboard.press('Escape');
  expect(duty.faults).toEqual([]);
});

test('an incident of two reports is split, with what that changes beside it', async () => {
  await duty.open('?kind=assess');
  const id = await rowOf(together);
  await duty.read(id);
  await duty.row(id).focus();
  await duty.page.keyboard.press('s');
  await duty.form('split').locator('input[name="out"]').first().check();
  await duty.form('split').locator('[data-preview="changes"]', { hasText: 'Then: 2 incidents' }).waitFor();
  await duty.field('reason').fill('Another crater.');
  expect(await duty.send('split', id)).toMatch(/Split off: .* It can be undone\.$/);
  // Of one report there is nothing to split any more.
  await duty.open('?kind=assess');
  await duty.read(await rowOf(together));
  expect(await duty.deed('split').count()).toBe(0);
  expect(duty.faults).toEqual([]);
});

test(
  'each party’s complaint is due by the same clock, waits in the queue, and is answered there',
  async () => {
    const told: string[] = [];
    for (const party of ['north', 'south']) {
      const officer = new IncidentPage(await (await browser.newContext(reader('en'))).newPage(), server.url);
      await officer.introduceKey(`exercise-liaison-${party}`);
      await officer.lookAs(`exercise-liaison-${party}`);
      await officer.incident(apart[0] ?? '');
      const complain = await officer.act('complain');
      await complain.locator('select[name="report"]').selectOption({ index: 1 });
      told.push(await complain.locator('[data-preview="complaint"]').innerText());
      await complain.locator('[data-do]').click();
      await complain.getByText('Say it in a few words.').waitFor();
      await complain.locator('textarea[name="text"]').fill(`The place is wrong, says ${party}.`);
      await complain.locator('textarea[name="asks"]').fill('A second patrol.');
      expect(await officer.send(complain)).toBe('taken');
      await officer.page.locator('[data-complaint]', { hasText: `says ${party}.` }).waitFor();
      await officer.page.screenshot({ path: `${PICTURES}/incident-complain-${party}.png`, fullPage: true });
      expect(officer.faults).toEqual([]);
      await officer.page.context().close();
    }
    expect(told[0]).toMatch(/An answer is due \d+ h after the record takes it/);
    expect(told[0]).toBe(told[1]);

    await duty.open('?kind=complaint');
    await expect.poll(() => duty.rows().count()).toBe(2);
    const [first = '', second = ''] = await duty.ids();
    await duty.read(first);
    await duty.row(first).focus();
    await duty.page.keyboard.press('r');
    await duty.field('answer').fill('A patrol goes at first light.');
    expect(await duty.send('answer', first)).toContain('The complaint is answered: it waits no more.');
    await duty.row(first).getByText('Nothing more waits here.').waitFor();
    expect(await duty.ids()).toEqual([first, second]);
    expect(duty.faults).toEqual([]);
  },
  LONG,
);

test('the head refers a dispute to the next tier, seeing where it would stand', async () => {
  const head = new IncidentPage(await (await browser.newContext(reader('en'))).newPage(), server.url);
  await head.lookAs('exercise-head');
  await head.incident(apart[0] ?? '');
  const resolve = await head.act('resolve');
  const preview = resolve.locator('[data-preview="resolution"]');
  await resolve.locator('select[name="resolution"]').selectOption('at tier');
  expect(await preview.innerText()).toMatch(/Now: .open.\s+Then: .at tier .?1/);
  await resolve.locator('textarea[name="reason"]').fill('Both sides ask for it.');
  expect(await head.send(resolve)).toBe('taken');
  await head.page.locator('[data-axis="resolution"]', { hasText: 'at tier' }).waitFor();
  // Without a body's quorum there is no agreed remedy: it is not offered to one person.
  await resolve.getByRole('button', { name: 'Write another' }).click();
  const offered = await resolve.locator('select[name="resolution"] option').allInnerTexts();
  expect(offered.join(' ')).not.toMatch(/remedy/i);
  expect(head.faults).toEqual([]);
  await head.page.context().close();
});

test(
  'an open form is accessible, light and dark, to the left and to the right, and fits a phone',
  async () => {
    for (const [language, scheme] of [
      ['en', 'light'],
      ['fr', 'dark'],
      ['ar', 'dark'],
      ['ar', 'light'],
    ] as const) {
      const one = new QueuePages(
        await (await browser.newContext(reader(language, scheme))).newPage(),
        server.url,
      );
      await one.lookAs(DUTY);
      await one.open('?kind=assess');
      await one.rows().first().waitFor();
      await one.read((await one.ids())[0] ?? '');
      await one.deed('assess').click();
      await one.field('status').waitFor();
      expect([language, scheme, await broken(one.page)]).toEqual([language, scheme, []]);
      await one.page.screenshot({ path: `${PICTURES}/queue-form-${language}-${scheme}.png` });
      await one.page.setViewportSize(SCREENS.phone);
      expect([language, scheme, await tooWide(one.page)]).toEqual([language, scheme, 0]);
      await one.page.screenshot({ path: `${PICTURES}/queue-form-${language}-${scheme}-phone.png` });
      expect(one.faults).toEqual([]);
      await one.page.context().close();
    }
  },
  LONG,
);
