import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogSource } from '@armistice/core/record';

// Larger than any tile, bundle or pack can be: 256 entries of 65,535 bytes, or 256 bodies of 4 MiB at the very most.
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** A log in a folder: what `serve` serves and a USB stick carries. Symbolic links and paths that leave the folder are never followed by name, as paths come from the formats alone. */
export function folderSource(folder: string): LogSource {
  return {
    async read(path) {
      try {
        const file = await open(join(folder, path), 'r');
        try {
          const { size } = await file.stat();
          if (size > MAX_FILE_BYTES)
            throw new Error(`${path} has ${size} bytes, more than any file of a log may have`);
          return await file.readFile();
        } finally {
          await file.close();
        }
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
        throw error;
      }
    },
  };
}

/** A log behind a web address. `credential` is sent as a bearer token, for the packs of an audience. */
export function webSource(url: string, credential?: string): LogSource {
  const base = url.endsWith('/') ? url : `${url}/`;
  const headers = credential === undefined ? {} : { authorization: `Bearer ${credential}` };
  return {
    async read(path) {
      const response = await fetch(new URL(path, base), {
        headers,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      if (response.status === 404) {
        await response.body?.cancel();
        return undefined;
      }
      if (!response.ok) throw new Error(`${response.url} answered ${response.status} ${response.statusText}`);
      return readLimited(response, path);
    },
  };
}

async function readLimited(response: Response, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_FILE_BYTES)
      throw new Error(`${path}: the answer is larger than any file of a log may be`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A folder or a web address, by how it is written. */
export function logSource(place: string, credential?: string): LogSource {
  return /^https?:\/\//.test(place) ? webSource(place, credential) : folderSource(place);
}
