import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Json } from '@armistice/core/record';
import { audiencesOf } from '@armistice/core/rights';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../cli/run.ts';
import { AS_OPERATOR, problem, secretReport, type TestMission, testMission } from '../testing.ts';
import { furnishMembers } from './simulated.ts';
import { Browser, PASSWORD } from './testing.ts';
import { Authenticator } from './testing-passkey.ts';

const START_MS = 120_000;
const OFFICER = { handle: 'duty-1', roles: ['duty-officer'], by: 'operator' };

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
}, START_MS);
afterAll(() => here.end(), START_MS);

async function enter(member: object): Promise<void> {
  const { log } = here.mission;
  const fields = Object.entries(member).map(([name, value]) => ({
    ...{ name, value: value as Json },
    ...{ audience: 'mission', part: 'detail' as const },
  }));
  const content = { kind: 'member', audience: 'mission', body: { fields } };
  await log.append([log.draft(content, here.open.keys.registrar)]);
  await here.mission.settled();
}

test(
  'who is a member is known once the entry is folded, after a restart too, and until the entry that ends it',
  async () => {
    await enter(OFFICER);
    const known = () => here.mission.members.get('duty-1');
    expect(audiencesOf(known()?.actor ?? { handle: '', roles: [] }, Date.now())).toContain('mission');
    const index = known()?.index;
    here = await here.restart();
    expect([known()?.index, known()?.entry]).toEqual([index, OFFICER]);
    expect(here.mission.members.holding('publish', 'public', Date.now())).toEqual(['duty-1']);
    await enter({ ...OFFICER, ended: true, reason: 'went home' });
    expect(known()?.actor).toEqual({ handle: 'duty-1', roles: ['public'] });
    expect(here.mission.members.holding('publish', 'public', Date.now())).toEqual([]);
  },
  START_MS,
);

describe('a device', () => {
  const asDevice = (token: string) => ({ authorization: `Bearer ${token}` });
  const asOperator = (url: string, payload: object) =>
    here.app.inject({ method: 'POST', url, headers: AS_OPERATOR, payload });
  const fileAs = (token: string, lines: readonly object[]) =>
    here.app.inject({
      ...{ method: 'POST', url: '/api/reports', remoteAddress: '192.0.2.9' },
      headers: { ...asDevice(token), 'content-type': 'application/x-ndjson' },
      payload: lines.map((line) => JSON.stringify(line)).join('\n'),
    });

  test('files for its sources line by line, reads nothing restricted, and is nobody once it is ended', async () => {
    const made = await asOperator('/api/devices', { handle: 'camera-1', sources: ['camera-1', 'camera-2'] });
    expect(made.statusCode).toBe(201);
    const { token } = made.json();
    const lines = ['camera-1', 'post-3', 'camera-2'].map((source, i) => secretReport(700 + i, { source }));
    const answers = (await fileAs(token, lines)).body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ problem: refused }) => refused?.code)).toEqual([
      undefined,
      'request/not-allowed',
      undefined,
    ]);
    for (const url of ['/api/situation?audience=mission', '/api/members', '/api/devices'])
      expect((await here.app.inject({ url, headers: asDevice(token) })).statusCode).toBe(403);
    const listed = (await here.app.inject({ url: '/api/devices', headers: AS_OPERATOR })).json().devices;
    expect(listed).toMatchObject([{ handle: 'camera-1', state: 'open', used: expect.any(String) }]);
    // Neither the token nor its hash is shown again, or in the record.
    expect(JSON.stringify(listed)).not.toContain(token);
    expect((await asOperator('/api/devices/camera-1/end', {})).statusCode).toBe(200);
    expect(problem(await fileAs(token, lines))).toEqual([403, 'request/not-allowed']);
  });

  test('has one token at a time, for as long as it was given it, and comes as often as it may', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const make = async (change: object = {}) =>
      (await asOperator('/api/devices', { handle: 'camera-3', sources: ['camera-3'], ...change })).json()
        .token;
    const first = await make({ until });
    const second = await make({ until });
    expect((await fileAs(first, [secretReport(710, { source: 'camera-3' })])).statusCode).toBe(403);
    expect((await fileAs(second, [secretReport(710, { source: 'camera-3' })])).statusCode).toBe(200);
    const over = await make({ from: undefined, until: '2020-01-01T00:00:00Z' });
    expect((await fileAs(over, [])).statusCode).toBe(403);
    const third = await make();
    const statuses: number[] = [];
    for (let i = 0; i < 260; i++)
      statuses.push((await here.app.inject({ url: '/api/members', headers: asDevice(third) })).statusCode);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    // Another's pace is its own.
    expect((await here.app.inject({ url: '/api/members', headers: AS_OPERATOR })).statusCode).toBe(200);
  });
});

test('what begins with a right and goes on after its end is refused', async () => {
  await enter({ handle: 'keeper-2', roles: ['administrator'], by: 'operator' });
  await here.people.accounts.make('keeper-2', PASSWORD);
  const cookies = await here.people.accounts.signIn('keeper-2', 'passkey', new Headers());
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
  let asked: () => void = () => undefined;
  const onItsWay = new Promise<void>((resolve) => {
    asked = resolve;
  });
  let ended: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const body = async function* () {
    yield '{"handle": "camera-9",';
    asked();
    await over;
    yield ' "sources": ["camera-9"]}';
  };
  const headers = { cookie, origin: 'http://localhost:8370', host: 'localhost:8370' };
  const answer = here.app.inject({
    ...{ method: 'POST', url: '/api/devices', remoteAddress: '192.0.2.60' },
    headers: { ...headers, 'content-type': 'application/json' },
    payload: Readable.from(body()),
  });
  void answer.then(() => undefined);
  await onItsWay;
  await enter({ handle: 'keeper-2', roles: ['administrator'], ended: true, by: 'operator', reason: 'left' });
  ended();
  expect(problem(await answer)).toEqual([403, 'request/not-allowed']);
  expect(here.mission.members.get('camera-9')).toBeUndefined();
});

test('the first office stated takes none from others, and the last one that ends leaves none', async () => {
  const offices = () => here.derived.view.rules.offices;
  const { offices: _, ...rest } = here.derived.view.rules;
  await here.mission.setRules(rest);
  await here.desk.custody.keyOf('of-before-1');
  const add = (handle: string, more: object = {}) =>
    here.mission.appointing.write({ handle, roles: ['head'], by: 'operator', ...more });
  for (const handle of ['constructor', 'to-string']) await add(handle);
  expect(offices()).toMatchObject({ 'of-before-1': ['duty', 'verify'], constructor: ['chair'] });
  await here.mission.setRules({
    ...here.derived.view.rules,
    offices: Object.fromEntries([['constructor', ['chair'] as const]]),
  });
  await add('constructor', { ended: true, reason: 'left' });
  expect(offices()).toEqual({});
  expect(here.faults).toEqual([]);
});

describe('a passkey', () => {
  test('signs in by itself where it asks for a PIN, and then the password alone does not', async () => {
    await here.mission.setRules({ ...here.derived.view.rules, exercise: false });
    await enter({ handle: 'head-1', roles: ['head'], by: 'operator' });
    const browser = new Browser(here.app);
    const code = here.people.invitations.make('head-1', 'operator');
    expect((await browser.post('/api/join', { code, password: PASSWORD })).statusCode).toBe(201);
    const enrol = async (key: Authenticator) => {
      const options = (await browser.get('/api/auth/passkey/generate-register-options')).json();
      const response = key.register(options);
      return browser.post('/api/auth/passkey/verify-registration', { response, name: 'blue key' });
    };
    expect((await enrol(new Authenticator(false))).statusCode).toBeGreaterThanOrEqual(400);
    expect((await browser.get('/api/me')).json()).toMatchObject({ needs: 'second-factor' });
    const key = new Authenticator(true);
    expect((await enrol(key)).statusCode).toBe(200);
    // Whoever holds the key need not sign in again.
    expect((await browser.get('/api/me')).json()).toMatchObject({ needs: null, factors: { passkeys: 1 } });

    const other = new Browser(here.app, new Map(), '192.0.2.44');
    const byPassword = await other.post('/api/auth/sign-in/username', {
      username: 'head-1',
      password: PASSWORD,
    });
    expect(problem(byPassword)).toEqual([403, 'people/second-factor']);
    const options = (await other.get('/api/auth/passkey/generate-authenticate-options')).json();
    expect(options.userVerification).toBe('required');
    const response = key.authenticate(options);
    expect((await other.post('/api/auth/passkey/verify-authentication', { response })).statusCode).toBe(200);
    expect((await other.get('/api/me')).json()).toMatchObject({ handle: 'head-1', needs: null });
    // The same assertion is no second sign-in.
    const thief = new Browser(here.app, other.cookies, '192.0.2.45');
    thief.cookies.delete('armistice.session_token');
    expect(
      (await thief.post('/api/auth/passkey/verify-authentication', { response })).statusCode,
    ).toBeGreaterThanOrEqual(400);
    expect((await thief.get('/api/me')).json()).toMatchObject({ signedIn: false });
  });
});

describe('the switcher', () => {
  const as = (browser: Browser, handle: string | null) => browser.post('/api/switch', { as: handle });

  test('is in no mission, and in an exercise on its own machine alone', async () => {
    expect(problem(await as(new Browser(here.app), 'exercise-head'))).toEqual([404, 'request/not-found']);
    await here.mission.setRules({ ...here.derived.view.rules, exercise: true });
    await furnishMembers(here.mission);
    const browser = new Browser(here.app);
    for (const party of ['north', 'south']) {
      expect((await as(browser, `exercise-liaison-${party}`)).statusCode).toBe(200);
      expect((await browser.get('/api/me')).json()).toMatchObject({
        via: 'switcher',
        party,
        audiences: ['public', party],
      });
    }
    expect((await as(browser, 'head-1')).statusCode).toBe(404);
    const elsewhere = new Browser(here.app, browser.cookies, '192.0.2.50');
    expect((await elsewhere.get('/api/me')).json()).toMatchObject({ signedIn: false, switcher: [] });
    expect((await as(elsewhere, 'exercise-head')).statusCode).toBe(404);
    const forged = new Browser(here.app, new Map([['armistice-as', 'exercise-head.AAAA']]));
    expect((await forged.get('/api/me')).json()).toMatchObject({ signedIn: false });
    await here.mission.setRules({ ...here.derived.view.rules, exercise: false });
    expect((await browser.get('/api/me')).json()).toMatchObject({ signedIn: false });
  });
});

test(
  'on the machine a member is invited again, and ended, where nobody can in the browser',
  async () => {
    await here.pause();
    const said: string[] = [];
    const io = {
      ...{ stdin: Readable.from([]), out: (text: string) => void said.push(text), err: () => undefined },
      ...{ interactive: false, env: {}, now: () => Date.now(), signal: new AbortController().signal },
    };
    const run = (...words: string[]) =>
      runCommand(['member', ...words, '--state', join(here.folder, 'state')], io);
    expect(await run('invite', here.folder, '--handle', 'nobody-1')).toBe(1);
    expect(await run('invite', here.folder, '--handle', 'head-1')).toBe(0);
    const code = said.join('').trim();
    expect(await run('end', here.folder, '--handle', 'exercise-monitor', '--reason', 'left')).toBe(0);
    here = await here.restart();
    const browser = new Browser(here.app);
    expect((await browser.post('/api/join', { code, password: PASSWORD })).json()).toEqual({
      handle: 'head-1',
    });
    // What gave entry before gives none any more.
    expect((await browser.get('/api/me')).json()).toMatchObject({ factors: { passkeys: 0, totp: false } });
    expect(here.mission.members.get('exercise-monitor')?.entry).toMatchObject({
      ended: true,
      by: 'operator',
    });
  },
  START_MS,
);
