// Test-only: who a phone files as, what it left on its disk, and what became of it in the record.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import type { RunningServer } from './server.ts';

/** The browser is signed in as the monitor of the exercise. */
export async function becomeMonitor(server: RunningServer, context: BrowserContext): Promise<void> {
  const headers = { origin: server.url };
  const answer = await context.request.post(`${server.url}/api/switch`, {
    data: { as: 'exercise-monitor' },
    headers,
  });
  expect(answer.ok()).toBe(true);
}

/** A device's token for one source. */
export async function deviceFor(server: RunningServer, source: string): Promise<string> {
  const headers = { 'armistice-operator': await server.operatorToken(), 'content-type': 'application/json' };
  const body = JSON.stringify({ handle: `phone-${source}`, sources: [source] });
  const answer = await fetch(`${server.url}/api/devices`, { method: 'POST', headers, body });
  return ((await answer.json()) as { readonly token: string }).token;
}

interface Recorded {
  readonly key: string;
  readonly text?: string;
  readonly attachments?: readonly { readonly sha256: string }[];
}

/** Reports of a source, as the record has them; what is acknowledged is durable, and shown a moment later. */
export async function recorded(server: RunningServer, source: string): Promise<readonly Recorded[]> {
  const headers = { 'armistice-operator': await server.operatorToken() };
  const answer = await fetch(`${server.url}/api/reports?audience=mission&source=${source}`, { headers });
  const { reports } = (await answer.json()) as { readonly reports: readonly { readonly key: string }[] };
  return Promise.all(
    reports.map(async ({ key }) => {
      const one = await fetch(`${server.url}/api/reports/${key}?audience=mission`, { headers });
      return { key, ...((await one.json()) as { readonly report: Omit<Recorded, 'key'> }).report };
    }),
  );
}

/** Names of files below a folder that hold a text, in the ways in which browsers write texts, or some bytes. */
export async function filesWith(folder: string, wanted: string | Buffer): Promise<readonly string[]> {
  const needles =
    typeof wanted === 'string' ? [Buffer.from(wanted, 'utf8'), Buffer.from(wanted, 'utf16le')] : [wanted];
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) found.push(entry.name);
  }
  return found;
}

/** Photographs that differ. */
export async function photographs(
  context: BrowserContext,
  count: number,
): Promise<readonly { name: string; mimeType: string; buffer: Buffer }[]> {
  const camera = await context.newPage();
  const taken = [];
  for (let at = 0; at < count; at += 1) {
    await camera.setContent(`<h1 style="font-size: 90px">Crater ${at}</h1>`);
    const buffer = await camera.screenshot({ type: 'jpeg' });
    taken.push({ name: `${at}.jpg`, mimeType: 'image/jpeg', buffer });
  }
  await camera.close();
  return taken;
}
