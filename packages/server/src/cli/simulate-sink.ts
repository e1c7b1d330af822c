import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Filing, SimulatedDay, TrueHabit } from '../exercise/rows.ts';
import { CommandError, type Io } from './command.ts';

/** Where the rows of a simulation go. */
export interface RowSink {
  habits(rows: readonly TrueHabit[]): void;
  day(made: SimulatedDay, filings: readonly Filing[]): void;
  end(): void;
}

/** Rows are put together into pieces of about this many characters before they are written. */
const PIECE = 1 << 18;

function writeRows(rows: Iterable<unknown>, write: (text: string) => void): void {
  let piece = '';
  for (const row of rows) {
    piece += `${JSON.stringify(row)}\n`;
    if (piece.length < PIECE) continue;
    write(piece);
    piece = '';
  }
  if (piece !== '') write(piece);
}

function* reportsOf(filings: readonly Filing[]): Iterable<unknown> {
  for (const { report } of filings) yield report;
}

/** The reports alone, to standard output. */
export function reportsSink(io: Io): RowSink {
  return {
    habits() {},
    day: (_made, filings) => writeRows(reportsOf(filings), (text) => io.out(text)),
    end() {},
  };
}

const FILES = ['reports', 'coverage', 'truth', 'accounts', 'clocks', 'habits'] as const;

/** Everything, to a folder that holds no simulation yet. `told` are the options, for whoever finds the folder. */
export function folderSink(folder: string, told: string): RowSink {
  mkdirSync(folder, { recursive: true });
  const taken = FILES.map((name) => join(folder, `${name}.ndjson`)).find(existsSync);
  if (taken !== undefined)
    throw new CommandError(
      `${taken} is there already; nothing was written over`,
      'name another folder with --out',
    );
  const files = new Map(FILES.map((name) => [name, openSync(join(folder, `${name}.ndjson`), 'wx')]));
  writeFileSync(
    join(folder, 'EXERCISE.txt'),
    `EXERCISE. Everything in this folder is simulated; the place and the parties are fictional.\narmistice simulate ${told}\n`,
  );
  const write = (name: (typeof FILES)[number], rows: Iterable<unknown>) =>
    writeRows(rows, (text) => writeFileSync(files.get(name) as number, text));
  return {
    habits: (rows) => write('habits', rows),
    day(made, filings) {
      write('reports', reportsOf(filings));
      write('coverage', made.coverage());
      const truth = made.truth();
      write('truth', truth.incidents);
      write('accounts', truth.accounts);
      write('clocks', truth.clocks);
    },
    end() {
      for (const file of files.values()) closeSync(file);
    },
  };
}
