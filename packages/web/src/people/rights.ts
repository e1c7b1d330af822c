import { useQuery } from '@tanstack/react-query';
import { readJson } from '../api.ts';

/** One row of the table of rights. */
export interface RightRow {
  readonly act: string;
  /** By role, within which scope. */
  readonly by: { readonly [role: string]: string };
  readonly second?: string;
  readonly notOwnReport?: boolean;
  readonly destroys?: boolean;
}

/** The table that the server decides by. */
export interface RightsTable {
  readonly roles: readonly string[];
  readonly rights: readonly RightRow[];
}

export async function readRights(signal?: AbortSignal): Promise<RightsTable> {
  return (await readJson('/api/rights', signal)) as RightsTable;
}

/** The table; it changes with the version of the program alone. */
export function useRights() {
  return useQuery({
    queryKey: ['rights'],
    queryFn: ({ signal }) => readRights(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether one of these roles holds a right at all, within whatever scope. */
export function holds(table: RightsTable | undefined, roles: readonly string[], act: string): boolean {
  const row = table?.rights.find((one) => one.act === act);
  return row !== undefined && roles.some((role) => row.by[role] !== undefined);
}
