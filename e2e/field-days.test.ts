import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowserAt, reader } from './browser.ts';
import { becomeMonitor, deviceFor, filesWith, photographs, recorded } from './field-device.ts';
import { FieldPages, PASSPHRASE } from './page-models/field-page.ts';
import { type RunningServer, startServer } from './server.ts';

// What happens to a form over days away: photographs, a passphrase that is typed wrong, a clock that was moved, a second
// window, a full device, and everything destroyed by somebody who is interrupted.

const skipped = whySkipped('chromium');
const DAY_MS = 86_400_000;
const SOON = { timeout: 30_000, interval: 500 };
let server: RunningServer;
let folder: string;
let context: BrowserContext;

beforeAll(async () => {
  if (skipped === undefined) server = await startServer();
});
afterAll(async () => server?.stop());
beforeEach(async (test) => {
  if (skipped !== undefined) test.skip(skipped);
  folder = await mkdtemp(join(tmpdir(), 'armistice-field-'));
  context = await device();
  return async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  };
});

const device = (): Promise<BrowserContext> => openBrowserAt(folder, reader('en', 'light', 'phone'));

/** The device switched off and on. */
async function restarted(): Promise<void> {
  await context.close();
  context = await device();
}

async function formOf(before: (page: Page) => Promise<unknown> = async () => undefined): Promise<FieldPages> {
  const page = await context.newPage();
  await before(page);
  const form = new FieldPages(page);
  await form.open(server.url);
  return form;
}

test('photographs wait sealed, say how many are left, and are seen at the incident once they went', async () => {
  const token = await deviceFor(server, 'patrol-7');
  let form = await formOf();
  await form.isKeptForOffline();
  await form.begin();
  await form.fileAs(token);
  const taken = await photographs(context, 3);
  await context.setOffline(true);
  await form.fill('Three craters beside the road.', 'patrol-7');
  const choose = form.page.locator('input[data-photo="file"]');
  const chosen = form.page.getByRole('img', { name: 'Photograph' });
  const notes = Buffer.from('what the guard said');
  for (const smaller of [true, false]) {
    await form.page.getByLabel('Make smaller').setChecked(smaller);
    await choose.setInputFiles({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: notes });
    await form.page.getByText('cannot read it as a picture').waitFor();
  }
  expect(await chosen.count()).toBe(0);
  await choose.setInputFiles([...taken]);
  await chosen.nth(2).waitFor();
  expect(await form.page.getByText('cannot read it as a picture').count()).toBe(0);
  await form.send();
  await form.page.getByText(/3 photographs · 3 still to be sent/).waitFor();
  expect(form.faults).toEqual([]);
  await restarted();
  // As they are they were kept, byte for byte, and no byte of them lies there in plain.
  for (const { buffer } of taken) expect(await filesWith(folder, buffer.subarray(700, 764))).toEqual([]);

  // The line breaks after the first; what arrived does not go again.
  let [sent, whole] = [0, false];
  await context.route('**/api/files', (route) => {
    if (sent > 0 && !whole) return route.abort();
    sent += 1;
    return route.continue();
  });
  form = await formOf();
  await form.unlock();
  await form.page.locator('[data-held="no-answer"]').waitFor();
  await form.page.getByText(/3 photographs · 2 still to be sent/).waitFor();
  await form.page.getByText('photographs of it are with the server already').waitFor();
  whole = true;
  await form.page.getByRole('button', { name: 'Send now' }).click();
  await form.stands('acknowledged');
  expect(sent).toBe(3);
  await expect.poll(() => recorded(server, 'patrol-7'), SOON).toHaveLength(1);
  const [report] = await recorded(server, 'patrol-7');
  expect(report?.attachments).toHaveLength(3);

  // The duty officer looks at them where the report stands.
  const answer = await context.request.post(`${server.url}/api/switch`, {
    data: { as: 'exercise-duty-officer' },
    headers: { origin: server.url },
  });
  expect(answer.ok()).toBe(true);
  const page = await context.newPage();
  await page.goto(`${server.url}/incidents/${report?.key}`);
  const row = page.locator(`#report-${report?.key}`);
  await row.waitFor();
  if ((await row.getAttribute('open')) === null) await row.locator('summary').first().click();
  const show = row.getByRole('button', { name: /^Show/ });
  await show.nth(2).waitFor();
  for (let at = 0; at < 3; at += 1) await show.first().click();
  const widths = () =>
    row.locator('figure img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
  await expect.poll(widths, SOON).toEqual([390, 390, 390]);
});

test('a wrong passphrase, however often, deletes nothing and costs its time each time', async () => {
  let form = await formOf();
  await form.isKeptForOffline();
  await form.begin();
  await form.fill('Half a sentence');
  await form.page.locator('[data-kept="true"]').waitFor();
  await restarted();
  form = await formOf();
  const took: number[] = [];
  for (const wrong of [
    'night ferry copper',
    'Night ferry copper lamp',
    'x',
    'night-ferry-copper-lamp',
    '1',
  ]) {
    const begun = Date.now();
    await form.unlock(wrong);
    await form.page.locator('[data-wrong]').waitFor();
    took.push(Date.now() - begun);
    expect(await form.page.getByText('That is not the passphrase').count()).toBe(1);
    expect(await form.page.getByText('Nothing is deleted by trying').count()).toBe(1);
    // Nobody reads over a shoulder what nearly was it, and the next is typed at once.
    const field = form.page.locator('input[name="passphrase"]');
    expect(await field.inputValue()).toBe('');
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  }
  // None is told sooner than the work that a passphrase takes, and none makes its owner wait for minutes.
  expect(Math.min(...took)).toBeGreaterThan(100);
  expect(Math.max(...took)).toBeLessThan(30_000);
  await form.unlock();
  await form.page.getByRole('button', { name: 'Go on' }).click();
  expect(await form.field('text').inputValue()).toBe('Half a sentence');
});

// Where it was broken off: before the key was reached, and after it was gone.
test.each(['before', 'after'] as const)(
  'destroying that was broken off %s the key went is brought to its end when the form opens again',
  async (where) => {
    const first = await formOf();
    await first.isKeptForOffline();
    await first.begin();
    await first.fill('Half a sentence');
    await first.page.locator('[data-kept="true"]').waitFor();
    await first.page.locator('[data-later]').click();
    await first.page.locator('[data-wipe-now]').waitFor();
    await first.page.evaluate(async (at) => {
      const planted = await (await navigator.storage.getDirectory()).getFileHandle('planted', {
        create: true,
      });
      const pen = await planted.createWritable();
      await pen.write('of another part of the site');
      await pen.close();
      const { clear } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.clear = function (this: IDBObjectStore) {
        return at === 'after' && this.name === 'lock' ? clear.call(this) : this.count(0);
      } as typeof clear;
      indexedDB.deleteDatabase = () => ({}) as IDBOpenDBRequest;
      caches.delete = () => new Promise(() => undefined);
      ServiceWorkerRegistration.prototype.unregister = () => new Promise(() => undefined);
    }, where);
    await first.hold();
    await first.page.getByText('Destroying').waitFor();
    await first.page.close();

    const form = await formOf();
    await form.page.locator('[data-anew]').waitFor();
    await form.page.getByText('Everything of this site on this device was destroyed.').waitFor();
    expect(await form.page.locator('input').count()).toBe(0);
    const left = () =>
      form.page.evaluate(async () => ({
        databases: (await indexedDB.databases()).map(({ name }) => name),
        caches: await caches.keys(),
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        stored: [localStorage.length, sessionStorage.length],
        files: (await Array.fromAsync((await navigator.storage.getDirectory()).keys())).length,
      }));
    expect(await left()).toEqual({ databases: [], caches: [], workers: 0, stored: [0, 0], files: 0 });
    // Loaded once more it is a new device, and says nothing of the old one.
    await form.open(server.url);
    await form.page.locator('input[name="again"]').waitFor();
    expect(await form.page.locator('[data-anew]').count()).toBe(0);
    expect(form.faults).toEqual([]);
  },
);

test('a clock that is days off holds reports back until somebody looked at their times', async () => {
  await becomeMonitor(server, context);
  const form = await formOf((page) => page.clock.install({ time: Date.now() - 2 * DAY_MS }));
  await form.begin();
  await form.fill('Two days away.', 'patrol-12');
  await form.send();
  await form.page.locator('[data-held="clock"]').waitFor();
  expect(await form.standings()).toEqual(['kept']);
  expect(await form.page.locator('[data-held]').innerText()).toMatch(
    /clock says .+, the server’s .+ Look at the times/,
  );
  expect(await recorded(server, 'patrol-12')).toHaveLength(0);
  await form.page.getByRole('button', { name: 'The times are right: send' }).click();
  await form.stands('acknowledged');
  await expect.poll(() => recorded(server, 'patrol-12'), SOON).toHaveLength(1);
  // Set back, the clock does not keep the form unlocked.
  await form.page.clock.setSystemTime(Date.now() - 5 * DAY_MS);
  await form.page.clock.runFor(6 * 60_000);
  await form.page.getByText('It locked by itself').waitFor();
});

test('the form is open in one window at a time, and what one kept the other has', async () => {
  const token = await deviceFor(server, 'patrol-13');
  const first = await formOf();
  await first.begin();
  await first.fileAs(token);
  await first.fill('Begun in the first window', 'patrol-13');
  const second = await formOf();
  // The last words are typed while the other window is being unlocked.
  await second.unlock();
  await first
    .field('text')
    .pressSequentially(', and gone on with')
    .catch(() => undefined);
  await second.page.getByRole('button', { name: 'Go on' }).waitFor();
  await first.page.getByText('unlocked in another window').waitFor();
  expect(await first.page.locator('textarea').count()).toBe(0);
  await second.page.getByRole('button', { name: 'Go on' }).click();
  expect(await second.field('text').inputValue()).toMatch(/^Begun in the first window/);
  await second.send();
  await second.stands('acknowledged');
  await first.unlock();
  await first.stands('acknowledged');
  await second.page.getByText('unlocked in another window').waitFor();
  // Neither the receipt nor the token was written over by what the first window knew.
  await first.page.getByRole('button', { name: 'Save the receipt' }).waitFor();
  await first.page.locator('[data-settings]').click();
  await first.page.getByText('As a device, with its own token').waitFor();
  await expect.poll(() => recorded(server, 'patrol-13'), SOON).toHaveLength(1);
  expect([...first.faults, ...second.faults]).toEqual([]);
});

test('a device without room says so, keeps what it had, and takes what was written once there is room', async () => {
  let form = await formOf();
  await form.isKeptForOffline();
  await form.begin();
  await context.setOffline(true);
  await form.fill('Said while there was room');
  await form.send();
  await form.stands('kept');
  await restarted();
  // Before anything is written: what room there was is remembered for a while.
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(server.url);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await context.setOffline(true);
  form = new FieldPages(page);
  await form.open(server.url);
  await form.unlock();
  await form.stands('kept');
  await form.page.locator('[data-begin="report"]').click();
  await form.field('text').fill('Said while it was full');
  await form.page.getByText('The device could not keep this').waitFor();
  const [photograph] = await photographs(context, 1);
  if (photograph !== undefined) await form.page.locator('input[data-photo="file"]').setInputFiles(photograph);
  await form.page.getByText('The device could not keep it').waitFor();
  await form.page.locator('[data-later]').click();
  // It could not be left: its buttons can be used again.
  await form.page.locator('[data-later]:enabled').waitFor();
  expect(await form.field('text').inputValue()).toBe('Said while it was full');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await form.page.locator('[data-later]').click();
  await form.page.getByRole('button', { name: 'Go on' }).waitFor();
  await restarted();
  form = await formOf();
  await form.unlock(PASSPHRASE);
  await form.page.locator('[data-standing]').first().waitFor();
  await form.page.getByRole('button', { name: 'Go on' }).click();
  expect(await form.field('text').inputValue()).toBe('Said while it was full');
  expect(form.faults).toEqual([]);
});
