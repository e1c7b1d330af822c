import { csvLine, guarded } from '@armistice/core/base';
import type { CoverageCell, CoverageTable } from '@armistice/core/mission';
import type { Said } from './use-said.ts';

/**
 * The table as CSV, one line a cell: what was observed in words, and the figures beside it. A figure that nobody could
 * know is an empty field, never a 0.
 */
export function csvOf(table: CoverageTable, { r, says }: Pick<Said, 'r' | 'says'>): string {
  const line = (cells: readonly (string | number | undefined)[]) =>
    csvLine(
      cells.map((cell) => guarded(cell === undefined ? '' : String(cell))),
      ',',
    );
  const rows = [
    ...table.areas.flatMap(({ area, sources, ...row }) => [
      [area, '', row] as const,
      ...sources.map(({ source, ...own }) => [area, source, own] as const),
    ]),
    [r('table.all'), '', table.all] as const,
  ];
  const head = ['area', 'source', 'from', 'to', 'observed', 'hours', 'of', 'incidents', 'lost', 'says'];
  const cellLine = (area: string, source: string, from: string, to: string, cell: CoverageCell) =>
    line([area, source, from, to, cell.observed, ...figuresIn(cell), lostIn(cell), plain(says(cell))]);
  return `\ufeff${line(head)}${rows
    .flatMap(([area, source, { cells, over }]) => [
      ...cells.map((cell, at) =>
        cellLine(area, source, table.periods[at]?.from ?? '', table.periods[at]?.to ?? '', cell),
      ),
      cellLine(area, source, table.from, table.to, over),
    ])
    .join('')}`;
}

function figuresIn({ hours, of, incidents }: CoverageCell): readonly (number | undefined)[] {
  return [hours, of, incidents];
}

function lostIn({ lost = {} }: CoverageCell): string {
  return Object.entries(lost)
    .map(([cause, hours]) => `${cause} ${hours}`)
    .join('; ');
}

/** Without the marks that keep directions apart on a screen: in a file they are only in the way. */
function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, '');
}

/** Gives a text to the reader as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
