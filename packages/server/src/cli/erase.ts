import { forgetErased } from '../derived/erasure.ts';
import { dropSnapshot } from '../derived/snapshot.ts';
import { erase } from '../record/erasing.ts';
import { type Command, EXIT, usageError } from './command.ts';
import { WRITER_OPTIONS, withLog } from './opened.ts';
import { readOptions, wholeNumber } from './options.ts';

const NAME = 'erase';

const USAGE = `armistice erase <folder> <entry>… --requested-by <role> --reason <text> [--everything]

Destroys the bodies of entries: keys, packs and write-ahead copies. The entries stay, the log still verifies, and an
erasure entry says for ever who asked, why and when. There is no way back. Copies elsewhere may survive.

  --requested-by <role>   who asked: a role or a handle, never a person's name
  --reason <text>         why; everyone can read it
  --everything            also what the fold needs (kind, time, place, count); by default that stays

Public mirrors and backups made before keep what they have: ask their owners.`;

const OPTIONS = {
  ...WRITER_OPTIONS,
  'requested-by': { type: 'string' },
  reason: { type: 'string' },
  everything: { type: 'boolean', default: false },
} as const;

export const eraseCommand: Command = {
  name: NAME,
  summary: 'destroy bodies with proof; the log still verifies',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [folder, ...entries] = positionals;
    const { reason } = values;
    const requestedBy = values['requested-by'];
    if (folder === undefined || entries.length === 0)
      throw usageError(NAME, 'name the folder of the log and at least one entry');
    if (reason === undefined || requestedBy === undefined)
      throw usageError(NAME, '--requested-by and --reason are needed: the erasure entry shows them');
    const indexes = entries.map((entry) => wholeNumber(NAME, 'entry', entry, 0));
    return withLog(folder, values, io, async (open) => {
      const index = await erase(open, {
        indexes,
        scope: values.everything ? 'everything' : 'detail',
        requestedBy,
        reason,
      });
      if (values.everything) await forgetErased(folder, open);
      else await dropSnapshot(open.disk);
      io.err(`erased; entry ${index} says who asked and why\n`);
      if (values.json) io.out(`${JSON.stringify({ ok: true, erased: indexes, entry: index })}\n`);
      return EXIT.yes;
    });
  },
};
