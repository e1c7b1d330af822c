import { join } from 'node:path';
import { STORE_FOLDER } from '../derived/erasure.ts';
import { derivedHere } from '../derived/here.ts';
import { openOwnStore } from '../derived/own-store.ts';
import { Mission } from '../mission.ts';
import { type Command, CommandError, EXIT, usageError } from './command.ts';
import { configOf, WRITER_OPTIONS, withLog } from './opened.ts';
import { readOptions } from './options.ts';
import { count, entries } from './words.ts';

const NAME = 'rebuild';

const USAGE = `armistice rebuild <data folder>

Empties the database and fills it again from the record. The record itself is only read. Stop the server before.

  --state <folder>   where this machine remembers what it signed (default: the user's state folder)
  --without-witness <name>   start although this witness cannot be reached; repeat the option
  --json             one line for a program, last on standard output

DATABASE_URL=postgres://… names the database where it is not the embedded one.`;

export const rebuildCommand: Command = {
  name: NAME,
  summary: 'fill the database again from the record',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, WRITER_OPTIONS);
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw usageError(NAME, 'name one data folder');
    const { mission: name, origin } = await configOf(folder);
    const faults: string[] = [];
    const onFault = (message: string) => void faults.push(message);
    const url = io.env.DATABASE_URL ?? '';
    const done = await withLog(folder, values, io, async (open) => {
      const place = { mission: name, origin };
      const store = await openOwnStore(
        url === '' ? { ...place, folder: join(folder, STORE_FOLDER) } : { ...place, url },
        onFault,
      );
      await store.clear();
      const derived = derivedHere({ disk: open.disk, origin, store });
      const mission = await Mission.open({ open, derived, onFault });
      await mission.stored();
      const size = await store.size();
      const { reports, incidents } = derived.view;
      await mission.close();
      return { entries: size, reports: reports.size, incidents: incidents.size };
    });
    const [fault] = faults;
    if (fault !== undefined)
      throw new CommandError(fault, 'mend the cause and run it again; the record is untouched');
    const { reports, incidents } = done;
    if (values.json) io.out(`${JSON.stringify({ ok: true, ...done })}\n`);
    else io.out(`${entries(done.entries)}: ${count(reports)} reports, ${count(incidents)} incidents\n`);
    return EXIT.yes;
  },
};
