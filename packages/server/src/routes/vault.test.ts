import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '@armistice/core/rights';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from '../app.ts';
import { problem, type TestMission, testMission } from '../testing.ts';
import { ASKING_MS, AskingDesk } from '../vault/asking-desk.ts';
import { anchorIfDue } from '../vault/daily.ts';
import { checkDropReceipt } from '../vault/receipt.ts';
import { initVault, type VaultPlace, withVault } from '../vault/vault.ts';
import { checkVault } from '../vault/verifying.ts';

// Custodians at their own screens, on the real server over a real vault.

const NAME = 'Ilinca-of-the-mill';
const passphrase = (handle: string) => `the long passphrase of ${handle}`;
const actor = (handle: string, role: Actor['roles'][number]): Actor => ({ handle, roles: [role] });
const ACTORS: { readonly [handle: string]: Actor } = {
  'custodian-1': actor('custodian-1', 'custodian'),
  'custodian-2': actor('custodian-2', 'custodian'),
  // Holds the role, and is no custodian of this vault.
  'custodian-new': actor('custodian-new', 'custodian'),
  admin: actor('admin', 'administrator'),
  head: actor('head', 'head'),
};

let here: TestMission;
let app: App;
let vault: VaultPlace;
let now = Date.UTC(2026, 10, 22, 9);

beforeAll(async () => {
  here = await testMission();
  vault = { folder: join(here.folder, 'vault'), state: join(here.folder, 'state') };
  const custodians = ['custodian-1', 'custodian-2'].map((handle) => ({
    handle,
    passphrase: passphrase(handle),
  }));
  await initVault(vault, { origin: 'log.example/training', mission: 'training' }, custodians, 10);
  app = await buildApp({
    mission: here.mission,
    vault: new AskingDesk(vault, () => now),
    publicFolder: join(here.folder, 'public'),
    operatorToken: 'of nobody in this test',
    actorOf: ({ headers }) => ACTORS[String(headers['x-as'])] ?? actor('', 'public'),
    web: {},
    onFault: (fault) => expect.fail(fault),
  });
  await post('custodian-1', '/identities', { source: 'post-3', identity: { name: NAME } });
}, 120_000);
afterAll(async () => {
  await app.close();
  await here.end();
});

const call = (as: string, method: 'GET' | 'POST', path: string, payload?: object) =>
  app.inject({ method, url: `/api/vault${path}`, headers: { 'x-as': as }, ...(payload ? { payload } : {}) });
const post = (as: string, path: string, payload: object = {}) => call(as, 'POST', path, payload);

async function ask(first = 'custodian-1', change: object = {}): Promise<string> {
  const wanted = { act: 'open', source: 'post-3', reason: 'warn them before the handover', ...change };
  const asked = await post(first, '/askings', wanted);
  expect(asked.statusCode).toBe(201);
  return (asked.json() as { readonly id: string }).id;
}
const agree = (as: string, id: string, word = passphrase(as)) =>
  post(as, `/askings/${id}/agree`, { passphrase: word });
const carryOut = (as: string, id: string, word = passphrase(as)) =>
  post(as, `/askings/${id}/carry-out`, { passphrase: word });

test('one asks, another agrees, the first reads, once; and both are in the sealed log', async () => {
  const id = await ask();
  expect(problem(await carryOut('custodian-1', id))).toEqual([409, 'vault/late']);
  expect((await agree('custodian-2', id)).json()).toMatchObject({
    asked: 'custodian-1',
    agreed: 'custodian-2',
  });
  const read = await carryOut('custodian-1', id);
  expect([read.statusCode, read.json()]).toEqual([200, { identity: { name: NAME } }]);
  expect(read.headers['cache-control']).toBe('no-store');
  // A second time takes a second agreement.
  expect(problem(await carryOut('custodian-1', id))).toEqual([409, 'vault/late']);
  expect(await withVault(vault, checkVault)).toMatchObject({ opened: 1, problems: [] });
});

describe('at once', () => {
  const statuses = async (calls: readonly ReturnType<typeof agree>[]) =>
    (await Promise.all(calls)).map(({ statusCode }) => statusCode).sort();
  const entries = () => withVault(vault, ({ record }) => Promise.resolve(record.log.size()));

  test('three carry-outs of one agreement read once', async () => {
    const id = await ask();
    await agree('custodian-2', id);
    const before = await entries();
    const three = [1, 2, 3].map(() => carryOut('custodian-1', id));
    expect(await statuses(three)).toEqual([200, 409, 409]);
    expect(await entries()).toBe(before + 1);
  });

  test('one custodian agrees twice and signs once', async () => {
    const id = await ask();
    const before = await entries();
    expect(await statuses([agree('custodian-2', id), agree('custodian-2', id)])).toEqual([200, 409]);
    expect(await entries()).toBe(before + 1);
  });

  test('what is withdrawn while its passphrase is tried is not opened, nor agreed to', async () => {
    const [agreed, asked] = [await ask(), await ask()];
    await agree('custodian-2', agreed);
    const before = await entries();
    const waiting = [carryOut('custodian-1', agreed), agree('custodian-2', asked)];
    for (const id of [agreed, asked]) await post('custodian-2', `/askings/${id}/withdraw`);
    expect(await statuses(waiting)).toEqual([409, 409]);
    expect(await entries()).toBe(before);
  });
});

describe('nobody learns it alone', () => {
  test('an administrator, a head and the public are not told that there is anything', async () => {
    for (const as of ['admin', 'head', 'nobody']) {
      expect(problem(await call(as, 'GET', ''))).toEqual([403, 'request/not-allowed']);
      for (const source of ['post-3', 'never-was'])
        expect(problem(await post(as, '/askings', { act: 'open', source, reason: 'x' }))[0]).toBe(403);
    }
  });

  test('whoever asked cannot agree, nor carry out what another asked for', async () => {
    const id = await ask();
    expect(problem(await agree('custodian-1', id))).toEqual([409, 'vault/person']);
    await agree('custodian-2', id);
    expect(problem(await carryOut('custodian-2', id))).toEqual([409, 'vault/person']);
  });

  test('a custodian by role alone has no key here', async () => {
    const asked = await post('custodian-new', '/askings', { act: 'open', source: 'post-3', reason: 'x' });
    expect(problem(asked)).toEqual([409, 'vault/person']);
    const id = await ask();
    expect(problem(await agree('custodian-new', id))).toEqual([409, 'vault/person']);
  });

  test('after five wrong passphrases the asking is over', async () => {
    const id = await ask();
    for (let tries = 0; tries < 5; tries++)
      expect(problem(await agree('custodian-2', id, 'not the passphrase'))).toEqual([
        422,
        'vault/passphrase',
      ]);
    expect(problem(await agree('custodian-2', id))).toEqual([409, 'vault/late']);
  });

  test('an agreement is over after its time, whatever was waiting', async () => {
    const id = await ask();
    await agree('custodian-2', id);
    now += ASKING_MS;
    expect(problem(await carryOut('custodian-1', id))).toEqual([409, 'vault/late']);
    expect((await call('custodian-1', 'GET', '')).json()).toMatchObject({ held: 1, askings: [] });
  });

  test('what was withdrawn waits for nobody', async () => {
    const id = await ask();
    expect((await post('custodian-2', `/askings/${id}/withdraw`)).statusCode).toBe(200);
    expect(problem(await agree('custodian-2', id))).toEqual([409, 'vault/late']);
  });
});

test('the record gets the hash of the sealed log once a day, whether or not anything was done', async () => {
  const parts = { open: here.open, place: vault, onFault: (fault: string) => expect.fail(fault) };
  const day = 24 * 3_600_000;
  const first = await anchorIfDue(parts);
  expect(await anchorIfDue(parts)).toBeUndefined();
  const second = await anchorIfDue({ ...parts, now: () => Date.now() + day });
  expect(first?.checkpoint).toMatch(/^[\w-]{43}$/);
  expect(second?.checkpoint).not.toBe(first?.checkpoint);
  // Its owner can show later what the hash was of.
  const note = join(vault.folder, 'log/private/anchors', first?.checkpoint ?? '');
  expect(await readFile(note, 'utf8')).toContain('log.example/training/vault\n');
});

test('custodians read in their log who did what with whom and why, and no one who it was; nobody else reads it', async () => {
  const id = await ask('custodian-1', { reason: 'for the log' });
  await agree('custodian-2', id);
  const before = (await call('custodian-2', 'GET', '/log')).json().deeds.length;
  await carryOut('custodian-1', id);
  const { deeds } = (await call('custodian-2', 'GET', '/log')).json();
  expect(deeds.length).toBe(before + 1);
  expect(deeds[0]).toMatchObject({
    ...{ act: 'open', source: 'post-3', reason: 'for the log', asked: 'custodian-1', agreed: 'custodian-2' },
  });
  expect(JSON.stringify(deeds)).not.toContain(NAME);
  for (const as of ['admin', 'head', 'nobody']) expect((await call(as, 'GET', '/log')).statusCode).toBe(403);
});

test('two drop a source, and the receipt that comes back holds by itself', async () => {
  const id = await ask('custodian-2', { act: 'drop', requestedBy: 'the source' });
  await agree('custodian-1', id);
  const { receipt } = (await carryOut('custodian-2', id)).json() as { readonly receipt: unknown };
  expect(await checkDropReceipt(receipt)).toMatchObject({ handle: 'post-3', requestedBy: 'the source' });
  const again = await post('custodian-1', '/askings', { act: 'open', source: 'post-3', reason: 'x' });
  expect(problem(again)).toEqual([404, 'vault/unknown']);
});

test.each([
  [{ source: 'Post 3', identity: { name: 'x' } }],
  [{ source: '../post', identity: { name: 'x' } }],
  [{ source: 'post-9', identity: {} }],
  [{ source: 'post-9', identity: { 'Not a word': 'x' } }],
])('%j is not put into the vault', async (body) => {
  expect(problem(await post('custodian-1', '/identities', body))).toEqual([422, 'vault/form']);
});
