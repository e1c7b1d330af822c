import { appendFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { toBase64Url } from '@armistice/core/record';
import { NotAdmitted } from '../record/admission.ts';
import { keepAttachments } from '../record/attachments.ts';
import { BadRow, contentOfRow } from '../record/content-row.ts';
import { folderDisk } from '../record/disk.ts';
import type { Draft } from '../record/draft.ts';
import type { OpenLog } from '../record/folder.ts';
import { type EntrySigner, readKeyFile, signerOf } from '../record/keys.ts';
import type { Acknowledged } from '../record/sequencer.ts';
import { type Command, CommandError, EXIT, type Io, usageError } from './command.ts';
import { WRITER_OPTIONS, withLog } from './opened.ts';
import { readOptions, wholeNumber } from './options.ts';
import { progressBar } from './progress.ts';
import { type Row, readRows } from './rows.ts';

const NAME = 'append';

const USAGE = `armistice append <folder> [<rows.ndjson> | -] [options]

Writes one entry for each line of newline-delimited JSON:
  {"kind": "report", "audience": "public", "body": {…}, "withheld": {"mission": {…}}}
"body" goes to the entry's audience, each part of "withheld" to the audience it names. What is printed is durable:
one line of JSON for each entry, with its index and leaf hash.

  --key <file>            sign as the author with this key; it must have been introduced
                          (default: unsigned, in the name of the log's own operator)
  --as-registrar          sign with the log's own registrar key (to introduce keys, for example)
  --attachments <folder>  files that the rows name by sha256 in "attachments": [{"sha256", "type"}]
  --promises <folder>     keep the log's signed promise for each entry there
  --rejected <file>       write refused rows there, to be mended and sent again
  --batch <n>             entries written together (default 256)
  --state, --without-witness <name>, --json

Exit: 0 all written, 4 some rows were refused (each is named), 1 the disk refused`;

const OPTIONS = {
  ...WRITER_OPTIONS,
  key: { type: 'string' },
  'as-registrar': { type: 'boolean', default: false },
  attachments: { type: 'string' },
  promises: { type: 'string' },
  rejected: { type: 'string' },
  batch: { type: 'string', default: '256' },
} as const;

interface Work {
  readonly open: OpenLog;
  readonly io: Io;
  readonly author: EntrySigner | string;
  readonly attachments: string | undefined;
  readonly promises: string | undefined;
  readonly rejected: string | undefined;
  written: number;
  refused: number;
}

export const appendCommand: Command = {
  name: NAME,
  summary: 'write entries from newline-delimited JSON',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [folder, file = '-', ...others] = positionals;
    if (folder === undefined || others.length > 0)
      throw usageError(NAME, 'name the folder of the log, and at most one file');
    const size = wholeNumber(NAME, 'batch', values.batch, 1);
    const key = values.key === undefined ? undefined : await readAuthor(values.key);
    return withLog(folder, values, io, async (open) => {
      const author = key ?? (values['as-registrar'] ? open.keys.registrar : open.operator);
      const work: Work = {
        open,
        io,
        author,
        attachments: values.attachments,
        promises: values.promises,
        rejected: values.rejected,
        written: 0,
        refused: 0,
      };
      await appendAll(work, file, size);
      if (work.refused > 0) io.err(`${work.refused} rows were refused, ${work.written} written\n`);
      if (values.json)
        io.out(
          `${JSON.stringify({ ok: work.refused === 0, written: work.written, refused: work.refused, size: open.log.size() })}\n`,
        );
      return work.refused > 0 ? EXIT.rejected : EXIT.yes;
    });
  },
};

async function readAuthor(path: string): Promise<EntrySigner> {
  const disk = folderDisk(dirname(path));
  const file = await readKeyFile(disk, basename(path));
  await disk.close();
  if (file === undefined)
    throw new CommandError(
      `there is no key file ${path}`,
      "name the file of the author's key with --key",
      EXIT.usage,
    );
  return signerOf(file);
}

async function appendAll(work: Work, file: string, size: number): Promise<void> {
  const total = file === '-' ? 0 : (await stat(file)).size;
  const bar = progressBar(work.io, 'writing');
  let batch: Row[] = [];
  let bytes = 0;
  for await (const row of readRows(file, work.io)) {
    if (work.io.signal.aborted) break;
    batch.push(row);
    bytes += Buffer.byteLength(row.text) + 1;
    if (batch.length < size) continue;
    await appendBatch(work, batch);
    batch = [];
    if (total > 0) bar.update(Math.min(bytes, total), total);
  }
  await appendBatch(work, batch);
  bar.end();
}

async function appendBatch(work: Work, rows: readonly Row[]): Promise<void> {
  const drafts: { readonly row: Row; readonly draft: Draft }[] = [];
  for (const row of rows) {
    const draft = await draftRow(work, row);
    if (draft !== undefined) drafts.push({ row, draft });
  }
  if (drafts.length === 0) return;
  try {
    const acknowledged = await work.open.log.append(drafts.map(({ draft }) => draft));
    await report(
      work,
      drafts.map(({ row }) => row),
      acknowledged,
    );
  } catch (error) {
    if (!(error instanceof NotAdmitted)) throw error;
    // One row spoils a batch that stands or falls together: each is tried for itself.
    for (const one of drafts) await appendOne(work, one.row, one.draft);
  }
}

async function appendOne(work: Work, row: Row, draft: Draft): Promise<void> {
  try {
    await report(work, [row], await work.open.log.append([draft]));
  } catch (error) {
    if (!(error instanceof NotAdmitted)) throw error;
    await refuse(work, row, error.message);
  }
}

async function draftRow(work: Work, row: Row): Promise<Draft | undefined> {
  try {
    const content = contentOfRow(row.text);
    await keepAttachments(work.open.disk, content, work.attachments);
    return work.open.log.draft(content, work.author);
  } catch (error) {
    if (!(error instanceof BadRow)) throw error;
    await refuse(work, row, error.message);
    return undefined;
  }
}

async function refuse(work: Work, row: Row, reason: string): Promise<void> {
  work.refused += 1;
  work.io.err(`line ${row.line}: ${reason}\n`);
  if (work.rejected !== undefined) await appendFile(work.rejected, `${row.text}\n`);
}

async function report(
  work: Work,
  rows: readonly Row[],
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  work.written += acknowledged.length;
  const lines = acknowledged.map(({ index, leafHash, at }, i) =>
    JSON.stringify({ index, leaf: toBase64Url(leafHash), at, line: rows[i]?.line }),
  );
  work.io.out(`${lines.join('\n')}\n`);
  if (work.promises === undefined) return;
  await mkdir(work.promises, { recursive: true });
  for (const one of acknowledged)
    await writeFile(join(work.promises, `${one.index}.promise`), one.promise(), { mode: 0o600 });
}
