import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../witness/testing.ts';
import { type Disk, folderDisk } from './disk.ts';
import { BREAKS, Fate, faultyDisk, memoryDisk } from './testing.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = async (disk: Disk, path: string) => {
  const found = await disk.read(path);
  return found === undefined ? undefined : new TextDecoder().decode(found);
};

const DISKS: readonly (readonly [string, () => Promise<Disk>])[] = [
  [
    'a folder',
    async () => {
      const disk = folderDisk(await temporaryFolder(onTestFinished));
      onTestFinished(() => disk.close());
      return disk;
    },
  ],
  ['a disk in memory', async () => memoryDisk()],
  ['a faulty disk before it fails', async () => faultyDisk(memoryDisk(), new Fate())],
];

test.each(DISKS)('%s has nothing where nothing was written', async (_, make) => {
  const disk = await make();
  expect(await disk.read('a/b')).toBeUndefined();
  expect(await disk.size('a/b')).toBeUndefined();
  expect(await disk.list('a')).toEqual([]);
  await disk.remove('a/b');
  await expect(disk.readRange('a/b', 0, 1)).rejects.toThrow('ENOENT');
  await expect(disk.truncate('a/b', 0)).rejects.toThrow('ENOENT');
});

test.each(DISKS)('%s replaces, appends, cuts, renames and removes', async (_, make) => {
  const disk = await make();
  await disk.replace('a/one', bytes('first'));
  await disk.replace('a/one', bytes('second'));
  expect(await text(disk, 'a/one')).toBe('second');
  await disk.append('a/one', bytes(' and more'));
  await disk.append('a/two', bytes('made'));
  expect(await text(disk, 'a/one')).toBe('second and more');
  expect(await disk.size('a/one')).toBe(15);
  await disk.truncate('a/one', 6);
  await disk.append('a/one', bytes('!'));
  expect(await text(disk, 'a/one')).toBe('second!');
  expect(await disk.list('a')).toEqual(['one', 'two']);
  expect(new TextDecoder().decode(await disk.readRange('a/one', 3, 99))).toBe('ond!');
  await disk.rename('a/two', 'a/three');
  expect(await disk.list('a')).toEqual(['one', 'three']);
  await disk.remove('a/one');
  await disk.append('a/one', bytes('anew'));
  expect(await text(disk, 'a/one')).toBe('anew');
});

test.each(DISKS)('%s appends to a file that was replaced meanwhile', async (_, make) => {
  const disk = await make();
  await disk.append('log', bytes('old old old'));
  await disk.replace('log', bytes('new'));
  await disk.append('log', bytes('er'));
  expect(await text(disk, 'log')).toBe('newer');
});

test.each(DISKS)('%s replaces many files at once', async (_, make) => {
  const disk = await make();
  const files = new Map(Array.from({ length: 40 }, (_, i) => [`many/${i % 3}/${i}`, bytes(String(i))]));
  await disk.replaceAll(files);
  for (const path of files.keys()) expect(await text(disk, path)).toBe(path.split('/').at(-1));
  expect(await disk.list('many')).toEqual(['0', '1', '2']);
  await disk.replaceAll(new Map());
});

test('a faulty disk breaks one write in each way, and stays broken where it should', async () => {
  const told: string[] = [];
  for (const how of BREAKS) {
    const disk = memoryDisk();
    const faulty = faultyDisk(disk, new Fate(1, how));
    await faulty.append('log', bytes('1234'));
    await expect(faulty.append('log', bytes('5678'))).rejects.toThrow(/^E/);
    const first = await text(disk, 'log');
    const later = await faulty.append('log', bytes('9')).then(
      () => 'works',
      () => 'fails',
    );
    const frees = await faulty.truncate('log', 0).then(
      () => 'works',
      () => 'fails',
    );
    told.push(`${how}: ${first}, then append ${later}, cut ${frees}`);
  }
  expect(told).toEqual([
    'refused: 1234, then append works, cut works',
    'stored: 12345678, then append works, cut works',
    'half: 1234567, then append works, cut works',
    'full: 1234, then append fails, cut works',
    'read-only: 1234, then append fails, cut fails',
    'died-stored: 12345678, then append fails, cut fails',
    'died-half: 1234567, then append fails, cut fails',
  ]);
});
