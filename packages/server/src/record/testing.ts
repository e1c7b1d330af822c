// Test-only: a disk in memory, and one whose writes a test breaks.
import type { Disk } from './disk.ts';

/** A disk in memory that survives its users; the same contract as `folderDisk`. */
export interface MemoryDisk extends Disk {
  readonly files: Map<string, Uint8Array>;
}

export function memoryDisk(files: Map<string, Uint8Array> = new Map()): MemoryDisk {
  const held = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (bytes === undefined) throw Object.assign(new Error(`ENOENT: no file ${path}`), { code: 'ENOENT' });
    return bytes;
  };
  return {
    files,
    read: async (path) => files.get(path)?.slice(),
    readRange: async (path, from, to) => held(path).slice(from, to),
    size: async (path) => files.get(path)?.length,
    async list(path) {
      const under = [...files.keys()].filter((name) => name.startsWith(`${path}/`));
      return [...new Set(under.map((name) => name.slice(path.length + 1).split('/')[0] ?? ''))].sort();
    },
    async replace(path, bytes) {
      files.set(path, bytes.slice());
    },
    async replaceAll(all) {
      for (const [path, bytes] of all) files.set(path, bytes.slice());
    },
    async append(path, bytes) {
      files.set(path, Buffer.concat([files.get(path) ?? new Uint8Array(), bytes]));
    },
    async truncate(path, length) {
      const bytes = new Uint8Array(length);
      bytes.set(held(path).subarray(0, length));
      files.set(path, bytes);
    },
    async rename(from, to) {
      files.set(to, held(from));
      files.delete(from);
    },
    async remove(path) {
      files.delete(path);
    },
  };
}

/** A copy that goes its own way: a backup, or the disk of another machine. */
export function copyOf({ files }: MemoryDisk): MemoryDisk {
  return memoryDisk(new Map(files));
}

/**
 * How a write breaks. `refused`: nothing is stored. `stored`: all of it is, and yet it is reported as failed. `half`:
 * a torn append, half the files of a `replaceAll`. `full`: from here on only what frees space goes
 * through. `read-only`: from here on nothing does. `died-…`: the same three, and no write after it: the process is gone.
 */
export const BREAKS = ['refused', 'stored', 'half', 'full', 'read-only', 'died-stored', 'died-half'] as const;
export type Break = (typeof BREAKS)[number];

/** Every write, by its place in the order of writes. */
export interface Write {
  readonly operation: 'replace' | 'replaceAll' | 'append' | 'truncate' | 'rename' | 'remove';
  readonly path: string;
}

/** Which write breaks and how; shared by the disks of one process. */
export class Fate {
  readonly writes: Write[] = [];
  #at: number;
  #how: Break;
  broken: Write | undefined;

  /** Breaks write number `at`, counted from 0; none by default. */
  constructor(at = Number.POSITIVE_INFINITY, how: Break = 'refused') {
    this.#at = at;
    this.#how = how;
  }

  /** Breaks the next write, or one that many writes later. */
  strike(how: Break, later = 0): void {
    this.#at = this.writes.length + later;
    this.#how = how;
  }

  heal(): void {
    this.#at = Number.POSITIVE_INFINITY;
  }

  /** What becomes of the next write. */
  next(write: Write): 'done' | Break {
    const number = this.writes.length;
    this.writes.push(write);
    if (number < this.#at) return 'done';
    this.broken ??= write;
    if (number === this.#at) return this.#how;
    switch (this.#how) {
      case 'full':
      case 'read-only':
        return this.#how;
      case 'died-stored':
      case 'died-half':
        return 'read-only';
      default:
        return 'done';
    }
  }
}

/** A disk whose writes meet their fate. `onStored` hears of every file that a write left changed. */
export function faultyDisk(
  disk: Disk,
  fate: Fate,
  onStored: (path: string) => Promise<void> = async () => undefined,
): Disk {
  async function meet(
    write: Write,
    whole: () => Promise<void>,
    half: () => Promise<readonly string[]>,
  ): Promise<void> {
    const outcome = fate.next(write);
    const frees = write.operation === 'truncate' || write.operation === 'remove';
    if (
      outcome === 'done' ||
      outcome === 'stored' ||
      outcome === 'died-stored' ||
      (outcome === 'full' && frees)
    )
      await whole();
    if (outcome === 'done' || (outcome === 'full' && frees)) return;
    const stored = outcome === 'half' || outcome === 'died-half' ? await half() : [];
    for (const path of stored) await onStored(path);
    throw failure(outcome, write);
  }
  const nothing = async (): Promise<readonly string[]> => [];
  return {
    read: (path) => disk.read(path),
    readRange: (path, from, to) => disk.readRange(path, from, to),
    size: (path) => disk.size(path),
    list: (path) => disk.list(path),
    replace: (path, bytes, mode) =>
      meet(
        { operation: 'replace', path },
        async () => {
          await disk.replace(path, bytes, mode);
          await onStored(path);
        },
        nothing,
      ),
    replaceAll: (files, mode) =>
      meet(
        { operation: 'replaceAll', path: [...files.keys()][0] ?? 'no file' },
        async () => {
          await disk.replaceAll(files, mode);
          for (const path of files.keys()) await onStored(path);
        },
        async () => {
          const some = [...files].slice(0, Math.ceil(files.size / 2));
          await disk.replaceAll(new Map(some), mode);
          return some.map(([path]) => path);
        },
      ),
    append: (path, bytes, mode) =>
      meet(
        { operation: 'append', path },
        () => disk.append(path, bytes, mode),
        async () => {
          await disk.append(path, bytes.subarray(0, Math.floor(bytes.length / 2) + 1), mode);
          return [path];
        },
      ),
    truncate: (path, length) =>
      meet({ operation: 'truncate', path }, () => disk.truncate(path, length), nothing),
    rename: (from, to) => meet({ operation: 'rename', path: to }, () => disk.rename(from, to), nothing),
    remove: (path) => meet({ operation: 'remove', path }, () => disk.remove(path), nothing),
  };
}

function failure(outcome: Break, { operation, path }: Write): Error {
  switch (outcome) {
    case 'full':
      return Object.assign(new Error(`ENOSPC: no space left on device, ${operation} '${path}'`), {
        code: 'ENOSPC',
      });
    case 'read-only':
      return Object.assign(new Error(`EROFS: read-only file system, ${operation} '${path}'`), {
        code: 'EROFS',
      });
    default:
      return Object.assign(new Error(`EIO: i/o error, ${operation} '${path}' (${outcome})`), { code: 'EIO' });
  }
}
