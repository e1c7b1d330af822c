import { type DayNumber, dayNumber } from './local-days.ts';
import type { Cells } from './table.ts';

/** A cell of a data set that does not have the form that its authors describe. */
export class BadField extends Error {
  readonly column: string;

  constructor(column: string, cell: string, what: string) {
    super(`column "${column}": "${cell.slice(0, 100)}" ${what}`);
    this.column = column;
  }
}

/** A decimal number within bounds. */
export function numberCell(cells: Cells, column: string, least: number, most: number): number {
  const cell = (cells[column] ?? '').trim();
  const value = /^[+-]?\d+(\.\d+)?$/.test(cell) ? Number(cell) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new BadField(column, cell, `is no number from ${least} to ${most}`);
}

/** A whole number that is not below nought. */
export function wholeCell(cells: Cells, column: string, most = 1_000_000): number {
  const value = numberCell(cells, column, 0, most);
  if (Number.isInteger(value)) return value;
  throw new BadField(column, cells[column] ?? '', 'is no whole number');
}

/** Days of data sets lie within these years; anything else is a slip. */
const YEARS = [1900, 2199] as const;

/** A day from its parts; throws where there is none. */
export function dayOf(
  column: string,
  cell: string,
  parts: readonly [year: string, month: string, day: string],
): DayNumber {
  const [year, month, day] = parts.map(Number) as [number, number, number];
  const number = year >= YEARS[0] && year <= YEARS[1] ? dayNumber(year, month, day) : undefined;
  if (number === undefined) throw new BadField(column, cell, 'is no day that exists, from 1900 to 2199');
  return number;
}

/** `2022-02-24`, with or without a time after it, or `20220224`. */
export function isoDay(column: string, cell: string): DayNumber | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(cell) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(cell);
  if (found === null) return undefined;
  return dayOf(column, cell, [found[1] ?? '', found[2] ?? '', found[3] ?? '']);
}

/** Two numbers and a year with slashes, the month in the place that is named. */
export function slashDay(
  column: string,
  cell: string,
  order: 'month first' | 'day first',
): DayNumber | undefined {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: .*)?$/.exec(cell);
  if (found === null) return undefined;
  const [a = '', b = '', year = ''] = found.slice(1);
  return dayOf(column, cell, order === 'month first' ? [year, a, b] : [year, b, a]);
}
