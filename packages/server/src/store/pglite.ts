import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { openStore, type Store } from './store.ts';

/**
 * Opens the embedded database in a folder, or in memory. It never fsyncs: durability is the record's. A folder that a
 * crash left unreadable is therefore no loss: it is emptied and filled again from the record.
 */
export async function openPgliteStore(
  folder: string | undefined,
  mission: string,
  origin: string,
): Promise<Store> {
  if (folder === undefined)
    return renewing(() => openStore(dialectOf(new PGlite()), mission, origin), undefined);
  const open = async () => {
    await makePrivate(folder);
    const store = await openStore(dialectOf(new PGlite(folder)), mission, origin);
    await closeToOthers(folder);
    return store;
  };
  return renewing(() => open().catch(() => emptied(folder).then(open)), folder);
}

/**
 * A store whose clearing destroys its files: a database keeps deleted rows in its tables and its log for long, and what
 * is cleared may have been erased. Calls wait meanwhile.
 */
async function renewing(open: () => Promise<Store>, folder: string | undefined): Promise<Store> {
  let current = Promise.resolve(await open());
  const renew = async (old: Store) => {
    await old.close();
    if (folder !== undefined) await emptied(folder);
    return open();
  };
  return {
    size: async () => (await current).size(),
    save: async (batch) => (await current).save(batch),
    saveRows: async (batch) => (await current).saveRows(batch),
    incidents: async (query) => (await current).incidents(query),
    reports: async (query) => (await current).reports(query),
    clear: async () => {
      current = current.then(renew);
      await current;
    },
    close: async () => {
      await (await current).close();
      if (folder !== undefined) await closeToOthers(folder);
    },
  };
}

async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Restricted incidents lie here: nobody else on this machine may enter, whatever the modes of the files inside. */
async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
}

/** The database makes its files readable to all; they would stay so in a copy of the folder. */
async function closeToOthers(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries)
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600).catch(ifThere);
}

/** Files of the database come and go while it works. */
function ifThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

function dialectOf(pglite: PGlite): PGliteDialect {
  return new PGliteDialect({ pglite });
}
