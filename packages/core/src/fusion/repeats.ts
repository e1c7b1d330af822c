import type { Rows } from './rows.ts';

/** Whether a report says that it repeats one of these founders: by its id, its key or its source. */
export function names(rows: Rows, row: number, founders: readonly number[]): boolean {
  const named = rows.reports[row]?.derivedFrom;
  if (named === undefined || named.length === 0) return false;
  return founders.some((founder) => {
    const { id, source } = rows.reports[founder] as { readonly id: string; readonly source: string };
    return named.includes(id) || named.includes(source) || named.includes(rows.keys[founder] as string);
  });
}
