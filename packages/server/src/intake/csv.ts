import type { Report } from '@armistice/core/mission';
import { UnreadableSource } from './intake.ts';
import { readMapped } from './mapped.ts';
import type { Mapping } from './mapping.ts';
import type { Rejection } from './rejection.ts';
import { byColumn, faultOf, mustHave, openCsvBytes, type TableRow } from './table.ts';

/** What became of a file: every row is in one of the two lists. */
export interface Imported {
  readonly reports: readonly { readonly line: number; readonly report: Report }[];
  readonly rejections: readonly Rejection[];
}

export { UnreadableSource as UnreadableCsv };

/** Reads CSV that is all at hand by a mapping; what is large or comes in pieces goes through `mappedIntake`. */
export function importCsv(bytes: Uint8Array, mapping: Mapping): Imported {
  const table = openCsvBytes(bytes, mapping);
  mustHave(table.columns, mapping.columns, 'the mapping');
  const reports: { line: number; report: Report }[] = [];
  const rejections: Rejection[] = [];
  for (const row of table.rows as Iterable<TableRow>) {
    if (row.cells === undefined || row.rejection !== undefined) {
      rejections.push(faultOf(row, table.columns));
      continue;
    }
    const outcome = readMapped(mapping, byColumn(table.columns, row.cells), row.line);
    if (outcome.type === 'rejected') rejections.push(outcome.rejection);
    else if (outcome.type === 'reports')
      reports.push(...outcome.reports.map((report) => ({ line: row.line, report })));
  }
  return { reports, rejections };
}
