import { readMoment } from '@armistice/core/base';
import { parseReport } from '@armistice/core/mission';
import { inOrder } from '../exercise/order.ts';
import { loadPlace } from '../exercise/place-files.ts';
import { DAY_MS, type Density } from '../exercise/rows.ts';
import { GENERATORS, isGenerator } from '../exercise/simulations.ts';
import { type Command, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions, wholeNumber } from './options.ts';
import { folderSink, type RowSink, reportsSink } from './simulate-sink.ts';

const NAME = 'simulate';

const USAGE = `armistice simulate [options]

EXERCISE: reports that nobody filed, of things that never happened, in a place that does not exist.
Writes reports as newline-delimited JSON, sorted by id, to standard output; with --out, a folder with the truth beside.

  --seed <n>            the same seed gives the same bytes (default 1)
  --days <n>            how many days (default 1)
  --rate <n>            true incidents a day, on average (default 400)
  --density <d>         normal or barrage (default normal)
  --generator <g>       ${Object.keys(GENERATORS).join(' or ')} (default first); docs/exercise.md says how they differ
  --from <date>         the first day (default 2026-11-20)
  --out <folder>        reports.ndjson, coverage.ndjson, and the truth: truth.ndjson, accounts.ndjson,
                        clocks.ndjson, habits.ndjson
  --json                ends with one line of JSON: how many of each

Exit: 0 done, 1 could not be written, 2 wrong usage.`;

export const simulateCommand: Command = {
  name: NAME,
  summary: 'EXERCISE: simulated reports, with the truth beside them',
  usage: USAGE,
  run: simulate,
};

const OPTIONS = {
  seed: { type: 'string' },
  days: { type: 'string' },
  rate: { type: 'string' },
  density: { type: 'string' },
  generator: { type: 'string' },
  from: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
} as const;

async function simulate(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = readOptions(NAME, args, OPTIONS);
  if (positionals.length > 0) throw usageError(NAME, `simulate takes no "${positionals[0]}"`);
  const days = wholeNumber(NAME, 'days', values.days ?? '1', 1);
  const first = dayOption(values.from ?? '2026-11-20');
  const options = {
    seed: wholeNumber(NAME, 'seed', values.seed ?? '1', 0),
    rate: wholeNumber(NAME, 'rate', values.rate ?? '400', 1),
    density: densityOption(values.density ?? 'normal'),
  };
  const generator = values.generator ?? 'first';
  if (!isGenerator(generator))
    throw usageError(NAME, `--generator takes ${Object.keys(GENERATORS).join(' or ')}, not "${generator}"`);
  const simulation = GENERATORS[generator](await loadPlace(), options);
  const told = `--generator ${generator} --seed ${options.seed} --days ${days} --rate ${options.rate} --density ${options.density} --from ${values.from ?? '2026-11-20'}`;
  const sink: RowSink = values.out === undefined ? reportsSink(io) : folderSink(values.out, told);
  const count = { reports: 0, days: 0 };
  try {
    sink.habits(simulation.habits);
    for (const { made, filings } of inOrder(simulation, first, days, 'id')) {
      if (io.signal.aborted) break;
      for (const { report } of filings) {
        const read = parseReport(report);
        if (!read.ok) throw new Error(`the simulator made a report that is none: ${read.refusal.message}`);
      }
      sink.day(made, filings);
      count.days += 1;
      count.reports += filings.length;
    }
  } finally {
    sink.end();
  }
  io.err(`EXERCISE (simulated): ${count.reports} reports in ${count.days} days\n`);
  if (values.json === true)
    io.out(`${JSON.stringify({ ok: !io.signal.aborted, exercise: true, ...count })}\n`);
  return io.signal.aborted ? EXIT.no : EXIT.yes;
}

function densityOption(text: string): Density {
  if (text === 'normal' || text === 'barrage') return text;
  throw usageError(NAME, `--density takes normal or barrage, not "${text}"`);
}

function dayOption(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? readMoment(`${text}T00:00:00Z`) : undefined;
  if (at === undefined) throw usageError(NAME, `--from takes a date such as 2026-11-20, not "${text}"`);
  return at / DAY_MS;
}
