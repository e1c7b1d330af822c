import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { tooWide } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { FieldPages } from './page-models/field-page.ts';
import { PeoplePages } from './page-models/people-pages.ts';
import { type RunningServer, startServer } from './server.ts';
import { ill, RAN, type Written, writeEverywhere } from './stored-texts-written.ts';

// What somebody wrote is shown to everybody else: it runs nothing, turns nothing around it, and fits.

const LONG = 300_000;

const skipped = whySkipped('chromium');
let browser: Browser;
let server: RunningServer;
let written: Written;

beforeAll(async () => {
  if (skipped !== undefined) return;
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  written = await writeEverywhere(server);
}, LONG);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** A page; and what it must show: a text by the words of ours before it, or a part of the page by a selector. */
type Shown = readonly [path: string, ...parts: readonly string[]];

/** The rooms, as a head of mission reads them. */
function rooms(): readonly Shown[] {
  const { incident, bulletin, draft, entries } = written;
  const entry = (kind: string, ...marks: readonly string[]): Shown => [`/entries/${entries[kind]}`, ...marks];
  return [
    [`/situation?selected=${incident}&show=posts,sight`, '[data-summary]'],
    ['/', 'place of post-4', 'title of the mission', ...INQUIRY],
    ['/proposals', 'because', 'refused because'],
    ['/members', '[data-member]'],
    ['/parity'],
    [`/queue?row=incident-${incident}`, 'words of post-3', 'note of a claim', ...INQUIRY],
    [
      `/incidents/${incident}`,
      ...['words of post-3', 'words of post-4', 'place of post-3', 'reason of a grade'],
      ...['reason of an assessment', 'reason of a join', 'reason of a correction', 'reason of the finding'],
      ...['reason of the attribution', ...FOUND, 'position of north', 'position of south', ...COMPLAINT],
      ...['answer', 'note of a claim', ...INQUIRY],
    ],
    ['/coverage', ...REFUSAL],
    ['/entries?q=dissent', `[data-entry="${entries.finding}"]`],
    entry('finding', ...FOUND, 'reason of the finding'),
    entry('complaint', ...COMPLAINT),
    entry('access', ...REFUSAL),
    entry('erratum', ...ERRATUM),
    entry('mission', 'title of the mission', 'name of a body'),
    ['/agreements', '[data-agreement]'],
    ['/agreements/exercise-north-south', '[data-standing] [data-history]'],
    ['/bulletins', 'title'],
    [`/bulletins/${encodeURIComponent(bulletin)}`, 'remark', 'rule of counting', ...ERRATUM],
    [`/bulletins/draft/${draft}`, 'remark'],
    ['/account'],
  ];
}
const INQUIRY = ['asks of an inquiry', 'risk of an inquiry'];
const FOUND = ['class', 'remedy', 'dissent'];
const COMPLAINT = ['words of a complaint', 'asks of a complaint'];
const REFUSAL = ['role', 'reason of a refusal', 'condition'];
const ERRATUM = ['reason of an erratum', 'title', 'is now'];

/** What everyone may read as the server makes it: pages without a script, and a bulletin as its own file. */
function publicPages(language: string): readonly Shown[] {
  const { incident, bulletin } = written;
  const pages: readonly Shown[] = [
    [''],
    ['incidents', `a[href$="${incident}"] bdi`],
    [`incidents/${incident}`, ...FOUND, 'position of north', 'position of south'],
    ['bulletins', 'rule of counting', ...ERRATUM],
    ['agreements/exercise-north-south'],
    ['coverage'],
    ['parity'],
    ['check'],
  ];
  return [
    ...pages.map(
      ([path, ...parts]): Shown => [`/portal/${language}/${path}`, 'title of the mission', ...parts],
    ),
    [
      `/api/bulletins/${encodeURIComponent(bulletin)}/file.html?lang=${language}`,
      'remark',
      'rule of counting',
    ],
  ];
}

/** Opens what the page can open, and waits until it shows what it should. */
async function shows(page: Page, parts: readonly string[]): Promise<void> {
  const missing = () =>
    page.evaluate((wanted) => {
      for (const one of document.querySelectorAll('details')) one.open = true;
      const inner = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => [
        ...(shadowRoot?.children ?? []),
      ]);
      const seen = [document.body, ...inner].map((one) => (one as HTMLElement).innerText).join('\n');
      const isThere = (part: string) =>
        part.includes('[') ? document.querySelector(part) !== null : seen.includes(`${part}: <script>`);
      return wanted.filter((part) => !isThere(part));
    }, parts);
  await expect.poll(missing, { timeout: 15_000, message: page.url() }).toEqual([]);
}

/** What a text has become that should have stayed one. */
function made(page: Page): Promise<readonly string[]> {
  return page.evaluate((ran) => {
    const all = [...document.querySelectorAll('*')];
    const roots = [document, ...all.flatMap(({ shadowRoot }) => shadowRoot ?? [])];
    const elements = roots.flatMap((root) => [
      ...root.querySelectorAll('img[src="x"], [onerror], [onload], [href^="javascript"]'),
    ]);
    const scripts = roots.flatMap((root) => [...root.querySelectorAll('script')]);
    const ours = scripts.filter((one) => one.text.includes(ran));
    return [...elements, ...ours].map((one) => one.outerHTML).concat(ran in globalThis ? [ran] : []);
  }, RAN);
}

/** Texts on the page that end more isolates than they begin: a browser ends that of the element around them, too. */
function breakingOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const shadows = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    return [document.body, ...shadows].flatMap((root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode as Text;
        // What is being written in a field is a page of its own: no sign of it reaches out.
        if (parentElement?.localName === 'textarea') continue;
        let open = 0;
        for (const [sign] of data.matchAll(/[\u2066-\u2069]/g)) {
          open += sign === '\u2069' ? -1 : 1;
          if (open >= 0) continue;
          found.push(`${parentElement?.localName}: ${data}`);
          break;
        }
      }
      return found;
    });
  });
}

/** The page shows what it should, and the texts on it have done nothing. */
async function stands({ page }: PeoplePages, [path, ...parts]: Shown): Promise<void> {
  await shows(page, parts);
  // The bytes of a published file are those of its edition, wide tables included.
  const wide = path.startsWith('/api/') ? 0 : await tooWide(page);
  expect.soft([path, wide, await made(page), await breakingOut(page)]).toEqual([path, 0, [], []]);
}

/** Opens pages one after the other. */
async function walk(here: PeoplePages, pages: readonly Shown[]): Promise<void> {
  for (const shown of pages) {
    await here.open(shown[0]);
    await stands(here, shown);
  }
}

/** What somebody writes in the field form is read again there before it is sent. */
async function writeInField(here: PeoplePages): Promise<void> {
  const form = new FieldPages(here.page);
  await form.open(here.url);
  await form.begin();
  await form.fill(ill('words of a patrol'));
  await stands(here, ['/field', 'words of a patrol']);
}

/** The feed of bulletins says whose it is, and holds no element but those of a feed. */
async function readFeed({ page }: PeoplePages, language: string): Promise<void> {
  const [name, elements] = await page.evaluate(async (path) => {
    const text = await (await fetch(path)).text();
    const all = [...new DOMParser().parseFromString(text, 'application/xml').querySelectorAll('*')];
    return [
      all.find((one) => one.localName === 'title')?.textContent,
      all.map((one) => one.localName),
    ] as const;
  }, `/portal/${language}/bulletins.atom`);
  expect(name).toContain('title of the mission: <script>');
  const known = ['feed', 'title', 'id', 'link', 'updated', 'author', 'name', 'entry', 'summary'];
  expect(elements.filter((one) => !known.includes(one))).toEqual([]);
}

const LOOKS = [
  ['en', 'desktop'],
  ['ar', 'phone'],
  ['fr', 'phone'],
  ['ru', 'desktop'],
  ['uk', 'phone'],
] as const;

test.each(LOOKS)(
  'in %s, on a %s, a stored text runs nothing, turns nothing and fits',
  {
    timeout: LONG,
  },
  async (...look) => {
    const [language, screen] = look;
    const context = await browser.newContext(reader(language, 'light', screen));
    const [here, beside] = [
      new PeoplePages(await context.newPage(), server.url),
      new PeoplePages(await context.newPage(), server.url),
    ];
    await here.open('/rights');
    await here.switchTo('exercise-head');
    // Two pages at once: most of the time each waits for the server.
    const pages = [...rooms(), ...publicPages(language)];
    const half = (odd: number) => pages.filter((_, at) => at % 2 === odd);
    await Promise.all([walk(here, half(0)), walk(beside, half(1))]);
    await here.lookAs('exercise-second-custodian');
    await Promise.all([walk(here, [['/vault', 'reason of an asking']]), writeInField(beside)]);
    await readFeed(here, language);
    // A policy that had to stop something would be told here: nothing was there to be stopped.
    expect([...here.faults, ...beside.faults]).toEqual([]);
    await context.close();
  },
);
