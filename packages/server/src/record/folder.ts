import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Policy, parsePolicy, thumbprint } from '@armistice/core/record';
import { readOwnCheckpoint } from './cosigning.ts';
import { type Disk, folderDisk } from './disk.ts';
import type { Drafting } from './draft.ts';
import { systemDrafting } from './drafting.ts';
import { finishErasure } from './erasing.ts';
import { openFloor } from './floor.ts';
import { heardFromWitnesses } from './hearing.ts';
import { dropKeysFrom } from './key-store.ts';
import { type EntrySigner, nodeVerifier, readKeyFile, signerOf } from './keys.ts';
import { type Lock, takeLock } from './lock.ts';
import { Log } from './log.ts';
import { reopen } from './opening.ts';
import { WriteAheadLog } from './wal.ts';

/** What a log's folder says of itself. */
export interface LogConfig {
  readonly format: 'armistice.log/v1';
  readonly origin: string;
  readonly mission: string;
  /** Set for a sealed log: its one owner, who is the audience of every entry but the keys. */
  readonly sealedFor?: string;
}

export const CONFIG = 'private/log.json';
export const POLICY = 'public/policy';

/** Key files of a log, by what they do. `operator` is the key in whose name local intake is filed. */
export const KEY_FILES = {
  log: 'private/signing/log.json',
  sequencer: 'private/signing/sequencer.json',
  registrar: 'private/signing/registrar.json',
  operator: 'private/signing/operator.json',
} as const;

export interface LogKeys {
  readonly log: EntrySigner;
  readonly sequencer: EntrySigner;
  readonly registrar: EntrySigner;
  readonly operator: EntrySigner;
}

/** Where a log lies and how its process sees the world; tests pass their own. */
export interface LogPlace {
  readonly folder: string;
  /** For what must outlive the folder: the last-signed record. Default {@link stateFolder}. */
  readonly state?: string;
  readonly disk?: Disk;
  readonly stateDisk?: Disk;
  readonly drafting?: Drafting;
}

export interface OpenOptions extends LogPlace {
  readonly publishMs?: number;
  readonly promiseMs?: number;
  readonly maxBatch?: number;
  readonly settleMs?: number;
  /** The log is being made: nothing was signed yet, so nobody can have seen more. */
  readonly beginning?: boolean;
  /** Witnesses that cannot be reached and that the operator decides to start without. */
  readonly withoutWitnesses?: readonly string[];
  /** Makes all tiles and packs anew from the write-ahead log, also where nothing looks wrong. */
  readonly rebuild?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  readonly onNotice?: (message: string) => void;
}

/** A log that was opened for writing, with the keys that its folder holds. */
export interface OpenLog {
  readonly log: Log;
  readonly keys: LogKeys;
  /** Key id of the operator's key. */
  readonly operator: string;
  readonly disk: Disk;
  readonly wal: WriteAheadLog;
}

/** Where programs of this machine keep what must outlive a log's folder. */
export function stateFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  if (env.ARMISTICE_STATE !== undefined) return env.ARMISTICE_STATE;
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? homedir(), 'armistice');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'armistice');
  return join(env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'armistice');
}

/** Where, outside the log's folder, the last-signed record of an origin lies. */
export function floorPath(origin: string): string {
  return `signed/${createHash('sha256').update(origin).digest('hex')}.json`;
}

/** A folder that is no log, or is one already. */
export class WrongFolder extends Error {}

/** The keys that a log's folder holds. Throws, naming the file, where one is missing. */
export async function readKeys(disk: Disk): Promise<LogKeys> {
  const read = async (path: string): Promise<EntrySigner> => {
    const file = await readKeyFile(disk, path);
    if (file === undefined)
      throw new WrongFolder(
        `the key file ${path} is missing; put it back from where keys are kept, or end this log with "armistice recover <folder> --succeed"`,
      );
    return signerOf(file);
  };
  const { log, sequencer, registrar, operator } = KEY_FILES;
  return {
    log: await read(log),
    sequencer: await read(sequencer),
    registrar: await read(registrar),
    operator: await read(operator),
  };
}

/** Reads what a folder says of itself. */
export async function readConfig(disk: Disk): Promise<LogConfig> {
  const bytes = await disk.read(CONFIG);
  if (bytes === undefined)
    throw new WrongFolder('there is no log in this folder; make one with "armistice init"');
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as LogConfig;
  } catch {
    throw new WrongFolder(`${CONFIG} is damaged; put it back from a copy of this folder`);
  }
}

/** The policy beside a log. */
export async function readPolicy(disk: Disk): Promise<Policy> {
  const parsed = parsePolicy(new TextDecoder().decode((await disk.read(POLICY)) ?? new Uint8Array()));
  if (!parsed.ok) throw new WrongFolder(`${POLICY}: ${parsed.refusal.message}`);
  return parsed.value;
}

/** Opens a log for writing: takes its lock, reads it back, and makes sure that nothing signed before is taken back. */
export async function openLog(options: OpenOptions): Promise<OpenLog> {
  const own = options.disk === undefined ? folderDisk(options.folder) : undefined;
  const disk = options.disk ?? (own as Disk);
  const config = await readConfig(disk);
  if ((await disk.read('public/successor')) !== undefined) {
    throw new WrongFolder(
      'this log has ended and names its successor in public/successor; write to that one',
    );
  }
  const lock = takeLock(join(options.folder, 'private', 'lock'));
  try {
    // A temporary file may hold a body that is erased later. Tiles hold none, and are too many to look through.
    for (const bodies of ['private', 'public/bodies']) await own?.sweep(bodies);
    return await openLocked(options, disk, config, lock, async () => own?.close());
  } catch (error) {
    lock.release();
    await own?.close();
    throw error;
  }
}

async function openLocked(
  options: OpenOptions,
  disk: Disk,
  config: LogConfig,
  lock: Lock,
  closeDisk: () => Promise<void>,
): Promise<OpenLog> {
  const notice = options.onNotice ?? (() => undefined);
  const keys = await readKeys(disk);
  const policy = await readPolicy(disk);
  const outside = {
    disk: options.stateDisk ?? folderDisk(options.state ?? stateFolder()),
    path: floorPath(config.origin),
  };
  const floor = await openFloor(disk, outside);
  const wal = new WriteAheadLog(disk);
  const cut = await wal.open(floor.signed?.size);
  if (cut > 0)
    notice(
      `${cut} bytes of a batch that was never acknowledged were cut from the end of the write-ahead log`,
    );
  const verifier = nodeVerifier();
  const known = options.beginning
    ? []
    : await heardFromWitnesses(policy, keys.log.key, floor, options.withoutWitnesses ?? [], notice);
  const opened = await reopen(disk, wal, floor, known, options.onProgress ?? (() => undefined), {
    checkpoint: await readOwnCheckpoint(disk, keys.log.key, verifier),
    rebuild: options.rebuild ?? false,
  });
  if (wal.next === 0 && !options.beginning)
    throw new WrongFolder(
      'the making of this log was cut short before its first entry; run "armistice init" again as before',
    );
  if (opened.rebuilt !== undefined)
    notice(`tiles and packs are made anew from the write-ahead log: ${opened.rebuilt}`);
  await dropKeysFrom(disk, wal.next);
  const log = new Log({
    ...config,
    disk,
    wal,
    floor,
    policy,
    verifier,
    logSigner: keys.log,
    sequencerKey: keys.sequencer,
    drafting: options.drafting ?? systemDrafting(),
    publishMs: options.publishMs ?? 250,
    promiseMs: options.promiseMs ?? 60_000,
    maxBatch: options.maxBatch ?? 2048,
    settleMs: options.settleMs ?? 6_000,
    opened,
    release: async () => {
      await closeDisk();
      lock.release();
    },
  });
  try {
    await finishErasure(log, disk, wal);
  } catch (error) {
    // Otherwise it would publish on without the lock.
    await log.close().catch(() => undefined);
    throw error;
  }
  return { log, keys, operator: thumbprint(keys.operator.jwk), disk, wal };
}
