import { parseSignedCheckpoint, readEntries } from '@armistice/core/record';
import { checkReads, type Digest, digestOf } from '../reads/digest.ts';
import { folderDisk } from '../record/disk.ts';
import { type Command, CommandError, EXIT, usageError } from './command.ts';
import { readOptions } from './options.ts';
import { openPlace } from './place.ts';

const NAME = 'reads';

const USAGE = `armistice reads check <data folder>

Reads the log of who read restricted material, line by line, and holds it against the digests that the record has of it: a
line that was taken out, added or changed since a digest is told. It changes nothing; a running server is no hindrance.
Whether the record itself is sound, armistice verify says.

  --json   the answer as one line`;

export const readsCommand: Command = {
  name: NAME,
  summary: 'hold the log of restricted reads against the record',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, { json: { type: 'boolean', default: false } });
    const [what, folder, ...others] = positionals;
    if (what !== 'check' || folder === undefined || others.length > 0)
      throw usageError(NAME, 'say: armistice reads check <data folder>');
    const digests = await digestsIn(folder);
    const disk = folderDisk(folder);
    try {
      const check = await checkReads(disk, digests);
      const ok = check.problems.length === 0;
      if (values.json) io.out(`${JSON.stringify({ ok, ...check })}\n`);
      else {
        for (const problem of check.problems) io.out(`PROBLEM  ${problem}\n`);
        io.out(
          `${check.lines} lines, ${check.alarms} alarms; ${check.digests} digests in the record, ${check.undigested} lines since the last\n`,
        );
        io.out(
          ok
            ? 'the log of reads is what the record says\n'
            : 'the log of reads is NOT what the record says\n',
        );
      }
      return ok ? EXIT.yes : EXIT.no;
    } finally {
      await disk.close();
    }
  },
};

async function digestsIn(folder: string): Promise<readonly Digest[]> {
  const { source } = await openPlace(folder);
  const text = new TextDecoder().decode((await source.read('checkpoint')) ?? new Uint8Array());
  const checkpoint = parseSignedCheckpoint(text);
  if (!checkpoint.ok) throw new CommandError(checkpoint.refusal.message, 'name the data folder of a mission');
  const digests: Digest[] = [];
  for await (const entry of readEntries(source, { size: checkpoint.value.size, from: 0 })) {
    const digest = digestOf(entry);
    if (digest !== undefined) digests.push(digest);
  }
  return digests;
}
