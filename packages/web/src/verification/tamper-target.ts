import { formatTilePath, parseBundle, TILE_WIDTH, tileWidth } from '@armistice/core/record';
import type { LogFiles } from './log-copy.ts';

/** What the changes need to know of the copy. */
export interface TamperTarget {
  readonly files: LogFiles;
  readonly origin: string;
  readonly size: number;
  /** The entry whose body or header is changed. */
  readonly index: number;
  readonly leaves: Uint8Array;
}

/** The bundle of entries that covers `place`, and where each entry lies in it. */
export function bundleOf(
  files: LogFiles,
  place: number,
  size: number,
): {
  readonly path: string;
  readonly bundle: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
} {
  const width = tileWidth('entries', place, size);
  for (const held of [width, TILE_WIDTH]) {
    const path = formatTilePath({ level: 'entries', place, width: held });
    const bundle = files.get(path);
    const parsed = bundle === undefined ? undefined : parseBundle(bundle, held);
    if (bundle !== undefined && parsed?.ok === true) return { path, bundle, ...parsed.value };
  }
  throw new Error(`the copy has no bundle of entries ${place}`);
}
