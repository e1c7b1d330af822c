import { didYouMean } from '@armistice/core/base';
import type { Dataset } from './context.ts';
import { type CsvFault, type CsvRecord, CsvSplitter } from './csv-records.ts';
import { type Intake, type Outcome, type Taken, UnreadableSource } from './intake.ts';
import { type Rejection, rejection } from './rejection.ts';
import { type Layout, layoutOf, returnedHead, returnedRow } from './returned.ts';
import { CellDecoder, openText } from './text-encoding.ts';

/** The cells of a row by their columns. */
export type Cells = { readonly [column: string]: string };

/** A row of a table: cells, or what is wrong with its form. `cells` in the order of the columns go back as they came. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[] | undefined;
  readonly whole: string;
  readonly notes: readonly string[];
  readonly rejection?: Rejection;
}

/** A table that was opened: columns first, then its rows, once. */
export interface Table {
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly rows: AsyncIterable<TableRow> | Iterable<TableRow>;
}

const DELIMITERS = [',', ';', '\t', '|'];
const HEADER_BYTES = 1024 * 1024;

/** How a CSV file is written: `encoding` as in text-encoding.ts; without a delimiter the header decides. */
export interface CsvForm {
  readonly encoding: string;
  readonly delimiter?: string;
}

/** Opens CSV: the first line names the columns. Throws {@link UnreadableSource} where it does not. */
export async function openCsv(source: AsyncIterable<Uint8Array>, form: CsvForm): Promise<Table> {
  const opened = await openText(source, form.encoding);
  const pieces = opened.pieces[Symbol.asyncIterator]();
  const first = await pieces.next();
  const head: Uint8Array = first.done === true ? new Uint8Array() : first.value;
  const delimiter = form.delimiter ?? delimiterOf(head);
  const splitter = new CsvSplitter(delimiter.charCodeAt(0));
  const records = recordsOf(splitter, head, pieces);
  const header = await records.next();
  if (header.done === true)
    throw new UnreadableSource('the file is empty', 'send a file with a header and rows');
  const decoder = new CellDecoder(opened.encoding);
  const layout = layoutOf(columnsOf(header.value, decoder));
  return { columns: layout.columns, delimiter, rows: rowsOf(records, decoder, layout) };
}

/** The same of bytes that are all at hand. */
export function openCsvBytes(bytes: Uint8Array, form: CsvForm): Table {
  const plain = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const delimiter = form.delimiter ?? delimiterOf(plain);
  const splitter = new CsvSplitter(delimiter.charCodeAt(0));
  const [header, ...records] = [...splitter.push(plain), ...splitter.end()];
  if (header === undefined)
    throw new UnreadableSource('the file is empty', 'send a file with a header and rows');
  const decoder = new CellDecoder(form.encoding);
  const layout = layoutOf(columnsOf(header, decoder));
  const rows = records.map((record) => rowOf(record, decoder, layout));
  return { columns: layout.columns, delimiter, rows };
}

async function* recordsOf(
  splitter: CsvSplitter,
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<CsvRecord> {
  yield* splitter.push(first);
  for (let next = await rest.next(); next.done !== true; next = await rest.next())
    yield* splitter.push(next.value);
  yield* splitter.end();
}

/** The sign that the header has most of, outside of quotes; a comma where it has none. */
function delimiterOf(head: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(head.subarray(0, HEADER_BYTES));
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.replace(/^[\r\n]+/, ''))?.[0] ?? '';
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((sign) => bare.split(sign).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] as string;
}

function columnsOf(header: CsvRecord, decoder: CellDecoder): readonly string[] {
  if (header.fault !== undefined)
    throw new UnreadableSource(
      `line ${header.line}, which names the columns, cannot be read: ${FAULTS[header.fault].reason}`,
      'mend the first line of the file',
    );
  const names = decoder.decode(header.cells)?.cells;
  if (names === undefined)
    throw new UnreadableSource(
      'the names of the columns are not in the encoding that was named (or in UTF-8)',
      'name the encoding in the mapping or with --encoding, or save the file as "CSV UTF-8"',
    );
  return namesOf(names);
}

/** Names of columns; one without a name is called by its place. Throws where two are the same. */
export function namesOf(cells: readonly string[]): readonly string[] {
  const names = cells.map((name, at) => (name.trim() === '' ? `column ${at + 1}` : name.trim()));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new UnreadableSource(`two columns are named "${twice}"`, 'give each column its own name');
  return names;
}

/** Throws where a column that is needed is not there. */
export function mustHave(columns: readonly string[], needed: readonly string[], what: string): void {
  const missing = needed.find((column) => !columns.includes(column));
  if (missing === undefined) return;
  throw new UnreadableSource(
    `the file has no column "${missing}", which ${what} reads${didYouMean(missing, [...columns])}; its columns are ${columns.join(', ')}`,
    'check that it is the right file, and the names in its first line',
  );
}

const FAULTS: { readonly [fault in CsvFault]: { readonly code: `row/${fault}`; readonly reason: string } } = {
  'quote-open': { code: 'row/quote-open', reason: 'a quotation mark is never closed' },
  'quote-followed': { code: 'row/quote-followed', reason: 'text follows on a closing quotation mark' },
  'too-long': { code: 'row/too-long', reason: 'the row is longer than 4 MiB' },
};

async function* rowsOf(
  records: AsyncIterable<CsvRecord>,
  decoder: CellDecoder,
  layout: Layout,
): AsyncGenerator<TableRow> {
  for await (const record of records) yield rowOf(record, decoder, layout);
}

function rowOf(record: CsvRecord, decoder: CellDecoder, layout: Layout): TableRow {
  const { line } = record;
  const broken = (fault: Rejection, cells?: readonly string[]): TableRow => ({
    line,
    cells,
    whole: decoder.shown(record.raw),
    notes: [],
    rejection: fault,
  });
  if (record.fault !== undefined) {
    const { code, reason } = FAULTS[record.fault];
    return broken(rejection(line, code, reason));
  }
  const decoded = decoder.decode(record.cells);
  const width = layout.columns.length + (layout.returned ? 4 : 0);
  if (record.cells.length !== width) {
    const words = `the row has ${record.cells.length} cells, and the header names ${width}`;
    const short = record.cells.length < width ? decoded?.cells : undefined;
    const padded = short && layout.cellsOf(Array.from({ length: width }, (_, at) => short[at] ?? ''));
    return broken(rejection(line, 'row/columns', words), padded);
  }
  if (decoded === undefined || decoded.cells.some((cell) => cell.includes('\ufffd'))) {
    const shown = layout.cellsOf(record.cells.map((cell) => decoder.shown(cell)));
    const words = 'bytes of this row are not of the encoding; it is shown as if it were Windows-1252';
    return broken(rejection(line, 'row/encoding', words), shown);
  }
  const cells = layout.cellsOf(decoded.cells);
  if (cells === undefined) {
    const whole = layout.wholeOf(decoded.cells);
    return { ...broken(rejection(line, 'row/raw', 'the row was sent back unmended')), whole };
  }
  const notes = decoder.auto && decoded.encoding !== 'utf-8' ? [`row read as ${decoded.encoding}`] : [];
  return { line, cells, whole: '', notes };
}

/** The intake of a table: `read` says what becomes of the cells of one row. */
export function tableIntake(
  table: Table,
  read: (cells: Cells, line: number) => Outcome,
  dataset?: Dataset,
): Intake {
  const { columns, delimiter } = table;
  async function* taken(): AsyncGenerator<Taken> {
    for await (const row of table.rows) yield takenOf(row);
  }
  function takenOf(row: TableRow): Taken {
    const back = (rejected: Rejection) =>
      returnedRow(rejected, row.cells, row.whole, columns.length, delimiter);
    if (row.rejection !== undefined || row.cells === undefined)
      return { line: row.line, outcome: { type: 'rejected', rejection: faultOf(row, columns) }, back };
    const outcome = read(byColumn(columns, row.cells), row.line);
    if (outcome.type === 'rejected' || row.notes.length === 0) return { line: row.line, outcome, back };
    return { line: row.line, outcome: { ...outcome, notes: [...outcome.notes, ...row.notes] }, back };
  }
  const whose = dataset === undefined ? {} : { dataset };
  return { taken: taken(), head: returnedHead(columns, delimiter), tail: '', ...whose };
}

/** What is wrong with the form of a row, with its cells where they are known. */
export function faultOf(row: TableRow, columns: readonly string[]): Rejection {
  const fault = row.rejection ?? rejection(row.line, 'row/raw', 'the row was sent back unmended');
  return row.cells === undefined ? fault : { ...fault, row: byColumn(columns, row.cells) };
}

/** The cells of a row by their columns. */
export function byColumn(columns: readonly string[], cells: readonly string[]): Cells {
  // Without a prototype: a column may be named like a method of every object.
  const row: { [column: string]: string } = Object.create(null);
  for (const [at, column] of columns.entries()) row[column] = cells[at] ?? '';
  return row;
}
