import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowserAt, reader } from './browser.ts';
import { becomeMonitor, deviceFor, filesWith, recorded } from './field-device.ts';
import { FieldPages, PASSPHRASE } from './page-models/field-page.ts';
import { type RunningServer, startServer } from './server.ts';

// These tests write into the record and switch the server off, so they have one of their own; and a browser that keeps its
// folder, as the one on a phone does.

const skipped = whySkipped('chromium');
const SOON = { timeout: 20_000, interval: 500 };
let server: RunningServer;
let folder: string;

beforeAll(async () => {
  if (skipped !== undefined) return;
  server = await startServer();
});
afterAll(async () => server?.stop());
beforeEach(async (context) => {
  if (skipped !== undefined) context.skip(skipped);
  folder = await mkdtemp(join(tmpdir(), 'armistice-field-'));
  return () => rm(folder, { recursive: true, force: true });
});

const device = (): Promise<BrowserContext> => openBrowserAt(folder, reader('en', 'light', 'phone'));

async function formOf(context: BrowserContext): Promise<FieldPages> {
  const form = new FieldPages(context.pages()[0] ?? (await context.newPage()));
  await form.open(server.url);
  return form;
}

test('a report filed without a network survives the browser and the server, and arrives once', async () => {
  let context = await device();
  let form = await formOf(context);
  await form.isKeptForOffline();
  await form.begin();
  await context.setOffline(true);
  await form.fill('Five bursts behind the mill.');
  await form.send();
  await form.stands('kept');
  expect(form.faults).toEqual([]);
  await context.close();

  // The machine in the field office is off, and the browser starts cold.
  await server.halt();
  context = await device();
  form = await formOf(context);
  await form.unlock('another one entirely');
  await form.page.getByText('That is not the passphrase').waitFor();
  await form.unlock();
  await form.page.locator('[data-held="no-answer"]').waitFor();
  expect(await form.standings()).toEqual(['kept']);

  // It is back, and knows nobody: the report waits, and is not refused.
  await server.resume();
  await form.page.getByRole('button', { name: 'Send now' }).click();
  await form.page.locator('[data-held="sign-in"]').waitFor();
  expect(await recorded(server, 'patrol-3')).toHaveLength(0);

  // The first answer is lost on the way back.
  await becomeMonitor(server, context);
  let lost = 0;
  await context.route(
    '**/api/reports',
    async (route) => {
      await route.fetch();
      lost += 1;
      await route.abort();
    },
    { times: 1 },
  );
  await form.page.getByRole('button', { name: 'Send now' }).click();
  await form.stands('sent');
  expect(lost).toBe(1);
  await expect.poll(() => recorded(server, 'patrol-3'), SOON).toHaveLength(1);
  await form.page.getByRole('button', { name: 'Send now' }).click();
  await form.stands('acknowledged');
  await expect
    .poll(() => recorded(server, 'patrol-3'), SOON)
    .toMatchObject([{ text: 'Five bursts behind the mill.', source: 'patrol-3', count: [5, 5] }]);
  await context.close();
});

test('a photograph goes first and without what its camera wrote; what is refused is mended and sent again', async () => {
  const token = await deviceFor(server, 'patrol-9');
  const context = await device();
  const form = await formOf(context);
  await form.begin();
  await form.fileAs(token);

  await form.fill('Crater beside the road.', 'patrol-8');
  const camera = await context.newPage();
  const picture = await camera.screenshot({ type: 'jpeg' });
  await camera.close();
  await form.page
    .locator('input[data-photo="file"]')
    .setInputFiles({ name: 'crater.jpg', mimeType: 'image/jpeg', buffer: picture });
  await form.page.getByRole('img', { name: 'Photograph' }).waitFor();
  await form.page.getByLabel('Graphic: cover it').check();
  await form.send();
  await form.stands('refused');
  await form.page.getByText('You may not file this').waitFor();
  await form.page.getByRole('button', { name: 'Mend and send again' }).click();
  await form.field('source').fill('patrol-9');
  await form.send();
  await form.stands('acknowledged');
  await expect.poll(() => recorded(server, 'patrol-9'), SOON).toHaveLength(1);
  const [report] = await recorded(server, 'patrol-9');
  expect(report?.attachments).toMatchObject([{ type: 'image/jpeg', graphic: true }]);
  expect(await recorded(server, 'patrol-8')).toHaveLength(0);

  // The device checks the log's signature itself, and says so.
  await form.page.locator('[data-receipt="signed"]').waitFor();
  // The receipt is the promise that `armistice verify --promise` reads.
  const download = form.page.waitForEvent('download');
  await form.page.getByRole('button', { name: 'Save the receipt' }).click();
  const receipt = await readFile(await (await download).path(), 'utf8');
  expect(receipt).toMatch(/^armistice\.promised-entry\/v1\nindex \d+\nleaf /);
  expect(form.faults).toEqual([]);
  await context.close();
});

const SECRET = 'the bridge guard showed us crossing papers';

test('nothing that was written lies on the device in plain, before or after everything is destroyed', async () => {
  let context = await device();
  let form = await formOf(context);
  await form.begin();
  // What this test looks for it would find: the same place, in plain.
  await form.page.evaluate(() => {
    const opening = indexedDB.open('control', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('plain');
    return new Promise<void>((done) => {
      opening.onsuccess = () => {
        const writing = opening.result.transaction('plain', 'readwrite', { durability: 'strict' });
        writing.objectStore('plain').put('written in plain, to be found', 'a');
        writing.oncomplete = () => done();
      };
    });
  });
  await context.setOffline(true);
  await form.fill(SECRET, 'post-quiet-17');
  await form.send();
  await form.stands('kept');
  expect(form.page.url()).toBe(`${server.url}/field`);
  await context.close();
  expect(await filesWith(folder, 'written in plain, to be found')).not.toEqual([]);
  for (const text of [SECRET, PASSPHRASE, 'post-quiet-17']) expect(await filesWith(folder, text)).toEqual([]);

  context = await device();
  form = await formOf(context);
  await form.unlock();
  // There is a network again, and it is tried: nobody is signed in.
  await form.page.locator('[data-held="sign-in"]').waitFor();
  // Let go too early, and nothing happens.
  await form.page.locator('[data-wipe-now]').click();
  await expect.poll(() => form.standings()).toEqual(['kept']);
  await form.hold();
  await form.page.getByText('was destroyed').waitFor();
  await form.page.mouse.up();
  const left = await form.page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    stored: [localStorage.length, sessionStorage.length],
  }));
  expect(left).toEqual({ databases: [], caches: [], workers: 0, stored: [0, 0] });
  await context.close();
  expect(await filesWith(folder, SECRET)).toEqual([]);
});

test('locks by hand and after minutes without a touch, and keeps what was being written', async () => {
  const context = await device();
  const form = await formOf(context);
  await form.page.clock.install();
  await form.open(server.url);
  await form.begin();
  await form.fill('Half a sentence');
  await form.page.clock.runFor(1_000);
  await form.page.getByText('Kept on this device.').waitFor();
  await form.page.clock.runFor(6 * 60_000);
  await form.page.getByText('It locked by itself').waitFor();
  expect(await form.page.getByText('Half a sentence').count()).toBe(0);
  await form.unlock();
  await form.page.getByRole('button', { name: 'Go on' }).click();
  expect(await form.field('text').inputValue()).toBe('Half a sentence');
  await context.close();
});

test('a form that locks while its report is on its way shows nothing of it, and keeps the receipt', async () => {
  const context = await device();
  await becomeMonitor(server, context);
  const form = await formOf(context);
  await form.begin();
  // The record has it, and the answer takes its time.
  const [taken, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let posts = 0;
  await context.route('**/api/reports', async (route) => {
    posts += 1;
    // A connection that the server had closed meanwhile is no answer of the server.
    const response = await route.fetch({ maxRetries: 3 }).catch((error: unknown) => {
      taken.reject(error);
      throw error;
    });
    taken.resolve();
    await answer.promise;
    await route.fulfill({ response });
  });
  await form.fill('Five bursts, and somebody is coming.', 'patrol-6');
  const sent = form.page.waitForRequest('**/api/reports');
  await form.send();
  await sent;
  await taken.promise;
  await form.stands('sending');
  await form.lock();
  expect(await form.standings()).toEqual([]);
  const answered = form.page.waitForResponse('**/api/reports');
  answer.resolve();
  await answered;
  expect(await form.page.getByText('Five bursts').count()).toBe(0);
  await form.unlock();
  await form.stands('acknowledged');
  await form.page.locator('[data-receipt="signed"]').waitFor();
  expect(await form.standings()).toEqual(['acknowledged']);
  // It was not sent anew for the receipt.
  expect(posts).toBe(1);
  await expect.poll(() => recorded(server, 'patrol-6'), SOON).toHaveLength(1);
  expect(form.faults).toEqual([]);
  await context.close();
});

test('a report can be filed by keys alone', async () => {
  const context = await device();
  await becomeMonitor(server, context);
  const form = await formOf(context);
  const { keyboard } = form.page;
  const typed = async (selector: string, text: string) => {
    await form.tabTo(selector);
    await keyboard.type(text);
  };
  await typed('input[name="passphrase"]', PASSPHRASE);
  await typed('input[name="again"]', PASSPHRASE);
  await keyboard.press('Enter');
  await form.page.locator('[data-begin="report"]').waitFor();
  await form.tabTo('[data-begin="report"]');
  await keyboard.press('Enter');
  await form.tabTo('input[name="kind"]');
  await keyboard.press('Space');
  await form.tabTo('input[name="ago"]');
  await keyboard.press('Space');
  await typed('input[name="from"]:not([type="datetime-local"])', '42 2.802 N 28 1.872 W');
  await form.tabTo('input[name="wind"]');
  await keyboard.press('ArrowRight');
  await form.tabTo('input[name="distance"]');
  await keyboard.press('ArrowRight');
  await typed('input[name="source"]', 'patrol-5');
  await form.tabTo('[data-send]');
  await keyboard.press('Enter');
  await form.stands('acknowledged');
  await expect
    .poll(() => recorded(server, 'patrol-5'), SOON)
    .toMatchObject([{ kind: 'explosion', place: { type: 'sector', bearing: 0, distance: [1000, 3000] } }]);
  await context.close();
});
