import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { backUp } from '../backup/backup.ts';
import { type Command, EXIT, type Io, usageError } from './command.ts';
import { configOf } from './opened.ts';
import { readOptions } from './options.ts';
import { passphraseOf } from './passphrase.ts';
import { progressBar } from './progress.ts';
import { count, entries } from './words.ts';

const NAME = 'backup';

const USAGE = `armistice backup <data folder> <file or folder> [options]

Writes everything of a mission that cannot be made again into one file, whether or not its server runs: the record up to
its newest checkpoint, keys, members and their sign-in, proposals, who read what, attachments, the vault. Given a folder,
it names the file after mission and time. What was erased before is not in it.

It is encrypted under a passphrase, because it holds every key: by Armistice, or by any program for age files.

  --passphrase-file <file>   its first line is the passphrase (default: ARMISTICE_BACKUP_PASSPHRASE_FILE, or it is asked for)
  --unencrypted              without one: whoever has the file then has the mission
  --vault <folder>           where the vault lies, if not in the data folder (default: ARMISTICE_VAULT)
  --json                     one line for a program, last on standard output

Bring it back with: armistice restore <file> --data <folder>`;

const OPTIONS = {
  'passphrase-file': { type: 'string' },
  unencrypted: { type: 'boolean', default: false },
  vault: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const backupCommand: Command = {
  name: NAME,
  summary: 'write everything of a mission into one file, encrypted',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [folder, target, ...others] = positionals;
    if (folder === undefined || target === undefined || others.length > 0)
      throw usageError(NAME, 'name the data folder, and the file to write or a folder for it');
    const passphraseFile = values['passphrase-file'] ?? io.env.ARMISTICE_BACKUP_PASSPHRASE_FILE;
    const passphrase = values.unencrypted
      ? undefined
      : await passphraseOf(io, { file: passphraseFile, asks: 'passphrase for the backup' });
    const file = await fileFor(folder, target, passphrase !== undefined, io);
    const vault = values.vault ?? io.env.ARMISTICE_VAULT;
    const bar = progressBar(io, 'files');
    const made = await backUp({
      folder,
      file,
      ...(vault === undefined ? {} : { vault }),
      ...(passphrase === undefined ? {} : { passphrase }),
      now: io.now,
      signal: io.signal,
      onProgress: bar.update,
    });
    bar.end();
    io.err(
      `${file}: ${entries(made.size)} of ${made.origin}, ${count(made.files)} files, ${count(made.bytes)} bytes${passphrase === undefined ? '. NOT ENCRYPTED: it holds every key of the mission' : ''}\n`,
    );
    if (values.json)
      io.out(`${JSON.stringify({ ok: true, file, encrypted: passphrase !== undefined, ...made })}\n`);
    return EXIT.yes;
  },
};

async function fileFor(folder: string, target: string, encrypted: boolean, io: Io): Promise<string> {
  const isFolder = await stat(target).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return target;
  const { mission } = await configOf(folder);
  const at = new Date(io.now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return join(target, `${mission}-${at}Z.tar${encrypted ? '.age' : ''}`);
}
