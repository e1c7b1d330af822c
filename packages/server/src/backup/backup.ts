import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseSignedCheckpoint } from '@armistice/core/record';
import { folderDisk } from '../record/disk.ts';
import { readConfig } from '../record/folder.ts';
import { batchesBelow } from '../record/wal.ts';
import { locked } from './locking.ts';
import { type BackupHead, HEAD, hashed, type Listed, MANIFEST } from './manifest.ts';
import { tarEnd, tarFile } from './tar.ts';
import {
  type BackupPlace,
  type Found,
  filesOf,
  isErasing,
  onlyGrew,
  openIfThere,
  standingOf,
} from './walking.ts';

/** What is wanted of a backup. */
export interface BackupOptions extends BackupPlace {
  /** The file to write; nothing stands under this name before it is whole. */
  readonly file: string;
  /** Without one it is not encrypted, and whoever has the file has the mission. */
  readonly passphrase?: string;
  /** See {@link locked}. */
  readonly work?: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
  /** Bytes taken so far, of so many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A backup that was made. */
export interface Made extends BackupHead {
  readonly files: number;
  readonly bytes: number;
}

/** Something went on that a backup must not hold half of; nothing was written. */
export class Unsettled extends Error {}

const TRIES = 3;
const CHUNK_BYTES = 256 * 1024;

/**
 * Takes everything of a mission that is not made again from the rest into one file, whether or not its server runs: the
 * record up to its checkpoint, keys, members, vault, proposals. Nothing is half-written: an erasure in between begins it again.
 */
export async function backUp(options: BackupOptions): Promise<Made> {
  const part = `${options.file}.part`;
  try {
    for (let tried = 1; ; tried++) {
      const before = await standingOf(options);
      if (isErasing(before))
        throw new Unsettled(
          'an erasure is under way, or was cut short; start the server, which completes it, and repeat',
        );
      const made = await attempt(options, part);
      if (onlyGrew(before, await standingOf(options))) {
        await rename(part, options.file);
        await syncFolder(dirname(options.file));
        return made;
      }
      if (tried === TRIES)
        throw new Unsettled('something was erased each time that the backup was tried; repeat it later');
    }
  } finally {
    await rm(part, { force: true });
  }
}

async function attempt(options: BackupOptions, part: string): Promise<Made> {
  const { passphrase, work } = options;
  const taking = new Taking(options, `${part}.databases`);
  await mkdir(dirname(part), { recursive: true });
  const target = await open(part, 'w', 0o600);
  try {
    const plain = taking.archive();
    const bytes = passphrase === undefined ? plain : await locked(plain, passphrase, work);
    for await (const chunk of bytes) {
      options.signal?.throwIfAborted();
      await writeAll(target, chunk);
    }
    await target.sync();
    return taking.made();
  } finally {
    await target.close();
    await rm(`${part}.databases`, { recursive: true, force: true });
  }
}

async function writeAll(target: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await target.write(chunk, at)).bytesWritten;
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** One going through the files of a mission. */
class Taking {
  readonly #options: BackupOptions;
  readonly #scratch: string;
  readonly #listed: Listed[] = [];
  /** Entries of each log below which its write-ahead log is taken; by the log's folder. */
  readonly #sizes = new Map<string, number>();
  /** How far its write-ahead log was found. */
  readonly #reached = new Map<string, number>();
  #head: BackupHead | undefined;
  #bytes = 0;

  constructor(options: BackupOptions, scratch: string) {
    this.#options = options;
    this.#scratch = scratch;
  }

  made(): Made {
    if (this.#head === undefined) throw new Error('no backup was made');
    return { ...this.#head, files: this.#listed.length, bytes: this.#bytes };
  }

  async *archive(): AsyncGenerator<Uint8Array> {
    const files = await filesOf(this.#options);
    const first = files.filter(({ way }) => way === 'first');
    const marks = new Map<string, Uint8Array>();
    // Held in memory, as the first file already says how far the record goes.
    for (const file of first) {
      const bytes = await wholeOf(file);
      if (bytes !== undefined) marks.set(file.name, bytes);
    }
    this.#head = await this.#begin(marks);
    yield* this.#json(HEAD, this.#head);
    for (const [name, bytes] of marks) yield* this.#listing(name, bytes.length, [bytes]);
    // Looked for again: what came since belongs to it where a mark speaks of it.
    const rest = (await filesOf(this.#options)).filter(({ way }) => way !== 'first');
    for (const [at, file] of rest.entries()) {
      yield* this.#take(file);
      this.#options.onProgress?.(at + 1, rest.length);
    }
    for (const [log, size] of this.#sizes)
      if ((this.#reached.get(log) ?? 0) !== size)
        throw new Error(
          `${size} entries were signed, and the write-ahead log in ${log}private/wal has ${this.#reached.get(log) ?? 0}: it is damaged, and no backup was made. Refill it from a mirror: armistice recover`,
        );
    yield* this.#json(MANIFEST, { files: this.#listed });
    yield tarEnd();
  }

  async #begin(marks: ReadonlyMap<string, Uint8Array>): Promise<BackupHead> {
    const disk = folderDisk(this.#options.folder);
    const { origin, mission } = await readConfig(disk);
    await disk.close();
    for (const log of ['', 'vault/log/']) this.#sizes.set(log, signedSize(marks, log));
    return {
      format: 'armistice.backup/v1',
      origin,
      mission,
      size: this.#sizes.get('') ?? 0,
      at: new Date(this.#options.now()).toISOString(),
    };
  }

  async *#json(name: string, value: object): AsyncGenerator<Uint8Array> {
    const bytes = new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
    yield* tarFile({ name, size: bytes.length, content: chunksOf([bytes]) });
  }

  async *#listing(
    name: string,
    size: number,
    chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    const { content, digest } = hashed(chunksOf(chunks));
    yield* tarFile({ name, size, content });
    this.#listed.push({ path: name, size, sha256: digest() });
    this.#bytes += size;
  }

  async *#take(file: Found): AsyncGenerator<Uint8Array> {
    if (file.way === 'cut') return yield* this.#cut(file);
    const path = file.way === 'vacuumed' ? await this.#vacuumed(file.path) : file.path;
    const handle = await openIfThere(path);
    if (handle === undefined) return;
    try {
      const { size } = await handle.stat();
      yield* this.#listing(file.name, size, readUpTo(handle, size));
    } finally {
      await handle.close();
    }
  }

  /** Whole batches below the checkpoint: what was taken in since belongs to the next backup. */
  async *#cut(file: Found): AsyncGenerator<Uint8Array> {
    const bytes = await wholeOf(file);
    const log = file.name.slice(0, file.name.indexOf('private/'));
    const below =
      bytes === undefined ? undefined : batchesBelow(Buffer.from(bytes), this.#sizes.get(log) ?? 0);
    if (bytes === undefined || below === undefined) return;
    this.#reached.set(log, below.next);
    yield* this.#listing(file.name, below.bytes, [bytes.subarray(0, below.bytes)]);
  }

  async #vacuumed(path: string): Promise<string> {
    await mkdir(this.#scratch, { recursive: true, mode: 0o700 });
    const copy = join(this.#scratch, randomBytes(8).toString('hex'));
    const database = new DatabaseSync(path, { timeout: 10_000 });
    try {
      database.prepare('VACUUM INTO ?').run(copy);
    } finally {
      database.close();
    }
    return copy;
  }
}

/** The largest tree of a log that the marks show as signed. */
function signedSize(marks: ReadonlyMap<string, Uint8Array>, log: string): number {
  const textOf = (name: string) => new TextDecoder().decode(marks.get(`${log}${name}`) ?? new Uint8Array());
  const checkpoint = parseSignedCheckpoint(textOf('public/checkpoint'));
  const published = checkpoint.ok ? checkpoint.value.size : 0;
  try {
    return Math.max(published, (JSON.parse(textOf('private/signed.json')) as { readonly size: number }).size);
  } catch {
    return published;
  }
}

async function wholeOf({ path }: Found): Promise<Uint8Array | undefined> {
  const handle = await openIfThere(path);
  try {
    return await handle?.readFile();
  } finally {
    await handle?.close();
  }
}

async function* readUpTo(handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; ) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - at));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

async function* chunksOf(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
