import { hash } from 'node:crypto';
import { MISSION, reads, reportKey } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { VAULT } from '@armistice/core/rights';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from './app.ts';
import { ICON_PATH } from './portal/icon.ts';
import { STYLE_PATH } from './portal/style.ts';
import { askingRoutes } from './routes/may.ts';
import { secretReport, type TestMission, testMission } from './testing.ts';
import { AS, appFor, fromAnywhere, questionsOf, READERS } from './testing-audiences.ts';
import { inquiring, votes, writeBeside } from './testing-leak.ts';
import { Signing } from './training/signing.ts';
import { COMMISSION, commissionOf } from './training/staff.ts';
import { initVault } from './vault/vault.ts';

// Everything that one audience alone may read is written, of every kind; then every question that every other reader can
// ask is asked again. What they are told is the same to the byte, but for how long the log is: everyone can count that.

const START_MS = 400_000;
const PARTIES = ['north', 'south'];
const RESTRICTED = Object.keys(READERS).filter((audience) => audience !== PUBLIC);
/** Besides, whoever keeps what sources are called. */
const EVERYONE: typeof READERS = { ...READERS, [VAULT]: { handle: 'custodian-1', roles: ['custodian'] } };
const OPEN = reportKey(secretReport(1));
const UNKNOWN = 'f'.repeat(64);

let here: TestMission;
let app: App;
let signing: Signing;
let url: string;
let questions: readonly string[];
/** What each reader was told last. */
const last = new Map<string, ReadonlyMap<string, string>>();
beforeAll(async () => {
  here = await testMission();
  const custodians = ['custodian-1', 'custodian-2'].map((handle) => ({
    handle,
    passphrase: `long words of ${handle}`,
  }));
  const of = { origin: 'log.example/training', mission: 'training' };
  await initVault({ folder: `${here.folder}/vault`, state: `${here.folder}/state` }, of, custodians, 10);
  app = await appFor(here, EVERYONE, undefined, { people: here.people, disk: here.open.disk });
  await here.mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
  const { rules } = here.derived.view;
  await here.mission.setRules({ ...rules, bodies: { [COMMISSION]: commissionOf(PARTIES) } });
  signing = await Signing.of(here.mission, here.open, here.folder, PARTIES);
  await here.mission.appointing.write({ handle: 'duty-1', roles: ['duty-officer'], by: 'admin-1' });
  await here.mission.stored();
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  questions = (await asked()).map(atSetTime);
  for (const reader of Object.keys(EVERYONE)) last.set(reader, await told(reader));
}, START_MS);
afterAll(async () => {
  await app.close();
  await here.end();
}, START_MS);

/** Reports that one audience alone reads: at a place and time, of a kind and a source that no other report has. */
function sealedReports(audience: string) {
  const number = 100 + 10 * RESTRICTED.indexOf(audience);
  const place = { type: 'point', at: [-40 - number / 100, 10], radius: 500 };
  const of = { source: `hidden-${audience}`, place };
  return [
    secretReport(number, { ...of, kind: 'jamming' }),
    secretReport(number + 1, { ...of, kind: 'casualty' }),
    // As everyone's, so that it would be joined with it if it were read.
    secretReport(number + 2, { source: of.source }),
  ];
}

/** What answers about the hours before now is asked about set hours: an hour that ends meanwhile is no leak. */
function atSetTime(question: string): string {
  if (!question.startsWith('/api/coverage') || /[?&](from|to)=/.test(question)) return question;
  const stretch = 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z';
  return `${question}${question.includes('?') ? '&' : '?'}${stretch}`;
}

async function asked(): Promise<readonly string[]> {
  const keys = [OPEN, UNKNOWN, ...RESTRICTED.map((one) => reportKey(sealedReports(one)[0] as never))];
  const values = {
    ...{ key: keys, id: keys, z: ['0'], x: ['0'], y: ['0'], name: ['report'], area: ['request'] },
    source: ['post-3', ...RESTRICTED.map((one) => `hidden-${one}`)],
    bbox: ['-45,5,-40,15', '-29,41,-27,43'],
    from: ['2026-11-20T22:00:00Z'],
    to: ['2026-11-20T23:00:00Z'],
    clause: ['1', 'exercise-north-south:1'],
    party: PARTIES,
    limit: ['1', '2'],
  };
  // Of agreements and schemas no entry of these tests changes anything, and their texts are long.
  const all = await questionsOf(app, values);
  return all.filter((url) => !/^\/api\/(schemas|problems|entries|auth\/passkey\/generate)/.test(url));
}

/** Everything that is for one audience alone. */
async function writeFor(audience: string): Promise<void> {
  const reports = sealedReports(audience);
  await here.mission.file(reports, audience);
  await here.mission.settled();
  const [first = '', second = ''] = reports.map(reportKey);
  const [from, to] = ['2026-11-20T20:00:00Z', '2026-11-20T23:00:00Z'];
  const area = `area-of-${audience}`;
  const party = PARTIES.includes(audience) ? audience : 'north';
  const row = (by: string, kind: string, body: object) => ({ by, kind, body, audience }) as never;
  const duty = 'exercise-duty-officer';
  await signing.write([
    row('operator', 'coverage', { id: 'c1', area, from, to, state: 'summed', hours: 1, of: 3 }),
    row('operator', 'access', { id: 'a1', area, from, to, answer: 'denied', minutes: 50 }),
    row(duty, 'grade', { report: first, grade: 'B2' }),
    row(duty, 'grade', { report: OPEN, grade: 'E5' }),
    row(duty, 'assessment', { incident: OPEN, status: 'under inquiry', reason: 'only for us' }),
    row(duty, 'assessment', { incident: first, status: 'under inquiry', reason: 'only for us' }),
    row(duty, 'assessment', { incident: first, status: 'verified', reason: 'refused' }),
    row(duty, 'assessment', { incident: OPEN, status: 'verified', reason: 'refused' }),
    row(duty, 'number', { incident: first, number: 'N-1' }),
    row(duty, 'join', { reports: [first, second], reason: 'only for us' }),
    row(party, 'position', { incident: OPEN, on: 'facts', stance: 'contests' }),
    row(party, 'complaint', { report: OPEN, text: 'only for us' }),
    ...(audience === COMMISSION ? votes(row, first) : []),
    row(duty, 'bulletin', { number: 'B-1', from, to, size: 1 }),
    row(duty, 'correction', { entry: 1 }),
    ...inquiring((kind, body) => row(duty, kind, body), audience, OPEN),
  ]);
  await writeBeside(here, audience);
  await here.mission.stored();
}

/** How long the log is, and the time of its last entry: everyone reads both from its leaves (docs/audiences.md). */
const SIZES = /"(size|folded|counted|recorded|published)":\d+/g;
const CLOCK = /"at":"[^"]*","size"/;

/** Answered by who asks, for no audience. */
const BY_HANDLE = /^\/api\/(proposals|vault|members|devices|auth|me|keys)\b/;

/** What a reader is told, without how long the log is. */
async function told(audience: string): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  for (const question of questions) {
    const url = `${question}&audience=${audience}`.replace('?&', '?');
    const named = BY_HANDLE.test(question)
      ? question
      : question.includes('?')
        ? url
        : `${question}?audience=${audience}`;
    answers.set(named, await answerTo(named, audience));
  }
  return answers;
}

async function answerTo(url: string, audience: string): Promise<string> {
  const { statusCode, headers, rawPayload } = await app.inject({
    url,
    headers: { [AS]: audience },
    ...fromAnywhere(),
  });
  const { date: _date, etag, ...rest } = headers;
  const body = rawPayload.toString('latin1');
  // A tag says what the answer says, and nothing else.
  const tag = etag === undefined ? '' : `"${hash('sha256', rawPayload, 'base64url').slice(0, 22)}"`;
  expect([url, String(etag ?? '').replace(/^W\//, '')]).toEqual([url, tag]);
  const plain = body.replace(SIZES, '"$1":0').replace(CLOCK, '"at":"","size"');
  const told = headers['content-length'] === undefined ? {} : { 'content-length': plain.length };
  return JSON.stringify([statusCode, { ...rest, ...told }, plain]);
}

/** Where two answers part, so that a failure can be read. */
function parting(a = '', b = ''): string {
  if (a === b) return '';
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return `${a.slice(Math.max(0, at - 80), at + 40)} | ${b.slice(Math.max(0, at - 80), at + 40)}`;
}

/** What a reader hears while it listens. */
async function listen(reader: string) {
  const leaving = new AbortController();
  const { body } = await fetch(`${url}/api/events?audience=${reader}`, {
    headers: { [AS]: reader },
    signal: leaving.signal,
  });
  let heard = '';
  const hearing = (async () => {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>)
      heard += Buffer.from(chunk).toString();
  })();
  hearing.catch(() => undefined);
  return {
    end() {
      leaving.abort();
      return { reader, heard };
    },
  };
}

/** Whether events tell of any incident; that the log grew they tell to all. */
function namedIn(heard: string): boolean {
  expect(heard).toContain('event: folded');
  const folded = heard.split('\n').filter((line) => line.startsWith('data: {"type":"folded"'));
  return folded.some((line) => !line.endsWith('"incidents":[],"more":0}'));
}

/** What its own reader is told anew: else there was nothing to leak. */
const CHANGED = ['/api/situation', '/api/incidents', '/api/reports', '/api/counts'];
const BESIDE: { readonly [audience: string]: readonly string[] } = {
  [MISSION]: ['/api/members', '/api/proposals', '/api/inquiries'],
  north: ['/api/proposals'],
  south: ['/api/proposals'],
};

describe.each(RESTRICTED)('what is for %s alone', (audience) => {
  const others = Object.keys(EVERYONE).filter((reader) => !reads(reader, audience));

  test(
    'changes nothing that any other reader is told, by whatever question',
    async () => {
      const before = new Map(last);
      const streams = await Promise.all(Object.keys(READERS).map(listen));
      await writeFor(audience);
      for (const { reader, heard } of streams.map((one) => one.end()))
        expect([reader, namedIn(heard)]).toEqual([reader, reads(reader, audience)]);
      for (const reader of Object.keys(EVERYONE)) last.set(reader, await told(reader));
      for (const reader of others)
        for (const [url, answer] of before.get(reader) ?? [])
          expect([url, parting(answer, last.get(reader)?.get(url))]).toEqual([url, '']);
      // Its own reader sees it, or there was nothing to leak.
      const own = last.get(audience) ?? new Map<string, string>();
      const changed = [...own].filter(([url, answer]) => before.get(audience)?.get(url) !== answer);
      expect(changed.map(([url]) => url.replace(/\?.*/, ''))).toEqual(
        expect.arrayContaining([...CHANGED, ...(BESIDE[audience] ?? [])]),
      );
    },
    START_MS,
  );

  test('is answered to others as what never was', async () => {
    const hidden = reportKey(sealedReports(audience)[0] as never);
    for (const reader of others)
      for (const path of ['/api/incidents', '/api/reports']) {
        const [there, never] = [hidden, UNKNOWN].map((key) => `${path}/${key}?audience=${reader}`);
        expect(await answerTo(there ?? '', reader)).toBe(await answerTo(never ?? '', reader));
      }
  });
});

test('what custodians ask, and whom they keep, changes nothing that anybody else is told', async () => {
  const before = new Map(last);
  const post = (path: string, payload: object) =>
    app.inject({ method: 'POST', url: `/api/vault/${path}`, headers: { [AS]: VAULT }, payload });
  const identity = { source: 'post-3', identity: { name: 'of a person' } };
  expect((await post('identities', identity)).statusCode).toBe(201);
  const asking = { act: 'open', source: 'post-3', reason: 'to warn them' };
  expect((await post('askings', asking)).statusCode).toBe(201);
  for (const reader of Object.keys(EVERYONE)) last.set(reader, await told(reader));
  for (const reader of Object.keys(READERS))
    for (const [url, answer] of before.get(reader) ?? [])
      expect([url, parting(answer, last.get(reader)?.get(url))]).toEqual([url, '']);
  const own = [...(last.get(VAULT) ?? [])].filter(([url, answer]) => before.get(VAULT)?.get(url) !== answer);
  expect(own.map(([url]) => url.replace(/\?.*/, ''))).toContain('/api/vault');
});

/** Reads that are not asked above, each with why. */
const NOT_ASKED: { readonly [route: string]: string } = {
  '/api/events': 'listened to, by every reader',
  '/metrics': 'how busy the machine is: for its keeper, held by app.audiences.test.ts',
  '/api/openapi.json': 'the document of the API, of no entry',
  '/api/schemas/:name': 'texts of the program',
  '/api/problems': 'texts of the program',
  '/api/problems/:area/:name': 'texts of the program',
  '/api/entries': 'leaves of the open record: app.entries.test.ts holds what they show',
  '/api/entries/:index': 'as above',
  '/api/auth/passkey/generate-authenticate-options': 'a challenge, another each time',
  '/api/auth/passkey/generate-register-options': 'a challenge, another each time',
  '/': 'the page itself',
  '/portal': 'pages made for the public alone: app.portal.test.ts',
  '/portal/:language/*': 'as above',
  [STYLE_PATH]: 'as above',
  [ICON_PATH]: 'as above',
  '/ground/tiles.json': 'a file of whoever keeps the machine, of no entry',
  '/ground/:z/:x/:y': 'as above',
  '/record/*': 'the record itself, of which docs/audiences.md says what it tells',
  '/verify.html': 'a file of the program',
  '/api/auth/provider/:id': 'leads away to a party’s provider',
};

test('every route that there is was asked, or says here why not; of a write its answer is for whoever wrote', () => {
  const paths = questions.map((question) => question.replace(/\?.*/, ''));
  const isAsked = (route: string) => {
    const like = new RegExp(`^${route.replace(/[.*]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
    return paths.some((path) => like.test(path));
  };
  const routes = askingRoutes(app as never).filter(({ method }) => method === 'GET');
  expect(routes.length).toBeGreaterThan(40);
  const left = routes.map(({ url }) => url).filter((url) => !isAsked(url) && NOT_ASKED[url] === undefined);
  expect(left).toEqual([]);
  const stale = Object.keys(NOT_ASKED).filter((route) => !routes.some(({ url }) => url === route));
  expect(stale).toEqual([]);
});
