import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { closeFolders } from './mission-folders.ts';

test('what holds mission data is for its owner alone, also where it was open before; the record stays readable', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'armistice-folders-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  for (const name of ['private', 'public']) await mkdir(join(data, name), { recursive: true, mode: 0o755 });
  const before = (await stat(join(data, 'public'))).mode;
  await closeFolders(data);
  const modes = ['private', 'witnesses', 'vault', 'store'].map(
    async (name) => (await stat(join(data, name))).mode & 0o777,
  );
  expect(await Promise.all(modes)).toEqual([0o700, 0o700, 0o700, 0o700]);
  expect((await stat(join(data, 'public'))).mode).toBe(before);
  expect((await stat(data)).mode & 0o055).toBe(before & 0o055);
});

test('a data folder that is not there yet is made so that others can reach the record', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'armistice-folders-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'other'));
  await closeFolders(join(folder, 'data'));
  const [made, other] = await Promise.all(['data', 'other'].map((name) => stat(join(folder, name))));
  expect(made?.mode).toBe(other?.mode);
});
