import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowserAt, reader } from './browser.ts';
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

async function becomeMonitor(context: BrowserContext): Promise<void> {
  const headers = { origin: server.url };
  const answer = await context.request.post(`${server.url}/api/switch`, {
    data: { as: 'exercise-monitor' },
    headers,
  });
  expect(answer.ok()).toBe(true);
}

/** Reports of a source, as the record has them; what is acknowledged is durable, and shown a moment later. */
async function recorded(
  source: string,
): Promise<readonly { readonly text?: string; readonly attachments?: unknown }[]> {
  const headers = { 'armistice-operator': await server.operatorToken() };
  const answer = await fetch(`${server.url}/api/reports?audience=mission&source=${source}`, { headers });
  const { reports } = (await answer.json()) as { readonly reports: readonly { readonly key: string }[] };
  return Promise.all(
    reports.map(async ({ key }) => {
      const one = await fetch(`${server.url}/api/reports/${key}?audience=mission`, { headers });
      return ((await one.json()) as { readonly report: { readonly text?: string } }).report;
    }),
  );
}

/** Names of files below a folder that hold a text, in the ways in which browsers write texts. */
async function filesWith(text: string): Promise<readonly string[]> {
  const needles = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) found.push(entry.name);
  }
  return found;
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
  expect(await recorded('patrol-3')).toHaveLength(0);

  // The first answer is lost on the way back.
  await becomeMonitor(context);
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
  await expect.poll(() => recorded('patrol-3'), SOON).toHaveLength(1);
  await form.page.getByRole('button', { name: 'Send now' }).click();
  await form.stands('acknowledged');
  await expect
    .poll(() => recorded('patrol-3'), SOON)
    .toMatchObject([{ text: 'Five bursts behind the mill.', source: 'patrol-3', count: [5, 5] }]);
  await context.close();
});

test('a photograph goes first and without what its camera wrote; what is refused is mended and sent again', async () => {
  const token = await deviceFor('patrol-9');
  const context = await device();
  const form = await formOf(context);
  await form.begin();
  await form.page.getByRole('button', { name: 'Settings and receipts' }).click();
  await form.field('token').fill(token);
  await form.field('token').press('Enter');
  await form.page.getByText('As a device, with its own token').waitFor();
  await form.page.getByRole('button', { name: 'Back' }).click();

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
  await expect.poll(() => recorded('patrol-9'), SOON).toHaveLength(1);
  const [report] = await recorded('patrol-9');
  expect(report?.attachments).toMatchObject([{ type: 'image/jpeg', graphic: true }]);
  expect(await recorded('patrol-8')).toHaveLength(0);

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

async function deviceFor(source: string): Promise<string> {
  const headers = { 'armistice-operator': await server.operatorToken(), 'content-type': 'application/json' };
  const body = JSON.stringify({ handle: `phone-${source}`, sources: [source] });
  const answer = await fetch(`${server.url}/api/devices`, { method: 'POST', headers, body });
  return ((await answer.json()) as { readonly token: string }).token;
}

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
  expect(await filesWith('written in plain, to be found')).not.toEqual([]);
  for (const text of [SECRET, PASSPHRASE, 'post-quiet-17']) expect(await filesWith(text)).toEqual([]);

  context = await device();
  form = await formOf(context);
  await form.unlock();
  await form.stands('kept');
  // Let go too early, and nothing happens.
  await form.page.locator('[data-wipe-now]').click();
  expect(await form.standings()).toEqual(['kept']);
  await form.page.locator('[data-wipe-now]').hover();
  await form.page.mouse.down();
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
  expect(await filesWith(SECRET)).toEqual([]);
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

test('a report can be filed by keys alone', async () => {
  const context = await device();
  await becomeMonitor(context);
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
    .poll(() => recorded('patrol-5'), SOON)
    .toMatchObject([{ kind: 'explosion', place: { type: 'sector', bearing: 0, distance: [1000, 3000] } }]);
  await context.close();
});
