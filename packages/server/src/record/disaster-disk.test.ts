import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSignedCheckpoint, toBase64 } from '@armistice/core/record';
import { afterAll, describe, expect, test } from 'vitest';
import { openLog, WrongFolder } from './folder.ts';
import { TailLost } from './opening.ts';
import { recoverLog } from './recovering.ts';
import { type MemoryDisk, memoryDisk } from './testing.ts';
import { openReport } from './testing-life.ts';
import { Outside, publicSource, readAsMission, wrongs } from './testing-outside.ts';
import {
  closedLog,
  cutTo,
  flip,
  frameEnds,
  goesOn,
  refusal,
  sceneOf,
  sceneOn,
  WAL,
} from './testing-scene.ts';
import { WalDamage } from './wal.ts';

const folder = mkdtempSync(join(tmpdir(), 'armistice-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = await closedLog(folder);
const again = () => sceneOf(made);

test('the log that is damaged here is sound before', async () => {
  expect(await goesOn(again())).toEqual([]);
  expect(made.outside.kept.length).toBe(262);
});

describe('a disk without space', () => {
  test('refuses entries by name and takes them again once there is space', async () => {
    const scene = again();
    const { life, fate } = scene;
    const { log } = await life.open();
    const size = log.size();
    fate.strike('full');
    await expect(life.append(openReport('no room'))).rejects.toThrow(
      `not recorded: ENOSPC: no space left on device, append '${WAL}'`,
    );
    expect(log.size()).toBe(size);
    fate.heal();
    expect(await life.append(openReport('room'))).toBe(size);
    await life.close();
    expect(await goesOn(scene)).toEqual([]);
  });

  test('keeps what was acknowledged before it was full, and publishes it later', async () => {
    const scene = again();
    const { life, fate } = scene;
    await life.open();
    await life.append(openReport('acknowledged'));
    fate.strike('full');
    await expect(life.opened.log.publish()).rejects.toThrow('ENOSPC: no space left on device');
    await expect(life.close()).rejects.toThrow('ENOSPC');
    fate.heal();
    expect(await goesOn(scene)).toEqual([]);
  });
});

describe('a folder that cannot be written', () => {
  test('says when it became so that nobody knows what was stored, and takes nothing more', async () => {
    const scene = again();
    const { life, fate } = scene;
    await life.open();
    fate.strike('read-only');
    const refused = expect(life.append(openReport('lost'))).rejects;
    await refused.toThrow(
      `it is not known whether this was recorded: the write-ahead log could not be cut back after a failed write (Error: EROFS: read-only file system, append '${WAL}'; then Error: EROFS: read-only file system, truncate '${WAL}'). Open the log again and look`,
    );
    fate.heal();
    await expect(life.append(openReport('later'))).rejects.toThrow('it is not known whether');
    await life.close();
    expect(await goesOn(scene)).toEqual([]);
  });

  test('is told by its lock when the log is opened', async () => {
    const blocked = join(folder, 'a-file');
    writeFileSync(blocked, '');
    const { life } = again();
    const opening = openLog({ ...life.options, folder: blocked });
    await expect(opening).rejects.toThrow(/^this folder cannot be written: its lock .*a-file.private.lock/);
  });
});

describe('a torn tail of the write-ahead log', () => {
  test.each([1, 19, 20, 51, 200])('of %i bytes was never acknowledged: it is cut and told', async (bytes) => {
    const scene = again();
    const whole = scene.disk.files.get(WAL) ?? new Uint8Array();
    scene.disk.files.set(WAL, Buffer.concat([whole, whole.subarray(0, bytes)]));
    expect(await goesOn(scene)).toEqual([]);
    expect(scene.notices).toEqual([
      `${bytes} bytes of a batch that was never acknowledged were cut from the end of the write-ahead log`,
    ]);
  });

  test('that takes signed entries with it is named with the way to get them back', async () => {
    const scene = again();
    cutTo(scene.disk, frameEnds(scene.disk).at(-3) ?? 0);
    const error = await refusal(scene);
    expect(error).toBeInstanceOf(TailLost);
    expect(error.message).toBe(
      "entries 260 to 263 are missing from this folder, but a checkpoint that holds more was signed. Nothing was changed. Bring them back from a mirror or a party's copy: armistice recover <folder> --from <mirror>; only if nobody has them, end this log: armistice recover <folder> --succeed",
    );
  });

  test('that ends inside a signed batch is not cut, so that nothing more is lost', async () => {
    const scene = again();
    cutTo(scene.disk, (frameEnds(scene.disk).at(-1) ?? 0) - 1);
    const before = scene.disk.files.get(WAL);
    const error = await refusal(scene);
    expect(error).toBeInstanceOf(WalDamage);
    expect(error.message).toMatch(
      /^the write-ahead log is damaged at entry 262 \(private\/wal\/000000000000000.wal, byte \d+\), and a checkpoint of 264 entries was signed. Nothing was changed. Refill it from a mirror: armistice recover <folder> --from <mirror>$/,
    );
    expect(scene.disk.files.get(WAL)).toBe(before);
  });

  test('comes back from a public mirror, but for the bodies that no mirror has', async () => {
    const scene = again();
    cutTo(scene.disk, frameEnds(scene.disk).at(-3) ?? 0);
    const recovered = await recoverLog({ folder, disk: scene.disk }, publicSource(made.disk));
    expect(recovered).toMatchObject({ from: 260, size: 264 });
    expect(await goesOn(scene)).toEqual([]);
  });
});

test('a damaged frame in the middle is named by its entry', async () => {
  const scene = again();
  flip(scene.disk, WAL, (frameEnds(scene.disk)[0] ?? 0) + 100);
  const error = await refusal(scene);
  expect(error).toBeInstanceOf(WalDamage);
  expect(error.message).toMatch(
    /^the write-ahead log is damaged at entry 2 \(private\/wal\/000000000000000.wal, byte \d+\) and goes on after it. Nothing was changed. Refill it from a mirror/,
  );
});

// Partial tiles of smaller trees are left as they are: no tree that is served now needs them.
const published = [...made.disk.files.keys()].filter(
  (path) =>
    /^(public\/tile|(public|private)\/bodies)\//.test(path) && !/\/(000\.p\/2|001\.p\/[46])$/.test(path),
);
const rootBefore = rootOf(made.disk);

function rootOf(disk: MemoryDisk): string {
  const parsed = parseSignedCheckpoint(new TextDecoder().decode(disk.files.get('public/checkpoint')));
  return parsed.ok ? `${parsed.value.size} ${toBase64(parsed.value.root)}` : 'damaged';
}

describe.each(['corrupt', 'missing'] as const)('a %s file', (how) => {
  test.each(published)(
    '%s is made anew from the write-ahead log, under the root that was signed',
    async (path) => {
      const scene = again();
      if (how === 'corrupt') flip(scene.disk, path);
      else scene.disk.files.delete(path);
      const { log } = await openLog({ ...scene.life.options, rebuild: true });
      await log.close();
      expect(scene.disk.files.get(path)).toEqual(made.disk.files.get(path));
      expect(rootOf(scene.disk)).toBe(rootBefore);
      expect(await wrongs(scene.disk, scene.outside)).toEqual([]);
    },
  );

  const edge = ['public/tile/0/001.p/8', 'public/tile/1/000.p/1'];
  test.each(edge)('%s at the edge is noticed by the next start', async (path) => {
    const scene = again();
    expect(scene.disk.files.has(path)).toBe(true);
    if (how === 'corrupt') flip(scene.disk, path);
    else scene.disk.files.delete(path);
    expect(await goesOn(scene)).toEqual([]);
    expect(scene.notices[0]).toMatch(/^tiles and packs are made anew from the write-ahead log: /);
  });
});

const texts = new TextDecoder().decode(made.disk.files.get('public/checkpoint'));
const CHECKPOINTS: readonly (readonly [string, string | undefined])[] = [
  ['missing', undefined],
  ['empty', ''],
  ['no checkpoint at all', 'rubbish'],
  ['of a smaller size than it was signed for', texts.replace('\n264\n', '\n263\n')],
  ['of a larger size than it was signed for', texts.replace('\n264\n', '\n999\n')],
  [
    'with another root',
    texts.replace(/(\n264\n)./, '$1_').replace('_', texts.includes('\n264\nA') ? 'B' : 'A'),
  ],
  ['with another signature', texts.replace(/(.{10})=\n$/, 'AAAAAAAAAA=\n')],
  ['cut short', texts.slice(0, -20)],
];

test.each(CHECKPOINTS)('a checkpoint that is %s is signed anew for the same tree', async (_, text) => {
  const scene = again();
  if (text === undefined) scene.disk.files.delete('public/checkpoint');
  else scene.disk.files.set('public/checkpoint', new TextEncoder().encode(text));
  expect(text).not.toBe(texts);
  expect(await goesOn(scene)).toEqual([]);
});

test.each(['missing', 'rubbish', 'corrupt'])(
  'a resume note that is %s only makes the start longer',
  async (how) => {
    const scene = again();
    const path = 'private/resume.json';
    if (how === 'missing') scene.disk.files.delete(path);
    else if (how === 'rubbish') scene.disk.files.set(path, new TextEncoder().encode('{"size":1'));
    else flip(scene.disk, path);
    expect(await goesOn(scene)).toEqual([]);
  },
);

test('a resume note that was changed cannot move the clock', async () => {
  const scene = again();
  const path = 'private/resume.json';
  const text = new TextDecoder().decode(scene.disk.files.get(path));
  const changed = text.replace(/"at":1/, '"at":9');
  expect(changed).not.toBe(text);
  scene.disk.files.set(path, new TextEncoder().encode(changed));
  expect(await goesOn(scene)).toEqual([]);
  const times = (await readAsMission(scene.disk)).map(({ header }) => header?.at ?? 0);
  expect(Math.max(...times)).toBeLessThan(Date.UTC(2027, 0));
});

test('a damaged tile under a tree that was signed long ago is made anew, and accuses nobody', async () => {
  const scene = again();
  // The copy outside the folder came back from a backup: it knows only the first tree.
  const [outsidePath = ''] = scene.stateDisk.files.keys();
  const signed = { size: 2, root: made.outside.roots.get(2) };
  scene.stateDisk.files.set(outsidePath, new TextEncoder().encode(JSON.stringify(signed)));
  flip(scene.disk, 'public/tile/0/000', 5);
  expect(await goesOn(scene)).toEqual([]);
  expect(scene.notices).toEqual([
    'tiles and packs are made anew from the write-ahead log: the tiles do not make the tree of 2 entries',
  ]);
});

describe('the last-signed record', () => {
  const INSIDE = 'private/signed.json';
  const rubbish = new TextEncoder().encode('{"size":');
  const outsidePath = [...made.stateDisk.files.keys()][0] ?? '';

  test.each(['inside', 'outside'])(
    'damaged %s the folder is made good from the other copy',
    async (where) => {
      const scene = again();
      if (where === 'inside') scene.disk.files.set(INSIDE, rubbish);
      else scene.stateDisk.files.set(outsidePath, rubbish);
      expect(await goesOn(scene)).toEqual([]);
      expect(scene.disk.files.get(INSIDE)).toEqual(scene.stateDisk.files.get(outsidePath));
    },
  );

  test('damaged in both places says what to do, and what happens then', async () => {
    const scene = again();
    scene.disk.files.set(INSIDE, rubbish);
    scene.stateDisk.files.set(outsidePath, rubbish);
    expect((await refusal(scene)).message).toBe(
      `private/signed.json and ${outsidePath} in the state folder should hold the size and root signed last, and cannot be read. Put a copy back; or, if there is none, remove it: the log then goes by its checkpoint and by what its witnesses saw`,
    );
    scene.disk.files.delete(INSIDE);
    scene.stateDisk.files.delete(outsidePath);
    expect(await goesOn(scene)).toEqual([]);
  });

  test('gone from both places leaves the checkpoint to go by', async () => {
    const scene = again();
    scene.disk.files.delete(INSIDE);
    scene.stateDisk.files.delete(outsidePath);
    cutTo(scene.disk, frameEnds(scene.disk).at(-2) ?? 0);
    expect((await refusal(scene)).message).toMatch(
      /^entries 262 to 263 are missing from this folder, but its own checkpoint was signed with them\./,
    );
  });
});

test('a folder without a log, and one whose configuration is damaged, say so', async () => {
  const empty = sceneOn(folder, memoryDisk(), memoryDisk(), new Outside());
  expect((await refusal(empty)).message).toBe(
    'there is no log in this folder; make one with "armistice init"',
  );
  const scene = again();
  scene.disk.files.set('private/log.json', new TextEncoder().encode('{'));
  const error = await refusal(scene);
  expect(error).toBeInstanceOf(WrongFolder);
  expect(error.message).toBe('private/log.json is damaged; put it back from a copy of this folder');
});

test('a log is not made where one is, nor under an origin that this machine signed for', async () => {
  const held = again();
  await expect(held.life.init()).rejects.toThrow('this folder holds a log already; nothing was changed');
  const fresh = sceneOn(folder, memoryDisk(), held.stateDisk, new Outside());
  await expect(fresh.life.init()).rejects.toThrow(
    'this machine has signed checkpoints for example.org/exercise before; a new log must have a new origin, or two histories would bear one name',
  );
});
