import type { LogSource } from '@armistice/core/record';

/** The files of a log by path; undefined where the log has none of that name. */
export type LogFiles = ReadonlyMap<string, Uint8Array | undefined>;

/** Reads one file of a log from wherever it lies. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

/**
 * A source that keeps every file it was asked for: what was checked can then be looked at, or changed, as a copy.
 * KNOWN: the whole public record stays in memory, some 2 KB an entry; a log of a million entries needs a desktop.
 */
export function keepingSource(read: ReadFile): { readonly source: LogSource; readonly files: LogFiles } {
  const files = new Map<string, Uint8Array | undefined>();
  const source: LogSource = {
    read: async (path) => {
      if (!files.has(path)) files.set(path, await read(path));
      return files.get(path);
    },
  };
  return { source, files };
}

/** A source of files in memory, and of nothing else. */
export function memorySource(files: LogFiles): LogSource {
  return { read: async (path) => files.get(path) };
}

/** How many files a copy has, and how many bytes. */
export function extentOf(files: LogFiles): { readonly files: number; readonly bytes: number } {
  let count = 0;
  let bytes = 0;
  for (const file of files.values()) {
    if (file === undefined) continue;
    count += 1;
    bytes += file.length;
  }
  return { files: count, bytes };
}
