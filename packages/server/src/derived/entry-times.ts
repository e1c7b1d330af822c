import { formatTilePath, parseBundle, parseLeaf, TILE_WIDTH, tileWidth } from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';

/** The first entry that the record took at or after a time; the size of the tree where it took none. */
export async function firstAt(disk: Disk, size: number, milliseconds: number): Promise<number> {
  let [low, high] = [0, size];
  // The bundle is found by its first entries, and the entry in it: a dozen bundles of a million entries are read.
  let times: { readonly place: number; readonly at: readonly number[] } | undefined;
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = Math.floor(middle / TILE_WIDTH);
    if (times?.place !== place) times = { place, at: await timesIn(disk, size, place) };
    const at = times.at[middle - place * TILE_WIDTH] ?? Number.POSITIVE_INFINITY;
    if (at >= milliseconds) high = middle;
    else low = middle + 1;
  }
  return low;
}

async function timesIn(disk: Disk, size: number, place: number): Promise<readonly number[]> {
  const width = tileWidth('entries', place, size);
  const paths = [width, TILE_WIDTH].map((one) => formatTilePath({ level: 'entries', place, width: one }));
  for (const path of paths) {
    const bytes = await disk.read(`public/${path}`);
    if (bytes === undefined) continue;
    const bundle = parseBundle(bytes, path === paths[0] ? width : TILE_WIDTH);
    if (!bundle.ok) throw new Error(`${path}: ${bundle.refusal.message}`);
    const { starts, ends } = bundle.value;
    return Array.from(starts, (start, i) => {
      const leaf = parseLeaf(bytes.subarray(start, ends[i]));
      if (!leaf.ok) throw new Error(`${path}: ${leaf.refusal.message}`);
      return leaf.value.type === 'open' ? leaf.value.header.at : leaf.value.sealed.at;
    });
  }
  throw new Error(`${paths[0]} is missing; rebuild the tiles with "armistice recover"`);
}
