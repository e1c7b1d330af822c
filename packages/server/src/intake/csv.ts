import { parseReport, type Report } from '@armistice/core/mission';
import { type CsvError, parse } from 'csv-parse/sync';
import { fillMapping, type Mapping } from './mapping.ts';

/** A row that did not become a Report, as it goes back to be mended: its line in the file, why, and the row itself. */
export interface Rejection {
  readonly line: number;
  readonly code: string;
  readonly reason: string;
  readonly row: { readonly [column: string]: string };
}

/** What became of a file: every row is in one of the two lists. */
export interface Imported {
  readonly reports: readonly { readonly line: number; readonly report: Report }[];
  readonly rejections: readonly Rejection[];
}

/** A file of which no row can be read: its encoding, its header, or what is between two quotes. */
export class UnreadableCsv extends Error {}

interface Row {
  readonly record: { readonly [column: string]: string };
  readonly info: { readonly lines: number };
  readonly raw: string;
}

/** Reads CSV (RFC 4180, UTF-8, first line names the columns) by a mapping. */
export function importCsv(bytes: Uint8Array, mapping: Mapping): Imported {
  const rows = readRows(decode(bytes), mapping);
  const reports: { line: number; report: Report }[] = [];
  const rejections: Rejection[] = [];
  for (const { record: row, info, raw } of rows) {
    // `lines` is where the row ends; a quoted cell may have begun it some lines above.
    const line = info.lines - (raw.trim().split('\n').length - 1);
    const filled = fillMapping(mapping, row);
    const read = filled.ok ? parseReport(filled.value) : filled;
    if (read.ok) reports.push({ line, report: read.value });
    else rejections.push({ line, code: read.refusal.code, reason: read.refusal.message, row });
  }
  return { reports, rejections };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableCsv('the file is not UTF-8; save it as "CSV UTF-8"');
  }
}

function readRows(text: string, mapping: Mapping): readonly Row[] {
  let rows: readonly Row[];
  try {
    // Short and long rows are kept: what is missing or misplaced shows in the fields, and goes back with its line.
    const options = {
      columns: true,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      bom: true,
    } as const;
    rows = parse(text, options) as unknown as readonly Row[];
  } catch (error) {
    throw new UnreadableCsv(`the file is not CSV: ${(error as CsvError).message}`);
  }
  const known = new Set(headerOf(text));
  const missing = mapping.columns.find((column) => !known.has(column));
  if (missing !== undefined)
    throw new UnreadableCsv(
      `the file has no column "${missing}", which the mapping reads; its columns are ${[...known].join(', ')}`,
    );
  return rows;
}

function headerOf(text: string): readonly string[] {
  const [header] = parse(text, { to_line: 1, bom: true, relax_column_count: true }) as string[][];
  return header ?? [];
}
