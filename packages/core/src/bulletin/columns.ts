// How wide the columns of a table are, so that no word and no figure is broken: worked out here, as paper cannot scroll.

const LONGEST_FIGURE = 28;
/** Characters beyond which a longer text does not ask for more width. */
const LONGEST_LINE = 60;
/** Beyond this a single word no longer widens its column: an id of a machine may break. */
const LONGEST_WORD = 20;
/** One that may break, wherever it must: it goes on at no space and no hyphen. */
export const LONG_WORD = /([^\s\u2013-]{21,})/;
/** The space beside a cell, in characters. */
const BESIDE = 2;

/** A cell that begins with a figure and is short enough for one line: `1,166.1 of 1,200`. */
export function isShortFigure(cell: string): boolean {
  return cell.length <= LONGEST_FIGURE && /^[\u2066]?[−-]?\d/.test(cell);
}

/**
 * The share of a line of so many characters that each column is given: that of its longest word, and of what is left the
 * more, the longer its texts are.
 */
export function sharesOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  line: number,
): readonly number[] {
  const cells = columns.map((column, at) => [column, ...rows.map((row) => row[at] ?? '')]);
  const least = cells.map((own) => own.reduce((most, cell) => Math.max(most, longestWord(cell)), 1) + BESIDE);
  const more = cells.map((own, at) => {
    const asked = own.reduce((sum, cell) => sum + Math.min(cell.length, LONGEST_LINE), 0) / own.length;
    return Math.max(asked - (least[at] ?? 0), 0) + 1;
  });
  const left = Math.max(line - sumOf(least), 0);
  const all = sumOf(more);
  return least.map((own, at) => Math.round(own + (left * (more[at] ?? 0)) / all));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function longestWord(cell: string): number {
  if (isShortFigure(cell)) return cell.length;
  const words = cell.split(/[\s\u2013-]+/);
  return words.reduce((most, word) => Math.max(most, Math.min(word.length, LONGEST_WORD)), 0);
}
