import {
  equalBytes,
  formatKeyPath,
  formatPackPath,
  type LogSource,
  PUBLIC,
  parsePack,
  TILE_WIDTH,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import { fewAtATime } from './mirror-tiles.ts';

/** Files that replace others of the mirror, by path: held back until everything is verified. */
export type Staged = Map<string, Uint8Array>;

/** Mode of a file of the mirror: what is restricted is its owner's alone. */
export function modeOf(path: string): number {
  return path.startsWith('keys/') || (path.startsWith('bodies/') && !path.startsWith(`bodies/${PUBLIC}/`))
    ? 0o600
    : 0o644;
}

/**
 * Copies the packs of these audiences, and the keys of the restricted ones. A pack that the mirror lacks is put in
 * place at once: nothing names it yet. One that differs is staged, as an erasure may have shortened it, or a false
 * log emptied it.
 */
export async function copyPacks(
  source: LogSource,
  disk: Disk,
  audiences: readonly string[],
  held: number,
  size: number,
  touched: ReadonlySet<number>,
): Promise<Staged> {
  const staged: Staged = new Map();
  const first = Math.floor(held / TILE_WIDTH);
  const places = Array.from({ length: Math.ceil(size / TILE_WIDTH) }, (_, place) => place).filter(
    (place) => place >= first || touched.has(place),
  );
  await fewAtATime(places, async (place) => {
    const full = place !== first && (place + 1) * TILE_WIDTH <= size && !touched.has(place);
    for (const audience of audiences) {
      await copyOne(source, disk, formatPackPath(audience, place), staged, full);
      if (audience !== PUBLIC) await copyOne(source, disk, formatKeyPath(audience, place), staged, false);
    }
  });
  return staged;
}

/** `settled`: a whole pack of an earlier attempt need not be fetched again. */
async function copyOne(
  source: LogSource,
  disk: Disk,
  path: string,
  staged: Staged,
  settled: boolean,
): Promise<void> {
  const own = await disk.read(path);
  if (own !== undefined && settled) {
    const pack = parsePack(own);
    if (pack.ok && pack.value.length === TILE_WIDTH) return;
  }
  const theirs = await source.read(path);
  if (theirs === undefined || (own !== undefined && equalBytes(own, theirs))) return;
  if (own === undefined) await disk.replace(path, theirs, modeOf(path));
  else staged.set(path, theirs);
}
