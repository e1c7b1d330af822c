// Test-only: the views that an address names.
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';

/** The views that the page knows, as its own table has them. */
export async function viewsOfThePage(): Promise<readonly string[]> {
  const table = await readFile(new URL('../packages/web/src/views.ts', import.meta.url), 'utf8');
  const names = [...table.matchAll(/^ {2}'?([\w-]+)'?: \{/gm)].flatMap(([, name]) => name ?? []);
  expect(names.length).toBeGreaterThan(16);
  return names;
}

/** What each page has asked for and has no answer to yet. */
const asked = new WeakMap<Page, Set<Request>>();

/** What a page waits for an answer to, from the first call on. */
export function openRequests(page: Page): ReadonlySet<Request> {
  const known = asked.get(page);
  if (known !== undefined) return known;
  const open = new Set<Request>();
  // The stream of what is new stays open for as long as the page.
  page.on('request', (request) => request.resourceType() !== 'eventsource' && open.add(request));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  asked.set(page, open);
  return open;
}

/** Goes to an address, counting what the page asks for from the first. */
export async function visit(page: Page, address: string): Promise<void> {
  openRequests(page);
  await page.goto(address);
}

/** Waits until a page has its answers, and shows the same for a moment. */
export async function settled(page: Page): Promise<void> {
  const open = openRequests(page);
  let before = -1;
  for (let times = 0; times < 300; times++) {
    const now = await page.evaluate(() => document.body.innerHTML.length);
    if (now === before && open.size === 0) return;
    before = now;
    await setTimeout(200);
  }
  throw new Error(
    `${page.url()} does not come to rest; open: ${[...open].map((one) => one.url()).join(' ') || 'nothing'}.`,
  );
}
