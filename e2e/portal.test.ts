import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, request } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { broken, tooWide } from './accessibility.ts';
import { openBrowser, reader } from './browser.ts';
import { firstIncident } from './first-incident.ts';
import { PortalPage } from './page-models/portal-page.ts';
import { type RunningServer, startServer } from './server.ts';

// What everyone reads, read as they do: with no script, on a small or an enlarged screen, in their own language. The
// exercise is still; who could observe is written before.

const START_MS = 300_000;
/** The front and its style sheet, for a phone on a poor line. */
const MOST_BYTES = 60_000;
const LANGUAGES = ['en', 'uk', 'ru', 'fr', 'ar'] as const;
const SECTIONS = ['', 'incidents', 'bulletins', 'agreements', 'coverage', 'parity', 'check', 'send'];
const skipped = whySkipped('chromium');
const pictures = fileURLToPath(new URL('screenshots', import.meta.url));
/** What is said where the power failed. */
const POWER = { en: 'power', uk: 'живлення', ru: 'питание', fr: 'électricité', ar: 'كهرباء' } as const;

let browser: Browser;
let server: RunningServer;
let incident = '';
beforeAll(async () => {
  if (skipped !== undefined) return;
  await mkdir(pictures, { recursive: true });
  [browser, server] = await Promise.all([openBrowser(), startServer()]);
  await write('exercise-duty-officer', 'coverage', {
    ...{ id: 'e', area: 'sector-east', state: 'summed', of: 6, hours: 4, causes: { power: 2 } },
    ...{ from: '2026-11-20T10:00:00Z', to: '2026-11-20T16:00:00Z' },
  });
  incident = await firstIncident(server);
  await until(async () => /power/.test(await textOf('coverage')));
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
}, START_MS);
beforeEach((context) => {
  if (skipped !== undefined) context.skip(skipped);
});

/** Asks until it is so; the hook's own limit ends what never comes. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(500);
}

async function textOf(rest: string): Promise<string> {
  return (await fetch(`${server.url}/portal/en/${rest}`)).text();
}

/** Writes as a simulated member; who is one is known a moment after the server answers. */
async function write(as: string, kind: string, body: object): Promise<void> {
  const member = await request.newContext({ baseURL: server.url, extraHTTPHeaders: { origin: server.url } });
  const send = async () => {
    await member.post('/api/switch', { data: { as } });
    const answer = await member.post('/api/entries', { data: { kind, body, nonce: `e2e-${kind}` } });
    return answer.status();
  };
  await until(async () => (await send()) < 202);
  await member.dispose();
}

/** Reads with no script unless the options say otherwise. */
async function reading(
  options: BrowserContextOptions,
  use: (portal: PortalPage) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  try {
    const portal = new PortalPage(await context.newPage(), server.url);
    await use(portal);
    expect(portal.faults).toEqual([]);
    expect([...portal.hosts]).toEqual([new URL(server.url).host]);
    expect(await context.cookies()).toEqual([]);
  } finally {
    await context.close();
  }
}

describe.each(LANGUAGES)('in %s, without a script', (language) => {
  test('every page is read in its language and direction, and the other languages are one step away', async () => {
    await reading(reader(language), async (portal) => {
      const headings = new Set<string>();
      for (const section of [...SECTIONS, `incidents/${incident}`]) {
        expect([section, await portal.open(language, section)]).toEqual([section, 200]);
        expect(await portal.said()).toEqual([language, language === 'ar' ? 'rtl' : 'ltr']);
        headings.add(await portal.heading());
      }
      expect(headings.size).toBe(SECTIONS.length + 1);
      await portal.open(language, 'check');
      for (const other of LANGUAGES) {
        await portal.page.locator(`.languages a[hreflang="${other}"]`).click();
        await portal.page.waitForURL(`**/portal/${other}/check`);
        expect((await portal.said())[0]).toBe(other);
      }
    });
  });

  test('why nobody could observe is said in words of the language', async () => {
    await reading(reader(language), async (portal) => {
      await portal.open(language, 'coverage');
      expect(await portal.page.locator('main table').innerText()).toContain(POWER[language]);
    });
  });
});

test('who asks for the portal is led to a page of their browser’s language', async () => {
  await reading({ locale: 'uk-UA' }, async (portal) => {
    await portal.page.goto(`${server.url}/portal`);
    expect(new URL(portal.page.url()).pathname).toBe('/portal/uk/');
  });
});

test('every link of the front leads somewhere, in each language', { timeout: START_MS }, async () => {
  const answers = new Map<string, number>();
  for (const language of LANGUAGES)
    await reading(reader(language), async (portal) => {
      await portal.open(language);
      const links = await portal.links();
      expect(links.length).toBeGreaterThan(15);
      for (const link of links)
        if (!answers.has(link)) answers.set(link, (await portal.page.request.get(link)).status());
    });
  expect([...answers].filter(([, status]) => status !== 200)).toEqual([]);
  expect([...answers.keys()]).toContain(`${server.url}/portal/ar/incidents/${incident}`);
});

test('the whole portal is reached by keyboard, past what repeats on every page', async () => {
  await reading(reader('en'), async (portal) => {
    await portal.open('en');
    await portal.page.keyboard.press('Tab');
    await portal.page.keyboard.press('Enter');
    await portal.page.waitForURL(/#main$/);
    await portal.page.keyboard.press('Tab');
    const inMain = await portal.page.locator('main a:focus').count();
    expect(inMain).toBe(1);
    await portal.page.keyboard.press('Enter');
    await portal.page.waitForURL(/\/portal\/en\/.+/);
    expect(await portal.heading()).not.toBe('');
  });
});

test(`the front with its style sheet is below ${MOST_BYTES} bytes over the wire, and nothing else is fetched`, async ({
  annotate,
}) => {
  await reading(reader('ar', 'light', 'phone'), async (portal) => {
    await portal.open('ar');
    const bytes = await portal.bytes();
    await annotate(`${bytes} bytes: ${JSON.stringify(Object.fromEntries(portal.weights))}`);
    const asked = [...portal.weights.keys()].filter((path) => path !== '/favicon.ico');
    // Which of the two is there first is the browser's own affair: the page is read while it comes.
    const named = asked.map((path) => path.replace(/-[0-9a-f]+/, '')).toSorted();
    expect(named).toEqual(['/portal/ar/', '/portal/style.css']);
    expect(bytes).toBeGreaterThan(3_000);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });
});

test('an address where nothing is is a page of the portal that leads back', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const portal = new PortalPage(await context.newPage(), server.url);
  expect(await portal.open('fr', 'incidents/none')).toBe(404);
  expect(await portal.heading()).toBe('Il n’y a rien ici');
  await portal.page.locator('main a').click();
  await portal.page.waitForURL('**/portal/fr/');
  await context.close();
});

describe.each(
  LANGUAGES.flatMap((language) => (['light', 'dark'] as const).map((scheme) => [language, scheme] as const)),
)('in %s, %s', (language, scheme) => {
  test('no page breaks a rule of accessibility, and none is wider than a phone or than half a screen', async () => {
    const options = { ...reader(language, scheme), javaScriptEnabled: true, bypassCSP: true };
    await reading(options, async (portal) => {
      for (const section of [...SECTIONS, `incidents/${incident}`]) {
        await portal.open(language, section);
        const wide = [];
        for (const width of [1280, 640, 390]) {
          await portal.page.setViewportSize({ width, height: 844 });
          wide.push(await tooWide(portal.page));
        }
        expect([section, wide, await broken(portal.page)]).toEqual([section, [0, 0, 0], []]);
        if (section === '')
          await portal.page.screenshot({
            path: join(pictures, `portal-${scheme}-${language}.png`),
            fullPage: true,
          });
      }
    });
  });
});
