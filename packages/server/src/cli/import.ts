import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Dataset, registration } from '../intake/context.ts';
import { FORMATS } from '../intake/formats.ts';
import { type ImportCounts, importAll, newCounts } from '../intake/importing.ts';
import { type Intake, UnreadableSource } from '../intake/intake.ts';
import { isZone } from '../intake/mapping-head.ts';
import { openMapping } from '../intake/open-mapping.ts';
import { readEncoding } from '../intake/text-encoding.ts';
import { type Command, CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { ImportedContext } from './import-context.ts';
import { LazyFile } from './import-file.ts';
import { foundMission, furnishFound, namedAgreements } from './import-founding.ts';
import { learnOfContext } from './import-learning.ts';
import { mustBeReal, withMission } from './import-mission.ts';
import { type ImportOutcome, outcomeOf, tellOutcome } from './import-outcome.ts';
import { previewRows } from './import-preview.ts';
import { fileSink, missionSink, rejectedFile, type SideFiles } from './import-sinks.ts';
import { readOptions, wholeNumber } from './options.ts';
import { progressBar } from './progress.ts';
import { count } from './words.ts';

const NAME = 'import';

const USAGE = `armistice import <format> <file | -> [options]

Takes in what others wrote. Each row becomes reports, context, or comes back with its line, the reason and what to do.
Formats:
${FORMATS.map(({ name, summary }) => `  ${name.padEnd(11)}${summary}`).join('\n')}

  --mapping <file>     what each column is (csv, xlsx); docs/intake.md shows how to write one
  --preview <n>        show what the first n rows become, and write nothing
  --out <file>         reports as newline-delimited JSON, sorted by id (default: standard output)
  --data <folder>      file the reports in this mission instead; what is counted is durable
  --agreement <name>   with --data: adopt this agreement (its folder in agreements/, or a path); repeat the option.
                       Where the folder holds no mission, one is made for what others wrote, with fusion. Where it
                       holds nothing else, what the reports teach of their sources is put on record before they
                       are grouped; in any other mission, "armistice mission learn" does that
  --origin <name>      with --agreement: what the record of a mission that is made is called for ever
  --rejected <file>    rejected rows, in the format of the source: mend them and send the file again
  --context <file>     figures and publications that are no reports, as newline-delimited JSON
  --sources <file>     every source with, for context, its licence and whom to name, to be registered
  --groups <file>      which reports came of one row, as newline-delimited JSON, to score what fusion groups
  --encoding <name>    encoding of the file, such as windows-1252, or auto
  --clock <zone>       time zone of the days in ucdp-ged, such as Europe/Kyiv (default: from the longitude)
  --state <folder>     with --data: what the log remembers outside of its folder
  --json               one line of JSON at the end, with the counts by reason

Exit: 0 every row was taken, 4 some rows were rejected (each is told), 2 wrong usage, 1 nothing could be read`;

const OPTIONS = {
  mapping: { type: 'string' },
  preview: { type: 'string' },
  out: { type: 'string' },
  data: { type: 'string' },
  agreement: { type: 'string', multiple: true, default: [] as string[] },
  origin: { type: 'string' },
  rejected: { type: 'string' },
  context: { type: 'string' },
  sources: { type: 'string' },
  groups: { type: 'string' },
  encoding: { type: 'string' },
  clock: { type: 'string' },
  state: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readOptions<typeof OPTIONS>>['values'];

export const importCommand: Command = {
  name: NAME,
  summary: 'take in reports and data that others wrote',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [named, file, ...others] = positionals;
    const format = FORMATS.find(({ name }) => name === named);
    if (format === undefined || file === undefined || others.length > 0)
      throw usageError(NAME, `name a format (${FORMATS.map(({ name }) => name).join(', ')}) and one file`);
    if (values.out !== undefined && values.data !== undefined)
      throw usageError(NAME, 'give --out or --data, not both');
    if (values.data === undefined && (values.agreement.length > 0 || values.origin !== undefined))
      throw usageError(NAME, '--agreement and --origin go with --data');
    for (const written of [values.out, values.rejected, values.context, values.sources, values.groups])
      if (written !== undefined && file !== '-' && resolve(written) === resolve(file))
        throw usageError(NAME, `${written} is the file that is read; write to another`);
    if (format.mapped && values.mapping === undefined)
      throw usageError(NAME, `${format.name} needs --mapping <file>`);
    const preview =
      values.preview === undefined ? undefined : wholeNumber(NAME, 'preview', values.preview, 1);
    const read = { bytes: 0 };
    const source = metered(() => (file === '-' ? io.stdin : createReadStream(file)), read);
    try {
      const intake = await format.open(source, {
        ...(values.mapping === undefined ? {} : { mapping: await openMapping(values.mapping) }),
        ...(values.encoding === undefined ? {} : { encoding: encodingOf(values.encoding) }),
        ...(values.clock === undefined ? {} : { clock: clockOf(values.clock) }),
      });
      if (preview !== undefined) return await previewRows(intake, preview, io);
      const total = file === '-' ? 0 : (await stat(file)).size;
      const bar = progressBar(io, 'importing');
      const summary = await take(intake, values, io, () => {
        if (total > 0) bar.update(read.bytes, total);
      });
      bar.end();
      return tell(format.name, summary, values, io);
    } catch (error) {
      if (error instanceof UnreadableSource)
        throw new CommandError(`${file}: ${error.message}`, error.remedy);
      throw error;
    } finally {
      // Of a preview, most of the file is not read.
      await source.return(undefined);
    }
  },
};

function encodingOf(name: string): string {
  const encoding = readEncoding(name);
  if (encoding.ok) return encoding.value;
  throw usageError(NAME, `--encoding: ${encoding.refusal.message}`);
}

function clockOf(zone: string): string {
  if (isZone(zone)) return zone;
  throw usageError(NAME, `--clock: "${zone}" is no time zone; write one such as Europe/Kyiv`);
}

async function* metered(
  open: () => AsyncIterable<Uint8Array>,
  read: { bytes: number },
): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of open()) {
    read.bytes += chunk.length;
    yield chunk;
  }
  return undefined;
}

interface Filed {
  readonly fresh: number;
  readonly already: number;
  /** Entries that say what was learnt of the sources. */
  readonly learnt: number;
  readonly outcome: ImportOutcome;
}

interface Summary {
  readonly counts: ImportCounts;
  readonly sources: number;
  readonly filed?: Filed;
  readonly stopped: boolean;
}

async function take(intake: Intake, values: Values, io: Io, progress: () => void): Promise<Summary> {
  const counts = newCounts();
  const files: SideFiles = {
    sources: new Set(),
    ...(values.rejected === undefined ? {} : { rejected: rejectedFile(values.rejected, intake) }),
    ...(values.context === undefined ? {} : { context: new LazyFile(values.context) }),
    ...(values.groups === undefined ? {} : { groups: new LazyFile(values.groups) }),
  };
  const all = [files.rejected, files.context, files.groups];
  try {
    const filed = await intoPlace(intake, values, files, io, progress, counts);
    if (values.sources !== undefined) await listSources(values.sources, files.sources, intake.dataset);
    for (const file of all) await file?.close();
    return { counts, sources: files.sources.size, stopped: io.signal.aborted, ...filed };
  } finally {
    for (const file of all) await file?.discard();
  }
}

async function intoPlace(
  intake: Intake,
  values: Values,
  files: SideFiles,
  io: Io,
  progress: () => void,
  counts: ImportCounts,
): Promise<Pick<Summary, 'filed'>> {
  if (values.data === undefined) {
    await intoFile(intake, values.out, files, io, progress, counts);
    return {};
  }
  const folder = resolve(values.data);
  const agreements = await namedAgreements(values.agreement);
  const found = agreements.length > 0 && (await foundMission(folder, values.state, values.origin));
  return withMission(folder, values.state, io, async (mission, open, view) => {
    await furnishFound(mission, view, found ? 'found' : 'there', agreements);
    const beside = new ImportedContext(view, open, intake.dataset);
    mustBeReal(view, values.data ?? '');
    const sink = missionSink(mission, beside, files, io, progress);
    await importAll(intake, sink, counts);
    await beside.flush();
    const learnt = await learnOfContext(mission, view, open, found, io);
    await mission.state();
    return { filed: { ...sink.filed, learnt, outcome: outcomeOf(view) } };
  });
}

async function listSources(
  path: string,
  sources: ReadonlySet<string>,
  dataset: Dataset | undefined,
): Promise<void> {
  const file = new LazyFile(path);
  for (const source of [...sources].sort())
    await file.write(`${JSON.stringify(registration(source, dataset))}\n`);
  await file.close();
}

async function intoFile(
  intake: Intake,
  out: string | undefined,
  files: SideFiles,
  io: Io,
  progress: () => void,
  counts: ImportCounts,
): Promise<void> {
  const sink = fileSink(files, io, progress);
  try {
    await importAll(intake, sink, counts);
    if (out === undefined) return await sink.finish(async (line) => io.out(line));
    const file = new LazyFile(out);
    try {
      // Also of no reports there is a file: the next program asks for it.
      await file.write('');
      await sink.finish((line) => file.write(line));
      await file.close();
    } finally {
      await file.discard();
    }
  } finally {
    await sink.close();
  }
}

function tell(
  format: string,
  { counts, sources, filed, stopped }: Summary,
  values: Values,
  io: Io,
): ExitCode {
  const { rows, accepted, context, rejected, reports, repeated, reasons, notes } = counts;
  io.err(
    `${count(rows)} rows: ${count(accepted)} accepted, ${count(context)} context, ${count(rejected)} rejected; ` +
      `${count(reports)} reports of ${count(sources)} sources${repeated > 0 ? `, ${count(repeated)} repeated` : ''}\n`,
  );
  for (const [reason, times] of Object.entries(reasons)) io.err(`  rejected ${count(times)} ×  ${reason}\n`);
  for (const [note, times] of Object.entries(notes)) io.err(`  noted ${count(times)} ×  ${note}\n`);
  if (rejected > 0 && values.rejected !== undefined)
    io.err(`the rejected rows are in ${values.rejected}: mend them there, and import that file\n`);
  if (filed !== undefined) {
    io.err(`${count(filed.fresh)} filed in the mission, ${count(filed.already)} were there before\n`);
    tellOutcome(filed.outcome, io);
  }
  if (stopped) io.err('stopped before the end of the file\n');
  if (values.json)
    io.out(
      `${JSON.stringify({ ok: rejected === 0 && !stopped, format, rows, accepted, context, rejected, reports, repeated, sources, reasons, notes, ...(filed === undefined ? {} : { filed }) })}\n`,
    );
  if (stopped) return EXIT.partly;
  return rejected > 0 ? EXIT.rejected : EXIT.yes;
}
