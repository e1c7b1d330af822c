import type { Problem } from './problem.ts';
import { hashLeaves } from './sha256-lanes.ts';
import { formatTilePath, parseBundle, TILE_WIDTH, tileWidth } from './tile.ts';

/** The only seam to the world: a folder, a web server or a USB stick, read by path. Undefined where nothing is there. */
export interface LogSource {
  read(path: string): Promise<Uint8Array | undefined>;
}

/** The entries of one bundle and their leaf hashes. */
export interface Bundle {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly hashes: Uint8Array;
}

/** Reads and hashes bundle `place` of a log of `size` entries; reports and answers undefined where it is missing or damaged. */
export async function readBundle(
  source: LogSource,
  place: number,
  size: number,
  problems: Problem[],
): Promise<Bundle | undefined> {
  const width = tileWidth('entries', place, size);
  const bytes = await readTile(source, 'entries', place, width);
  const index = place * TILE_WIDTH;
  if (bytes === undefined) {
    problems.push({
      code: 'record/entries-missing',
      index,
      message: `entries ${index} to ${index + width - 1} are missing: ${formatTilePath({ level: 'entries', place, width })} is not there`,
    });
    return undefined;
  }
  // A full bundle may stand in for the partial one: only the first `width` entries count then.
  const parsed = parseBundle(bytes, width);
  const offsets = parsed.ok ? parsed.value : prefixOf(bytes, width);
  if (offsets === undefined) {
    problems.push({
      code: 'record/bundle',
      index,
      message: `the bundle of entries ${index} to ${index + width - 1} is damaged`,
    });
    return undefined;
  }
  const data = new Uint8Array(bytes.length);
  const packed = new Uint32Array(width + 1);
  for (let i = 0; i < width; i++) {
    const start = offsets.starts[i] as number;
    const end = offsets.ends[i] as number;
    data.set(bytes.subarray(start, end), packed[i] as number);
    packed[i + 1] = (packed[i] as number) + end - start;
  }
  const hashes = new Uint8Array(width * 32);
  hashLeaves(data, packed, hashes);
  return { bytes, ...offsets, hashes };
}

function prefixOf(bytes: Uint8Array, width: number): { starts: Uint32Array; ends: Uint32Array } | undefined {
  const full = parseBundle(bytes, TILE_WIDTH);
  if (width === TILE_WIDTH || !full.ok) return undefined;
  return { starts: full.value.starts.slice(0, width), ends: full.value.ends.slice(0, width) };
}

/** Reads a tile in the width that a tree size asks for, or the full one in its place (tlog-tiles: partial tiles may be gone). */
export async function readTile(
  source: LogSource,
  level: number | 'entries',
  place: number,
  width: number,
): Promise<Uint8Array | undefined> {
  const bytes = await source.read(formatTilePath({ level, place, width }));
  if (bytes !== undefined || width === TILE_WIDTH) return bytes;
  return source.read(formatTilePath({ level, place, width: TILE_WIDTH }));
}
