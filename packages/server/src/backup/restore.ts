import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { wayOf } from './chosen.ts';
import { isLocked, unlocked, WrongPassphrase } from './locking.ts';
import { type BackupHead, checkManifest, HEAD, hashed, type Listed, MANIFEST, readHead } from './manifest.ts';
import { DamagedBackup, readTar, type TarFile } from './tar.ts';
import { type BackupPlace, pathOf } from './walking.ts';

/** What is wanted of a restoring. */
export interface UnpackOptions extends BackupPlace {
  readonly file: string;
  readonly passphrase?: string;
  readonly signal?: AbortSignal;
  /** Bytes read so far, of so many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A folder in which something lies already; nothing was changed. */
export class NotEmpty extends Error {}

/** No room for what a backup holds; nothing was restored. */
export class NoRoom extends Error {}

const CHUNK_BYTES = 256 * 1024;
const MOST_TEXT_BYTES = 1024 * 1024 * 1024;
const MOST_HEAD_BYTES = 64 * 1024;

/**
 * Restores the files of a backup: into a folder beside the one that is wanted, which takes its place once every file is
 * there and is the one that was put into the backup. Before that, or after a failure, nothing stands under the wanted name.
 * `check` has the folder before it takes its place, and throws where it must not.
 */
export async function unpack<T>(
  options: UnpackOptions,
  check: (place: BackupPlace, head: BackupHead) => Promise<T>,
): Promise<{ readonly head: BackupHead; readonly checked: T }> {
  const { folder, vault } = options;
  for (const wanted of [folder, ...(vault === undefined ? [] : [vault])]) await mustBeFree(wanted);
  const staged: BackupPlace = {
    folder: besides(folder),
    ...(vault === undefined ? {} : { vault: besides(vault) }),
  };
  try {
    const { size } = await stat(options.file);
    for (const at of [staged.folder, ...(staged.vault === undefined ? [] : [staged.vault])]) {
      await rm(at, { recursive: true, force: true });
      await mkdir(at, { recursive: true, mode: 0o755 });
    }
    await mustFit(staged.folder, size);
    const head = await unpackInto(staged, options, size);
    const checked = await check(staged, head);
    // The vault first: without the other it is nothing that a server would start on.
    if (vault !== undefined && staged.vault !== undefined) await takePlace(staged.vault, vault);
    await takePlace(staged.folder, folder);
    return { head, checked };
  } finally {
    await rm(staged.folder, { recursive: true, force: true });
    if (staged.vault !== undefined) await rm(staged.vault, { recursive: true, force: true });
  }
}

function besides(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.restoring`);
}

async function mustBeFree(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length > 0)
    throw new NotEmpty(`${folder} holds something already, and nothing is restored over it`);
}

/** A backup is not compressed: what it takes on the disk is its own length and no more. */
async function mustFit(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes)
    throw new NoRoom(
      `the backup needs ${Math.ceil(bytes / 2 ** 20)} MiB, and ${Math.floor((bavail * bsize) / 2 ** 20)} MiB are free`,
    );
}

async function takePlace(from: string, to: string): Promise<void> {
  await rmdir(to).catch(() => undefined);
  await rename(from, to);
  if (process.platform === 'win32') return;
  const parent = await open(dirname(to), 'r');
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}

async function unpackInto(staged: BackupPlace, options: UnpackOptions, total: number): Promise<BackupHead> {
  const came: Listed[] = [];
  let head: BackupHead | undefined;
  let listed: Uint8Array | undefined;
  for await (const file of readTar(await bytesOf(options, total))) {
    options.signal?.throwIfAborted();
    if (listed !== undefined) throw new DamagedBackup('the backup goes on after the list of its files');
    if (head === undefined) {
      if (file.name !== HEAD || file.size > MOST_HEAD_BYTES)
        throw new DamagedBackup('this is no backup of Armistice');
      head = readHead(await whole(file));
    } else if (file.name === MANIFEST) {
      if (file.size > MOST_TEXT_BYTES) throw new DamagedBackup('the list of the files is too long');
      listed = await whole(file);
    } else came.push(await keep(staged, file));
  }
  if (head === undefined || listed === undefined)
    throw new DamagedBackup('the backup is cut short: the list of its files is missing');
  checkManifest(listed, came);
  return head;
}

async function bytesOf(options: UnpackOptions, total: number): Promise<AsyncIterable<Uint8Array>> {
  const { file, passphrase } = options;
  if (!(await isLockedFile(file))) return readThrough(options, total);
  if (passphrase === undefined)
    throw new WrongPassphrase('this backup is encrypted, and no passphrase was given');
  return unlocked(readThrough(options, total), passphrase);
}

/** Whether a file is an encrypted backup. */
export async function isLockedFile(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return isLocked(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function* readThrough(options: UnpackOptions, total: number): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of createReadStream(options.file, { highWaterMark: CHUNK_BYTES })) {
    done += (chunk as Buffer).length;
    options.onProgress?.(done, total);
    yield chunk as Buffer;
  }
}

async function whole({ content }: TarFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Names are by list as well: nothing is written where a backup would not have taken it from. */
async function keep(staged: BackupPlace, file: TarFile): Promise<Listed> {
  const { name, size } = file;
  const isKnown = /^(?:public|private|witnesses|vault)\//.test(name) && wayOf(name) !== undefined;
  if (!isKnown) throw new DamagedBackup(`the backup holds ${name}, which is no file of a mission`);
  const path = pathOf(staged, name);
  const isPublic = name.startsWith('public/');
  await mkdir(dirname(path), { recursive: true, mode: isPublic ? 0o755 : 0o700 });
  const { content, digest } = hashed(file.content);
  // A second file of one name is refused by the file system.
  const handle = await open(path, 'wx', isPublic ? 0o644 : 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new DamagedBackup(`the backup holds ${name} twice`);
    throw error;
  });
  try {
    for await (const chunk of content)
      for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { path: name, size, sha256: digest() };
}
