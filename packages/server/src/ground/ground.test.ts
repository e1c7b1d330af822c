import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGround } from './ground.ts';
import { type ArchivedTile, archiveOf } from './testing-archive.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armistice-ground-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const VECTOR = 1;
const PNG = 2;

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'area.pmtiles');
  await writeFile(path, bytes);
  return path;
}

/** Every tile of the first zooms, each with bytes of its own. */
const ALL: readonly ArchivedTile[] = [0, 1, 2, 3].flatMap((z) =>
  Array.from({ length: 4 ** z }, (_, i) => {
    const [x, y] = [i % 2 ** z, Math.floor(i / 2 ** z)];
    return { z, x, y, bytes: Buffer.from(`tile ${z}/${x}/${y}`) };
  }),
);

test.each([VECTOR, PNG])('each tile comes out as it was put in (type %i)', async (type) => {
  const ground = await openGround(await fileOf(archiveOf({ tiles: ALL, type })));
  for (const { z, x, y, bytes } of ALL)
    expect(Buffer.from((await ground.tile(z, x, y)) ?? []).toString()).toBe(bytes.toString());
  await ground.close();
});

test('it says what it is, where it reaches and whom to name, without the links of others', async () => {
  const metadata = {
    attribution: '<a href="https://example.org">&copy; Mappers &amp; friends</a>',
    vector_layers: [{ id: 'water' }, { id: 'roads' }],
  };
  const tiles = ALL.filter(({ z }) => z === 2);
  const bounds = [-29, 41, -27, 43] as const;
  const ground = await openGround(await fileOf(archiveOf({ tiles, type: VECTOR, metadata, bounds })));
  expect(ground.about).toEqual({
    ...{ kind: 'vector', type: 'application/vnd.mapbox-vector-tile' },
    ...{ minZoom: 2, maxZoom: 2, bounds, layers: ['water', 'roads'] },
    attribution: '© Mappers & friends',
  });
  expect(await ground.tile(3, 0, 0)).toBeUndefined();
  await ground.close();
});

test('where the archive has no tile there is none', async () => {
  const ground = await openGround(await fileOf(archiveOf({ tiles: ALL.slice(0, 3), type: PNG })));
  expect(await ground.tile(1, 1, 1)).toBeUndefined();
  await ground.close();
});

test('a file that is not there is named, with what to do', async () => {
  await expect(openGround(join(folder, 'nothing.pmtiles'))).rejects.toThrow(
    /ARMISTICE_MAP_TILES: .*nothing\.pmtiles cannot be opened \(ENOENT\)\. Name another file/,
  );
});

const whole = archiveOf({ tiles: ALL, type: VECTOR });
const changed = (at: number, byte: number): Buffer => {
  const bytes = Buffer.from(whole);
  bytes[at] = byte;
  return bytes;
};

test.each([
  ['an empty file', Buffer.alloc(0), /no archive of tiles/],
  ['a folder of text', Buffer.from('not tiles at all'.repeat(20)), /magic/i],
  ['a copy that was cut off', whole.subarray(0, whole.length - 10), /cut off: it has \d+ of \d+ bytes/],
  ['a kind of tile that is not drawn', changed(99, 6), /of type 6/],
  ['zooms that are none', changed(101, 200), /zooms from 0 to 200/],
  ['metadata that does not unpack', changed(97, 3), /does not unpack/],
])('%s is refused at the start, and says why', async (_, bytes, why) => {
  const opening = openGround(await fileOf(bytes));
  await expect(opening).rejects.toThrow(why);
  await expect(opening).rejects.toThrow(/area\.pmtiles .*leave ARMISTICE_MAP_TILES unset/);
});

test('a directory that names bytes beyond the file gives no tile, and reads nothing else', async () => {
  const tiles = [{ z: 0, x: 0, y: 0, bytes: Buffer.alloc(50, 7) }];
  const bytes = archiveOf({ tiles, type: PNG });
  // The section of tiles begins behind the end of the file.
  bytes.writeBigUInt64LE(BigInt(bytes.length), 56);
  bytes.writeBigUInt64LE(0n, 64);
  const ground = await openGround(await fileOf(bytes));
  await expect(ground.tile(0, 0, 0)).rejects.toThrow('it names bytes from');
  await ground.close();
});
