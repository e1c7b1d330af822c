import { Unsettled } from '../backup/backup.ts';
import { WrongPassphrase } from '../backup/locking.ts';
import { NoRoom, NotEmpty } from '../backup/restore.ts';
import { DamagedBackup } from '../backup/tar.ts';
import { NotAdmitted } from '../record/admission.ts';
import { NothingToErase } from '../record/erasing.ts';
import { BelowFloor } from '../record/floor.ts';
import { WrongFolder } from '../record/folder.ts';
import { WitnessSilent } from '../record/hearing.ts';
import { LockHeld } from '../record/lock.ts';
import { TailLost } from '../record/opening.ts';
import { UselessMirror } from '../record/recovering.ts';
import { NoQuorum } from '../record/succession.ts';
import { WalDamage } from '../record/wal.ts';
import { VaultRefusal } from '../vault/words.ts';
import { CommandError, EXIT } from './command.ts';

/** Puts a failure of the record into words for the person at the keyboard: what happened, and what to do. */
export function explain(error: unknown): CommandError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof LockHeld)
    return new CommandError(message, 'stop the other process, or send your entries to it', EXIT.no);
  if (error instanceof TailLost) {
    return new CommandError(
      message,
      'take nothing in until they are back: armistice recover <folder> --from <mirror>; where no mirror has them: armistice recover <folder> --succeed <new folder> --origin <new origin> --reason "…"',
    );
  }
  if (error instanceof BelowFloor) {
    return new CommandError(
      message,
      'nothing was signed. Put the newest copy of the folder back, or refill it: armistice recover <folder> --from <mirror>',
    );
  }
  if (error instanceof WalDamage)
    return new CommandError(
      message,
      'nothing was changed. Refill the folder from a mirror: armistice recover <folder> --from <mirror>',
    );
  if (
    error instanceof WitnessSilent ||
    error instanceof WrongFolder ||
    error instanceof NothingToErase ||
    error instanceof NotAdmitted
  ) {
    return new CommandError(message, 'mend what the message names, then repeat the command');
  }
  if (error instanceof UselessMirror)
    return new CommandError(
      message,
      'nothing was changed; try another mirror or ask the witnesses for what they keep',
    );
  if (error instanceof NoQuorum)
    return new CommandError(
      message,
      'nothing was changed; the old quorum must have signed what a successor rests on',
    );
  if (error instanceof VaultRefusal)
    return new CommandError(
      message,
      'nothing was shown and nothing was changed; mend what the message names',
    );
  if (error instanceof DamagedBackup)
    return new CommandError(message, 'nothing was restored; try another copy of the backup');
  if (error instanceof WrongPassphrase)
    return new CommandError(message, 'nothing was done; give the right passphrase and repeat');
  if (error instanceof NotEmpty)
    return new CommandError(
      message,
      'nothing was changed; name an empty folder, or move what is there away first',
    );
  if (error instanceof NoRoom)
    return new CommandError(message, 'nothing was restored; make room, or name a folder on another disk');
  if (error instanceof Unsettled)
    return new CommandError(message, 'no backup was made; do what the message says');
  return new CommandError(message, remedyFor((error as NodeJS.ErrnoException | undefined)?.code));
}

function remedyFor(code: string | undefined): string {
  switch (code) {
    case 'ENOSPC':
      return 'the disk is full: make room and repeat; what was acknowledged is safe';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'this folder cannot be written: mend its rights or the mount, then repeat';
    case 'ENOENT':
      return 'check the path';
    default:
      return 'repeat the command; if it happens again, keep this message and the folder as they are and ask for help';
  }
}
