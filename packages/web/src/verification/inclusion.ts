import {
  checkSignature,
  formatTilePath,
  type Hash,
  inclusionRanges,
  type LogSource,
  leafHash,
  nodeInTile,
  type Policy,
  parseBundle,
  parseSignedCheckpoint,
  rangeHash,
  type SignedCheckpoint,
  TILE_WIDTH,
  tileOfNode,
  tilesOfRanges,
  tileWidth,
  type Verifier,
  verifyInclusion,
} from '@armistice/core/record';

/** What was found of one entry, out of files that a log serves and of nothing else. */
export interface Inclusion {
  readonly size: number;
  /** The checkpoint carries a valid signature of a log that the policy names. */
  readonly signed: boolean;
  /** The entry's path leads to the root of that checkpoint. */
  readonly included: boolean;
  readonly leaf: Hash;
  /** Hashes between the leaf and the root. */
  readonly steps: number;
  readonly json: string;
}

/** The newest checkpoint, and whether a log of the policy signed it. */
export async function readSigned(
  source: LogSource,
  policy: Policy,
  verifier: Verifier,
): Promise<{ readonly checkpoint: SignedCheckpoint; readonly signed: boolean }> {
  const checkpoint = parseSignedCheckpoint(new TextDecoder().decode(await mustRead(source, ['checkpoint'])));
  if (!checkpoint.ok) throw new Error(checkpoint.refusal.message);
  const states = await Promise.all(
    policy.logs.map(({ key }) => checkSignature(checkpoint.value.note, key, verifier)),
  );
  return { checkpoint: checkpoint.value, signed: states.some(({ state }) => state === 'valid') };
}

/** Reads an entry and its path out of the tiles, and walks it to the root that the log signed. */
export async function checkInclusion(
  index: number,
  source: LogSource,
  policy: Policy,
  verifier: Verifier,
): Promise<Inclusion> {
  const { checkpoint, signed } = await readSigned(source, policy, verifier);
  const { size, root } = checkpoint;
  if (index >= size) throw new Error(`the checkpoint has ${size} entries`);
  const entry = await readEntryBytes(index, size, source);
  const leaf = leafHash(entry);
  const path = await readPath(index, size, source);
  const included = verifyInclusion(leaf, index, size, path, root);
  return { size, signed, included, leaf, steps: path.length, json: new TextDecoder().decode(entry) };
}

/** The bytes of an entry, as its bundle has them. */
async function readEntryBytes(index: number, size: number, source: LogSource): Promise<Uint8Array> {
  const place = Math.floor(index / TILE_WIDTH);
  const width = tileWidth('entries', place, size);
  const bytes = await readWide(source, { level: 'entries', place, width });
  for (const held of [width, TILE_WIDTH]) {
    const bundle = parseBundle(bytes, held);
    if (!bundle.ok) continue;
    const slot = index - place * TILE_WIDTH;
    return bytes.subarray(bundle.value.starts[slot], bundle.value.ends[slot]);
  }
  throw new Error(`bundle ${place} is damaged`);
}

async function readPath(index: number, size: number, source: LogSource): Promise<readonly Hash[]> {
  const ranges = inclusionRanges(index, size);
  const tiles = new Map<string, Uint8Array>();
  for (const tile of tilesOfRanges(ranges, size))
    tiles.set(`${tile.level}/${tile.place}`, await readWide(source, tile));
  return ranges.map((range) =>
    rangeHash(range, (node) => {
      const { level, place } = tileOfNode(node);
      return nodeInTile(node, tiles.get(`${level}/${place}`) ?? new Uint8Array());
    }),
  );
}

/** A tile as wide as the checkpoint has it, or the full one where the log has grown since. */
function readWide(source: LogSource, tile: Parameters<typeof formatTilePath>[0]): Promise<Uint8Array> {
  return mustRead(source, [formatTilePath(tile), formatTilePath({ ...tile, width: TILE_WIDTH })]);
}

async function mustRead(source: LogSource, paths: readonly string[]): Promise<Uint8Array> {
  for (const path of paths) {
    const bytes = await source.read(path);
    if (bytes !== undefined) return bytes;
  }
  throw new Error(`the log has no ${paths[0]}`);
}
