import { spawnSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initLog } from '../record/founding.ts';
import { temporaryFolder } from '../witness/testing.ts';
import { appendCommand } from './append.ts';
import { backupCommand } from './backup.ts';
import { restoreCommand } from './restore.ts';
import { finish, summaryOf } from './testing-logs.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const ARGS = ['--conditions=@armistice/source', MAIN];
const root = await temporaryFolder((remove) => afterAll(remove));
const at = (name: string) => join(root, name);

beforeAll(async () => {
  await initLog({
    folder: at('data'),
    state: at('state'),
    origin: 'mission.example/small',
    mission: 'small',
  });
  await writeFile(at('passphrase'), 'five words that nobody puts together\n');
  await mkdir(at('backups'));
  await writeFile(at('data/private/large'), Buffer.alloc(100_000));
});

test('one command makes a backup, named after mission and time, and one brings it back', async () => {
  const passphrase = { env: { ARMISTICE_BACKUP_PASSPHRASE_FILE: at('passphrase') } };
  const made = await finish(backupCommand, [at('data'), at('backups'), '--json'], passphrase);
  expect([made.exit, made.err]).toEqual([0, expect.stringContaining('2 entries of mission.example/small')]);
  const { file, encrypted } = summaryOf(made) as { readonly file: string; readonly encrypted: boolean };
  expect([file, encrypted]).toEqual([at('backups/small-20260504T010000Z.tar.age'), true]);

  const words = [file, '--data', at('again'), '--state', at('state-again'), '--json'];
  const restored = await finish(restoreCommand, words, passphrase);
  expect([restored.exit, summaryOf(restored)]).toEqual([
    0,
    expect.objectContaining({ ok: true, verified: 2 }),
  ]);
  await expect(finish(restoreCommand, words, passphrase)).rejects.toThrow('holds something already');
});

test('without a passphrase it says that the file holds every key', async () => {
  const made = await finish(backupCommand, [at('data'), at('open.tar'), '--unencrypted']);
  expect([made.exit, made.err]).toEqual([0, expect.stringContaining('NOT ENCRYPTED')]);
});

test('an older one on the machine that signed on since comes back and signs nothing', async () => {
  const state = ['--state', at('state')];
  const row = Readable.from([Buffer.from('{"kind":"note","open":{"text":"since"}}\n')]);
  expect((await finish(appendCommand, [at('data'), ...state], { stdin: row })).exit).toBe(0);
  const words = [at('open.tar'), '--data', at('older'), ...state, '--json'];
  const restored = await finish(restoreCommand, words);
  expect([restored.exit, restored.err]).toEqual([
    3,
    expect.stringContaining('NOTHING WAS SIGNED: entry 2 is missing'),
  ]);
  expect(summaryOf(restored)).toMatchObject({ ok: false, missing: { from: 2, to: 2 } });
});

// A limit on the length of files stands for a full disk: the operating system refuses the write in the same way.
test.skipIf(process.platform === 'win32')(
  'a disk that is full is told, and leaves nothing half-written',
  async () => {
    const run = (words: string) =>
      spawnSync(
        'sh',
        ['-c', `trap '' XFSZ; ulimit -f 8; exec "$0" "$@"`, process.execPath, ...ARGS, ...words.split(' ')],
        {
          encoding: 'utf8',
        },
      );
    const made = run(`backup ${at('data')} ${at('full.tar')} --unencrypted`);
    expect([made.status, made.stderr]).toEqual([1, expect.stringContaining('EFBIG')]);
    const restored = run(`restore ${at('open.tar')} --data ${at('full')} --state ${at('state-full')}`);
    expect([restored.status, restored.stderr]).toEqual([1, expect.stringContaining('EFBIG')]);
    expect((await readdir(root)).filter((name) => name.includes('full'))).toEqual([]);
  },
);
