import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backupCommand } from '../cli/backup.ts';
import { memberCommand } from '../cli/member.ts';
import { restoreCommand } from '../cli/restore.ts';
import { finish } from '../cli/testing-logs.ts';
import { AS_OPERATOR, problem, type TestMission, testMission } from '../testing.ts';
import { temporaryFolder } from '../witness/testing.ts';
import { endMember } from './inviting.ts';

// A relief coordinator is ended after the backup; then the machine is lost, and no witness and no mirror knows of it.

const START_MS = 180_000;
const MEMBERS = [
  { handle: 'admin-1', roles: ['administrator'] },
  { handle: 'admin-2', roles: ['administrator'] },
  { handle: 'camera-1', roles: ['device'], sources: ['post-3'] },
  { handle: 'duty-1', roles: ['duty-officer'] },
  { handle: 'gone-1', roles: ['monitor'], ended: true, reason: 'went home' },
  { handle: 'head-1', roles: ['head'] },
  { handle: 'relief-2', roles: ['relief-coordinator'] },
] as const;

/** A write from a page of this server. */
const FROM_PAGE = {
  ...{ host: 'localhost:8370', origin: 'http://localhost:8370', 'sec-fetch-site': 'same-origin' },
};

const root = await temporaryFolder((remove) => afterAll(remove));
let there: TestMission;

beforeAll(async () => {
  const here = await testMission();
  for (const member of MEMBERS) await here.mission.appointing.write({ ...member, by: 'founder' } as never);
  await here.people.accounts.make('relief-2', 'tin lantern 9 quiet river');
  const asker = here.mission.members.get('admin-2')?.actor;
  await endMember(here.people, asker as never, 'head-1', 'asked to leave');
  await here.open.log.publish();
  await here.pause();
  const [file, state] = [join(root, 'mission.tar'), join(root, 'state')];
  await finish(backupCommand, [here.folder, file, '--unencrypted']);
  const later = await testMission(here.folder);
  const relief = { handle: 'relief-2', roles: ['relief-coordinator'], by: 'admin-1' } as const;
  await later.mission.appointing.write({ ...relief, ended: true, reason: 'left the mission' });
  await later.end();
  const folder = join(root, 'data');
  const restored = await finish(restoreCommand, [file, '--data', folder, '--state', state]);
  expect([restored.exit, restored.err]).toEqual([0, expect.stringContaining('no member has a right before')]);
  there = await testMission(folder);
}, START_MS);
afterAll(() => there.end(), START_MS);

const get = (url: string, headers: object = AS_OPERATOR) =>
  there.app.inject({ method: 'GET', url, headers: headers as never });
const post = (url: string, headers: object = AS_OPERATOR, payload: object = {}) =>
  there.app.inject({ method: 'POST', url, headers: headers as never, payload });
const end = (handle: string) =>
  post(`/api/members/${handle}/end`, AS_OPERATOR, { reason: 'left before the restore' });
const listed = async () => (await get('/api/members/restored')).json();

/** Headers of somebody who has an account and signs in, however they came by it. */
async function signedIn(handle: string) {
  const { accounts } = there.people;
  if (!accounts.has(handle)) await accounts.make(handle, undefined);
  const cookies = await accounts.signIn(handle, 'passkey', new Headers());
  return { cookie: cookies.map((one) => one.split(';')[0]).join('; ') };
}

describe('after a restore', () => {
  test('everyone who came back is listed, and whose access was stopped then', async () => {
    const { restore, members } = await listed();
    expect(restore).toEqual({ backup: expect.any(String), at: expect.any(String) });
    expect(Date.parse(restore.at)).toBeGreaterThanOrEqual(Date.parse(restore.backup));
    expect(members.map(({ handle, suspended }: never) => [handle, suspended])).toEqual([
      ['admin-1', false],
      ['admin-2', false],
      ['camera-1', false],
      ['duty-1', false],
      ['head-1', true],
      ['relief-2', false],
    ]);
    // Nothing of the accounts of then is here, but the note that there was a restore.
    expect(there.people.accounts.has('relief-2')).toBe(false);
    expect(existsSync(join(there.folder, 'private/accounts.sqlite'))).toBe(true);
  });

  test('nobody of them has a right, whatever way of signing in they find', async () => {
    for (const handle of ['relief-2', 'duty-1', 'admin-1']) {
      const headers = await signedIn(handle);
      expect((await get('/api/me', headers)).json()).toMatchObject({
        ...{ handle, needs: 'membership', audiences: ['public'] },
      });
      for (const url of ['/api/members', '/api/queue', '/api/situation?audience=partners'])
        expect([handle, url, (await get(url, headers)).statusCode]).toEqual([handle, url, 403]);
    }
  });

  test('whoever keeps the machine lets the first administrator in', async () => {
    await finish(memberCommand, ['invite', there.folder, '--handle', 'admin-1']);
    const admin = await signedIn('admin-1');
    expect((await get('/api/members', admin)).statusCode).toBe(200);
    expect((await listed()).members[0]).toMatchObject({ handle: 'admin-1', reviewed: { by: 'operator' } });
  });

  test('nobody gets a new invitation before a person said that they are a member still', async () => {
    const as = { ...(await signedIn('admin-1')), ...FROM_PAGE };
    const invitation = () => post('/api/members/duty-1/invitation', as);
    expect(problem(await invitation())).toEqual([409, 'people/not-reviewed']);
    expect((await post('/api/members/duty-1/reviewed', as)).statusCode).toBe(200);
    // Two may invite: it waits for the second.
    expect((await invitation()).statusCode).toBe(202);
    const { members } = await listed();
    expect(members.find(({ handle }: { handle: string }) => handle === 'duty-1')).toMatchObject({
      reviewed: { by: 'admin-1', at: expect.any(String) },
    });
    const me = (await get('/api/me', await signedIn('duty-1'))).json();
    expect([me.needs ?? null, me.roles]).toEqual([null, expect.arrayContaining(['duty-officer'])]);
    const own = await post('/api/members/admin-1/reviewed', as);
    expect([problem(own), own.json().detail]).toEqual([
      [403, 'request/not-allowed'],
      expect.stringContaining('for another person'),
    ]);
  });

  test('a new word of the record about a member is the word of a person: they are on the list no longer', async () => {
    expect((await end('relief-2')).statusCode).toBe(200);
    const { members } = await listed();
    expect(members.map(({ handle }: { handle: string }) => handle)).not.toContain('relief-2');
    expect(problem(await post('/api/members/relief-2/reviewed'))).toEqual([404, 'people/unknown']);
  });

  test('the list is for those who may invite', async () => {
    expect((await get('/api/members/restored', {})).statusCode).toBe(403);
    expect((await get('/api/members/restored', await signedIn('duty-1'))).statusCode).toBe(403);
  });
});
