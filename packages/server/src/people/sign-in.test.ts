import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problem, type TestMission, testMission } from '../testing.ts';
import { Browser, codeOf, PASSWORD } from './testing.ts';

const START_MS = 240_000;

let here: TestMission;
let admin: Browser;
let totpURI = '';
let recovery: readonly string[] = [];
beforeAll(async () => {
  here = await testMission();
  // A mission that is no exercise: a second factor comes first.
  await here.mission.setRules({ ...here.derived.view.rules, exercise: false });
  admin = new Browser(here.app);
}, START_MS);
afterAll(() => here.end(), START_MS);

const me = async (browser: Browser) => (await browser.get('/api/me')).json();
const signIn = (browser: Browser, username: string, password = PASSWORD) =>
  browser.post('/api/auth/sign-in/username', { username, password });

/** Signs in with password and the next code of the app. */
async function signInWhole(username: string, uri: string, steps: number): Promise<Browser> {
  const browser = new Browser(here.app, new Map(), `192.0.2.${100 + steps}`);
  expect((await signIn(browser, username)).json()).toEqual({ twoFactorRedirect: true });
  const { statusCode } = await browser.post('/api/auth/two-factor/verify-totp', { code: codeOf(uri, steps) });
  expect(statusCode).toBe(200);
  return browser;
}

/** Invites somebody, who joins and enrols an app; answers their browser and its address. */
async function joined(handle: string, roles: readonly string[], more: object = {}) {
  const invited = await admin.post('/api/members', { handle, roles, ...more });
  expect(invited.statusCode).toBe(201);
  const browser = new Browser(here.app);
  const { invitation: code } = invited.json();
  expect((await browser.post('/api/join', { code, password: PASSWORD })).statusCode).toBe(201);
  const { totpURI: uri } = (await browser.post('/api/auth/two-factor/enable', { password: PASSWORD })).json();
  expect((await browser.post('/api/auth/two-factor/verify-totp', { code: codeOf(uri, -1) })).statusCode).toBe(
    200,
  );
  return { browser, uri, code };
}

describe('the first run', () => {
  test('is open to the printed code alone, and to nobody after the first administrator', async () => {
    expect(await me(admin)).toMatchObject({ signedIn: false, firstRun: true, roles: ['public'] });
    const asked = { code: here.people.firstRunCode ?? '', handle: 'admin-1', password: PASSWORD };
    const refused = async (change: object) =>
      problem(await admin.post('/api/first-run', { ...asked, ...change }))[1];
    expect(await refused({ code: 'x'.repeat(32) })).toBe('people/code');
    expect(await refused({ password: 'admin-1admin-1' })).toBe('people/password');
    expect(await refused({ handle: 'operator' })).toBe('people/form');
    expect((await admin.post('/api/first-run', asked)).statusCode).toBe(201);
    expect(await me(admin)).toMatchObject({
      signedIn: true,
      handle: 'admin-1',
      firstRun: false,
      needs: 'second-factor',
    });
    const late = await new Browser(here.app).post('/api/first-run', { ...asked, handle: 'admin-2' });
    expect(problem(late)).toEqual([409, 'people/first-run-over']);
    // No password and no address of anybody is in the record, and the member is not in the open.
    expect(here.derived.view.members.get('admin-1')?.body).toEqual({
      ...{ handle: 'admin-1', roles: ['administrator'], by: 'admin-1' },
    });
  });

  test('leads to nothing but one’s own keys until a second factor is enrolled', async () => {
    expect(problem(await admin.get('/api/members'))).toEqual([403, 'people/second-factor']);
    expect((await admin.get('/api/auth/list-sessions')).json().sessions).toHaveLength(1);
    const before = admin.cookies.get('armistice.session_token');
    const enabled = (await admin.post('/api/auth/two-factor/enable', { password: PASSWORD })).json();
    ({ totpURI, backupCodes: recovery } = enabled);
    expect(recovery).toHaveLength(10);
    expect(totpURI).not.toContain('invalid');
    const code = codeOf(totpURI, -1);
    expect((await admin.post('/api/auth/two-factor/verify-totp', { code })).statusCode).toBe(200);
    // The session from before is over: whoever held it holds nothing.
    expect(admin.cookies.get('armistice.session_token')).not.toBe(before);
    const old = new Browser(here.app, new Map([['armistice.session_token', before ?? '']]));
    expect(await me(old)).toMatchObject({ signedIn: false });
    expect(await me(admin)).toMatchObject({
      needs: null,
      roles: ['public', 'administrator'],
      audiences: ['public'],
    });
    expect((await admin.get('/api/members')).json().members).toMatchObject([
      { handle: 'admin-1', state: 'member', secondFactor: true },
    ]);
  });
});

describe('signing in', () => {
  test('tells a stranger nothing: an unknown handle and a wrong password have one answer', async () => {
    const stranger = new Browser(here.app, new Map(), '198.51.100.7');
    const known = await signIn(stranger, 'admin-1', 'not the password');
    const unknown = await signIn(stranger, 'nobody-1', 'not the password');
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
    expect(problem(known)).toEqual([401, 'people/sign-in']);
    expect(known.headers['set-cookie']).toBeUndefined();
  });

  test('takes password and code together, and a code once', async () => {
    const browser = await signInWhole('admin-1', totpURI, 0);
    expect(await me(browser)).toMatchObject({ needs: null, handle: 'admin-1' });
    const thief = new Browser(here.app, new Map(), '198.51.100.8');
    await signIn(thief, 'admin-1');
    expect(await me(thief)).toMatchObject({ signedIn: false });
    const replayed = await thief.post('/api/auth/two-factor/verify-totp', { code: codeOf(totpURI, 0) });
    expect(problem(replayed)).toEqual([401, 'people/sign-in']);
    expect(await me(thief)).toMatchObject({ signedIn: false });
  });

  test('takes a recovery code once in place of the app', async () => {
    const [code] = recovery;
    const browser = new Browser(here.app);
    await signIn(browser, 'admin-1');
    expect((await browser.post('/api/auth/two-factor/verify-backup-code', { code })).statusCode).toBe(200);
    expect(await me(browser)).toMatchObject({ needs: null });
    const again = new Browser(here.app);
    await signIn(again, 'admin-1');
    expect(problem(await again.post('/api/auth/two-factor/verify-backup-code', { code }))[1]).toBe(
      'people/sign-in',
    );
  });

  test('begins a session of its own: one that somebody planted is not adopted', async () => {
    const planted = 'planted-token.c2lnbmF0dXJl';
    const browser = new Browser(here.app, new Map([['armistice.session_token', planted]]));
    await signIn(browser, 'admin-1');
    await browser.post('/api/auth/two-factor/verify-backup-code', { code: recovery[1] });
    expect(browser.cookies.get('armistice.session_token')).not.toBe(planted);
    expect(await me(new Browser(here.app, new Map([['armistice.session_token', planted]])))).toMatchObject({
      signedIn: false,
    });
  });

  test('is slowed for whoever guesses, and not for the browser that signed in before', async () => {
    const guesser = new Browser(here.app, new Map(), '198.51.100.9');
    const answers: number[] = [];
    for (let i = 0; i < 7; i++)
      answers.push((await signIn(guesser, 'admin-1', `guess number ${i}`)).statusCode);
    expect(answers.filter((status) => status === 401)).toHaveLength(5);
    const slowed = await signIn(guesser, 'admin-1', 'guess once more');
    expect(problem(slowed)).toEqual([429, 'people/wait']);
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
    const known = new Browser(here.app, admin.cookies, '198.51.100.9');
    expect((await signIn(known, 'admin-1')).statusCode).toBe(200);
  });

  test('gives out no token that a script could read, in no answer', async () => {
    const token =
      decodeURIComponent(admin.cookies.get('armistice.session_token') ?? '').split('.')[0] ?? 'none';
    for (const url of [
      '/api/me',
      '/api/auth/list-sessions',
      '/api/members',
      '/api/auth/passkey/list-user-passkeys',
    ])
      expect([url, (await admin.get(url)).body.includes(token)]).toEqual([url, false]);
    const headers = (await signIn(new Browser(here.app), 'admin-1')).headers['set-cookie'];
    for (const cookie of [headers].flat()) expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/i);
  });

  test('has no other door: what the library could do besides is not there', async () => {
    for (const path of [
      'sign-up/email',
      'sign-in/email',
      'update-user',
      'delete-user',
      'forget-password',
      'revoke-sessions',
      'two-factor/get-totp-uri',
      'is-username-available',
      'set-password',
      'get-session',
      'people/sign-in-as',
    ])
      for (const method of ['GET', 'POST'] as const) {
        const { statusCode } = await (method === 'GET'
          ? admin.get(`/api/auth/${path}`)
          : admin.post(`/api/auth/${path}`));
        expect([path, method, statusCode]).toEqual([path, method, 404]);
      }
    const trusting = { code: '123456', trustDevice: true };
    expect(problem(await admin.post('/api/auth/two-factor/verify-totp', trusting))).toEqual([
      400,
      'request/malformed',
    ]);
  });
});

describe('members', () => {
  let head: Awaited<ReturnType<typeof joined>>;

  test('are invited by a code that works once, and have the offices of their roles in the open rules', async () => {
    head = await joined('head-1', ['head'], { until: '2126-01-01T00:00:00Z' });
    expect(await me(head.browser)).toMatchObject({ needs: null, roles: ['public', 'head'] });
    expect(here.derived.view.rules.offices?.['head-1']).toEqual(['chair']);
    const again = await new Browser(here.app).post('/api/join', { code: head.code, password: PASSWORD });
    expect(problem(again)).toEqual([403, 'people/code']);
    const refused = async (body: object) => problem(await admin.post('/api/members', body));
    expect(await refused({ handle: 'admin-1', roles: ['administrator', 'head'] })).toEqual([
      403,
      'request/not-allowed',
    ]);
    expect(await refused({ handle: 'lo-1', roles: ['liaison-officer', 'verifier'], party: 'north' })).toEqual(
      [422, 'people/form'],
    );
    expect(await refused({ handle: 'exercise-x', roles: ['head'] })).toEqual([422, 'people/form']);
  });

  test('wait for a second person where two could agree, and come with the words of both', async () => {
    const asked = await admin.post('/api/members', { handle: 'verifier-1', roles: ['verifier'] });
    expect(asked.statusCode).toBe(202);
    const { proposal } = asked.json();
    expect(here.mission.members.get('verifier-1')).toBeUndefined();
    expect((await admin.post(`/api/proposals/${proposal}/agree`)).statusCode).toBe(403);
    const agreed = await head.browser.post(`/api/proposals/${proposal}/agree`);
    expect(agreed.json()).toMatchObject({ state: 'done', outcome: { handle: 'verifier-1' } });
    expect(here.mission.members.get('verifier-1')?.entry).toMatchObject({ by: 'admin-1', with: 'head-1' });
    const code = (await admin.post('/api/members/verifier-1/invitation')).json().invitation;
    expect((await new Browser(here.app).post('/api/join', { code, password: PASSWORD })).statusCode).toBe(
      201,
    );
    // Whoever has an account loses it by a new code: one alone may not.
    expect((await admin.post('/api/members/verifier-1/invitation')).statusCode).toBe(202);
    expect(here.people.accounts.has('verifier-1')).toBe(true);
  });

  test('are members no longer from the next request on, with every session, code and office', async () => {
    const other = await signInWhole('head-1', head.uri, 0);
    for (const browser of [head.browser, other])
      expect((await browser.get('/api/members')).statusCode).toBe(200);
    const { statusCode } = await admin.post('/api/members/head-1/end', { reason: 'the tour is over' });
    expect(statusCode).toBe(200);
    for (const browser of [head.browser, other]) {
      expect(problem(await browser.get('/api/members'))).toEqual([403, 'request/not-allowed']);
      expect(await me(browser)).toMatchObject({ signedIn: false, roles: ['public'] });
    }
    expect(problem(await signIn(new Browser(here.app), 'head-1'))).toEqual([401, 'people/sign-in']);
    expect(
      (await admin.get('/api/members'))
        .json()
        .members.find(({ handle }: { handle: string }) => handle === 'head-1'),
    ).toMatchObject({
      state: 'ended',
      reason: 'the tour is over',
      by: 'admin-1',
    });
  });

  test('whose roles change sign in again before the new ones hold', async () => {
    const { browser } = await joined('duty-1', ['duty-officer']);
    expect((await browser.get('/api/situation?audience=mission')).statusCode).toBe(200);
    expect(here.derived.view.rules.offices?.['duty-1']).toEqual(['duty']);
    expect(
      (await admin.post('/api/members', { handle: 'duty-1', roles: ['relief-coordinator'] })).statusCode,
    ).toBe(201);
    expect((await browser.get('/api/situation?audience=mission')).statusCode).toBe(403);
    expect(here.derived.view.rules.offices?.['duty-1']).toBeUndefined();
    expect(await me(browser)).toMatchObject({ signedIn: false });
  });

  test('end their own sessions, and nobody else’s', async () => {
    const thief = await signInWhole('admin-1', totpURI, 1);
    const { sessions } = (await admin.get('/api/auth/list-sessions')).json();
    const stolen = sessions.find(
      ({ current, factor }: { current: boolean; factor: string }) => !current && factor === 'totp',
    );
    const stranger = await joined('monitor-1', ['monitor']);
    expect(problem(await stranger.browser.post('/api/auth/revoke-session', { id: stolen.id }))).toEqual([
      404,
      'request/not-found',
    ]);
    expect((await admin.post('/api/auth/revoke-session', { id: stolen.id })).statusCode).toBe(200);
    expect(await me(thief)).toMatchObject({ signedIn: false });
    expect((await admin.post('/api/auth/sign-out')).statusCode).toBe(200);
    expect(await me(admin)).toMatchObject({ signedIn: false });
  });
});
