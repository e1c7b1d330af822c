// Tables that people open in a spreadsheet.

// A spreadsheet runs what begins like a formula. An apostrophe in front stops it; as many as there are, plus one, so
// that reading takes exactly one away.
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

/** A cell that no spreadsheet runs. */
export function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The cell that was guarded. */
export function unguarded(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}

/** One line of CSV (RFC 4180). */
export function csvLine(cells: readonly string[], delimiter: string): string {
  const quoted = cells.map((cell) =>
    /["\r\n]/.test(cell) || cell.includes(delimiter) || /^\s|\s$/.test(cell)
      ? `"${cell.replaceAll('"', '""')}"`
      : cell,
  );
  // A lone empty cell would be an empty line, which is no row.
  return `${quoted.length === 1 && quoted[0] === '' ? '""' : quoted.join(delimiter)}\r\n`;
}
