import { join } from 'node:path';
import {
  auditLog,
  equalBytes,
  formatPackPath,
  hashLeaf,
  isAudience,
  type LogSource,
  type Policy,
  PUBLIC,
  parseBundle,
  parsePack,
  readTile,
  TILE_WIDTH,
  tileWidth,
} from '@armistice/core/record';
import { type Disk, folderDisk } from './disk.ts';
import { type LogConfig, type LogPlace, readConfig, readPolicy } from './folder.ts';
import { nodeVerifier } from './keys.ts';
import { takeLock } from './lock.ts';
import { type PackRecord, WalDamage, type WalEntry, WriteAheadLog } from './wal.ts';

/** A mirror that cannot refill this log. */
export class UselessMirror extends Error {}

/** What a recovery brought back. */
export interface Recovered {
  /** First entry that came from the mirror, and the size afterwards; equal where nothing was missing. */
  readonly from: number;
  readonly size: number;
  /** Restricted entries whose bodies neither this folder nor the mirror holds. */
  readonly withoutBody: number;
}

export interface RecoverOptions extends LogPlace {
  readonly onProgress?: (stage: 'verifying' | 'copying', done: number, total: number) => void;
}

/**
 * Refills the write-ahead log from a mirror: verifies the whole mirror by this log's own policy, checks that what is
 * left here is a prefix of it, and appends what is missing. A damaged write-ahead log is set aside and made anew.
 * Tiles are made again at the next opening.
 */
export async function recoverLog(options: RecoverOptions, mirror: LogSource): Promise<Recovered> {
  const own = options.disk === undefined ? folderDisk(options.folder) : undefined;
  const disk = options.disk ?? (own as Disk);
  const config = await readConfig(disk);
  const lock = takeLock(join(options.folder, 'private', 'lock'));
  try {
    const policy = await readPolicy(disk);
    const { size, leaves } = await verifiedMirror(mirror, policy, config, options);
    const { wal, next } = await openOrSetAside(disk);
    await comparePrefix(wal, next, leaves);
    const withoutBody = await copyEntries(disk, wal, mirror, next, size, options);
    return { from: Math.min(next, size), size: wal.next, withoutBody };
  } finally {
    await own?.close();
    lock.release();
  }
}

async function verifiedMirror(
  mirror: LogSource,
  policy: Policy,
  config: LogConfig,
  options: RecoverOptions,
): Promise<{ size: number; leaves: Uint8Array }> {
  const audit = await auditLog(mirror, {
    policy,
    verifier: nodeVerifier(),
    onProgress: (done, total) => options.onProgress?.('verifying', done, total),
  });
  const [first] = audit.problems;
  if (first !== undefined) throw new UselessMirror(`the mirror does not verify: ${first.message}`);
  if (audit.origin !== config.origin)
    throw new UselessMirror(`the mirror is of ${audit.origin}, this log is ${config.origin}`);
  return { size: audit.checkpoint?.size ?? 0, leaves: audit.leaves };
}

/** Opens the write-ahead log; one that is damaged in the middle is kept under another name and begun anew. */
async function openOrSetAside(disk: Disk): Promise<{ wal: WriteAheadLog; next: number }> {
  const wal = new WriteAheadLog(disk);
  try {
    await wal.open();
    for await (const frame of wal.framesFrom(0)) void frame;
    return { wal, next: wal.next };
  } catch (error) {
    if (!(error instanceof WalDamage)) throw error;
    for (const { path } of await wal.segments()) await disk.rename(path, `${path}.damaged`);
    return { wal: new WriteAheadLog(disk), next: 0 };
  }
}

async function comparePrefix(wal: WriteAheadLog, next: number, leaves: Uint8Array): Promise<void> {
  if (next === 0) return;
  for await (const frame of wal.framesFrom(0)) {
    for (const [i, { leaf }] of frame.entries.entries()) {
      const index = frame.first + i;
      if ((index + 1) * 32 > leaves.length) return;
      if (equalBytes(hashLeaf(leaf), leaves.subarray(index * 32, index * 32 + 32))) continue;
      throw new UselessMirror(
        `entry ${index} here is not the entry ${index} of the mirror: one of the two is not this log. Show both to the parties before you go on`,
      );
    }
  }
}

async function copyEntries(
  disk: Disk,
  wal: WriteAheadLog,
  mirror: LogSource,
  from: number,
  size: number,
  options: RecoverOptions,
): Promise<number> {
  const audiences = (await disk.list('private/bodies')).filter(isAudience);
  let withoutBody = 0;
  for (let bundle = Math.floor(from / TILE_WIDTH); bundle * TILE_WIDTH < size; bundle++) {
    const width = tileWidth('entries', bundle, size);
    const leaves = await bundleLeaves(mirror, bundle, width);
    const packs = await packsOf(disk, mirror, bundle, audiences);
    const entries: WalEntry[] = [];
    for (let slot = Math.max(0, from - bundle * TILE_WIDTH); slot < width; slot++) {
      const leaf = leaves[slot] as Uint8Array;
      const records: PackRecord[] = [];
      for (const [audience, pack] of packs) {
        const record = pack[slot];
        if (record !== undefined && record.length > 0) records.push({ audience, record });
      }
      // A leaf that shows a commitment has its body in a restricted pack, here or nowhere.
      if (records.length === 0 && new TextDecoder().decode(leaf).includes('"commitment":')) withoutBody += 1;
      entries.push({ leaf, records });
    }
    if (entries.length > 0) await wal.append(entries);
    options.onProgress?.('copying', Math.min(size, (bundle + 1) * TILE_WIDTH), size);
  }
  return withoutBody;
}

async function bundleLeaves(mirror: LogSource, bundle: number, width: number): Promise<Uint8Array[]> {
  const bytes = (await readTile(mirror, 'entries', bundle, width)) ?? new Uint8Array();
  for (const tried of [width, TILE_WIDTH]) {
    const parsed = parseBundle(bytes, tried);
    if (parsed.ok)
      return Array.from(parsed.value.starts.subarray(0, width), (start, i) =>
        bytes.subarray(start, parsed.value.ends[i]),
      );
  }
  throw new UselessMirror(`the mirror's bundle of entries from ${bundle * TILE_WIDTH} is damaged`);
}

/** Public records from the mirror; restricted ones from this folder's own packs, or from a mirror that holds them. */
async function packsOf(
  disk: Disk,
  mirror: LogSource,
  bundle: number,
  audiences: readonly string[],
): Promise<Map<string, readonly Uint8Array[]>> {
  const packs = new Map<string, readonly Uint8Array[]>();
  for (const audience of [PUBLIC, ...audiences]) {
    const path = formatPackPath(audience, bundle);
    const bytes =
      audience === PUBLIC
        ? await mirror.read(path)
        : ((await disk.read(`private/${path}`)) ?? (await mirror.read(path)));
    const parsed = bytes === undefined ? undefined : parsePack(bytes);
    if (parsed?.ok === true) packs.set(audience, parsed.value);
  }
  return packs;
}
