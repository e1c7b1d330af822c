import { readUint16 } from './bytes.ts';
import { type Hash, type NodeAt, nodeHash, nodesOf, type Range, subtreeWidth } from './merkle.ts';
import { accept, type Result, refuse } from './refusal.ts';

// C2SP tlog-tiles v0.1.0: immutable tiles of 256 hashes, and bundles of 256 entries.

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;
/** An entry's length is a uint16 in its bundle. */
export const MAX_ENTRY_BYTES = 65_535;

/** Leaves under one hash of a tile at tile level `level`: 256^level. */
export function tileSpan(level: number): number {
  return subtreeWidth(level * 8);
}

/** A tile of hashes at tile level `level`, or a bundle of entries; `width` 256 is full. */
export interface Tile {
  readonly level: number | 'entries';
  readonly place: number;
  readonly width: number;
}

/** `1234067` → `x001/x234/067`. */
export function formatPlace(place: number): string {
  const digits = String(place);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** `tile/0/x001/234.p/17`, `tile/entries/000`. */
export function formatTilePath(tile: Tile): string {
  const partial = tile.width === TILE_WIDTH ? '' : `.p/${tile.width}`;
  return `tile/${tile.level}/${formatPlace(tile.place)}${partial}`;
}

/** Strict inverse of {@link formatTilePath}. */
export function parseTilePath(path: string): Result<Tile> {
  const match = /^tile\/(\d{1,2}|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return refuse('tile-path', `"${path}" is not the path of a tile`);
  const level = match[1] === 'entries' ? ('entries' as const) : Number(match[1]);
  const place = Number((match[2] ?? '').replaceAll(/[x/]/g, ''));
  const width = match[3] === undefined ? TILE_WIDTH : Number(match[3]);
  const tile = { level, place, width };
  if (level !== 'entries' && level > 63) return refuse('tile-path', `"${path}": tile levels end at 63`);
  if (!Number.isSafeInteger(place) || width < 1 || formatTilePath(tile) !== path) {
    return refuse(
      'tile-path',
      `"${path}" is not written as a tile path must be; expected ${formatTilePath(tile)}`,
    );
  }
  return accept(tile);
}

/** How many hashes tile (level, place) has in a tree of `size` leaves: 0 to 256. */
export function tileWidth(level: number | 'entries', place: number, size: number): number {
  const atLevel = Math.floor(size / tileSpan(level === 'entries' ? 0 : level));
  return Math.max(0, Math.min(TILE_WIDTH, atLevel - place * TILE_WIDTH));
}

/** All tiles, bundles included, of the tree of `size` that the tree of `oldSize` did not have in the same width. */
export function tilesBetween(oldSize: number, size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; Math.floor(size / tileSpan(level)) > 0; level++) {
    const before = Math.floor(oldSize / tileSpan(level));
    const after = Math.floor(size / tileSpan(level));
    if (before === after) continue;
    for (let place = Math.floor(before / TILE_WIDTH); place * TILE_WIDTH < after; place++) {
      const width = tileWidth(level, place, size);
      if (level === 0) tiles.push({ level: 'entries', place, width });
      tiles.push({ level, place, width });
    }
  }
  return tiles;
}

/** The tile that holds, or whose hashes make, a node. */
export function tileOfNode(node: NodeAt): {
  readonly level: number;
  readonly place: number;
  readonly from: number;
  readonly count: number;
} {
  const level = Math.floor(node.level / 8);
  const count = subtreeWidth(node.level - level * 8);
  const first = node.place * count;
  return { level, place: Math.floor(first / TILE_WIDTH), from: first % TILE_WIDTH, count };
}

/** The tiles one must have at hand to hash all `ranges`, each named once. */
export function tilesOfRanges(ranges: readonly Range[], size: number): Tile[] {
  const tiles = new Map<string, Tile>();
  for (const range of ranges) {
    for (const node of nodesOf(range)) {
      const { level, place } = tileOfNode(node);
      tiles.set(`${level}/${place}`, { level, place, width: tileWidth(level, place, size) });
    }
  }
  return [...tiles.values()];
}

/** Hash of a node out of the bytes of the tile that {@link tileOfNode} names. */
export function nodeInTile(node: NodeAt, tile: Uint8Array): Hash {
  const { from, count } = tileOfNode(node);
  if (tile.length < (from + count) * 32)
    throw new Error(`the tile is too short to hold node ${node.level}/${node.place}`);
  let hashes: Hash[] = [];
  for (let i = from; i < from + count; i++) hashes.push(tile.subarray(i * 32, i * 32 + 32));
  while (hashes.length > 1) {
    const above: Hash[] = [];
    for (let i = 0; i < hashes.length; i += 2) above.push(nodeHash(hashes[i] as Hash, hashes[i + 1] as Hash));
    hashes = above;
  }
  return hashes[0] as Hash;
}

/** Packs entries as a bundle: each a big-endian uint16 length and its bytes. Throws on an entry above 65,535 bytes. */
export function formatBundle(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES)
      throw new Error(`an entry of ${entry.length} bytes does not fit a bundle`);
    length += 2 + entry.length;
  }
  const bundle = new Uint8Array(length);
  let at = 0;
  for (const entry of entries) {
    bundle[at] = entry.length >> 8;
    bundle[at + 1] = entry.length;
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/** Offsets of the entries in a bundle of exactly `width` entries: entry i is `[starts[i], ends[i])`. */
export function parseBundle(
  bundle: Uint8Array,
  width: number,
): Result<{ readonly starts: Uint32Array; readonly ends: Uint32Array }> {
  const starts = new Uint32Array(width);
  const ends = new Uint32Array(width);
  let at = 0;
  for (let i = 0; i < width; i++) {
    const start = at + 2;
    const end = start + readUint16(bundle, at);
    if (start > bundle.length || end > bundle.length) {
      return refuse('bundle-short', `the bundle ends inside its entry ${i} of ${width}`);
    }
    starts[i] = start;
    ends[i] = end;
    at = end;
  }
  if (at !== bundle.length)
    return refuse('bundle-long', `${bundle.length - at} bytes stand after the last of ${width} entries`);
  return accept({ starts, ends });
}
