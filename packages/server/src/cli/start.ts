import { once } from 'node:events';
import { startServer } from '../app-start.ts';
import { firstRunLine, greeting, startOptions } from '../app-start-options.ts';
import { WrongMission } from '../mission-file.ts';
import { type ExerciseWishes, OtherExercise } from '../training/settings.ts';
import { type Command, CommandError, EXIT, usageError } from './command.ts';
import { readOptions, wholeNumber } from './options.ts';
import { progressBar } from './progress.ts';

const NAME = 'start';

const USAGE = `armistice start [--data <folder>] [--mission exercise|<folder>] [options]

Starts the server on this machine: record, fold, database, API and page. Makes what is missing. Without anything it
opens the exercise.

  --data <folder>      where the mission's data lie (default: ARMISTICE_FOLDER, or data/ beside the program)
  --mission <folder>   a folder made by "armistice mission new"; used when the data folder is empty
  --port <number>      the first port to try (default 8370)
  --seed <n>           exercise: which (default: any; the folder keeps it)
  --rate <n>           exercise: true incidents a day, on average (default 120); 0 plays nothing
  --days <n>           exercise: days that lie behind it (default 3)
  --speed <n>          exercise: what lies behind comes so many times as fast as it happened, then it goes on in the
                       machine's own time (default: at once)
  --no-page            do not build the page; record and API answer all the same
  --json               one line with the address for a program, once it listens

DATABASE_URL=postgres://… uses that PostgreSQL server in place of the embedded database.
ARMISTICE_MAP_TILES=area.pmtiles puts that archive of tiles under the map (docs/map.md).
ARMISTICE_LOG=info writes a line for each answer to standard error, without addresses and names.`;

const PARTS = 100;
const MOST_DAYS = 60;
const MOST_RATE = 20_000;

const OPTIONS = {
  data: { type: 'string' },
  mission: { type: 'string' },
  port: { type: 'string' },
  seed: { type: 'string' },
  rate: { type: 'string' },
  days: { type: 'string' },
  speed: { type: 'string' },
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
      exercise: wishesIn(values),
    };
    const options = await startOptions(words, io.env, (message) => io.err(`${message}\n`)).catch(
      (error: unknown) => {
        if (!(error instanceof WrongMission)) throw error;
        throw new CommandError(error.message, 'mend the file and start again; nothing was made');
      },
    );
    const bar = progressBar(io, 'EXERCISE: what lies behind it');
    const onProgress = (share: number) => bar.update(Math.round(share * PARTS), PARTS);
    const running = await startServer({ ...options, onProgress }).catch((error: unknown) => {
      if (!(error instanceof OtherExercise)) throw error;
      throw new CommandError(error.message, 'start it as it was begun; nothing was changed', EXIT.usage);
    });
    const firstRun = running.firstRun();
    const opens = firstRun === undefined ? {} : { firstRun };
    if (values.json)
      io.out(`${JSON.stringify({ ok: true, url: running.url, data: running.place.folder, ...opens })}\n`);
    else io.out(greeting(running));
    if (firstRun === undefined)
      void running.mission.caughtUp.then(
        () => io.err(firstRunLine(running)),
        () => undefined,
      );
    void running.present.then(() => bar.end());
    if (!io.signal.aborted) await once(io.signal, 'abort');
    await running.stop();
    return EXIT.yes;
  },
};

/** What the options say of the exercise; what they leave out is as the folder keeps it. */
function wishesIn(
  values: {
    readonly [name in 'seed' | 'rate' | 'days' | 'speed']?: string | undefined;
  },
): ExerciseWishes {
  const wish = (name: keyof typeof values, least: number, most: number) => {
    const text = values[name];
    if (text === undefined) return {};
    const number = wholeNumber(NAME, name, text, least);
    if (number > most) throw usageError(NAME, `--${name} takes ${least} to ${most}, not ${text}`);
    return { [name]: number };
  };
  return {
    ...wish('seed', 0, 2 ** 32 - 1),
    ...wish('rate', 0, MOST_RATE),
    ...wish('days', 0, MOST_DAYS),
    ...wish('speed', 1, 1_000_000),
  };
}
