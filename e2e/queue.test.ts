import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { localAt } from '../packages/web/src/i18n/zones.ts';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { QueuePages } from './page-models/queue-page.ts';
import { report } from './report-now.ts';
import { type RunningServer, startServer } from './server.ts';

// The queue as its people work it off: each test goes on from the one before.

const DUTY = 'exercise-duty-officer';
const VERIFIER = 'exercise-verifier';
const PICTURES = fileURLToPath(new URL('screenshots', import.meta.url));
const LONG = 240_000;

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let duty: QueuePages;

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  await happened(1, 'fire-on-monitors');
  await happened(2, 'casualty');
  await happened(3, 'mortar-fire');
  await happened(4, 'shot');
  duty = await somebody(DUTY);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

async function somebody(handle: string | undefined, how = reader('en')): Promise<QueuePages> {
  const page = new QueuePages(await (await browser.newContext(how)).newPage(), server.url);
  if (handle !== undefined) await page.lookAs(handle);
  return page;
}

const happened = (number: number, kind: string) => report(server, { number, kind });

const idOf = async (page: QueuePages, at: number): Promise<string> =>
  (await page.rows().nth(at).getAttribute('data-row')) ?? '';

test('the greatest risk comes first, with its reasons in words beside the list', async () => {
  await duty.open();
  // The four of these tests; what the exercise brought stands for three days of its own clock alone.
  await duty.rows().nth(3).waitFor();
  const names = await duty.rows().allInnerTexts();
  expect(names.slice(0, 2).join(' ')).toMatch(/fire on monitors/);
  expect(names.slice(0, 2).join(' ')).toMatch(/casualty/);
  // Each row says why it stands before the next, and the list how it is ordered.
  const points = names.map((name) => Number(/(\d+).? points?/.exec(name)?.[1] ?? 0));
  expect(points).toEqual(points.toSorted((a, b) => b - a));
  expect(points[0]).toBeGreaterThan(points.at(-1) ?? 0);
  expect(names[0]).toMatch(/risk .high.*(fire at monitors|casualty reported)/);
  await duty.said(/In order of the points of risk; .*clock that runs out first.*UTC/);
  const monitors = names.findIndex((name) => name.includes('fire on monitors'));
  await duty.read(await idOf(duty, monitors));
  await duty.said(/^Risk of escalation: .high.$/);
  await duty.said('fire at monitors');
  await duty.said('Account 1.');
  expect(new URL(duty.page.url()).searchParams.get('row')).toMatch(/^incident-/);
});

test('the duty officer takes an incident and hands it over; the verifier finds it under “I have it”', async () => {
  const id = await idOf(duty, 0);
  await duty.read(id);
  await duty.deed('claim').click();
  await duty.said('It is yours: others see who has it.');
  await duty.row(id).getByText('you have it').waitFor();
  // The next piece of work is the main button; giving it back is another one, at the end.
  await duty.deed('claim').waitFor({ state: 'detached' });
  expect(await duty.mainDeeds()).toEqual(['assess']);
  await duty.undo();
  await duty.said('Taken back: nobody has it again.');
  await duty.row(id).getByText('nobody has it', { exact: true }).waitFor();
  expect(await duty.mainDeeds()).toEqual(['claim']);
  await duty.deed('handOver').click();
  await duty.field('to').selectOption(VERIFIER);
  await duty.field('note').fill('Craters, please.');
  expect(await duty.send('handOver', id)).toContain(
    `Handed over to \u2068${VERIFIER}\u2069: they find it under “I have it”. It can be undone.`,
  );
  const verifier = await somebody(VERIFIER);
  await verifier.open('?mine=true');
  await verifier.read(id);
  await verifier.said('Craters, please.');
  expect(await verifier.rows().count()).toBe(1);
  // Who has it is asked first: two who take it in one moment do not both have it.
  await duty.row(id).getByText(VERIFIER, { exact: true }).waitFor();
  expect(await duty.deed('claim').innerText()).toContain('Take it over from');
  expect(verifier.faults).toEqual([]);
  await verifier.page.context().close();
});

test('an inquiry is asked for until a moment, shows its clock, and is taken back', async () => {
  const id = await idOf(duty, 1);
  await duty.read(id);
  await duty.deed('inquiry').click();
  await duty.form('inquiry').locator('[data-do]').click();
  await duty.form('inquiry').getByText('Say it in a few words.').waitFor();
  await duty.field('asks').fill('Craters and fragments?');
  // Typed on the clock of the agreement, as everything is told on it.
  await duty
    .form('inquiry')
    .getByText(/^Answer by .*UTC.?[+\u2212]/)
    .waitFor();
  const due = Date.now() + 3 * 3_600_000 + 600_000;
  await duty.field('due').fill(localAt(due, 'Atlantic/Azores'));
  await duty.field('team').selectOption(VERIFIER);
  expect(await duty.send('inquiry', id)).toMatch(/^✓ A team is asked until .* It can be undone\.$/);
  // Two clocks, each by its name: by when the mission acts, and by when the team answers.
  const clocks = duty.row(id).locator('[data-clock]');
  await duty.row(id).locator('[data-clock="team"]').waitFor();
  expect(await clocks.allInnerTexts()).toEqual([
    expect.stringMatching(/^act by .*, .in \d hours.$/),
    expect.stringMatching(/^team answers by .*, .in 3 hours.$/),
  ]);
  await duty.said(`Team: \u2068${VERIFIER}\u2069`);
  await duty.said('Asked: ⁨Craters and fragments?⁩');
  await duty.undo();
  // Asking moved the status too; that word stays, and what moves it on is said before.
  await duty.form('withdraw').getByText('The status stays').waitFor();
  await duty.form('withdraw').locator('[data-do]').click();
  await duty.form('withdraw').getByText('Say why').waitFor();
  await duty.field('reason').fill('The road is closed.');
  expect(await duty.send('withdraw', id)).toContain('The inquiry is taken back');
  await duty.page.getByText('Asked:').waitFor({ state: 'detached' });
  await duty.said('An assessment moves it on.');
  expect(await duty.deed('withdraw').count()).toBe(0);
});

test('everything is done by keys alone, and single keys can be turned off', async () => {
  await duty.open();
  await duty.rows().first().waitFor();
  const { keyboard } = duty.page;
  await keyboard.press('j');
  await keyboard.press('j');
  await keyboard.press('j');
  const third = await idOf(duty, 2);
  await duty.page.locator(`[data-reading="${third}"]`).waitFor();
  await keyboard.press('k');
  await keyboard.press('ArrowDown');
  await duty.page.locator(`[data-reading="${third}"]`).waitFor();
  // Twice, as a hand does that is not sure: it is taken once, and not given back.
  await keyboard.press('c');
  await keyboard.press('c');
  await duty.said('It is yours: others see who has it.');
  await duty.row(third).getByText('you have it').waitFor();
  await keyboard.press('c');
  await duty.page.waitForTimeout(500);
  await duty.row(third).getByText('you have it').waitFor();
  expect(await duty.claimsOf(third)).toEqual(['took it']);
  await keyboard.press('b');
  await keyboard.press('b');
  await duty.said('Given back: nobody has it.');
  await keyboard.press('c');
  await duty.row(third).getByText('you have it').waitFor();
  // It can be taken as soon as the page says that nobody has it.
  await duty.pressOnceSaid('Given back: nobody has it.', 'c');
  await keyboard.press('b');
  await expect
    .poll(() => duty.claimsOf(third), { timeout: 15_000 })
    .toEqual([...['took it', 'gave it back', 'took it'], ...['gave it back', 'took it']]);
  await duty.row(third).getByText('you have it').waitFor();
  await keyboard.press('n');
  await expect
    .poll(() => duty.page.evaluate(() => document.activeElement?.getAttribute('name')))
    .toBe('number');
  // What is typed into a form is no key of the list, and Escape leads back to where one was.
  await keyboard.type('jjc');
  expect(await duty.field('number').inputValue()).toBe('jjc');
  await keyboard.press('Escape');
  await duty.form('number').waitFor({ state: 'detached' });
  await duty.isAt(third);
  await keyboard.press('a');
  await duty.field('status').waitFor();
  await duty.field('status').selectOption('under inquiry');
  await duty.field('reason').fill('A patrol is on its way.');
  expect(await duty.send('assess', third)).toContain(
    'Assessed: \u2068alleged, under inquiry\u2069. It waits for an assessment of what is found. A later word takes its place.',
  );
  await duty.row(third).getByText('to number').waitFor();
  await keyboard.press('?');
  await duty.dialog().getByRole('checkbox').uncheck();
  await keyboard.press('Escape');
  await duty.dialog().waitFor({ state: 'detached' });
  await keyboard.press('k');
  await duty.page.waitForTimeout(300);
  expect(await duty.page.locator(`[data-reading="${third}"]`).count()).toBe(1);
  await duty.row(third).focus();
  await keyboard.press('Enter');
  await duty.page.waitForURL(/\/incidents\/[0-9a-f]{64}$/);
  await duty.page.goBack();
});

test('a report is graded from the queue, beside its words', async () => {
  await duty.open();
  await duty.rows().first().waitFor();
  const id = await idOf(duty, 0);
  await duty.read(id);
  await duty.page.locator('[data-grade]').first().click();
  await duty.field('source').selectOption('B');
  await duty.field('content').selectOption('2');
  expect(await duty.send('grade', id)).toContain('Graded \u2068B2\u2069: that report alone.');
  await duty.said(/^graded/);
});

test('what comes new waits until it is asked for, and nothing moves meanwhile', async () => {
  await duty.open();
  await duty.rows().first().waitFor();
  const before = await duty.rows().count();
  const second = await idOf(duty, 1);
  await duty.read(second);
  await happened(5, 'tank-fire');
  const fresh = duty.page.locator('[data-fresh]');
  await fresh.waitFor();
  expect(await fresh.innerText()).toBe('1 new');
  expect([await duty.rows().count(), await idOf(duty, 1)]).toEqual([before, second]);
  await fresh.click();
  await expect.poll(() => duty.rows().count()).toBe(before + 1);
});

test('several incidents get their numbers at once', async () => {
  await duty.open('?kind=assess');
  for (const _ of [1, 2]) {
    await duty.rows().first().waitFor();
    const id = await idOf(duty, 0);
    await duty.read(id);
    await duty.deed('assess').click();
    await duty.field('status').selectOption('under inquiry');
    await duty.field('reason').fill('A patrol is on its way.');
    expect(await duty.send('assess', id)).toContain('Assessed: ');
    // It waits for nobody under this filter any more: it stands where it stood until the list is asked for again.
    await duty.row(id).getByText('Nothing more waits here.').waitFor();
    await duty.open('?kind=assess');
    await duty.row(id).waitFor({ state: 'detached' });
  }
  await duty.open('?kind=number');
  await duty.rows().first().waitFor();
  await expect.poll(() => duty.rows().count()).toBeGreaterThan(2);
  await duty.page.getByRole('button', { name: 'Number several' }).click();
  await duty.field('first').fill('EX-none');
  await duty.dialog().locator('[data-do]').click();
  await duty.dialog().getByText('It must end in figures').waitFor();
  await duty.field('first').fill('EX-0107');
  await duty.doIt();
  await duty.said('Nothing waits under these filters.');
  await duty.open();
  await duty.said('EX-0108');
  expect(duty.faults).toEqual([]);
});

test('whoever may not is told who may', async () => {
  const anybody = await somebody(undefined);
  await anybody.open();
  await anybody.said('The queue is for the mission’s casework');
  expect(await anybody.page.locator('main a[href="/rights"]').count()).toBe(1);
  expect(await anybody.page.locator('[data-row]').count()).toBe(0);
  await anybody.page.context().close();
});

test(
  'is accessible in every language, light and dark, and fits a phone',
  async () => {
    await mkdir(PICTURES, { recursive: true });
    for (const language of ['en', 'uk', 'ru', 'fr', 'ar'])
      for (const scheme of ['light', 'dark'] as const) {
        const one = await somebody(DUTY, reader(language, scheme));
        await one.open();
        await one.rows().first().waitFor();
        await one.read(await idOf(one, 0));
        await one.page.locator('blockquote').first().waitFor();
        expect([language, scheme, await broken(one.page)]).toEqual([language, scheme, []]);
        await one.page.screenshot({ path: `${PICTURES}/queue-${language}-${scheme}.png` });
        await one.page.setViewportSize(SCREENS.phone);
        expect([language, scheme, await tooWide(one.page)]).toEqual([language, scheme, 0]);
        await one.page.screenshot({ path: `${PICTURES}/queue-${language}-${scheme}-phone.png` });
        await one.deed('inquiry').click();
        await one.field('asks').waitFor();
        expect([language, scheme, await broken(one.page)]).toEqual([language, scheme, []]);
        await one.page.screenshot({ path: `${PICTURES}/queue-${language}-${scheme}-inquiry.png` });
        expect(one.faults).toEqual([]);
        await one.page.context().close();
      }
  },
  LONG,
);
