import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  appendHashes,
  auditLog,
  EMPTY_FRONTIER,
  equalBytes,
  frontierRoot,
  hashLeaf,
  type LogSource,
} from '@armistice/core/record';
import { readOwnCheckpoint } from '../record/cosigning.ts';
import { folderDisk } from '../record/disk.ts';
import { BelowFloor } from '../record/floor.ts';
import { openLog, readKeys, readPolicy } from '../record/folder.ts';
import { WitnessSilent } from '../record/hearing.ts';
import { nodeVerifier } from '../record/keys.ts';
import { TailLost } from '../record/opening.ts';
import { type Recovered, recoverLog } from '../record/recovering.ts';
import { folderSource } from '../record/source.ts';
import { WriteAheadLog } from '../record/wal.ts';
import { type Closed, closeWhatWasOpen, noteMoreBroughtBack } from './closing.ts';
import type { BackupHead } from './manifest.ts';
import { bringBackPublished } from './published.ts';
import { type UnpackOptions, unpack } from './restore.ts';
import { DamagedBackup } from './tar.ts';
import { type BackupPlace, pathOf } from './walking.ts';

/** What is wanted, and whom to ask before anything is signed. */
export interface RestoreOptions extends UnpackOptions {
  /** Where this machine remembers what it signed. */
  readonly state?: string;
  /** A mirror that may hold what came after the backup. */
  readonly mirror?: LogSource;
  /** Witnesses without which it may go on, by an operator's decision. */
  readonly withoutWitnesses?: readonly string[];
  readonly onNotice: (message: string) => void;
}

/** A mission that stands again. */
export interface Restored extends BackupHead {
  /** Entries of the record now, verified; undefined where nothing may be signed yet. */
  readonly verified?: number;
  /** What a mirror gave back. */
  readonly recovered?: Recovered;
  /** What opened something when the backup was made, and was not brought back. */
  readonly closed: Closed;
  /** Why nothing was signed: others saw more than there is here, or could not be asked. */
  readonly unsigned?: Error;
}

/**
 * Restores a mission: files, then what a mirror holds beyond them; then it opens the record, which asks every witness and
 * this machine's own memory what they saw, signs nothing below that, and is verified as anyone else would verify it.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { head, checked: closed } = await unpack(options, async (place, head) => {
    await checkRecords(place);
    // Before it takes its place: no server is started on what would open again.
    return closeWhatWasOpen(place.folder, head, Date.now());
  });
  const { folder, mirror } = options;
  const recovered =
    mirror === undefined ? undefined : await recoverLog({ ...placeOf(options, folder) }, mirror);
  if (recovered !== undefined) noteMoreBroughtBack(folder, recovered.size);
  const own = { ...head, closed, ...(recovered === undefined ? {} : { recovered }) };
  try {
    await reopenAll(options, folder);
    if (mirror !== undefined && recovered !== undefined) await published(options, mirror, recovered);
  } catch (error) {
    // The files are sound and stay: who may sign on, and from where, is now for people to settle.
    if (!(error instanceof TailLost || error instanceof BelowFloor || error instanceof WitnessSilent))
      throw error;
    return { ...own, unsigned: error };
  }
  return { ...own, verified: await verify(folder) };
}

async function published(
  { folder, onNotice }: RestoreOptions,
  mirror: LogSource,
  recovered: Recovered,
): Promise<void> {
  const disk = folderDisk(folder);
  const missing = await bringBackPublished(disk, mirror, recovered);
  await disk.close();
  if (missing.length > 0)
    onNotice(
      `${missing.length} published files are not in the mirror, first ${missing[0]}; copy them from another one`,
    );
}

function placeOf({ state }: RestoreOptions, folder: string) {
  return { folder, ...(state === undefined ? {} : { state }) };
}

/** Opens the record, and the sealed log of a vault, as a start does; their tiles are made anew by that. */
async function reopenAll(options: RestoreOptions, folder: string): Promise<void> {
  const { withoutWitnesses = [], onNotice } = options;
  for (const at of [folder, pathOf(options, 'vault/log')]) {
    if ((await stat(join(at, 'private/log.json')).catch(() => undefined)) === undefined) continue;
    const { log } = await openLog({ ...placeOf(options, at), withoutWitnesses, onNotice, rebuild: true });
    await log.close();
  }
}

async function verify(folder: string): Promise<number> {
  const disk = folderDisk(folder);
  const policy = await readPolicy(disk);
  await disk.close();
  const audit = await auditLog(folderSource(join(folder, 'public')), { policy, verifier: nodeVerifier() });
  const [problem] = audit.problems;
  if (problem !== undefined)
    throw new DamagedBackup(`the restored record does not verify: ${problem.message}`);
  return audit.checkpoint?.size ?? 0;
}

/** Holds the entries of a backup against the checkpoint in it, before anything of it takes its place. */
async function checkRecords(place: BackupPlace): Promise<void> {
  await checkRecord(place.folder);
  const sealed = pathOf(place, 'vault/log');
  if ((await stat(join(sealed, 'private/log.json')).catch(() => undefined)) !== undefined)
    await checkRecord(sealed);
}

async function checkRecord(folder: string): Promise<void> {
  const disk = folderDisk(folder);
  try {
    const { key } = (await readKeys(disk)).log;
    const checkpoint = await readOwnCheckpoint(disk, key, nodeVerifier());
    if (checkpoint === undefined)
      throw new DamagedBackup('the checkpoint in the backup is not signed by its log');
    const wal = new WriteAheadLog(disk);
    await wal.open(checkpoint.size);
    let frontier = EMPTY_FRONTIER;
    for await (const { entries } of wal.framesFrom(0))
      for (const { leaf } of entries) {
        if (frontier.size < checkpoint.size) frontier = appendHashes(frontier, hashLeaf(leaf));
      }
    if (frontier.size !== checkpoint.size || !equalBytes(frontierRoot(frontier), checkpoint.root))
      throw new DamagedBackup('the entries in the backup are not those that its checkpoint was signed for');
  } finally {
    await disk.close();
  }
}
