import { csvLine, guarded, unguarded } from '@armistice/core/base';
import type { Rejection } from './rejection.ts';

// Rejected rows of a table go back as a table: the same columns, and before them what is wrong. Sent again, the columns
// that were added are left aside.

/** What is added before the columns of the file. The first one marks a file of returned rows. */
export const RETURNED = ['armistice:line', 'armistice:reason', 'armistice:remedy', 'armistice:row'] as const;
const WHOLE = RETURNED[3];

/** The first line of a file of returned rows, with the mark that says it is UTF-8. */
export function returnedHead(columns: readonly string[], delimiter: string): string {
  return `\ufeff${csvLine([...RETURNED, ...columns.map(guarded)], delimiter)}`;
}

/** One returned row; what could not be taken apart stands whole in a column of its own. */
export function returnedRow(
  rejected: Rejection,
  cells: readonly string[] | undefined,
  whole: string,
  columns: number,
  delimiter: string,
): string {
  const { line, reason, means, remedy } = rejected;
  const row = cells ?? Array.from({ length: columns }, () => '');
  const what = `${reason} (${rejected.code}: ${means})`;
  return csvLine(
    [String(line), what, remedy, cells === undefined ? whole : '', ...row].map(guarded),
    delimiter,
  );
}

/** Where the columns of the source stand in a table that is read, and whether it is one of returned rows. */
export interface Layout {
  readonly columns: readonly string[];
  readonly returned: boolean;
  /** The cells of the source out of all cells; undefined where the row still stands whole in its column. */
  cellsOf(all: readonly string[]): readonly string[] | undefined;
  wholeOf(all: readonly string[]): string;
}

/** Reads the names of columns. */
export function layoutOf(names: readonly string[]): Layout {
  if (names[0]?.trim() !== RETURNED[0])
    return { columns: names, returned: false, cellsOf: (all) => all, wholeOf: () => '' };
  const whole = names.indexOf(WHOLE);
  const kept = names.flatMap((name, at) => ((RETURNED as readonly string[]).includes(name) ? [] : [at]));
  const wholeOf = (all: readonly string[]) => unguarded(all[whole] ?? '');
  return {
    columns: kept.map((at) => unguarded(names[at] ?? '')),
    returned: true,
    cellsOf(all) {
      const cells = kept.map((at) => unguarded(all[at] ?? ''));
      return wholeOf(all) !== '' && cells.every((cell) => cell === '') ? undefined : cells;
    },
    wholeOf,
  };
}
