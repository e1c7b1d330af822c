import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { Compression, type RangeResponse, type Source } from 'pmtiles';

const MIB = 1024 * 1024;
/** No directory and no tile of an archive that is meant for reading tile by tile is larger. */
export const MOST_BYTES: number = 8 * MIB;
const MOST_UNPACKED = 32 * MIB;

/** A range lies outside of the file, or is larger than anything that belongs in one. */
export class DamagedArchive extends Error {}

/** Bytes of an archive on this machine's disk, range by range; each is bounded by the file and by {@link MOST_BYTES}. */
export class ArchiveFile implements Source {
  readonly #file: FileHandle;
  readonly #size: number;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  getKey(): string {
    return 'ground';
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    if (offset < 0 || length < 0 || offset >= this.#size)
      throw new DamagedArchive(`it names bytes from ${offset} on, and has ${this.#size}`);
    // The first look asks for more than a small archive has.
    const wanted = Math.min(length, this.#size - offset);
    if (wanted > MOST_BYTES) throw new DamagedArchive(`it names a piece of ${wanted} bytes`);
    const bytes = new Uint8Array(wanted);
    const { bytesRead } = await this.#file.read(bytes, 0, wanted, offset);
    if (bytesRead < wanted) throw new DamagedArchive(`it ends at byte ${offset + bytesRead}`);
    return { data: bytes.buffer };
  }
}

const unpackers = {
  [Compression.Gzip]: promisify(gunzip),
  [Compression.Brotli]: promisify(brotliDecompress),
} as const;

/** Unpacks a directory, the metadata or a tile, to a bound: a small piece must not become all of the memory. */
export async function unpacked(packed: ArrayBuffer, by: Compression): Promise<ArrayBuffer> {
  if (by === Compression.None || by === Compression.Unknown) return packed;
  const unpack = by === Compression.Gzip || by === Compression.Brotli ? unpackers[by] : undefined;
  if (unpack === undefined) throw new DamagedArchive(`it is compressed by method ${by}`);
  try {
    const bytes = await unpack(new Uint8Array(packed), { maxOutputLength: MOST_UNPACKED });
    return new Uint8Array(bytes).buffer;
  } catch (error) {
    throw new DamagedArchive(`a piece of it does not unpack: ${(error as Error).message}`);
  }
}
