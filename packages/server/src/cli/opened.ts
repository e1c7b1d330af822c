import { folderDisk } from '../record/disk.ts';
import { type OpenLog, openLog, readConfig } from '../record/folder.ts';
import type { Io } from './command.ts';
import { progressBar } from './progress.ts';

/** Options of every command that writes. */
export const WRITER_OPTIONS = {
  state: { type: 'string' },
  'without-witness': { type: 'string', multiple: true, default: [] as string[] },
  json: { type: 'boolean', default: false },
} as const;

/** Opens a log for writing, does the work, and closes it whatever happens. Notices go to stderr. */
export async function withLog<T>(
  folder: string,
  values: {
    readonly state?: string | undefined;
    readonly 'without-witness'?: readonly string[];
    readonly rebuild?: boolean;
  },
  io: Io,
  work: (open: OpenLog) => Promise<T>,
): Promise<T> {
  const bar = progressBar(io, 'reading the log back');
  const { state } = values;
  const open = await openLog({
    folder,
    ...(state === undefined ? {} : { state }),
    withoutWitnesses: values['without-witness'] ?? [],
    rebuild: values.rebuild ?? false,
    onProgress: bar.update,
    onNotice: (message) => io.err(`note: ${message}\n`),
  });
  bar.end();
  const quiet = open.log.onChange((change) => {
    if (change.type === 'warning' || change.type === 'stopped') io.err(`${change.type}: ${change.message}\n`);
  });
  try {
    return await work(open);
  } finally {
    await open.log.close();
    quiet();
  }
}

/** The mission and origin of a folder, without opening it for writing. */
export async function configOf(folder: string) {
  const disk = folderDisk(folder);
  try {
    return await readConfig(disk);
  } finally {
    await disk.close();
  }
}
