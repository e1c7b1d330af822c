import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, reader } from '../e2e/browser.ts';
import { startServer } from '../e2e/server.ts';
import { lineTo, type PoorLine } from './line-proxy.ts';
import { at, figure } from './room-figures.ts';

const TIMES = Number(process.env.ARMISTICE_BENCH_TIMES ?? 3);
const LONG_MS = 180_000;

/** What a reader waits for, in the order in which it is read, with what shows that it is there. */
const AWAITED = {
  'the numbers are said': '[data-statement]',
  'the latest incidents are listed': '[data-incident]',
  'a useful map is drawn': '[data-still], [data-ready="true"]',
  'the map can be moved': '[data-ready="true"]',
} as const;

/** A first visit to the situation of the exercise over a poor line: what is sent, and when each part can be read. */
export async function benchLine(): Promise<void> {
  const server = await startServer();
  const browser = await openBrowser();
  try {
    await played(server.url);
    const visits: Visit[] = [];
    for (let i = 0; i < TIMES; i++) {
      const line = await lineTo(server.url);
      try {
        visits.push(await visit(browser, line));
      } finally {
        await line.close();
      }
    }
    console.log(`400 kbit/s, 400 ms for an answer; a first visit to /situation, median of ${TIMES}`);
    const median = (of: (visit: Visit) => number) => at(visits.map(of), 0.5);
    console.log(`sent to the browser: ${figure(median(({ bytes }) => bytes) / 1000)} kB`);
    console.log(`requests: ${figure(median(({ requests }) => requests))}`);
    for (const name of Object.keys(AWAITED))
      console.log(`${name}: ${(median(({ seen }) => seen.get(name) ?? Number.NaN) / 1000).toFixed(1)} s`);
  } finally {
    await browser.close();
    await server.stop();
  }
}

interface Visit {
  readonly bytes: number;
  readonly requests: number;
  /** Milliseconds from the beginning of the visit. */
  readonly seen: ReadonlyMap<string, number>;
}

async function visit(browser: Browser, line: PoorLine): Promise<Visit> {
  const context = await browser.newContext(reader('en'));
  try {
    const page = await context.newPage();
    let requests = 0;
    context.on('request', () => {
      requests += 1;
    });
    const begun = performance.now();
    const seen = new Map<string, number>();
    await page.goto(`${line.url}/situation`, { waitUntil: 'commit', timeout: LONG_MS });
    await Promise.all(
      Object.entries(AWAITED).map(async ([name, selector]) => {
        await shown(page, selector);
        seen.set(name, performance.now() - begun);
      }),
    );
    return { bytes: line.sent(), requests, seen };
  } finally {
    await context.close();
  }
}

async function shown(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor({ state: 'attached', timeout: LONG_MS });
}

/** Until the exercise has its members and its first report. */
async function played(url: string): Promise<void> {
  for (const until = Date.now() + LONG_MS; Date.now() < until; await wait(500)) {
    const answer = await fetch(`${url}/api/incidents?audience=public&limit=1`);
    if (answer.ok && ((await answer.json()) as { incidents: unknown[] }).incidents.length > 0) return;
  }
  throw new Error('the exercise never had an incident');
}
