import { type KnownReport, readBy } from '@armistice/core/mission';
import { type ReadEntry, readEntries, TILE_WIDTH } from '@armistice/core/record';
import { missionSource } from '../record/reading.ts';
import { openPart } from '../record/seal.ts';
import type { Deriving } from './deriving.ts';

/**
 * Some entries of the published tree with every field that an audience may read, each bundle of the record read once: an
 * account names many that lie side by side.
 */
export async function entriesAt(
  { disk, size }: Pick<Deriving, 'disk' | 'size'>,
  indexes: readonly number[],
  audience: string,
): Promise<ReadonlyMap<number, ReadEntry>> {
  const found = new Map<number, ReadEntry>();
  const audiences = readBy(audience).filter((one) => one !== 'public');
  const bundles = Map.groupBy(
    [...new Set(indexes)].filter((index) => index < size),
    (index) => Math.floor(index / TILE_WIDTH),
  );
  for (const wanted of bundles.values()) {
    const [from, to] = [Math.min(...wanted), Math.max(...wanted)];
    const asked = new Set(wanted);
    for await (const entry of readEntries(missionSource(disk), { size, from, audiences, open: openPart })) {
      if (asked.has(entry.index)) found.set(entry.index, entry);
      if (entry.index >= to) break;
    }
  }
  return found;
}

/** Reports with every field that an audience may read; those that were filed a moment ago, as they are held. */
export async function wholeReports(
  on: Deriving,
  reports: readonly KnownReport[],
  audience: string,
): Promise<ReadonlyMap<number, ReadEntry>> {
  const found = new Map(
    await entriesAt(
      on,
      reports.map(({ index }) => index),
      audience,
    ),
  );
  for (const { key, index } of reports) {
    if (found.has(index)) continue;
    const held = await on.wholeReport(key, audience);
    if (held !== undefined) found.set(index, held);
  }
  return found;
}
