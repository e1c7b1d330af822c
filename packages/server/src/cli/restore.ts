import { resolve } from 'node:path';
import { isLockedFile } from '../backup/restore.ts';
import { type Restored, restore } from '../backup/restoring.ts';
import { TailLost } from '../record/opening.ts';
import { type Command, EXIT, usageError } from './command.ts';
import { readOptions } from './options.ts';
import { passphraseOf } from './passphrase.ts';
import { openPlace } from './place.ts';
import { progressBar } from './progress.ts';
import { count, entries } from './words.ts';

const NAME = 'restore';

const USAGE = `armistice restore <file> --data <folder> [options]

Brings a mission back out of a backup, into a folder that is empty or not there. Every file is held against the list in the
backup, and the entries against their signed checkpoint, before anything stands under the folder's name. Then the record
is opened as a start does: witnesses and this machine's own memory are asked what they saw, and nothing below that is
signed. Last, it is verified. Nobody signs in as before: passwords, passkeys, tokens and codes of then are not brought back.

  --data <folder>            where the mission is to lie
  --from <folder | url>      a mirror: what came after the backup is brought back from it
  --credential <token>       shown to that address, for restricted bodies
  --passphrase-file <file>   its first line is the passphrase (default: ARMISTICE_BACKUP_PASSPHRASE_FILE, or it is asked for)
  --vault <folder>           where the vault is to lie, if not in the data folder (default: ARMISTICE_VAULT)
  --state <folder>           where this machine remembers what it signed (default: the user's state folder)
  --without-witness <name>   go on although this witness cannot be reached; repeat the option
  --json                     one line for a program, last on standard output

Exit: 0 restored and verified, 1 nothing was restored, 2 wrong usage, 3 the files are back and nothing was signed: entries
that came after the backup are missing, or a witness cannot be asked`;

const OPTIONS = {
  data: { type: 'string' },
  from: { type: 'string' },
  credential: { type: 'string' },
  'passphrase-file': { type: 'string' },
  vault: { type: 'string' },
  state: { type: 'string' },
  'without-witness': { type: 'string', multiple: true, default: [] as string[] },
  json: { type: 'boolean', default: false },
} as const;

export const restoreCommand: Command = {
  name: NAME,
  summary: 'bring a mission back out of a backup, verified; sign nothing below what was seen',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [file, ...others] = positionals;
    const { data, from, credential, state } = values;
    if (file === undefined || others.length > 0) throw usageError(NAME, 'name one backup');
    if (data === undefined) throw usageError(NAME, 'name the folder for the mission with --data');
    const vault = values.vault ?? io.env.ARMISTICE_VAULT;
    const given = values['passphrase-file'] ?? io.env.ARMISTICE_BACKUP_PASSPHRASE_FILE;
    const passphrase = (await isLockedFile(file))
      ? await passphraseOf(io, { file: given, asks: 'passphrase of the backup' })
      : undefined;
    const mirror =
      from === undefined
        ? undefined
        : (await openPlace(from, credential === undefined ? {} : { token: credential })).source;
    const bar = progressBar(io, 'bytes');
    const done = await restore({
      file,
      folder: resolve(data),
      ...(vault === undefined ? {} : { vault: resolve(vault) }),
      ...(state === undefined ? {} : { state }),
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(mirror === undefined ? {} : { mirror }),
      withoutWitnesses: values['without-witness'],
      signal: io.signal,
      onProgress: bar.update,
      onNotice: (message) => io.err(`note: ${message}\n`),
    });
    bar.end();
    io.err(tell(data, done));
    if (values.json) io.out(`${JSON.stringify(summaryOf(done))}\n`);
    return done.unsigned === undefined ? EXIT.yes : EXIT.partly;
  },
};

function tell(data: string, { origin, size, at, verified, recovered, closed, unsigned }: Restored): string {
  const lines = [`${origin} is back in ${data}: ${entries(size)} as of ${at}`];
  if (recovered !== undefined && recovered.from < recovered.size)
    lines.push(`the mirror gave back entries ${recovered.from} to ${recovered.size - 1}`);
  if (recovered !== undefined && recovered.withoutBody > 0)
    lines.push(`${count(recovered.withoutBody)} of them are restricted and without their bodies`);
  if (closed.accounts + closed.devices + closed.proposals > 0)
    lines.push(
      `not brought back, as what ended since would open again: sign-in of ${count(closed.accounts)} members, ${count(closed.devices)} tokens of devices, ${count(closed.proposals)} proposals`,
      `no member has a right before a person has looked at them: armistice member list ${data}, then armistice member invite ${data} --handle <handle> for an administrator, who does the others under Members`,
    );
  if (verified !== undefined) lines.push(`verified: ${entries(verified)}`);
  if (unsigned !== undefined) lines.push(`NOTHING WAS SIGNED: ${unsigned.message}`);
  return `${lines.join('\n')}\n`;
}

function summaryOf({ unsigned, ...done }: Restored): object {
  if (unsigned === undefined) return { ok: true, ...done };
  const missing = unsigned instanceof TailLost ? { missing: { from: unsigned.from, to: unsigned.to } } : {};
  return { ok: false, ...done, ...missing, error: unsigned.message };
}
