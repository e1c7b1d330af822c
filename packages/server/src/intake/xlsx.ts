import readXlsx, { readSheet } from 'read-excel-file/node';
import { UnreadableSource } from './intake.ts';
import { layoutOf } from './returned.ts';
import { namesOf, type Table, type TableRow } from './table.ts';
import { TooLarge, unpackedZip } from './unpacked-zip.ts';

// Workbooks (XLSX). A workbook is a zip that must be at hand as a whole, so there is a limit to it; cells become the
// texts that they would be in a CSV file, and everything after that is the same.

/** A larger table goes in as CSV, which is read in pieces. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_UNPACKED = 256 * 1024 * 1024;
const REMEDY = 'save the sheet as "CSV UTF-8" and import that, with the same mapping';

/** Opens a sheet by its name, or the first one. Its first row names the columns; lines are the numbers of rows. */
export async function openXlsx(
  source: AsyncIterable<Uint8Array>,
  { sheet, decimal }: { readonly sheet?: string; readonly decimal: '.' | ',' },
): Promise<Table> {
  const bytes = await whole(source);
  const data = await sheetOf(bytes, sheet);
  const texts = data.map((row) => row.map((cell) => textOf(cell, decimal)));
  const at = texts.findIndex((row) => row.some((cell) => cell !== ''));
  const header = texts[at];
  if (header === undefined)
    throw new UnreadableSource('the sheet is empty', 'name another with "sheet" in the mapping');
  // A column without a name and without a cell is one that the program has only touched.
  const rest = texts.slice(at + 1);
  const width = rest.reduce((most, row) => Math.max(most, lastFilled(row)), lastFilled(header));
  const layout = layoutOf(namesOf(Array.from({ length: width }, (_, column) => header[column] ?? '')));
  const rows = rest.flatMap((row, index): TableRow[] => {
    const cells = layout.cellsOf(Array.from({ length: width }, (_, column) => row[column] ?? ''));
    const empty = cells?.every((cell) => cell === '') === true;
    return empty ? [] : [{ line: at + index + 2, cells, whole: layout.wholeOf(row), notes: [] }];
  });
  return { columns: layout.columns, delimiter: ',', rows };
}

async function whole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    if (bytes > MAX_BYTES) throw new UnreadableSource('the workbook is larger than 64 MiB', REMEDY);
    pieces.push(piece);
  }
  const all = Buffer.concat(pieces);
  return unpacked(all);
}

/** What a workbook says of its own size is not believed. */
function unpacked(bytes: Buffer): Buffer {
  try {
    const plain = unpackedZip(bytes, MAX_UNPACKED);
    if (plain !== undefined) return plain;
  } catch (error) {
    if (error instanceof TooLarge)
      throw new UnreadableSource('the workbook unpacks to more than 256 MiB', REMEDY);
    throw error;
  }
  throw new UnreadableSource('this is no workbook (XLSX); it is not a zip', REMEDY);
}

type Cell = string | number | boolean | Date | null;

async function sheetOf(bytes: Buffer, sheet: string | undefined): Promise<readonly (readonly Cell[])[]> {
  try {
    return (await readSheet(bytes, sheet ?? 1)) as unknown as readonly (readonly Cell[])[];
  } catch (error) {
    const named = sheet === undefined ? undefined : await namesIn(bytes);
    if (named !== undefined && !named.includes(sheet ?? ''))
      throw new UnreadableSource(
        `the workbook has no sheet "${sheet}"; it has ${named.map((one) => `"${one}"`).join(', ')}`,
        'mend "sheet" in the mapping',
      );
    throw new UnreadableSource(`the workbook cannot be read: ${(error as Error).message}`, REMEDY);
  }
}

async function namesIn(bytes: Buffer): Promise<readonly string[] | undefined> {
  try {
    return (await readXlsx(bytes)).map(({ sheet }) => sheet);
  } catch {
    return undefined;
  }
}

function lastFilled(row: readonly string[]): number {
  return row.findLastIndex((cell) => cell !== '') + 1;
}

/** Workbooks count days from the end of 1899: what lies before 1900 is a time of day without a day. */
const FIRST_DAY = Date.UTC(1900, 0, 1);

function textOf(cell: Cell | undefined, decimal: '.' | ','): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell).replace('.', decimal);
  if (!(cell instanceof Date)) return String(cell).trim();
  if (Number.isNaN(cell.getTime())) return '';
  // Days with a fraction are off by some microseconds.
  const text = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString();
  return cell.getTime() < FIRST_DAY ? text.slice(11, 19) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}
