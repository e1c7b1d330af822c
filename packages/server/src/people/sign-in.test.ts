import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ENDPOINTS } from '../routes/auth-endpoints.ts';
import { problem, type TestMission, testMission } from '../testing.ts';
import { Browser, codeOf, PASSWORD, signIn } from './testing.ts';

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

describe('the first run', () => {
  test('is open to the printed code alone, and to nobody after the first administrator', async () => {
    expect(await me(admin)).toMatchObject({ signedIn: false, firstRun: true, roles: ['public'] });
    const asked = { code: here.people.firstRunCode ?? '', handle: 'admin-1', password: PASSWORD };
    const refused = async (change: object) =>
      problem(await admin.post('/api/first-run', { ...asked, ...change }))[1];
    expect(await refused({ code: 'x'.repeat(32) })).toBe('people/code');
    expect(await refused({ code: 'ä'.repeat(32) })).toBe('people/code');
    for (const name of ['armistice-as', 'armistice-browser', 'armistice.session_token'])
      for (const value of ['%ff', '%', 'head-1.%E0%A4%A']) {
        const odd = new Browser(here.app, new Map([[name, value]]), `198.51.100.${100 + value.length}`);
        expect([name, value, (await odd.get('/api/me')).statusCode]).toEqual([name, value, 200]);
        if (name === 'armistice-browser')
          expect(problem(await signIn(odd, 'nobody-1'))).toEqual([401, 'people/sign-in']);
      }
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
    // Nor to what they asked for: whoever has the password alone takes nothing back.
    for (const url of ['/api/proposals', '/api/proposals/AAAAAAAAAAAAAAAAAAAAAA'])
      expect([url, problem(await admin.get(url))]).toEqual([url, [403, 'people/second-factor']]);
    const before = admin.cookies.get('armistice.session_token');
    const enabled = (await admin.post('/api/auth/two-factor/enable', { password: PASSWORD })).json();
    ({ totpURI, backupCodes: recovery } = enabled);
    expect(recovery).toHaveLength(10);
    expect(totpURI).not.toContain('invalid');
    const code = codeOf(totpURI);
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
  const current = async (browser: Browser) =>
    (await browser.get('/api/auth/list-sessions'))
      .json()
      .sessions.find((one: { readonly current: boolean }) => one.current);
  const recovered = async (nth: number) => {
    const browser = new Browser(here.app);
    await signIn(browser, 'admin-1');
    const code = recovery[nth];
    expect((await browser.post('/api/auth/two-factor/verify-backup-code', { code })).statusCode).toBe(200);
    return browser;
  };

  test('tells a stranger nothing: an unknown handle and a wrong password have one answer', async () => {
    const stranger = new Browser(here.app, new Map(), '198.51.100.7');
    const known = await signIn(stranger, 'admin-1', 'not the password');
    const unknown = await signIn(stranger, 'nobody-1', 'not the password');
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
    expect(problem(known)).toEqual([401, 'people/sign-in']);
    expect(known.headers['set-cookie']).toBeUndefined();
  });

  test('takes password and code together, and a code once', async () => {
    const code = codeOf(totpURI, 1);
    const browser = new Browser(here.app, new Map(), '192.0.2.101');
    expect((await signIn(browser, 'admin-1')).json()).toMatchObject({ twoFactorRedirect: true });
    expect((await browser.post('/api/auth/two-factor/verify-totp', { code })).statusCode).toBe(200);
    expect(await me(browser)).toMatchObject({ needs: null, handle: 'admin-1' });
    const thief = new Browser(here.app, new Map(), '198.51.100.8');
    await signIn(thief, 'admin-1');
    expect(await me(thief)).toMatchObject({ signedIn: false });
    const replayed = await thief.post('/api/auth/two-factor/verify-totp', { code });
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

  test('is not made newer or weaker by a change of the password', async () => {
    const browser = await recovered(2);
    const { id } = await current(browser);
    const { db } = here.people.accounts;
    const backTo = (minutes: number) =>
      db
        .prepare('UPDATE session SET createdAt = ? WHERE id = ?')
        .run(new Date(Date.now() - minutes * 60_000).toISOString(), id);
    const change = { currentPassword: PASSWORD, newPassword: `${PASSWORD} more` };
    backTo(60);
    expect(problem(await browser.post('/api/auth/change-password', change))).toEqual([
      403,
      'people/sign-in-again',
    ]);
    backTo(5);
    const before = await current(browser);
    expect((await browser.post('/api/auth/change-password', change)).statusCode).toBe(200);
    const after = await current(browser);
    expect([after.factor, after.began, after.until]).toEqual([before.factor, before.began, before.until]);
    expect(after.id).not.toBe(before.id);
    const back = { currentPassword: change.newPassword, newPassword: PASSWORD };
    expect((await browser.post('/api/auth/change-password', back)).statusCode).toBe(200);
    // Every other session of theirs ended by it.
    expect(await me(admin)).toMatchObject({ signedIn: false });
    admin = browser;
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

  test('does not let whoever stole a cookie change the account after ten minutes, nor do anything after twelve hours', async () => {
    const owner = await recovered(7);
    const stolen = new Browser(here.app, owner.cookies, '198.51.100.20');
    const moves = ENDPOINTS.filter(({ fresh }) => fresh === true);
    expect(moves.length).toBeGreaterThan(5);
    const BODIES: { readonly [path: string]: object } = {
      'passkey/verify-registration': { response: {} },
      'passkey/delete-passkey': { id: 'none' },
      'change-password': { currentPassword: PASSWORD, newPassword: `${PASSWORD} of a thief` },
    };
    const tried = async () => {
      const codes: string[] = [];
      for (const { method, path } of moves) {
        const url = `/api/auth/${path}`;
        const answer = await (method === 'GET'
          ? stolen.get(url)
          : stolen.post(url, BODIES[path] ?? { password: 'a guess' }));
        codes.push(answer.statusCode === 200 ? 'done' : String(answer.json().code));
      }
      return new Set(codes);
    };
    const { began, until } = await current(owner);
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime(new Date(began).getTime() + 10 * 60_000 - 1);
      const options = await stolen.get('/api/auth/passkey/generate-register-options');
      expect(options.statusCode).toBe(200);
      vi.setSystemTime(new Date(began).getTime() + 10 * 60_000);
      expect(await tried()).toEqual(new Set(['people/sign-in-again']));
      // Reading goes on until the session is over; then nothing does.
      expect(await me(stolen)).toMatchObject({ signedIn: true, fresh: false });
      expect(new Date(until).getTime() - Date.now()).toBeLessThanOrEqual(12 * 3_600_000);
      vi.setSystemTime(new Date(until).getTime() + 1000);
      expect(await me(stolen)).toMatchObject({ signedIn: false });
    } finally {
      vi.useRealTimers();
    }
  });

  test('is not possible with what the accounts’ database has: a token opens nothing without the mission’s secret', async () => {
    const { db } = here.people.accounts;
    const tokens = db.prepare('SELECT token FROM session').all();
    expect(tokens.length).toBeGreaterThan(0);
    for (const { token } of tokens)
      for (const value of [String(token), `${token}.`, `${token}.${'A'.repeat(43)}=`]) {
        const thief = new Browser(
          here.app,
          new Map([['armistice.session_token', encodeURIComponent(value)]]),
        );
        expect(await me(thief)).toMatchObject({ signedIn: false });
      }
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
