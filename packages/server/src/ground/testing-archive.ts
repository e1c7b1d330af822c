// Test-only: writes a small PMTiles archive (version 3) by its specification, apart from the library that reads it.
import { gzipSync } from 'node:zlib';

/** One tile and where it lies. */
export interface ArchivedTile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly bytes: Uint8Array;
}

/** What an archive is made of. */
export interface Archived {
  readonly tiles: readonly ArchivedTile[];
  /** 1 vector tiles, 2 PNG, 3 JPEG, 4 WebP. */
  readonly type: number;
  readonly metadata?: object;
  /** West, south, east, north, degrees. */
  readonly bounds?: readonly [number, number, number, number];
}

const HEADER_BYTES = 127;
const GZIP = 2;
const NONE = 1;

/** The bytes of an archive: one root directory, tiles packed by gzip where they are vectors. */
export function archiveOf({ tiles, type, metadata = {}, bounds = [-180, -85, 180, 85] }: Archived): Buffer {
  const packs = type === 1;
  const placed = tiles
    .map(({ z, x, y, bytes }) => ({
      id: tileId(z, x, y),
      data: packs ? gzipSync(bytes) : Buffer.from(bytes),
    }))
    .sort((a, b) => a.id - b.id);
  const directory = gzipSync(directoryOf(placed));
  const json = gzipSync(JSON.stringify(metadata));
  const data = Buffer.concat(placed.map((one) => one.data));
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles');
  header.writeUInt8(3, 7);
  const sections = [directory, json, Buffer.alloc(0), data];
  let reached = HEADER_BYTES;
  for (const [i, section] of sections.entries()) {
    header.writeBigUInt64LE(BigInt(reached), 8 + 16 * i);
    header.writeBigUInt64LE(BigInt(section.length), 16 + 16 * i);
    reached += section.length;
  }
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(BigInt(tiles.length), at);
  header.writeUInt8(1, 96);
  header.writeUInt8(GZIP, 97);
  header.writeUInt8(packs ? GZIP : NONE, 98);
  header.writeUInt8(type, 99);
  const zooms = tiles.map(({ z }) => z);
  header.writeUInt8(Math.min(...zooms), 100);
  header.writeUInt8(Math.max(...zooms), 101);
  for (const [i, degrees] of bounds.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i);
  return Buffer.concat([header, ...sections]);
}

function directoryOf(placed: readonly { readonly id: number; readonly data: Buffer }[]): Buffer {
  const numbers = [
    placed.length,
    ...placed.map(({ id }, i) => id - (placed[i - 1]?.id ?? 0)),
    ...placed.map(() => 1),
    ...placed.map(({ data }) => data.length),
    // 0: right behind the one before.
    ...placed.map((_, i) => (i === 0 ? 1 : 0)),
  ];
  return Buffer.from(numbers.flatMap(varint));
}

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

/** The number of a tile: all of the zooms before it, then its place on the Hilbert curve. */
function tileId(z: number, x: number, y: number): number {
  let id = (4 ** z - 1) / 3;
  let [column, row] = [x, y];
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const right = Math.floor(column / side) % 2;
    const below = Math.floor(row / side) % 2;
    id += side * side * ((3 * right) ^ below);
    if (below === 0) {
      if (right === 1) [column, row] = [side - 1 - (column % side), side - 1 - (row % side)];
      [column, row] = [row, column];
    }
  }
  return id;
}
