import type { Browser, Page } from 'playwright-core';
import { openBrowser, reader } from '../e2e/browser.ts';
import type { Server } from './pipeline-server.ts';
import { benchAnswers } from './room-answers.ts';
import { at, figure, tell } from './room-figures.ts';
import { liveLine, openRoomMission } from './room-mission.ts';
import { benchPan } from './room-pan.ts';

// ARMISTICE_BENCH_REPORTS=1000000 for the figures of a million; ARMISTICE_BENCH_FOLDER names a folder that is filled once
// and opened again. ARMISTICE_BENCH_ONLY=answers asks the server alone,
// =page the page.
const REPORTS = Number(process.env.ARMISTICE_BENCH_REPORTS ?? 20_000);
const FOLDER = process.env.ARMISTICE_BENCH_FOLDER;
const ONLY = process.env.ARMISTICE_BENCH_ONLY;
const FILTERED = ['uav-flight', 'flare', 'burst', 'shot', 'explosion'] as const;
const LIVE = 5;
const FIRST = 5;
const READY = '[data-ready="true"]';
const USEFUL = `[data-still], ${READY}`;
const LONG_MS = 120_000;

/** The situation room over many reports, in a browser of its own: what DESIGN §13 asks of it. */
export async function benchRoom(): Promise<void> {
  console.log(`${figure(REPORTS)} simulated reports`);
  const { server, end } = await openRoomMission(REPORTS, FOLDER);
  try {
    if (ONLY !== 'page') await benchAnswers(server);
    if (ONLY !== 'answers') await benchPage(server);
  } finally {
    await end();
  }
}

async function benchPage(server: Server): Promise<void> {
  const browser = await openBrowser();
  try {
    await firstMap(() => browser.newPage(reader('en')), server.url);
    const page = await opened(browser, server);
    await live(page, server);
    await filter(page, 'each frame read back');
  } finally {
    await browser.close();
  }
  // With a graphics card, or what stands in for one, the page is put together apart from its main thread, as it is on the
  // machine of most; without one each frame is read back, and waited for.
  const drawing = await openBrowser(['--use-angle=swiftshader', '--enable-unsafe-swiftshader'], 'graphics');
  try {
    const page = await opened(drawing, server);
    await filter(page, 'drawn apart');
    await benchPan(page);
  } finally {
    await drawing.close();
  }
}

async function opened(browser: Browser, server: Server): Promise<Page> {
  const page = await browser.newPage(reader('en'));
  await page.goto(`${server.url}/situation`);
  await page.locator(READY).waitFor({ timeout: LONG_MS });
  return page;
}

/** When the map was seen, milliseconds from the beginning of the visit: the still or the engine's, and the engine's. */
interface Seen {
  readonly useful: number;
  readonly movable: number;
}

/**
 * Notes within the page when something first stands in it, and was in a frame: who asks from outside is answered when the page has time, and
 * it has none while the engine begins.
 */
function noteFrames(shows: { readonly [name in keyof Seen]: string }): void {
  const page = globalThis as { seen?: { [name: string]: number } };
  const seen: { [name: string]: number } = {};
  page.seen = seen;
  const look = () => {
    for (const [name, selector] of Object.entries(shows)) {
      if (name in seen || document.querySelector(selector) === null) continue;
      seen[name] = Number.NaN;
      // The second begins once the first was put together.
      requestAnimationFrame(() =>
        requestAnimationFrame((at) => {
          seen[name] = at;
        }),
      );
    }
  };
  const attributeFilter = ['data-still', 'data-ready'];
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter });
}

/**
 * Until coast, lines and what happened are seen on a map, and until it is the engine's, which can be moved. A browser that never was
 * here, and one that has the files.
 */
async function firstMap(fresh: () => Promise<Page>, url: string): Promise<void> {
  const times = () => ({ useful: [] as number[], movable: [] as number[] });
  const visits = { 'nothing cached': times(), 'files cached': times() };
  for (let i = 0; i < FIRST; i++) {
    const page = await fresh();
    await page.addInitScript(noteFrames, { useful: USEFUL, movable: READY });
    for (const took of Object.values(visits)) {
      await page.goto(`${url}/situation`, { waitUntil: 'commit' });
      const seen = await page.waitForFunction(
        () => {
          const { seen: { useful = Number.NaN, movable = Number.NaN } = {} } = globalThis as {
            seen?: Partial<Seen>;
          };
          return Number.isNaN(useful + movable) ? undefined : { useful, movable };
        },
        undefined,
        { polling: 100, timeout: LONG_MS },
      );
      const { useful, movable } = (await seen.jsonValue()) as Seen;
      took.useful.push(useful);
      took.movable.push(movable);
    }
    await page.close();
  }
  for (const [what, { useful, movable }] of Object.entries(visits)) {
    tell(`first useful map, ${what}`, figures(useful), '1,500 ms');
    tell(`first map that can be moved, ${what}`, figures(movable), 'none');
  }
}

const figures = (took: readonly number[]) =>
  `p50 ${figure(at(took, 0.5))} ms, least ${figure(Math.min(...took))} ms, most ${figure(Math.max(...took))} ms`;

/** From the choice until the statement says it, and until the map has drawn it. */
async function filter(page: Page, how: string): Promise<void> {
  await page.locator('details').first().locator('summary').click();
  const [said, drawn]: [number[], number[]] = [[], []];
  for (const kind of FILTERED) {
    const statement = await page.locator('[data-statement]').innerText();
    const begun = performance.now();
    await page.locator('select[name="kind"]').selectOption(kind);
    await page.waitForFunction(
      (before) => document.querySelector('[data-statement]')?.textContent !== before,
      statement,
      { polling: 10, timeout: LONG_MS },
    );
    said.push(performance.now() - begun);
    await page
      .locator(`[data-drawn*="kind=${kind}"]`)
      .first()
      .waitFor({ state: 'attached', timeout: LONG_MS });
    drawn.push(performance.now() - begun);
    // What a change sets going beside it comes to rest.
    await page.waitForTimeout(1_500);
  }
  tell(`filter until the statement says it, ${how}`, figures(said), '300 ms');
  tell(`filter until the map has drawn it, ${how}`, figures(drawn), '300 ms');
}

/** From the acknowledgement of a report to the statement that counts it, and to its row in the list. */
async function live(page: Page, server: Server): Promise<void> {
  const [said, listed]: [number[], number[]] = [[], []];
  for (let i = 0; i < LIVE; i++) {
    const shown = () =>
      page.evaluate(() => ({
        statement: document.querySelector('[data-statement] strong')?.textContent,
        // Not the first alone: whose time is told less exactly stands below one that came before it.
        rows: [...document.querySelectorAll('[data-incident]')]
          .map((one) => one.getAttribute('data-incident'))
          .join(),
      }));
    const before = await shown();
    let acknowledged = 0;
    await server.send(liveLine(i), ({ at: when }) => {
      acknowledged = when;
    });
    let [statement, row] = [0, 0];
    for (const until = performance.now() + LONG_MS; statement * row === 0; ) {
      if (performance.now() > until) throw new Error('the report never was on the screen');
      const now = await shown();
      const passed = performance.now() - acknowledged;
      if (statement === 0 && now.statement !== before.statement) statement = passed;
      if (row === 0 && now.rows !== before.rows) row = passed;
    }
    said.push(statement);
    listed.push(row);
    await page.waitForTimeout(1_500);
  }
  tell('counted on the screen after it was acknowledged', figures(said), '1,000 ms');
  tell('listed on the screen after it was acknowledged', figures(listed), '1,000 ms');
}
