import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OPERATOR_TOKEN, operatorToken } from './mission-operator.ts';
import { folderDisk } from './record/disk.ts';

test('the token is made once, for this user alone, and made anew where it is damaged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'armistice-operator-'));
  const disk = folderDisk(folder);
  onTestFinished(async () => {
    await disk.close();
    await rm(folder, { recursive: true, force: true });
  });
  const token = await operatorToken(disk);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(await operatorToken(disk)).toBe(token);
  expect((await stat(join(folder, OPERATOR_TOKEN))).mode & 0o777).toBe(0o600);
  // An empty token would be one that everybody knows.
  await writeFile(join(folder, OPERATOR_TOKEN), '\n');
  const fresh = await operatorToken(disk);
  expect(fresh).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(fresh).not.toBe(token);
});
