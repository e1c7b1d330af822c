import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { STORE_FOLDER } from './derived/erasure.ts';

/** What of a data folder is for its owner alone: keys and restricted bodies, witnesses' keys, the vault, the database cache. */
const CLOSED = ['private', 'witnesses', 'vault', STORE_FOLDER];

/**
 * Makes the folders that hold mission data, and shuts those that others may enter. The data folder itself and its
 * `public/` stay readable, as any web server may serve the record from there.
 */
export async function closeFolders(folder: string): Promise<void> {
  // Apart, as the folders above get the mode of what is made below them.
  await mkdir(folder, { recursive: true });
  for (const name of CLOSED) {
    const path = join(folder, name);
    await mkdir(path, { recursive: true, mode: 0o700 });
    // One that was made before, or by a command, has the modes that the system gives by default.
    await chmod(path, 0o700);
  }
}
