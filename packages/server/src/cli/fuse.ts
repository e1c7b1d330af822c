import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  DEFAULT_MODELS,
  FUSION_VERSION,
  type FusedWhole,
  type FusionReport,
  fuseWhole,
  keyOf,
  parseSensorModels,
  type SensorModels,
  sensorModelsHash,
} from '@armistice/core/fusion';
import { forFusion, parseReport, type Report, withOrigins } from '@armistice/core/mission';
import { type Command, CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { type RawRow, readRawRows } from './fuse-rows.ts';
import type { FuseSummary } from './fuse-summary.ts';
import { readOptions } from './options.ts';
import { progressBar } from './progress.ts';

const NAME = 'fuse';

const USAGE = `armistice fuse <reports.ndjson | -> [options]

Says which reports are of one incident, where and when it was and how many, and why: one incident a line, sorted by id.
No server, no mission: a source that nobody registered gets the sensor model of its means. The order of the lines does
not matter. A first pass over the whole input learns how far each source's clock is off.

  --models <file>     sensor models as JSON (docs/formats/sensor-models.md; default: those of this version)
  --rejected <file>   write refused rows there as {"line", "reason", "row"}, to be mended and sent again
  --json              one line of summary last

Exit: 0 all rows were read, 4 some were refused (each is named), 1 the file could not be read`;

/** More refusals than this are counted on stderr, not named one by one; the file of rejected rows has them all. */
const NAMED_REFUSALS = 20;
const PROGRESS_ROWS = 4096;

export const fuseCommand: Command = {
  name: NAME,
  summary: 'join reports into incidents, with reasons; needs no log and no mission',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, {
      models: { type: 'string' },
      rejected: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0)
      throw usageError(NAME, 'name one file of reports, or - for standard input');
    const models = values.models === undefined ? DEFAULT_MODELS : await readModels(values.models);
    const intake = new Intake(io, values.rejected);
    await intake.read(file);
    const whole = fuseWhole(intake.reports().map(forFusion), models);
    for (const incident of whole.incidents) {
      const told = withOrigins(
        incident,
        incident.reports.map((key) => intake.report(key)),
      );
      io.out(`${JSON.stringify(told)}\n`);
    }
    return summarise(io, intake, whole, values.json);
  },
};

function summarise(io: Io, intake: Intake, whole: FusedWhole, json: boolean): ExitCode {
  const summary: FuseSummary = {
    reports: intake.size,
    again: intake.again,
    rejected: intake.rejected,
    incidents: whole.incidents.length,
    diffuse: whole.incidents.filter(({ diffuse }) => diffuse).length,
    clocks: new Set(whole.clocks.map(({ source }) => source)).size,
    fusion: FUSION_VERSION,
    models: sensorModelsHash(whole.models),
  };
  io.err(
    `${summary.reports} reports, ${summary.again} of them sent again: ${summary.incidents} incidents, ${summary.diffuse} of them good to hours only; ${summary.rejected} rows refused\n`,
  );
  if (json) io.out(`${JSON.stringify(summary)}\n`);
  return intake.rejected > 0 ? EXIT.rejected : EXIT.yes;
}

async function readModels(file: string): Promise<SensorModels> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(`${file} is not JSON`, 'mend it: one object');
    throw error;
  }
  const read = parseSensorModels(value);
  if (!read.ok) throw new CommandError(`${file}: ${read.refusal.message}`, 'mend that field and run again');
  return read.value;
}

interface Taken {
  readonly report: FusionReport;
  readonly row: RawRow;
}

/** Reads rows into reports. What cannot be one is named, kept if asked for, and counted. */
class Intake {
  readonly #io: Io;
  readonly #file: string | undefined;
  readonly #byKey = new Map<string, Taken>();
  readonly #refused: string[] = [];
  again = 0;
  rejected = 0;

  constructor(io: Io, file: string | undefined) {
    this.#io = io;
    this.#file = file;
  }

  get size(): number {
    return this.#byKey.size + this.again;
  }

  reports(): readonly FusionReport[] {
    return [...this.#byKey.values()].map(({ report }) => report);
  }

  report(key: string): FusionReport | undefined {
    return this.#byKey.get(key)?.report;
  }

  async read(file: string): Promise<void> {
    const out = this.#file === undefined ? undefined : createWriteStream(this.#file);
    const opened =
      out === undefined ? undefined : new Promise((done, fail) => out.once('open', done).once('error', fail));
    await opened;
    const bar = progressBar(this.#io, 'reading');
    for await (const row of readRawRows(file, this.#io)) {
      this.#take(row);
      if (row.line % PROGRESS_ROWS === 0) bar.update(row.line, row.line);
      if (out !== undefined && this.#refused.length > 0) await write(out, this.#refused.splice(0));
    }
    bar.end();
    if (this.rejected > NAMED_REFUSALS)
      this.#io.err(`… and ${this.rejected - NAMED_REFUSALS} more rows refused\n`);
    if (out !== undefined) await new Promise<void>((done) => out.end(done));
  }

  #take(row: RawRow): void {
    const read = row.fault === undefined ? readReport(row.text) : row.fault;
    if (typeof read === 'string') {
      this.#refuse(row, read);
      return;
    }
    const report = viewOf(read);
    const key = keyOf(report.source, report.id);
    const known = this.#byKey.get(key);
    if (known === undefined) {
      this.#byKey.set(key, { report, row: { line: row.line, text: '' } });
      return;
    }
    const [before, now] = [JSON.stringify(known.report), JSON.stringify(report)];
    if (before === now) this.again += 1;
    else this.#differ(known, { report, row }, key, before < now);
  }

  /** Two rows of one source and id tell two things: which stands must not depend on which came first. */
  #differ(known: Taken, late: Taken, key: string, keeps: boolean): void {
    const [stays, goes] = keeps ? [known, late] : [late, known];
    this.#byKey.set(key, { report: stays.report, row: { line: stays.row.line, text: '' } });
    const text = goes.row.text === '' ? JSON.stringify(goes.report) : goes.row.text;
    this.#refuse(
      { line: goes.row.line, text },
      `line ${stays.row.line} has the same source and id and tells something else; a correction needs an id of its own`,
    );
  }

  #refuse(row: RawRow, reason: string): void {
    this.rejected += 1;
    if (this.rejected <= NAMED_REFUSALS) this.#io.err(`line ${row.line}: refused: ${reason}\n`);
    if (this.#file !== undefined)
      this.#refused.push(`${JSON.stringify({ line: row.line, reason, row: row.text })}\n`);
  }
}

/** The report, or why there is none. */
function readReport(text: string): Report | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON; each line is one report';
  }
  const read = parseReport(value);
  return read.ok ? read.value : read.refusal.message;
}

function write(out: NodeJS.WritableStream, lines: readonly string[]): Promise<void> {
  return new Promise((done) => (out.write(lines.join('')) ? done() : out.once('drain', done)));
}

/** What fusion reads of a report; texts and attachments would only fill the memory. */
function viewOf(report: Report): FusionReport {
  const { id, source, kind, occurred, place, count, means, phase, weapon, observer, derivedFrom } = report;
  return {
    id,
    source,
    kind,
    occurred,
    place,
    ...(count === undefined ? {} : { count }),
    ...(means === undefined ? {} : { means }),
    ...(phase === undefined ? {} : { phase }),
    ...(weapon === undefined ? {} : { weapon }),
    ...(observer === undefined ? {} : { observer }),
    ...(derivedFrom === undefined ? {} : { derivedFrom }),
  };
}
