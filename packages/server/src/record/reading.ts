import { type LogSource, type ReadEntry, readEntries as readCoreEntries } from '@armistice/core/record';
import type { Disk } from './disk.ts';
import { openPart } from './seal.ts';

/** The log as the mission reads its own folder: restricted packs and keys beside the public files. */
export function missionSource(disk: Disk): LogSource {
  return {
    read(path) {
      const own =
        path.startsWith('keys/') || (path.startsWith('bodies/') && !path.startsWith('bodies/public/'));
      return disk.read(`${own ? 'private' : 'public'}/${path}`);
    },
  };
}

/** Reads entries `from` to the end of a published tree, with every body that these audiences may open. */
export function readEntries(
  source: LogSource,
  size: number,
  from: number,
  audiences: readonly string[],
): AsyncIterable<ReadEntry> {
  return readCoreEntries(source, { size, from, audiences, open: openPart });
}
