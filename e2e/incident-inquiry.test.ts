import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { localAt } from '../packages/web/src/i18n/zones.ts';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader, SCREENS } from './browser.ts';
import { IncidentPage } from './page-models/incident-page.ts';
import { report } from './report-now.ts';
import { type RunningServer, startServer } from './server.ts';

// An inquiry on the page of its incident, from the asking to the taking back: each test goes on from the one before.

const DUTY = 'exercise-duty-officer';
const VERIFIER = 'exercise-verifier';
const PICTURES = fileURLToPath(new URL('screenshots', import.meta.url));
const START_MS = 120_000;

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let desk: IncidentPage;
let incident: string;

beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(PICTURES, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  incident = await report(server, { number: 1, kind: 'explosion' });
  desk = await somebody(DUTY);
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

async function somebody(handle: string | undefined): Promise<IncidentPage> {
  const context = await browser.newContext({ ...reader('en'), bypassCSP: true });
  const page = new IncidentPage(await context.newPage(), server.url);
  await page.open('/rights');
  if (handle !== undefined) await page.lookAs(handle);
  return page;
}

/** The part of the page that says who works on the incident, and what a team is asked. */
const asked = () => desk.page.locator('[data-asked]');
const clock = (name: 'act' | 'team') => desk.page.locator(`main [data-clock="${name}"]`);

async function looksWell(name: string): Promise<void> {
  const { page } = desk;
  expect(await broken(page)).toEqual([]);
  await page.screenshot({ path: `${PICTURES}/incident-inquiry-${name}.png`, fullPage: true });
  await page.setViewportSize(SCREENS.phone);
  expect(await tooWide(page)).toBe(0);
  await page.screenshot({ path: `${PICTURES}/incident-inquiry-${name}-phone.png`, fullPage: true });
  await page.setViewportSize(SCREENS.desktop);
}

test('a named team is asked on the page of the incident, which tells both clocks', async () => {
  await desk.incident(incident);
  await desk.page.getByText('No team is asked about it.').first().waitFor();
  expect([await clock('act').count(), await clock('team').count()]).toEqual([1, 0]);
  const form = await desk.act('inquiry');
  await form.locator('[data-do]').click();
  await form.getByText('Say it in a few words.').waitFor();
  await form.locator('[name="asks"]').fill('Craters and fragments?');
  const due = Date.now() + 3 * 3_600_000 + 600_000;
  await form.locator('[name="due"]').fill(localAt(due, 'Atlantic/Azores'));
  await form.locator('[name="team"]').selectOption(VERIFIER);
  expect(await desk.send(form)).toBe('taken');
  await asked().getByText('Craters and fragments?').waitFor();
  expect(await asked().innerText()).toContain(`Team: \u2068${VERIFIER}\u2069`);
  // By when the mission acts, and by when the team answers: each by its name, and neither for the other.
  expect(await clock('act').innerText()).toMatch(/^act by .*, .in \d+ hours?.$/);
  expect(await clock('team').innerText()).toMatch(/^team answers by .*, .in 3 hours.$/);
  await expect.poll(() => desk.axis('status')).toContain('under inquiry');
  await looksWell('asked');
  expect(desk.faults).toEqual([]);
});

test('it is the mission’s alone: whoever is not signed in reads the status, and of no inquiry', async () => {
  const reading = await somebody(undefined);
  await reading.incident(incident);
  await expect.poll(() => reading.axis('status')).toContain('under inquiry');
  const text = await reading.page.locator('main').innerText();
  expect(text).not.toMatch(/Craters and fragments|exercise-verifier|team answers by/);
  expect(await reading.page.locator('[data-asked], [data-act="withdraw"]').count()).toBe(0);
  expect(reading.faults).toEqual([]);
  await reading.page.context().close();
});

test('where whoever is asked is a member no more, it says that nobody is asked', async () => {
  await desk.incident(incident);
  await asked().waitFor();
  expect(await desk.page.locator('[data-team-gone]').count()).toBe(0);
  const head = await somebody('exercise-head');
  const ended = await head.page.request.post(`${server.url}/api/members/${VERIFIER}/end`, {
    data: { reason: 'The tour of duty is over.' },
    headers: { origin: server.url },
  });
  expect([ended.status(), await ended.json()]).toEqual([200, { handle: VERIFIER }]);
  await desk.incident(incident);
  await desk.page
    .locator('[data-asked] [data-team-gone]')
    .getByText(/is no member of the mission at this time .* nobody is asked\. Take the inquiry back/)
    .waitFor();
  await looksWell('team-gone');
  await desk.page.goto(`${server.url}/queue?row=incident-${incident}`);
  await desk.page.locator('section[data-reading] [data-team-gone]').waitFor();
  expect(desk.faults).toEqual([]);
  await head.page.context().close();
});

test('it is taken back with a reason, and the status stays where it was', async () => {
  await desk.incident(incident);
  const form = await desk.act('withdraw');
  // What stays is said before, as asking moved the status too.
  await form.locator('[data-stays]', { hasText: 'The status stays' }).waitFor();
  await form.locator('[data-do]').click();
  await form.getByText('Say why').waitFor();
  await asked().waitFor();
  await form.locator('[name="reason"]').fill('The road is closed.');
  expect(await desk.send(form)).toBe('taken');
  expect(await form.innerText()).toContain('The inquiry is taken back');
  await asked().waitFor({ state: 'detached' });
  await clock('team').waitFor({ state: 'detached' });
  await looksWell('taken-back');
  // Nor is it moved by reading anew what the record has by now.
  await desk.incident(incident);
  expect(await desk.axis('status')).toContain('under inquiry');
  await desk.page.getByText('No team is asked about it.').first().waitFor();
  expect(await clock('team').count()).toBe(0);
  expect(desk.faults).toEqual([]);
});
