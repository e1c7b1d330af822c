import { REPEATS, type Rows } from './rows.ts';

/** Whether a report says that it repeats one of these founders: by its id, its key or its source. */
export function names(rows: Rows, row: number, founders: readonly number[]): boolean {
  if (!rows.is(row, REPEATS)) return false;
  const named = rows.reports.of(row).derivedFrom ?? [];
  return founders.some(
    (founder) =>
      named.includes(rows.sourceOf(founder)) ||
      named.includes(rows.keys.at(founder)) ||
      named.includes(rows.reports.of(founder).id),
  );
}
