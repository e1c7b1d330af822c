import type { ContextLine } from '../intake/context.ts';
import type { ImportCounts, ImportSink, ReportsOfRow } from '../intake/importing.ts';
import type { Intake } from '../intake/intake.ts';
import { type Rejection, rejection } from '../intake/rejection.ts';
import { SortedLines } from '../intake/sorted-lines.ts';
import type { Mission } from '../mission.ts';
import { AnotherReport } from '../mission-filing.ts';
import { SimulatedReport } from '../mission-simulated.ts';
import type { Io } from './command.ts';
import type { ImportedContext } from './import-context.ts';
import { LazyFile } from './import-file.ts';

/** What every sink does with rows that were refused, and with context. */
export interface SideFiles {
  readonly rejected?: LazyFile;
  readonly context?: LazyFile;
  /** Which reports came of one row: what people grouped, to score what fusion groups. */
  readonly groups?: LazyFile;
  readonly sources: Set<string>;
}

/** Notes the reports that came of one row. */
async function note({ sources, groups }: SideFiles, { line, reports }: ReportsOfRow): Promise<void> {
  for (const { source } of reports) sources.add(source);
  await groups?.write(
    `${JSON.stringify({ line, reports: reports.map(({ source, id }) => ({ source, id })) })}\n`,
  );
}

/** At most so many rejected rows are told one by one; the file has them all. */
const MAX_TOLD = 20;

function sides(files: SideFiles, io: Io, progress: (counts: ImportCounts) => void) {
  let told = 0;
  return {
    async context(line: ContextLine) {
      files.sources.add(line.source);
      await files.context?.write(`${JSON.stringify(line)}\n`);
    },
    async rejected(text: string, { line, reason, means, remedy }: Rejection) {
      told += 1;
      if (told <= MAX_TOLD)
        io.err(`line ${line}: ${reason}\n  it means: ${means}\n  what to do: ${remedy}\n`);
      if (told === MAX_TOLD + 1) io.err('… more rows were rejected; the summary counts them by reason\n');
      await files.rejected?.write(text);
    },
    after(counts: ImportCounts) {
      progress(counts);
      return io.signal.aborted;
    },
  };
}

/** Reports as NDJSON, sorted by id, once all rows are read. */
export function fileSink(
  files: SideFiles,
  io: Io,
  progress: (counts: ImportCounts) => void,
): ImportSink & { finish(write: (line: string) => Promise<void>): Promise<void>; close(): Promise<void> } {
  const lines = new SortedLines();
  return {
    ...sides(files, io, progress),
    async reports(rows) {
      for (const row of rows) {
        await note(files, row);
        for (const report of row.reports)
          await lines.add(`${report.id} ${report.source}`, JSON.stringify(report));
      }
      return [];
    },
    async finish(write) {
      for await (const line of lines.lines()) await write(`${line}\n`);
    },
    close: () => lines.close(),
  };
}

/** Reports into a mission, by the same desk that its server uses: what is counted is durable. */
export function missionSink(
  mission: Mission,
  beside: ImportedContext,
  files: SideFiles,
  io: Io,
  progress: (counts: ImportCounts) => void,
): ImportSink & { readonly filed: { fresh: number; already: number } } {
  const filed = { fresh: 0, already: 0 };
  const told = sides(files, io, progress);
  const file = async (rows: readonly ReportsOfRow[]) => {
    await beside.register(rows.flatMap(({ reports }) => reports));
    const answers = await mission.file(rows.flatMap(({ reports }) => reports));
    for (const { already } of answers) filed[already ? 'already' : 'fresh'] += 1;
    for (const row of rows) await note(files, row);
  };
  return {
    ...told,
    filed,
    async context(line) {
      await beside.take(line);
      await told.context(line);
    },
    async reports(rows) {
      if (rows.length === 0) return [];
      try {
        await file(rows);
        return [];
      } catch (error) {
        if (!(error instanceof AnotherReport || error instanceof SimulatedReport)) throw error;
        // One row spoils what is filed together: each is tried for itself.
        return eachAlone(rows, file);
      }
    },
  };
}

async function eachAlone(
  rows: readonly ReportsOfRow[],
  file: (rows: readonly ReportsOfRow[]) => Promise<void>,
): Promise<readonly (Rejection | undefined)[]> {
  const answers: (Rejection | undefined)[] = [];
  for (const row of rows) {
    try {
      await file([row]);
      answers.push(undefined);
    } catch (error) {
      if (error instanceof SimulatedReport)
        answers.push(rejection(row.line, 'report/simulated', error.message));
      else if (error instanceof AnotherReport)
        answers.push(rejection(row.line, 'report/another', error.message));
      else throw error;
    }
  }
  return answers;
}

/** Where rejected rows go: what was named, or beside the source with the ending of its format. */
export function rejectedFile(path: string, intake: Intake): LazyFile {
  return new LazyFile(
    path,
    () => intake.head,
    () => intake.tail,
  );
}
