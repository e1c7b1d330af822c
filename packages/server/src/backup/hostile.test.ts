import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../witness/testing.ts';
import { HEAD, MANIFEST } from './manifest.ts';
import { restore } from './restoring.ts';
import { DamagedBackup, tarEnd, tarFile } from './tar.ts';

// Archives as somebody who wants to write elsewhere, or to fill a disk, would put one together.

const HEAD_TEXT = JSON.stringify({
  format: 'armistice.backup/v1',
  origin: 'o',
  mission: 'm',
  size: 0,
  at: 'now',
});

interface Forged {
  readonly name: string;
  readonly type?: string;
  /** Octal, in place of the true one. */
  readonly size?: string;
}

async function archive(...files: readonly Forged[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (const forged of [{ name: HEAD }, ...files]) {
    const text = Buffer.from(forged.name === HEAD ? HEAD_TEXT : 'x');
    const content = (async function* () {
      yield text;
    })();
    let isHead = true;
    for await (const chunk of tarFile({ name: 'private/as-written', size: text.length, content })) {
      chunks.push(isHead ? forge(chunk, forged) : chunk);
      isHead = false;
    }
  }
  return Buffer.concat([...chunks, tarEnd()]);
}

/** A head with what no backup writes, and its sum put right. */
function forge(chunk: Uint8Array, { name, type = '0', size }: Forged): Uint8Array {
  const head = Buffer.from(chunk);
  head.fill(0, 0, 100).write(name, 0, 'latin1');
  head.write(type, 156, 'latin1');
  if (size !== undefined) head.write(size, 124, 'latin1');
  head.fill(' ', 148, 156);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return head;
}

/** Restoring these bytes is refused as damage, and leaves nothing behind. */
async function refused(bytes: Uint8Array): Promise<string> {
  const machine = await temporaryFolder(onTestFinished);
  const file = join(machine, 'forged.backup');
  await writeFile(file, bytes);
  const folder = join(machine, 'deep', 'data');
  const error = await restore({ file, folder, onNotice: () => undefined }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DamagedBackup);
  expect((await readdir(machine, { recursive: true })).sort()).toEqual(['deep', 'forged.backup']);
  return (error as Error).message;
}

test.each([
  ['a path that leads out of the folder', '../../outside'],
  ['a path that leads out on the way', 'private/../../outside'],
  ['a path from the root', '/tmp/outside'],
  ['a path of another system', 'private\\..\\outside'],
  ['a file beside the rooms of a mission', 'store/outside'],
  ['a file that no backup takes', 'private/lock'],
  ['a hidden file', 'private/.outside'],
])('a backup with %s is not restored', async (_what, name) => {
  await refused(await archive({ name }, { name: MANIFEST }));
});

test.each([
  ['a hard link', '1'],
  ['a link', '2'],
  ['a device', '3'],
  ['a folder', '5'],
  ['an extension that renames what follows', 'x'],
])('a backup with %s is not restored', async (_what, type) => {
  await refused(await archive({ name: 'private/outside', type }, { name: MANIFEST }));
});

test('a file that says it is far larger than the backup is no more than what is there', async () => {
  expect(await refused(await archive({ name: 'private/bomb', size: '77777777777' }))).toContain('cut short');
});

test.each(['00000000001 ', '+0000000001', '0x000000001'])(
  'a size written as "%s" is not read',
  async (size) => {
    await refused(await archive({ name: 'private/file', size }));
  },
);

test('a file that stands there twice, or in no list, is not restored', async () => {
  const twice = { name: 'private/twice' };
  expect(await refused(await archive(twice, twice))).toContain('twice');
  expect(await refused(await archive(twice))).toContain('list of its files is missing');
});

test.each([
  ['nothing', ''],
  ['a text', 'not a backup at all'],
  ['zeros', '\0'.repeat(4096)],
])('%s is no backup', async (_what, text) => {
  await refused(Buffer.from(text));
});
