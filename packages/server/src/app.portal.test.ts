import { LANGUAGES } from '@armistice/core/bulletin';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from './app.ts';
import { PORTAL_PATHS } from './portal/portal.ts';
import { SECRETS, secretReport, type TestMission, testMission } from './testing.ts';
import { AS, appFor, fromAnywhere, READERS } from './testing-audiences.ts';
import { Signing } from './training/signing.ts';

// The public pages, for whoever reads them on whatever device: text, one style sheet, and what everyone may know.

const START_MS = 120_000;
/** The first load of the front: page and style sheet, as they are, for a phone on a poor line. */
const MOST_BYTES = 60_000;
const HIDDEN = 'hidden-from-others';

let here: TestMission;
let app: App;
let id = '';
beforeAll(async () => {
  here = await testMission();
  app = await appFor(here, READERS);
  const [filed] = await here.mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
  id = filed?.key ?? '';
  await here.mission.stored();
}, START_MS);
afterAll(async () => {
  await app.close();
  await here.end();
}, START_MS);

const get = (url: string, headers: { readonly [name: string]: string } = {}) =>
  app.inject({ url, headers, ...fromAnywhere() });
const pages = () => [
  ...PORTAL_PATHS.filter((path) => !path.endsWith('.atom')),
  ...LANGUAGES.flatMap((language) => [
    `/portal/${language}/incidents/${id}`,
    `/portal/${language}/agreements/exercise-north-south`,
  ]),
];

test('every page stands in five languages, with its direction, its exercise mark and its ways out', async () => {
  for (const path of pages()) {
    const { statusCode, body, headers } = await get(path);
    const [, , language = ''] = path.split('/');
    expect([path, statusCode, headers['content-type']]).toEqual([path, 200, 'text/html; charset=utf-8']);
    const dir = language === 'ar' ? 'rtl' : 'ltr';
    expect(body).toContain(`<html lang="${language}" dir="${dir}">`);
    expect(body).toContain('class="exercise"');
    expect(body).toContain(`<link rel="canonical" href="${path}">`);
    for (const other of LANGUAGES)
      expect(body).toContain(
        `hreflang="${other}" href="${path.replace(/^\/portal\/\w\w/, `/portal/${other}`)}"`,
      );
  }
});

test('no page runs anything, keeps anything, styles in place or asks another server', async () => {
  for (const path of pages()) {
    const { body, headers } = await get(path);
    expect([path, body.match(/<script|<iframe|<img|<form|javascript:|\sstyle=|\son\w+=/i)]).toEqual([
      path,
      null,
    ]);
    const elsewhere = [...body.matchAll(/(?:href|src)="(https?:\/\/[^"]*)"/g)].map(([, url]) => url);
    expect([path, elsewhere]).toEqual([path, []]);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(SECRETS.filter((secret) => body.includes(secret))).toEqual([]);
  }
});

test('every link between the pages leads somewhere', async () => {
  const links = new Set<string>();
  for (const path of pages())
    for (const [, href = ''] of (await get(path)).body.matchAll(/href="(\/portal[^"#]*)/g)) links.add(href);
  expect(links.size).toBeGreaterThan(50);
  for (const link of links)
    expect([link, (await get(link.replaceAll('&amp;', '&'))).statusCode]).toEqual([link, 200]);
});

test('what browsers ask for by themselves, the sign of the site, is there', async () => {
  const { statusCode, headers, body } = await get('/favicon.ico');
  expect([statusCode, headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  expect(body).toMatch(/^<svg/);
});

test(`the front and its style sheet are less than ${MOST_BYTES} bytes, and a page that one has is not sent again`, async ({
  annotate,
}) => {
  const front = await get('/portal/en/');
  const style = /href="(\/portal\/style-[^"]*)"/.exec(front.body)?.[1] ?? '';
  const sheet = await get(style);
  expect(sheet.headers['cache-control']).toContain('immutable');
  const bytes = front.rawPayload.length + sheet.rawPayload.length;
  const packed = await Promise.all(
    ['/portal/en/', style].map(
      async (url) => (await get(url, { 'accept-encoding': 'gzip' })).rawPayload.length,
    ),
  );
  await annotate(`${bytes} bytes, packed ${packed.reduce((sum, one) => sum + one, 0)}`);
  expect(bytes).toBeLessThan(MOST_BYTES);
  const again = await get('/portal/en/', { 'if-none-match': String(front.headers.etag) });
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
});

test('what is there for nobody, or not for everyone, is one page that says so', async () => {
  for (const path of ['nothing', 'incidents/x', `incidents/${'f'.repeat(64)}`, 'agreements/none', 'a/b/c']) {
    const { statusCode, body } = await get(`/portal/fr/${path}`);
    expect([path, statusCode]).toEqual([path, 404]);
    expect(body).toContain('Il n’y a rien ici');
    expect(body).not.toContain(path);
  }
  expect((await get('/portal/xx/')).statusCode).toBe(404);
});

test('a browser is led to the first of its languages that there is', async () => {
  const led = async (accepted: string) =>
    (await get('/portal', { 'accept-language': accepted })).headers.location;
  expect(await led('de-DE,uk;q=0.8,en;q=0.5')).toBe('/portal/uk/');
  expect(await led('ar-SY')).toBe('/portal/ar/');
  expect(await led('')).toBe('/portal/en/');
});

describe.each(['north', 'mission'])('what is for %s alone', (audience) => {
  test('changes no page, whoever asks, but how long the record is', async () => {
    const plain = (body: string) =>
      body.replace(/<p>[^<]*<\/p>\n<\/footer>/, '').replace(/(entries|\d[\d,]*) [^<]*<\/p>/, '');
    const read = async (path: string) =>
      plain((await get(`${path}?audience=${audience}`, { [AS]: audience })).body);
    const paths = pages().filter((path) => path.startsWith('/portal/en/') && !path.endsWith('parity'));
    const before = await Promise.all(paths.map(read));
    await here.mission.file([secretReport(500, { source: HIDDEN, kind: 'jamming' })], audience);
    await here.mission.stored();
    for (const [i, path] of paths.entries()) {
      const after = await read(path);
      expect([path, after === before[i]]).toEqual([path, true]);
      expect(after).not.toContain(HIDDEN);
    }
  });
});

test('why nobody could observe, and how a party stands, is said in words of each language', async () => {
  const signing = await Signing.of(here.mission, here.open, here.folder, ['north', 'south']);
  const [from, to] = ['2026-11-20T20:00:00Z', '2026-11-20T23:00:00Z'];
  const hours = { state: 'summed', hours: 1, of: 3, causes: { power: 2 } };
  await signing.write([
    { by: 'operator', kind: 'coverage', body: { id: 'p', area: 'east', from, to, ...hours } },
    { by: 'north', kind: 'position', body: { incident: id, on: 'facts', stance: 'contests' } },
  ] as never);
  await here.mission.stored();
  const said = { en: ['power', 'contests'], uk: ['живлення', 'заперечує'], ru: ['питание', 'оспаривает'] };
  const all = { ...said, fr: ['électricité', 'conteste'], ar: ['كهرباء', 'يعترض'] };
  for (const [language, [power = '', contests = '']] of Object.entries(all)) {
    expect((await get(`/portal/${language}/coverage`)).body).toContain(`<td>${power}</td>`);
    expect((await get(`/portal/${language}/incidents/${id}`)).body).toContain(`</b> · ${contests}`);
  }
});

test('no address that anybody makes up is a fault', async () => {
  const part = fc.oneof(
    fc.constantFrom('portal', 'en', 'ar', 'incidents', 'bulletins.atom', '..', '%2e', '', '%00'),
    fc.webPath(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 4 }), fc.webQueryParameters(), async (parts, query) => {
      const { statusCode } = await get(`/portal/${parts.join('/')}?${query}`);
      expect(statusCode).toBeLessThan(500);
    }),
    { numRuns: 150 },
  );
  expect(here.faults).toEqual([]);
});
