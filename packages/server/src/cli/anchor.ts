import { anchorSealed, NothingToAnchor } from '../record/anchoring.ts';
import { type Command, CommandError, EXIT, usageError } from './command.ts';
import { configOf, WRITER_OPTIONS, withLog } from './opened.ts';
import { readOptions } from './options.ts';

const NAME = 'anchor';

const USAGE = `armistice anchor <folder> <sealed folder> --class <word>

Writes into the log that a sealed log of some class exists, as the hash of its checkpoint and nothing else: neither its
owner, nor its size, nor its name. The checkpoint is kept in the sealed folder under anchors/, so that its owner can
prove later what it held at that time.

  --class <word>   what the parties agreed may be said, such as mediation or source-vault`;

const OPTIONS = { ...WRITER_OPTIONS, class: { type: 'string' } } as const;

export const anchorCommand: Command = {
  name: NAME,
  summary: 'write the checkpoint hash of a sealed log into this one',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [folder, sealed, ...others] = positionals;
    const word = values.class;
    if (folder === undefined || sealed === undefined || others.length > 0)
      throw usageError(NAME, 'name the folder of the log and the folder of the sealed log');
    if (word === undefined || !/^[a-z][a-z-]{0,40}$/.test(word))
      throw usageError(NAME, '--class is missing: one word in lower case');
    const { sealedFor } = await configOf(sealed);
    if (sealedFor === undefined)
      throw new CommandError(
        `${sealed} is not a sealed log`,
        'make one with: armistice init <folder> --sealed <owner>',
      );
    return withLog(folder, values, io, async (open) => {
      const { entry, checkpoint } = await anchorSealed(open, sealed, word).catch((error: unknown) => {
        if (!(error instanceof NothingToAnchor)) throw error;
        throw new CommandError(error.message, 'append something to it first');
      });
      io.err(`entry ${entry} anchors the sealed log\n`);
      if (values.json) io.out(`${JSON.stringify({ ok: true, entry, checkpoint })}\n`);
      return EXIT.yes;
    });
  },
};
