import { once } from 'node:events';
import { startServer } from '../app-start.ts';
import { greeting, startOptions } from '../app-start-options.ts';
import { WrongMission } from '../mission-file.ts';
import { type Command, CommandError, EXIT, usageError } from './command.ts';
import { readOptions, wholeNumber } from './options.ts';

const NAME = 'start';

const USAGE = `armistice start [--data <folder>] [--mission exercise|<folder>] [options]

Starts the server on this machine: record, fold, database, API and page. Makes what is missing. Without anything it
opens the exercise.

  --data <folder>      where the mission's data lie (default: ARMISTICE_FOLDER, or data/ beside the program)
  --mission <folder>   a folder made by "armistice mission new"; used when the data folder is empty
  --port <number>      the first port to try (default 8370)
  --no-page            do not build the page; record and API answer all the same
  --json               one line with the address for a program, once it listens

DATABASE_URL=postgres://… uses that PostgreSQL server in place of the embedded database.
ARMISTICE_LOG=info writes a line for each answer to standard error, without addresses and names.`;

const OPTIONS = {
  data: { type: 'string' },
  mission: { type: 'string' },
  port: { type: 'string' },
  'no-page': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export const startCommand: Command = {
  name: NAME,
  summary: 'start the server on this machine',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    if (positionals.length > 0)
      throw usageError(NAME, `"${positionals[0]}" is too much; name the folder with --data`);
    const { data, mission, port } = values;
    const words = {
      ...(data === undefined ? {} : { data }),
      ...(mission === undefined ? {} : { mission }),
      ...(port === undefined ? {} : { port: wholeNumber(NAME, 'port', port, 0) }),
      page: !values['no-page'],
    };
    const options = await startOptions(words, io.env, (message) => io.err(`${message}\n`)).catch(
      (error: unknown) => {
        if (!(error instanceof WrongMission)) throw error;
        throw new CommandError(error.message, 'mend the file and start again; nothing was made');
      },
    );
    const running = await startServer(options);
    if (values.json)
      io.out(`${JSON.stringify({ ok: true, url: running.url, data: running.place.folder })}\n`);
    else io.out(greeting(running));
    if (!io.signal.aborted) await once(io.signal, 'abort');
    await running.stop();
    return EXIT.yes;
  },
};
