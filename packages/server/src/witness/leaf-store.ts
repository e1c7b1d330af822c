import {
  appendSubtree,
  concat,
  EMPTY_FRONTIER,
  type Frontier,
  type LogSource,
  readTile,
  TILE_WIDTH,
  tileRoot,
  tileWidth,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';

const HASH_BYTES = 32;
const READ_HASHES = 128 * TILE_WIDTH;
const CONCURRENT_READS = 8;

/** Appends leaf hashes (one run of 32 bytes each) to the right edge of a tree, a whole tile at a time where it can. */
export function growFrontier(frontier: Frontier, hashes: Uint8Array): Frontier {
  let grown = frontier;
  let at = 0;
  while (at < hashes.length) {
    const whole = grown.size % TILE_WIDTH === 0 && hashes.length - at >= TILE_WIDTH * HASH_BYTES;
    const part = hashes.slice(at, at + (whole ? TILE_WIDTH : 1) * HASH_BYTES);
    grown = whole ? appendSubtree(grown, tileRoot(part), 8) : appendSubtree(grown, part);
    at += part.length;
  }
  return grown;
}

/** Reads the leaf hashes `[from, size)` of a log of `size` entries out of its level-0 tiles. Throws, naming the tile, where one is missing. */
export async function fetchLeaves(source: LogSource, from: number, size: number): Promise<Uint8Array> {
  const first = Math.floor(from / TILE_WIDTH);
  const tiles = Math.ceil(size / TILE_WIDTH) - first;
  // Kept as they come, never laid out beforehand: the size is the log's word, and memory is ours.
  const parts: Uint8Array[] = [];
  let next = 0;
  async function reader(): Promise<void> {
    while (next < tiles) {
      const at = next;
      next += 1;
      parts[at] = await fetchTile(source, first + at, size);
    }
  }
  if (tiles > 0) await Promise.all(Array.from({ length: Math.min(CONCURRENT_READS, tiles) }, reader));
  return concat(parts).subarray((from - first * TILE_WIDTH) * HASH_BYTES);
}

async function fetchTile(source: LogSource, place: number, size: number): Promise<Uint8Array> {
  const width = tileWidth(0, place, size);
  const tile = await readTile(source, 0, place, width);
  if (tile !== undefined && tile.length >= width * HASH_BYTES) return tile.subarray(0, width * HASH_BYTES);
  const entries = `entries ${place * TILE_WIDTH} to ${place * TILE_WIDTH + width - 1}`;
  throw new Error(`the hash tile of ${entries} is ${tile === undefined ? 'not served' : 'served cut short'}`);
}

/**
 * The leaf hashes of one log, in order, in a file that only grows. `count` of them are known to be whole; what a
 * failed or torn write left behind them is cut off before the next one.
 */
export class LeafStore {
  readonly #disk: Disk;
  readonly #path: string;
  #frontier: Frontier = EMPTY_FRONTIER;
  #uncertain = false;

  private constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  /** Opens the file and cuts it to whole hashes, at most `limit` of them. */
  static async open(disk: Disk, path: string, limit: number): Promise<LeafStore> {
    const store = new LeafStore(disk, path);
    const bytes = (await disk.size(path)) ?? 0;
    const count = Math.min(limit, Math.floor(bytes / HASH_BYTES));
    for (let from = 0; from < count; from += READ_HASHES) {
      const to = Math.min(count, from + READ_HASHES);
      const hashes = await disk.readRange(path, from * HASH_BYTES, to * HASH_BYTES);
      store.#frontier = growFrontier(store.#frontier, hashes);
    }
    if (bytes > count * HASH_BYTES) await disk.truncate(path, count * HASH_BYTES);
    return store;
  }

  /** How many leaf hashes are kept. */
  get count(): number {
    return this.#frontier.size;
  }

  /** The right edge of the tree over the kept leaves. */
  get frontier(): Frontier {
    return this.#frontier;
  }

  /** The first `count` leaf hashes, or all. */
  async read(count: number = this.count): Promise<Uint8Array> {
    if (count === 0) return new Uint8Array();
    return this.#disk.readRange(this.#path, 0, count * HASH_BYTES);
  }

  /** Adds leaf hashes durably. After a rejection the count is as before. */
  async append(hashes: Uint8Array): Promise<void> {
    if (hashes.length === 0) return;
    await this.#settle();
    const grown = growFrontier(this.#frontier, hashes);
    this.#uncertain = true;
    await this.#disk.append(this.#path, hashes, 0o600);
    this.#uncertain = false;
    this.#frontier = grown;
  }

  /** Forgets all leaves, where they turned out to be damaged. */
  async reset(): Promise<void> {
    this.#frontier = EMPTY_FRONTIER;
    this.#uncertain = true;
    await this.#settle();
  }

  /** After a failed write the file may hold more than is counted. */
  async #settle(): Promise<void> {
    if (!this.#uncertain) return;
    const bytes = (await this.#disk.size(this.#path)) ?? 0;
    if (bytes > this.count * HASH_BYTES) await this.#disk.truncate(this.#path, this.count * HASH_BYTES);
    this.#uncertain = false;
  }
}
