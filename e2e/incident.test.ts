import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { assess, chooseNorth, chooseViolation, heldBy, lookedAt } from './incident-deeds.ts';
import { fileThree } from './incident-reports.ts';
import { IncidentPage } from './page-models/incident-page.ts';
import { type RunningServer, startServer } from './server.ts';

// One incident from its reports to a finding, by the people whose work it is: each test goes on from the one before.

const START_MS = 120_000;
const folder = fileURLToPath(new URL('screenshots', import.meta.url));
const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let context: BrowserContext;
let desk: IncidentPage;
/** Keys of the reports that these tests filed. */
let keys: readonly string[] = [];

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(folder, { recursive: true });
  // The exercise as it lives: its rules name a commission that finds.
  [browser, server] = await Promise.all([openBrowser(), startServer([])]);
  context = await browser.newContext(reader('en'));
  desk = new IncidentPage(await context.newPage(), server.url);
  keys = await fileThree(server);
  await desk.open('/rights');
  await desk.lookAs('exercise-duty-officer');
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

const picture = (name: string) =>
  desk.page.screenshot({ path: join(folder, `incident-${name}.png`), fullPage: true });

test(
  'reports stand beside what was made of them, and an id that was quoted leads on',
  async () => {
    await desk.incident(keys[1] ?? '');
    await desk.hasReports(2);
    expect(await desk.headline()).toContain('Alleged');
    expect(await desk.headline()).toContain('No actor determined');
    const report = desk.page.locator(`#report-${keys[0]}`);
    await report.locator('summary').first().click();
    await report.getByText('Three impacts, counted by post-3.').waitFor();
    const [one] = keys.slice(0, 2).sort();
    expect(desk.page.url()).toContain(one);
    await picture('reports');
    expect(desk.faults).toEqual([]);
  },
  START_MS,
);

test(
  'a join shows what it changes first, changes just that, and is taken back',
  async () => {
    await desk.incident(keys[0] ?? '');
    const join = await desk.act('join');
    await join.locator(`input[value="${keys[2]}"]`).check();
    const preview = join.locator('[data-preview="changes"]');
    await preview.waitFor();
    expect(await preview.innerText()).toContain('Now: 2 incidents');
    expect(await preview.innerText()).toContain('Then: 1 incident');
    await picture('join');
    // Nothing is written before it has a reason, and the page claims nothing.
    await join.locator('[data-do]').click();
    await join.getByText('Say why, in a few words.').waitFor();
    expect(await desk.reports()).toBe(2);
    await join.locator('textarea').fill('one barrage, seen from three posts');
    expect(await desk.send(join)).toBe('taken');
    await desk.hasReports(3);
    const undo = await desk.act('undo');
    await undo.locator('select[name="entry"]').selectOption({ index: 1 });
    await undo.locator('[data-preview="changes"]').waitFor();
    await undo.locator('textarea').fill('twenty minutes lie between them');
    expect(await desk.send(undo)).toBe('taken');
    await desk.hasReports(2);
    await desk.page.locator('[data-fared="undone"]').waitFor();
    expect(desk.faults).toEqual([]);
  },
  START_MS,
);

test(
  'a split is seen first, done, and undone',
  async () => {
    await desk.incident(keys[0] ?? '');
    const split = await desk.act('split');
    await split.locator(`input[value="${keys[1]}"]`).check();
    const preview = split.locator('[data-preview="changes"]');
    await preview.waitFor();
    expect(await preview.innerText()).toContain('Then: 2 incidents');
    await split.locator('textarea').fill('another crater');
    expect(await desk.send(split)).toBe('taken');
    await desk.hasReports(1);
    const undo = await desk.act('undo');
    await undo.locator('select[name="entry"]').selectOption({ index: 1 });
    await undo.locator('[data-preview="changes"]').waitFor();
    await undo.locator('textarea').fill('the same crater after all');
    expect(await desk.send(undo)).toBe('taken');
    await desk.hasReports(2);
  },
  START_MS,
);

test(
  'a status goes up step by step, and verified waits for a second person',
  async () => {
    await desk.incident(keys[0] ?? '');
    expect(await assess(desk, 'under inquiry')).toBe('taken');
    await desk.incident(keys[0] ?? '');
    expect(await assess(desk, 'corroborated')).toBe('taken');
    await desk.incident(keys[0] ?? '');
    expect(await assess(desk, 'verified')).toBe('waits');
    // Nothing more is claimed than what the record took.
    expect(await desk.axis('status')).not.toContain('verified incident');
    await desk.page.locator('[data-verifying]').waitFor();
    await picture('waits');
    await desk.lookAs('exercise-second-officer');
    await desk.incident(keys[0] ?? '');
    await (await desk.act('assess')).locator('[data-second="exercise-duty-officer"]').waitFor();
    expect(await assess(desk, 'verified')).toBe('taken');
    await desk.page.locator('[data-axis="status"]', { hasText: 'verified incident' }).waitFor();
    expect(desk.faults).toEqual([]);
  },
  START_MS,
);

test(
  'a body attributes and finds under its own key; the dissent stands beside it, and a party’s position too',
  async () => {
    await desk.lookAs('exercise-commissioner');
    await desk.incident(keys[0] ?? '');
    const early = await desk.act('finding');
    // Nothing is chosen for a body: neither what it finds nor on which clause.
    expect(await heldBy(early.locator('select[name="finding"], select[name="clause"]'))).toEqual(['', '']);
    await chooseViolation(early);
    await early.locator('select[name="vote-south"]').selectOption('for');
    await early.locator('input[name="class"]').fill('minor');
    await early.locator('[data-do]').click();
    // Without a key nothing is sent in the name of a body.
    await early.locator('[data-fault="own-key"]').waitFor();
    await desk.introduceKey('exercise-commissioner');
    await desk.lookAs('exercise-commissioner');
    await desk.incident(keys[0] ?? '');
    const attribute = await desk.act('attribute');
    await chooseNorth(attribute);
    expect(await desk.send(attribute)).toBe('taken');
    const finding = await desk.act('finding');
    await chooseViolation(finding);
    await finding.locator('select[name="vote-north"]').selectOption('abstained');
    await finding.locator('select[name="vote-south"]').selectOption('for');
    await finding.locator('input[name="class"]').fill('minor');
    await finding.locator('select[name="dissenter"]').selectOption('north');
    await finding.locator('textarea[name="dissent"]').fill('We do not hold it proved.');
    expect(await desk.send(finding)).toBe('taken');
    await desk.page.locator('[data-headline]', { hasText: 'We do not hold it proved.' }).waitFor();
    expect(await desk.headline()).toMatch(/Violation of clause .* \(minor\), found by/);

    await desk.introduceKey('exercise-liaison-north');
    await desk.lookAs('exercise-liaison-north');
    await desk.incident(keys[0] ?? '');
    const position = await desk.act('position');
    await position.locator('select[name="on"]').selectOption('finding');
    await position.locator('select[name="stance"]').selectOption('contests');
    await position.locator('textarea[name="text"]').fill('It was not us.');
    expect(await desk.send(position)).toBe('taken');
    await desk.page.locator('[data-party="north"]', { hasText: 'It was not us.' }).waitFor();
    expect(await desk.page.locator('[data-party="south"]').innerText()).toContain('Has said nothing so far');
    expect(await desk.headline()).toContain('It was not us.');
    const widths = await desk.page
      .locator('[data-party]')
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().width)));
    expect(new Set(widths).size).toBe(1);
    await picture('finding');
    expect(desk.faults).toEqual([]);
  },
  START_MS,
);

test(
  'this browser proves that what it shows is in the record, and tells of a word that is not',
  async () => {
    await desk.incident(keys[0] ?? '');
    await desk.button('Check it in this browser').click();
    await desk.holds(true);
    const said = await desk.page.locator('[data-proof]').innerText();
    expect(said).toMatch(/signed root: (\d+) of \1\./);
    // A server that shows another word than the record has is caught.
    await desk.page.route('**/account?**', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        body: (await answer.text()).replaceAll('"explosion"', '"burst"'),
      });
    });
    await desk.incident(keys[0] ?? '');
    await desk.button('Check it in this browser').click();
    await desk.holds(false);
    expect(await desk.page.locator('[data-proof]').innerText()).toContain('kind');
    await desk.page.unrouteAll({ behavior: 'wait' });
    expect(desk.faults).toEqual([]);
  },
  START_MS,
);

test(
  'another incident, reached by a link, has neither the verdict nor the half-written words of the one before',
  async () => {
    await desk.lookAs('exercise-duty-officer');
    // Both were read a moment ago: the page has them at once.
    await desk.incident(keys[2] ?? '');
    await desk.incident(keys[0] ?? '');
    const join = await desk.act('join');
    await join.locator(`a[href="/incidents/${keys[2]}"]`).click();
    await desk.page.waitForURL(`**/incidents/${keys[2]}`);
    await desk.page.goBack();
    await desk.hasReports(2);
    await desk.button('Check it in this browser').click();
    await desk.holds(true);
    const again = await desk.act('join');
    await again.locator('textarea[name="reason"]').fill('of the first one alone');
    await again.locator(`a[href="/incidents/${keys[2]}"]`).click();
    await desk.hasReports(1);
    expect(await desk.page.locator('[data-holds]').count()).toBe(0);
    const words = (await desk.act('join')).locator('textarea[name="reason"]');
    expect(await words.inputValue()).toBe('');
    // Nor has whoever looks through the same page next.
    await words.fill('of the duty officer alone');
    await desk.lookAs('exercise-second-officer');
    const theirs = (await desk.act('join')).locator('textarea[name="reason"]');
    expect(await theirs.inputValue()).toBe('');
    expect(desk.faults).toEqual([]);
  },
  START_MS,
);

test(
  'a grade is given by keyboard alone',
  async () => {
    await desk.lookAs('exercise-duty-officer');
    await desk.incident(keys[0] ?? '');
    const summary = desk.page.locator('[data-act="grade"] > summary');
    for (let pressed = 0; pressed < 80; pressed += 1) {
      await desk.page.keyboard.press('Tab');
      if (await summary.evaluate((one) => one === document.activeElement)) break;
    }
    expect(await summary.evaluate((one) => one === document.activeElement)).toBe(true);
    await desk.page.keyboard.press('Enter');
    await desk.page.locator('[data-deed="grade"]').waitFor();
    for (const keysOf of [['ArrowDown'], ['B'], ['2'], []]) {
      await desk.page.keyboard.press('Tab');
      for (const key of keysOf) await desk.page.keyboard.press(key);
    }
    await desk.page.keyboard.press('Tab');
    await desk.page.keyboard.press('Enter');
    await desk.page.locator('[data-act="grade"] [data-became="taken"]').waitFor();
    await desk.page.locator('[data-axis="grade"]', { hasText: 'B2' }).waitFor();
  },
  START_MS,
);

test(
  'whoever may not see it is told the same as of what never was',
  async () => {
    await desk.page.goto(`${server.url}/incidents/${'e'.repeat(64)}`);
    await desk.page.getByText('There is no such incident, or none that you may see.').waitFor();
  },
  START_MS,
);

const looks = (['en', 'uk', 'ru', 'fr', 'ar'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((scheme) => [language, scheme] as const),
);
describe('for everyone', () => {
  test.each(looks)(
    'breaks no rule of accessibility in %s, %s, and fits a phone',
    async (language, scheme) => {
      const own = await browser.newContext(reader(language, scheme));
      await own.addCookies(await context.cookies());
      const room = new IncidentPage(await own.newPage(), server.url);
      await room.incident(keys[0] ?? '');
      expect(await lookedAt(room, join(folder, `incident-${language}-${scheme}`))).toEqual([]);
      expect(room.faults).toEqual([]);
      await own.close();
    },
    START_MS,
  );
});
