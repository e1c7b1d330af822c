import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogSource } from '@armistice/core/record';
import { folderSource, webSource } from '../record/source.ts';
import { CommandError, EXIT } from './command.ts';

/** Where a log is read: a public folder, a mission's data folder, or a web address. */
export interface Place {
  /** As shown to people. */
  readonly name: string;
  readonly source: LogSource;
  /** The folder that holds the checkpoint; undefined for an address. */
  readonly folder?: string;
  /** The folders in which files are looked for, in this order, where that is all there is to reading it. */
  readonly layers?: readonly string[];
  readonly url?: string;
}

/** What a restricted reader brings: a bearer token for an address, or a folder of keys. */
export interface Credentials {
  readonly token?: string;
  readonly keys?: string;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Finds the log in what a person named. A data folder has its log in `public/` and restricted packs and keys in `private/`. */
export async function openPlace(named: string, credentials: Credentials = {}): Promise<Place> {
  if (/^https?:\/\//.test(named)) {
    const source = layered([webSource(named, credentials.token), ...keySource(credentials)]);
    return { name: named, source, url: named };
  }
  if (await exists(join(named, 'checkpoint'))) return folderPlace(named, [named], credentials);
  const data = join(named, 'public');
  if (await exists(join(data, 'checkpoint')))
    return folderPlace(data, [data, join(named, 'private')], credentials);
  throw new CommandError(
    `there is no log in ${named}: neither checkpoint nor public/checkpoint is there`,
    'name the folder that holds the file "checkpoint", the data folder of a mission, or a web address',
    EXIT.usage,
  );
}

function folderPlace(folder: string, layers: readonly string[], credentials: Credentials): Place {
  const source = layered([...keySource(credentials), ...layers.map(folderSource)]);
  return { name: folder, folder, source, ...(credentials.keys === undefined ? { layers } : {}) };
}

/** Keys that came another way: `<folder>/<audience>/<N>`, or the same below `keys/`. */
function keySource({ keys }: Credentials): LogSource[] {
  if (keys === undefined) return [];
  const source = folderSource(keys);
  return [
    {
      read: async (path) =>
        path.startsWith('keys/')
          ? ((await source.read(path)) ?? (await source.read(path.slice(5))))
          : undefined,
    },
  ];
}

function layered(sources: readonly LogSource[]): LogSource {
  return {
    async read(path) {
      for (const source of sources) {
        const bytes = await source.read(path);
        if (bytes !== undefined) return bytes;
      }
      return undefined;
    },
  };
}
