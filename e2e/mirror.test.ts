import { setTimeout } from 'node:timers/promises';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { PeoplePages } from './page-models/people-pages.ts';
import { type RunningServer, startServer } from './server.ts';

// The liaison officers of both parties walk through every page that they are offered. With the parties exchanged, each
// reads what the other reads, and can do what the other can do.

const PARTIES = ['north', 'south'] as const;
type Party = (typeof PARTIES)[number];

/** Pages that an address leads to and no menu names. */
const BESIDES = ['/account'];

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/**
 * What a page offers, as whoever hears it read is told: headings, links, buttons, fields, columns. Left out are figures, and
 * what is said of a moment: how far the form has come onto this device is the same for nobody.
 */
function outline(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'header nav a, main :is(h1, h2, h3, button, a, label, legend, th, option, dt, [data-fault])',
    );
    return [...all]
      .filter((one) => one.checkVisibility() || one instanceof HTMLOptionElement)
      .map((one) => {
        const said = one.getAttribute('aria-label') ?? one.textContent ?? '';
        return `${one.tagName.toLowerCase()} ${said.replace(/\s+/g, ' ').trim()}`.replace(/\d+/g, '#');
      });
  });
}

/** What a page asks for and has not been answered; the stream of events is never over. */
function unanswered(page: Page): ReadonlySet<Request> {
  const open = new Set<Request>();
  page.on('request', (request) => {
    if (!request.url().includes('/api/events')) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  return open;
}

/** The same once nothing is asked any more, and nothing more comes to it. */
async function whole(page: Page, open: ReadonlySet<Request>): Promise<readonly string[]> {
  let before = '';
  let same = 0;
  for (let times = 0; times < 120; times++) {
    const now = await outline(page);
    same = open.size === 0 && JSON.stringify(now) === before ? same + 1 : 0;
    if (same === 3) return now;
    before = JSON.stringify(now);
    await setTimeout(500);
  }
  throw new Error(`${page.url()} does not come to rest`);
}

/** A line as the other party's officer would be told it. */
function exchanged(line: string): string {
  return line.replace(/north|south/gi, (name) => {
    const other = name.toLowerCase() === 'north' ? 'south' : 'north';
    return name[0] === name[0]?.toUpperCase() ? `${other[0]?.toUpperCase()}${other.slice(1)}` : other;
  });
}

/** Lines of the first that the second has neither as they are nor with the parties exchanged, each as often. */
function alone(first: readonly string[], second: readonly string[]): readonly string[] {
  const left = [...second];
  return first.filter((line) => {
    const at = [line, exchanged(line)].map((one) => left.indexOf(one)).find((found) => found >= 0);
    if (at === undefined) return true;
    left.splice(at, 1);
    return false;
  });
}

async function walk(party: Party): Promise<ReadonlyMap<string, readonly string[]>> {
  const context = await browser.newContext(reader('en'));
  const here = new PeoplePages(await context.newPage(), server.url);
  here.page.setDefaultTimeout(60_000);
  const open = unanswered(here.page);
  await here.open('/rights');
  await here.lookAs(`exercise-liaison-${party}`);
  await here.page.locator('header nav a[href="/field"]').waitFor();
  const links = await here.page
    .locator('header nav a')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  const told = new Map<string, readonly string[]>();
  for (const path of [...links, ...BESIDES]) {
    await here.page.goto(`${server.url}${path}`);
    await here.page.locator('main h1').first().waitFor();
    told.set(path, await whole(here.page, open));
  }
  expect(here.faults).toEqual([]);
  await context.close();
  return told;
}

test('both officers are offered the same pages, and on each the same to read and to do', {
  timeout: 600_000,
}, async () => {
  const north = await walk('north');
  const south = await walk('south');
  expect([...south.keys()]).toEqual([...north.keys()]);
  expect([...north.keys()]).toEqual(
    expect.arrayContaining([
      '/',
      '/situation',
      '/bulletins',
      '/agreements',
      '/coverage',
      '/entries',
      '/parity',
      '/field',
    ]),
  );
  const apart = [...north].flatMap(([path, lines]) => {
    const others = south.get(path) ?? [];
    expect(lines.length).toBeGreaterThan(3);
    return [...alone(lines, others), ...alone(others, lines)].map((line) => `${path}: ${line}`);
  });
  expect(apart).toEqual([]);
});
