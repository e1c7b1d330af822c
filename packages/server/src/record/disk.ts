import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The only way in which the record touches a disk. Tests pass one that refuses, or stores and reports a failure.
 * Paths are relative to a root. Every write is durable when its promise is kept.
 */
export interface Disk {
  /** The bytes of a file, or undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Bytes `[from, to)` of a file; shorter where the file ends before. */
  readRange(path: string, from: number, to: number): Promise<Uint8Array>;
  /** Size in bytes, or undefined where there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** Names in a folder, sorted; none where there is no such folder. */
  list(path: string): Promise<readonly string[]>;
  /** Writes a file whole: temporary file, fsync, rename, fsync of the folder. Readers see the old or the new one. */
  replace(path: string, bytes: Uint8Array, mode?: number): Promise<void>;
  /** {@link replace} for many files at once; each folder is fsynced once. After a failure each file is the old or the new one. */
  replaceAll(files: ReadonlyMap<string, Uint8Array>, mode?: number): Promise<void>;
  /** Adds bytes to the end of a file, made where absent, and fsyncs. */
  append(path: string, bytes: Uint8Array, mode?: number): Promise<void>;
  /** Cuts a file to a length and fsyncs. */
  truncate(path: string, length: number): Promise<void>;
  /** Gives a file another name in the same folder, and fsyncs the folder. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file and fsyncs the folder; nothing happens where there is none. */
  remove(path: string): Promise<void>;
}

// The thread pool has four threads: one stays free, so that a batch on its way to the log never waits for tiles.
const CONCURRENT_WRITES = 3;

function missing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

async function orUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (missing(error)) return undefined;
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const TEMPORARY = /\.tmp-\d+-\d+$/;

/** A disk that is a folder of the file system. */
export interface FolderDisk extends Disk {
  /** Removes from below a folder what a process that was killed left half written; for whoever alone writes there. */
  sweep(folder: string): Promise<void>;
  close(): Promise<void>;
}

/** A disk rooted at a folder of the file system. Folders are made as needed, each made durable in its parent. */
export function folderDisk(root: string): FolderDisk {
  const known = new Set<string>();
  const handles = new Map<string, FileHandle>();
  let counter = 0;

  async function ensureFolder(path: string): Promise<void> {
    if (known.has(path)) return;
    await mkdir(root, { recursive: true });
    // What is not for the world is not for the other accounts of this machine either.
    const mode = path.startsWith(join(root, 'private')) ? 0o700 : 0o755;
    const first = await mkdir(path, { recursive: true, mode });
    if (first !== undefined) {
      for (let at = path; at.length >= first.length; at = dirname(at)) await syncFolder(dirname(at));
    }
    known.add(path);
  }

  /** Appending handles stay open: opening a file for each batch would cost more than the write. */
  async function appendHandle(path: string, mode: number): Promise<FileHandle> {
    const held = handles.get(path);
    if (held !== undefined) return held;
    await ensureFolder(dirname(join(root, path)));
    const fresh = ((await orUndefined(stat(join(root, path))))?.size ?? 0) === 0;
    const handle = await open(join(root, path), 'a', mode);
    // Also where it is there and empty: making it may have been what failed before.
    if (fresh) await syncFolder(dirname(join(root, path)));
    if (handles.size >= 16) await closeOldest();
    handles.set(path, handle);
    return handle;
  }

  async function closeOldest(): Promise<void> {
    const [path, handle] = handles.entries().next().value ?? [];
    if (path === undefined || handle === undefined) return;
    handles.delete(path);
    await handle.close();
  }

  async function forget(path: string): Promise<void> {
    const handle = handles.get(path);
    handles.delete(path);
    await handle?.close();
  }

  /** Temporary file, fsync, rename; the folder is the caller's to fsync. */
  async function writeBeside(path: string, bytes: Uint8Array, mode: number): Promise<void> {
    await forget(path);
    const target = join(root, path);
    await ensureFolder(dirname(target));
    counter += 1;
    const temporary = `${target}.tmp-${process.pid}-${counter}`;
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
      await handle.close();
      await rename(temporary, target);
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  return {
    read: (path) => orUndefined(readFile(join(root, path))),
    async readRange(path, from, to) {
      const handle = await open(join(root, path), 'r');
      try {
        const buffer = new Uint8Array(to - from);
        let got = 0;
        while (got < buffer.length) {
          const { bytesRead } = await handle.read(buffer, got, buffer.length - got, from + got);
          if (bytesRead === 0) break;
          got += bytesRead;
        }
        return buffer.subarray(0, got);
      } finally {
        await handle.close();
      }
    },
    size: async (path) => (await orUndefined(stat(join(root, path))))?.size,
    list: async (path) => ((await orUndefined(readdir(join(root, path)))) ?? []).sort(),
    async replace(path, bytes, mode = 0o644) {
      await writeBeside(path, bytes, mode);
      await syncFolder(dirname(join(root, path)));
    },
    async replaceAll(files, mode = 0o644) {
      const left = [...files];
      const writers = Array.from({ length: Math.min(CONCURRENT_WRITES, left.length) }, async () => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) {
          await writeBeside(next[0], next[1], mode);
        }
      });
      await Promise.all(writers);
      const folders = new Set([...files.keys()].map((path) => dirname(join(root, path))));
      await Promise.all([...folders].map(syncFolder));
    },
    async append(path, bytes, mode = 0o644) {
      const handle = await appendHandle(path, mode);
      let done = 0;
      while (done < bytes.length) done += (await handle.write(bytes, done)).bytesWritten;
      await handle.datasync();
    },
    async truncate(path, length) {
      await forget(path);
      const handle = await open(join(root, path), 'r+');
      try {
        await handle.truncate(length);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    async rename(from, to) {
      await forget(from);
      await forget(to);
      await rename(join(root, from), join(root, to));
      await syncFolder(dirname(join(root, to)));
    },
    async remove(path) {
      await forget(path);
      const target = join(root, path);
      if ((await orUndefined(stat(target))) === undefined) return;
      await rm(target);
      await syncFolder(dirname(target));
    },
    async sweep() {
      const names = (await orUndefined(readdir(root, { recursive: true }))) ?? [];
      for (const name of names.filter((one) => TEMPORARY.test(one)))
        await rm(join(root, name), { force: true });
    },
    async close() {
      while (handles.size > 0) await closeOldest();
    },
  };
}
