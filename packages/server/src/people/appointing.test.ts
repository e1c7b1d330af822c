import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problem, type TestMission, testMission } from '../testing.ts';
import { Browser, codeOf, PASSWORD, signIn, signInWhole } from './testing.ts';

const START_MS = 240_000;

let here: TestMission;
let admin: Browser;
let totpURI = '';
beforeAll(async () => {
  here = await testMission();
  // A mission that is no exercise: a second factor comes first.
  await here.mission.setRules({ ...here.derived.view.rules, exercise: false });
  admin = new Browser(here.app);
  const first = { code: here.people.firstRunCode ?? '', handle: 'admin-1', password: PASSWORD };
  await admin.post('/api/first-run', first);
  ({ totpURI } = (await admin.post('/api/auth/two-factor/enable', { password: PASSWORD })).json());
  await admin.post('/api/auth/two-factor/verify-totp', { code: codeOf(totpURI) });
}, START_MS);
afterAll(() => here.end(), START_MS);

const me = async (browser: Browser) => (await browser.get('/api/me')).json();

/** Invites somebody, who joins and enrols an app; answers their browser and its address. */
async function joined(handle: string, roles: readonly string[], more: object = {}) {
  const invited = await admin.post('/api/members', { handle, roles, ...more });
  expect(invited.statusCode).toBe(201);
  const browser = new Browser(here.app);
  const { invitation: code } = invited.json();
  expect((await browser.post('/api/join', { code, password: PASSWORD })).statusCode).toBe(201);
  const { totpURI: uri } = (await browser.post('/api/auth/two-factor/enable', { password: PASSWORD })).json();
  expect((await browser.post('/api/auth/two-factor/verify-totp', { code: codeOf(uri) })).statusCode).toBe(
    200,
  );
  return { browser, uri, code };
}

describe('members', () => {
  let head: Awaited<ReturnType<typeof joined>>;
  let monitor: Awaited<ReturnType<typeof joined>>;

  test('are of parties and bodies that there are, and have no name of one', async () => {
    const refused = async (body: object) => problem(await admin.post('/api/members', body));
    for (const bodies of [['north'], ['mission'], ['public'], ['vault'], ['jmc-of-nobody']])
      expect([bodies, await refused({ handle: 'sits-1', roles: ['body-member'], bodies })]).toEqual([
        bodies,
        [422, 'people/form'],
      ]);
    for (const party of ['mission', 'partners', 'nobody'])
      expect([party, await refused({ handle: 'lo-1', roles: ['liaison-officer'], party })]).toEqual([
        party,
        [422, 'people/form'],
      ]);
    for (const handle of ['north', 'south', 'mission'])
      expect([handle, await refused({ handle, roles: ['monitor'] })]).toEqual([
        handle,
        [409, 'people/taken'],
      ]);
    expect(here.mission.members.get('sits-1')).toBeUndefined();
  });

  test('whose roles change sign in again before the new ones hold', async () => {
    monitor = await joined('monitor-1', ['monitor']);
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
    // Each of the two has half of the code: neither can join in their place.
    const halfOf = async (browser: Browser) =>
      (await browser.post('/api/members/verifier-1/invitation')).json() as {
        readonly half: string;
        readonly other: string;
      };
    const [mine, theirs] = [await halfOf(admin), await halfOf(head.browser)];
    expect([mine.other, theirs.other]).toEqual(['head-1', 'admin-1']);
    const fresh = await halfOf(admin);
    const join = (code: string) => new Browser(here.app).post('/api/join', { code, password: PASSWORD });
    for (const code of [
      fresh.half,
      `${fresh.half} ${fresh.half}`,
      `${mine.half} ${fresh.half}`,
      `${mine.half} ${theirs.half}`,
    ])
      expect(problem(await join(code))).toEqual([403, 'people/code']);
    expect((await join(`${theirs.half} ${fresh.half}`)).statusCode).toBe(201);
    expect(problem(await join(`${theirs.half} ${fresh.half}`))).toEqual([403, 'people/code']);
    // Whoever has an account loses it by a new code: one alone may not.
    expect((await admin.post('/api/members/verifier-1/invitation')).statusCode).toBe(202);
    expect(here.people.accounts.has('verifier-1')).toBe(true);
  });

  test('who may invite are ended by two where three are there', async () => {
    const asked = await admin.post('/api/members', { handle: 'head-3', roles: ['head'] });
    await head.browser.post(`/api/proposals/${asked.json().proposal}/agree`);
    // Meanwhile their access is stopped on the word of one, who can suspend no other for a week; taken back, it is as before.
    const held = await admin.post('/api/members/head-1/end', { reason: 'their telephone was taken' });
    expect(held.statusCode).toBe(202);
    expect(problem(await head.browser.get('/api/members'))).toEqual([403, 'request/not-allowed']);
    expect(await me(head.browser)).toMatchObject({ roles: ['public'], needs: 'membership' });
    expect(here.people.suspending.stop('head-3', 'another', 'admin-1', here.people.inviters())).toBe(false);
    expect(here.mission.members.get('head-1')?.entry.ended).toBeUndefined();
    const back = await admin.post(`/api/proposals/${held.json().proposal}/refuse`, { reason: 'found again' });
    expect(back.json()).toMatchObject({ state: 'withdrawn' });
    expect((await head.browser.get('/api/members')).statusCode).toBe(200);
    const ending = await admin.post('/api/members/head-3/end', { reason: 'never came' });
    expect(ending.statusCode).toBe(202);
    expect(here.mission.members.get('head-3')?.entry.ended).toBeUndefined();
    const { proposal } = ending.json();
    expect(problem(await admin.post(`/api/proposals/${proposal}/agree`))[0]).toBe(403);
    expect((await head.browser.post(`/api/proposals/${proposal}/agree`)).json()).toMatchObject({
      state: 'done',
    });
    expect(here.mission.members.get('head-3')?.entry).toMatchObject({
      ...{ ended: true, by: 'admin-1', with: 'head-1', reason: 'never came' },
    });
  });

  test('are members no longer from the next request on, with every session, code and office', async () => {
    const other = await signInWhole(here.app, 'head-1', head.uri, 1);
    for (const browser of [head.browser, other])
      expect((await browser.get('/api/members')).statusCode).toBe(200);
    const { statusCode } = await admin.post('/api/members/head-1/end', { reason: 'the tour is over' });
    expect(statusCode).toBe(200);
    for (const browser of [head.browser, other]) {
      expect(problem(await browser.get('/api/members'))).toEqual([403, 'request/not-allowed']);
      expect(await me(browser)).toMatchObject({ signedIn: false, roles: ['public'] });
    }
    // Whoever ended the only other one who could agree does not invite alone by it.
    const puppet = await admin.post('/api/members', { handle: 'head-2', roles: ['head'] });
    expect([puppet.statusCode, here.mission.members.get('head-2')]).toEqual([202, undefined]);
    expect((await admin.post('/api/members/verifier-1/invitation')).statusCode).toBe(202);
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

  test('end their own sessions, and nobody else’s', async () => {
    const thief = await signInWhole(here.app, 'admin-1', totpURI, 1);
    const { sessions } = (await admin.get('/api/auth/list-sessions')).json();
    const stolen = sessions.find(
      ({ current, factor }: { current: boolean; factor: string }) => !current && factor === 'totp',
    );
    expect(problem(await monitor.browser.post('/api/auth/revoke-session', { id: stolen.id }))).toEqual([
      404,
      'request/not-found',
    ]);
    expect((await admin.post('/api/auth/revoke-session', { id: stolen.id })).statusCode).toBe(200);
    expect(await me(thief)).toMatchObject({ signedIn: false });
    expect((await admin.post('/api/auth/sign-out')).statusCode).toBe(200);
    expect(await me(admin)).toMatchObject({ signedIn: false });
  });
});
