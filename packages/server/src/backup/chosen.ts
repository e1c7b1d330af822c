import { basename } from 'node:path/posix';

// Which files of a mission a backup holds. Everything is taken that is not named here as made again from the rest: what a
// later version keeps in these rooms is then in the backup without anyone thinking of it.

/** Rooms of a data folder. What lies beside them (the database cache, this machine's memory of what it signed) stays out. */
export const ROOMS = ['public', 'private', 'witnesses', 'vault'] as const;

/** Folders below the data folder that hold a log of their own: the record, and the sealed log of the vault. */
export const LOGS = ['', 'vault/log/'] as const;

/** How a file gets into a backup; undefined where it does not. */
export type Way =
  /** As it is, in the length that it has when it is opened. */
  | 'copied'
  /** An SQLite database: as one transaction sees it, without what was deleted in it. */
  | 'vacuumed'
  /** A segment of a write-ahead log: up to the checkpoint. */
  | 'cut'
  /** Says what was signed and co-signed: taken before everything else, so that the rest is never older than that. */
  | 'first';

// Tiles and packs are made again from the write-ahead log, and are checked by that; the others are caches, locks, or left over.
const MADE_AGAIN = /^(?:public\/(?:tile|bodies)|private\/(?:bodies|fold))\//;
const LEFT_OVER = /\.(?:tmp-\d+-\d+|part|damaged|next)$|-(?:wal|shm|journal)$/;
const FOR_NOTHING = new Set(['private/lock', 'private/resume.json']);
const SIGNED = /^(?:private\/signed\.json|public\/checkpoint|public\/cosigned\/.*)$/;
const SEGMENT = /^private\/wal\/\d{15}\.wal$/;

/** How a file, by its path below the data folder, gets into a backup. */
export function wayOf(path: string): Way | undefined {
  const log = path.startsWith('vault/log/') ? path.slice('vault/log/'.length) : path;
  if (LEFT_OVER.test(path) || path.split('/').some((name) => name.startsWith('.'))) return undefined;
  if (MADE_AGAIN.test(log) || FOR_NOTHING.has(log)) return undefined;
  if (log.startsWith('witnesses/')) return basename(path) === 'lock' ? undefined : 'first';
  if (SIGNED.test(log)) return 'first';
  if (SEGMENT.test(log)) return 'cut';
  return path.endsWith('.sqlite') ? 'vacuumed' : 'copied';
}
