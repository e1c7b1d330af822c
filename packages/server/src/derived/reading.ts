import { type Json, PUBLIC, type ReadEntry, readEntries } from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import { missionSource } from '../record/reading.ts';
import { openPart } from '../record/seal.ts';

/** One entry of a published tree with every field that these audiences may read. */
export async function readOne(
  disk: Disk,
  size: number,
  index: number,
  audiences: readonly string[],
): Promise<ReadEntry | undefined> {
  const restricted = audiences.filter((audience) => audience !== PUBLIC);
  const reading = { size, from: index, audiences: restricted, open: openPart };
  for await (const entry of readEntries(missionSource(disk), reading)) return entry;
  return undefined;
}

/** The root that a statement for everyone names; undefined where the entry is no such statement. */
export function statedRoot({ header, body }: ReadEntry): string | undefined {
  if (header?.kind !== 'statement' || header.audience !== PUBLIC) return undefined;
  const root = (body.roots as { readonly public?: Json } | undefined)?.public;
  return typeof root === 'string' ? root : undefined;
}
