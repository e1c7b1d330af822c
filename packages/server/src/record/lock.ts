import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Held by the one process that may write a log. */
export interface Lock {
  /** Safe to repeat. */
  release(): void;
}

/** Another process writes this log. */
export class LockHeld extends Error {
  constructor(path: string) {
    super(`another process writes this log (its lock is ${path})`);
    this.name = 'LockHeld';
  }
}

/**
 * Takes the lock of a log, or throws {@link LockHeld} at once. It is SQLite's exclusive lock on an empty file: the
 * operating system drops it when the process ends in whatever way, so no crash leaves a stale one, on every platform
 * that Node runs on. Node itself has no file locks.
 */
export function takeLock(path: string): Lock {
  const database = openFile(path);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (String(error).includes('locked')) throw new LockHeld(path);
    throw notWritable(path, error);
  }
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}

function openFile(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new DatabaseSync(path, { timeout: 0 });
  } catch (error) {
    throw notWritable(path, error);
  }
}

function notWritable(path: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `this folder cannot be written: its lock ${path} cannot be taken (${why}). Check who owns the folder, and that its disk is neither full nor mounted read-only`,
    { cause },
  );
}
