import {
  type Checkpoint,
  concat,
  type Frontier,
  formatBundle,
  formatCheckpoint,
  formatNote,
  formatPackPath,
  formatTilePath,
  frontierRoot,
  type Hash,
  PUBLIC,
  type Signer,
  signNote,
  TILE_WIDTH,
  tileRoot,
  tileSpan,
  tilesBetween,
  toBase64,
} from '@armistice/core/record';
import type { Disk } from './disk.ts';
import type { Floor } from './floor.ts';
import type { PackRecord } from './wal.ts';

/** An entry that is durable in the write-ahead log and not yet in tiles. */
export interface Waiting {
  readonly leaf: Uint8Array;
  readonly hash: Hash;
  readonly records: readonly PackRecord[];
}

/** What the publisher knows of the tree that it published last; enough to go on from. */
export interface Published {
  readonly size: number;
  readonly root: Hash;
  /** Entries of the bundle being filled. */
  readonly bundle: readonly Waiting[];
  /** Hashes of the tile being filled, for each level from 0. */
  readonly edges: readonly Uint8Array[];
}

export const NOTHING_PUBLISHED: Omit<Published, 'root'> = { size: 0, bundle: [], edges: [] };

/** Where an audience's packs lie: the world reads only below `public/`. */
export function packFile(audience: string, bundle: number): string {
  return `${audience === PUBLIC ? 'public' : 'private'}/${formatPackPath(audience, bundle)}`;
}

/**
 * Writes tiles, bundles and packs for the entries that wait, then the signed checkpoint: in this order, each durable
 * before the next, so that a checkpoint never names what is not there. Every write replaces a file by what it must
 * be in the end, so a failed publication is simply made again.
 */
export async function publishEntries(
  disk: Disk,
  before: Published,
  waiting: readonly Waiting[],
  tree: Frontier,
  origin: string,
  signer: Signer,
  floor: Floor,
): Promise<Published> {
  const size = before.size + waiting.length;
  if (tree.size !== size) throw new Error(`the tree has ${tree.size} entries, ${size} are to be published`);
  const all = [...before.bundle, ...waiting];
  const firstBundle = Math.floor(before.size / TILE_WIDTH);
  const { tiles, edges } = tileFiles(before, waiting, size, all, firstBundle);
  const files = { open: tiles, restricted: new Map<string, Uint8Array>() };
  for (let from = 0; from < all.length; from += TILE_WIDTH) {
    const packs = packFiles(all.slice(from, from + TILE_WIDTH), firstBundle + from / TILE_WIDTH);
    for (const [path, bytes] of packs)
      (path.startsWith('public/') ? files.open : files.restricted).set(path, bytes);
  }
  await disk.replaceAll(files.open);
  await disk.replaceAll(files.restricted, 0o600);
  const root = frontierRoot(tree);
  await floor.raise({ size, root });
  await writeCheckpoint(disk, { origin, size, root }, signer);
  return { size, root, bundle: all.slice(all.length - (size % TILE_WIDTH)), edges };
}

/** Removes the partial tiles of tiles that have become full: whoever holds an older checkpoint reads the full one (tlog-tiles). */
export async function dropPartialTiles(disk: Disk, oldSize: number, size: number): Promise<void> {
  for (const level of ['entries', 0, 1, 2, 3, 4, 5, 6] as const) {
    const span = tileSpan(level === 'entries' ? 0 : level) * TILE_WIDTH;
    const place = Math.floor(oldSize / span);
    if (oldSize % span === 0 || Math.floor(size / span) <= place) continue;
    const folder = `public/${formatTilePath({ level, place, width: TILE_WIDTH })}.p`;
    for (const name of await disk.list(folder)) await disk.remove(`${folder}/${name}`);
  }
}

/** Signs and publishes a checkpoint whose tiles are durable. */
async function writeCheckpoint(disk: Disk, checkpoint: Checkpoint, signer: Signer): Promise<void> {
  const text = formatCheckpoint(checkpoint);
  const note = formatNote({ text, signatures: [signNote(text, signer)] });
  await disk.replace('public/checkpoint', new TextEncoder().encode(note));
}

function tileFiles(
  before: Published,
  waiting: readonly Waiting[],
  size: number,
  all: readonly Waiting[],
  firstBundle: number,
): { tiles: Map<string, Uint8Array>; edges: Uint8Array[] } {
  const levels = tileLevels(before, waiting);
  const tiles = new Map<string, Uint8Array>();
  for (const tile of tilesBetween(before.size, size)) {
    const path = `public/${formatTilePath(tile)}`;
    if (tile.level === 'entries') {
      const from = (tile.place - firstBundle) * TILE_WIDTH;
      tiles.set(path, formatBundle(all.slice(from, from + tile.width).map((entry) => entry.leaf)));
    } else {
      const level = levels[tile.level] as Level;
      const from = (tile.place - level.firstTile) * TILE_WIDTH * 32;
      tiles.set(path, level.hashes.slice(from, from + tile.width * 32));
    }
  }
  const edges = levels.map(({ hashes }) => hashes.slice(hashes.length - (hashes.length % (TILE_WIDTH * 32))));
  return { tiles, edges };
}

interface Level {
  /** From the first hash of the tile that was being filled before. */
  readonly hashes: Uint8Array;
  readonly firstTile: number;
}

/** Hashes at every tile level from the tile being filled on: each full tile below gives one above. */
function tileLevels(before: Published, waiting: readonly Waiting[]): Level[] {
  const levels: Level[] = [];
  let added = concat(waiting.map((entry) => entry.hash));
  let count = before.size;
  for (let level = 0; added.length > 0 || level < before.edges.length; level++) {
    const hashes = concat([before.edges[level] ?? new Uint8Array(), added]);
    levels.push({ hashes, firstTile: Math.floor(count / TILE_WIDTH) });
    const above: Uint8Array[] = [];
    for (let at = 0; at + TILE_WIDTH * 32 <= hashes.length; at += TILE_WIDTH * 32) {
      above.push(tileRoot(hashes.subarray(at, at + TILE_WIDTH * 32)));
    }
    added = concat(above);
    count = Math.floor(count / TILE_WIDTH);
  }
  return levels;
}

/** One pack for each audience that has a record in this bundle; audiences without one have no file. */
export function packFiles(
  entries: readonly Pick<Waiting, 'records'>[],
  bundle: number,
): Map<string, Uint8Array> {
  const audiences = new Set(entries.flatMap((entry) => entry.records.map((record) => record.audience)));
  const files = new Map<string, Uint8Array>();
  for (const audience of audiences) {
    const records = entries.map(
      (entry) => entry.records.find((record) => record.audience === audience)?.record,
    );
    files.set(packFile(audience, bundle), formatPack(records));
  }
  return files;
}

function formatPack(records: readonly (Uint8Array | undefined)[]): Uint8Array {
  let length = 0;
  for (const record of records) length += 4 + (record?.length ?? 0);
  const pack = Buffer.allocUnsafe(length);
  let at = 0;
  for (const record of records) {
    at = pack.writeUInt32BE(record?.length ?? 0, at);
    if (record !== undefined) pack.set(record, at);
    at += record?.length ?? 0;
  }
  return pack;
}

/** For messages: size and root as people compare them. */
export function describeTree(size: number, root: Hash): string {
  return `${size} entries, root ${toBase64(root)}`;
}
