import {
  consistencyRanges,
  type Frontier,
  formatTilePath,
  type Hash,
  inclusionRanges,
  nodeInTile,
  nodesOf,
  type Range,
  rangeHash,
  TILE_WIDTH,
  tileOfNode,
  tilesOfRanges,
} from '@armistice/core/record';

/** Reads a file of the public folder. */
export type ReadPublic = (path: string) => Promise<Uint8Array | undefined>;

/** Hashes of ranges of a published tree, out of its tiles. Throws, naming the tile, where one is missing. */
async function hashesOf(ranges: readonly Range[], size: number, read: ReadPublic): Promise<Hash[]> {
  const tiles = new Map<string, Uint8Array>();
  await Promise.all(
    tilesOfRanges(ranges, size).map(async (tile) => {
      const bytes =
        (await read(formatTilePath(tile))) ?? (await read(formatTilePath({ ...tile, width: TILE_WIDTH })));
      if (bytes === undefined)
        throw new Error(`${formatTilePath(tile)} is missing; rebuild the tiles with "armistice recover"`);
      tiles.set(`${tile.level}/${tile.place}`, bytes);
    }),
  );
  return ranges.map((range) =>
    rangeHash(range, (node) => {
      const { level, place } = tileOfNode(node);
      return nodeInTile(node, tiles.get(`${level}/${place}`) as Uint8Array);
    }),
  );
}

/** The hash of leaf `index` in a published tree of `size`. */
export async function readLeafHash(index: number, size: number, read: ReadPublic): Promise<Hash> {
  const [hash] = await hashesOf([{ from: index, to: index + 1 }], size, read);
  return hash as Hash;
}

/** The path from leaf `index` to the root of the tree of `size`. */
export function readInclusionProof(index: number, size: number, read: ReadPublic): Promise<Hash[]> {
  return hashesOf(inclusionRanges(index, size), size, read);
}

/** The proof that the tree of `oldSize` is a prefix of the tree of `size`. */
export function readConsistencyProof(oldSize: number, size: number, read: ReadPublic): Promise<Hash[]> {
  return hashesOf(consistencyRanges(oldSize, size), size, read);
}

/** The root of the first `prefix` entries of a published tree of `size`. */
export async function readRoot(prefix: number, size: number, read: ReadPublic): Promise<Hash> {
  const [root] = await hashesOf([{ from: 0, to: prefix }], size, read);
  return root as Hash;
}

/** The right edge of a published tree. */
export async function readFrontier(size: number, read: ReadPublic): Promise<Frontier> {
  const edges = nodesOf({ from: 0, to: size }).map(({ level, place }): Range => {
    let width = 1;
    for (let i = 0; i < level; i++) width *= 2;
    return { from: place * width, to: (place + 1) * width };
  });
  return { size, nodes: await hashesOf(edges, size, read) };
}
