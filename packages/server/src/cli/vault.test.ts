import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLog } from '../record/folder.ts';
import { initLog } from '../record/founding.ts';
import { filesBelow, found, needle } from '../record/testing-secrets.ts';
import { temporaryFolder } from '../witness/testing.ts';
import { anchorCommand } from './anchor.ts';
import { backupCommand } from './backup.ts';
import { restoreCommand } from './restore.ts';
import { type Finished, finish, summaryOf } from './testing-logs.ts';
import { vaultCommand } from './vault.ts';

// A vault on the command line, as its custodians would type it: each test goes on where the one before ended.

const root = await temporaryFolder((remove) => afterAll(remove));
const at = (name: string) => join(root, name);
const PEOPLE = ['head-custodian', 'night-custodian'];
const KEYS = PEOPLE.map((handle) => `--passphrase=${handle}=${at(handle)}`);
const BOTH = ['--first', 'head-custodian', '--second', 'night-custodian', ...KEYS];
const NAME = 'Ilinca-of-the-mill';

/** What lay on the disk of a source that is dropped later. */
let sealed: { readonly box: string; readonly shares: readonly { readonly share: string }[] };

function vault(verb: string, ...more: readonly string[]): Promise<Finished> {
  const stdin = Readable.from([Buffer.from(JSON.stringify({ name: NAME }))]);
  return finish(vaultCommand, [verb, ...more, '--state', at('state'), '--json'], { stdin });
}

beforeAll(async () => {
  await initLog({
    folder: at('data'),
    state: at('state'),
    origin: 'mission.example/small',
    mission: 'small',
  });
  for (const handle of PEOPLE) await writeFile(at(handle), `the long passphrase of ${handle}\n`);
});

test('two custodians make it, somebody is put in, and the two of them learn who it is', async () => {
  const custodians = PEOPLE.flatMap((handle) => ['--custodian', handle]);
  expect((await vault('init', at('data'), ...custodians, ...KEYS)).exit).toBe(0);
  expect((await vault('add', at('data'), 'post-3', '--by', 'head-custodian')).exit).toBe(0);
  expect(found([needle('name', NAME)], await filesBelow(root))).toEqual([]);
  const opened = await vault('open', at('data'), 'post-3', ...BOTH, '--reason', 'she asked us to warn her');
  expect([opened.exit, JSON.parse(opened.out)]).toEqual([0, { name: NAME }]);
});

test('the record says that the sealed log stands, and nothing of it', async () => {
  const anchored = await finish(anchorCommand, [
    at('data'),
    at('data/vault/log'),
    '--class',
    'source-vault',
    '--state',
    at('state'),
  ]);
  expect(anchored.exit).toBe(0);
  const { log } = await openLog({ folder: at('data'), state: at('state') });
  const said: unknown[] = [];
  for await (const { header } of log.readFrom(2)) said.push(header?.body);
  await log.close();
  expect(said).toEqual([
    { open: { class: 'source-vault', checkpoint: expect.stringMatching(/^[\w-]{43}$/) } },
  ]);
});

test('a source is dropped, and keeps a receipt that holds without the vault', async () => {
  const words = ['--reason', 'no longer needed', '--requested-by', 'the source', '--out', at('receipt.json')];
  const path = at('data/vault/identities-0/post-3.json');
  sealed = JSON.parse(await readFile(path, 'utf8')) as typeof sealed;
  expect((await vault('drop', at('data'), 'post-3', ...BOTH, ...words)).exit).toBe(0);
  const checked = await vault('check', at('receipt.json'));
  expect([checked.exit, summaryOf(checked)]).toMatchObject([0, { ok: true, source: 'post-3' }]);
  await writeFile(
    at('forged.json'),
    (await readFile(at('receipt.json'), 'utf8')).replaceAll('post-3', 'post-4'),
  );
  await expect(vault('check', at('forged.json'))).rejects.toThrow('does not hold');
  await expect(vault('open', at('data'), 'post-3', ...BOTH, '--reason', 'x')).rejects.toThrow('was dropped');
  const sound = await vault('verify', at('data'));
  expect([sound.exit, summaryOf(sound)]).toMatchObject([0, { held: 0, opened: 1, dropped: 1, problems: [] }]);
});

test('a backup made after that holds nothing of the source, and the vault comes back with it', async () => {
  expect((await finish(backupCommand, [at('data'), at('after.tar'), '--unencrypted'])).exit).toBe(0);
  const parts = [sealed.box, ...sealed.shares.map(({ share }) => share)];
  const needles = parts.map((part, i) => needle(`part ${i}`, Buffer.from(part, 'base64url')));
  expect(parts.length).toBe(3);
  expect(found(needles, await filesBelow(root))).toEqual([]);
  const restored = await finish(restoreCommand, [
    at('after.tar'),
    '--data',
    at('again'),
    '--state',
    at('state'),
  ]);
  expect(restored.exit).toBe(0);
  const sound = await vault('verify', at('again'));
  expect(summaryOf(sound)).toMatchObject({ custodians: PEOPLE, dropped: 1, problems: [] });
});

test.each([
  [['open', at('data'), 'post-3'], '--first is missing'],
  [['burn', at('data')], 'name what to do: init, add, open'],
  [['add', at('data')], '"vault add" takes 2 names after it'],
])('%j is wrong usage', async (words, message) => {
  const { exit, err } = await finish(vaultCommand, words);
  expect([exit, err]).toEqual([2, expect.stringContaining(message)]);
});
