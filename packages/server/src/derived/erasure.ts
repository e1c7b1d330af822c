import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type MissionView, newMissionState, type PublishedRow, takeEntry } from '@armistice/core/mission';
import { PUBLIC, textOf } from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import type { OpenLog } from '../record/folder.ts';
import { dropSnapshot } from './snapshot.ts';

// What was computed from a body repeats it. When everything of a report is erased, its incident must go from wherever
// it was kept: the published rows of every size that hold it, and the files of the database cache.

/** Where, in a mission's data folder, the embedded database keeps its cache. */
export const STORE_FOLDER = 'store';

const DERIVED = 'public/derived';
const ROWS = 'incidents.ndjson';

/** Removes what was derived from erased bodies in a data folder that no server has open. Answers the removed files. */
export async function forgetErased(folder: string, { log, disk }: OpenLog): Promise<readonly string[]> {
  // Deleted rows stay in a database's files for long; the cache is filled again from the record at the next start.
  await rm(join(folder, STORE_FOLDER), { recursive: true, force: true });
  await dropSnapshot(disk);
  const state = newMissionState();
  for await (const entry of log.readFrom(0)) takeEntry(state, entry);
  return withdrawRows(disk, state);
}

/** Removes published rows that hold a report which was erased since. Safe to repeat; answers the removed files. */
export async function withdrawRows(disk: Disk, state: MissionView): Promise<readonly string[]> {
  if (state.erasedAt < 0) return [];
  const removed: string[] = [];
  for (const name of await disk.list(DERIVED)) {
    const size = Number(name);
    if (!Number.isSafeInteger(size) || size > state.erasedAt) continue;
    const path = `${DERIVED}/${name}/${ROWS}`;
    const bytes = await disk.read(path);
    if (bytes === undefined || !holdsErased(bytes, size, state)) continue;
    await disk.remove(path);
    removed.push(path);
  }
  return removed;
}

/** Whether a row rests on a report that the first `size` entries do not hold (any more). */
function holdsErased(bytes: Uint8Array, size: number, state: MissionView): boolean {
  const stands = (key: string) => {
    const report = state.reports.get(key);
    return report !== undefined && report.basis === PUBLIC && report.index < size;
  };
  try {
    const lines = (textOf(bytes) ?? '?').split('\n').filter((line) => line !== '');
    return lines.some((line) => !(JSON.parse(line) as PublishedRow).incident.reports.every(stands));
  } catch {
    // Nobody can tell what a damaged file holds.
    return true;
  }
}
