import {
  formatBundle,
  formatTilePath,
  type LogSource,
  parseBundle,
  parseErasure,
  parseLeaf,
  readTile,
  TILE_WIDTH,
  type Tile,
  tilesBetween,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';

const CONCURRENT = 8;
const BATCH = 64;

/** Runs `work` on every item, a few at a time. After a failure no more is begun; what is under way ends first. */
export async function fewAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  const worker = async () => {
    while (next < items.length && failures.length === 0) {
      const item = items[next] as T;
      next += 1;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
}

/**
 * Copies the tiles and bundles that the tree of `size` has beyond the tree of `held`, in exactly these widths. What an
 * interrupted copy brought is not fetched again; all of it is verified before a checkpoint names it.
 */
export async function copyTiles(
  source: LogSource,
  disk: Disk,
  held: number,
  size: number,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const tiles = tilesBetween(held, size);
  let copied = 0;
  for (let from = 0; from < tiles.length; from += BATCH) {
    const files = new Map<string, Uint8Array>();
    try {
      await fewAtATime(tiles.slice(from, from + BATCH), async (tile) => {
        const path = formatTilePath(tile);
        if ((await disk.size(path)) === undefined) files.set(path, await fetchTile(source, tile));
      });
    } finally {
      // What came before an interruption is kept too: over a bad line that may be all there is.
      await disk.replaceAll(files);
    }
    copied += files.size;
    onProgress(Math.min(tiles.length, from + BATCH), tiles.length);
  }
  return copied;
}

/** Removes what {@link copyTiles} brought, where it turned out to be false. */
export async function dropTiles(disk: Disk, held: number, size: number): Promise<void> {
  for (const tile of tilesBetween(held, size)) await disk.remove(formatTilePath(tile));
}

async function fetchTile(source: LogSource, tile: Tile): Promise<Uint8Array> {
  const { level, place, width } = tile;
  const bytes = await readTile(source, level, place, width);
  if (bytes === undefined) throw new Error(`${formatTilePath(tile)} is not served`);
  if (level !== 'entries') return bytes.slice(0, width * 32);
  if (width === TILE_WIDTH || parseBundle(bytes, width).ok) return bytes;
  // The log has grown meanwhile and keeps the full bundle only: its first entries are the partial one.
  const full = parseBundle(bytes, TILE_WIDTH);
  if (!full.ok) return bytes;
  const { starts, ends } = full.value;
  return formatBundle(Array.from({ length: width }, (_, i) => bytes.subarray(starts[i], ends[i])));
}

/** Bundles whose bodies an erasure among the entries `[held, size)` touched: their packs have changed. */
export async function erasedBundles(source: LogSource, held: number, size: number): Promise<Set<number>> {
  const touched = new Set<number>();
  for (let place = Math.floor(held / TILE_WIDTH); place * TILE_WIDTH < size; place++) {
    const width = Math.min(TILE_WIDTH, size - place * TILE_WIDTH);
    const bytes = await readTile(source, 'entries', place, width);
    const bundle = bytes === undefined ? undefined : parseBundle(bytes, width);
    if (bytes === undefined || bundle?.ok !== true) continue;
    for (let i = 0; i < width; i++) {
      const leaf = parseLeaf(bytes.subarray(bundle.value.starts[i], bundle.value.ends[i]));
      if (!leaf.ok || leaf.value.type !== 'open' || leaf.value.header.kind !== 'erasure') continue;
      const erasure = parseErasure(leaf.value.header);
      if (erasure.ok)
        for (const { index } of erasure.value.targets) touched.add(Math.floor(index / TILE_WIDTH));
    }
  }
  return touched;
}
