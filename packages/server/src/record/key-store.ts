import { dirname } from 'node:path/posix';
import {
  concat,
  formatKeyPath,
  formatPartKey,
  type Part,
  type PartKey,
  parsePartKeys,
  TILE_WIDTH,
} from '@armistice/core/record';
import type { Disk } from './disk.ts';

/** The key to one restricted part of an entry. */
export interface EntryKey {
  readonly index: number;
  readonly audience: string;
  readonly part: Part;
  readonly key: Uint8Array;
}

const pathOf = (audience: string, index: number) =>
  `private/${formatKeyPath(audience, Math.floor(index / TILE_WIDTH))}`;

const PART_KEY_BYTES = 34;

/** Keeps keys durably, before the entries that they open are. Apart from packs and write-ahead log: a copy of those opens nothing. */
export async function keepKeys(disk: Disk, keys: readonly EntryKey[]): Promise<void> {
  const files = new Map<string, Uint8Array[]>();
  for (const { index, audience, part, key } of keys) {
    const path = pathOf(audience, index);
    const record = formatPartKey({ slot: index % TILE_WIDTH, part, key });
    files.set(path, [...(files.get(path) ?? []), record]);
  }
  await Promise.all([...files].map(([path, records]) => appendKeys(disk, path, concat(records))));
}

// Files that hold whole keys, as this process left them: the last one of each folder and audience.
const whole = new WeakMap<Disk, Map<string, string>>();

/** A write that failed may have left part of a key: cut it off, or every later key would stand out of step. */
async function appendKeys(disk: Disk, path: string, records: Uint8Array): Promise<void> {
  const known = whole.get(disk) ?? new Map<string, string>();
  whole.set(disk, known);
  const folder = dirname(path);
  const looked = known.get(folder) === path;
  known.delete(folder);
  const size = looked ? 0 : ((await disk.size(path)) ?? 0);
  const torn = size % PART_KEY_BYTES;
  if (torn > 0) await disk.truncate(path, size - torn);
  await disk.append(path, records, 0o600);
  known.set(folder, path);
}

async function rewrite(
  disk: Disk,
  audience: string,
  bundle: number,
  keep: (key: PartKey) => boolean,
): Promise<void> {
  const path = pathOf(audience, bundle * TILE_WIDTH);
  const bytes = await disk.read(path);
  if (bytes === undefined) return;
  const keys = parsePartKeys(bytes);
  const kept = concat(keys.filter(keep).map(formatPartKey));
  if (kept.length === bytes.length) return;
  await disk.replace(path, kept, 0o600);
}

/** Destroys keys: the detail's, or every one, of these entries, for all audiences. */
export async function destroyKeys(
  disk: Disk,
  indexes: readonly number[],
  parts: readonly Part[],
): Promise<void> {
  const bundles = new Set(indexes.map((index) => Math.floor(index / TILE_WIDTH)));
  const doomed = new Set(indexes);
  for (const audience of await disk.list('private/keys')) {
    for (const bundle of bundles) {
      await rewrite(
        disk,
        audience,
        bundle,
        ({ slot, part }) => !(doomed.has(bundle * TILE_WIDTH + slot) && parts.includes(part)),
      );
    }
  }
}

/** After a crash: drops keys whose entries never became durable, as their indexes will be given again. */
export async function dropKeysFrom(disk: Disk, size: number): Promise<void> {
  const first = Math.floor(size / TILE_WIDTH);
  for (const audience of await disk.list('private/keys')) {
    // A batch may have reached into the bundles after the one in which the log now ends.
    for (let bundle = first; bundle === first || (await hasKeys(disk, audience, bundle)); bundle++)
      await rewrite(disk, audience, bundle, ({ slot }) => bundle * TILE_WIDTH + slot < size);
  }
}

async function hasKeys(disk: Disk, audience: string, bundle: number): Promise<boolean> {
  return ((await disk.size(pathOf(audience, bundle * TILE_WIDTH))) ?? 0) > 0;
}
