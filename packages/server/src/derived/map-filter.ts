import type { BoundingBox } from '../store/query.ts';
import type { SoughtBy } from '../store/sought-by.ts';

/** What is wanted on the map. */
export interface MapFilter {
  /** Whose incidents: those of every one of these audiences; undefined for all. */
  readonly bases: readonly string[] | undefined;
  /** Indications of incidents that nobody assessed are not for this asker: no filter may tell of them. */
  readonly assessedOnly: boolean;
  readonly kind?: string;
  readonly status?: string;
  readonly source?: string;
  /** UTC milliseconds. */
  readonly from?: number;
  readonly to?: number;
  readonly clause?: string;
  readonly party?: string;
  readonly outcome?: string;
  readonly bbox?: BoundingBox;
}

/** What an incident is looked for by besides time and place; few combinations serve a million incidents. */
export interface MapTraits extends SoughtBy {
  readonly basis: string;
  readonly kind: string;
  readonly status: string;
}

/** Whether incidents of such traits are wanted. */
export function isWanted(
  traits: MapTraits,
  { bases, assessedOnly, kind, status, clause, party, outcome }: MapFilter,
): boolean {
  if (bases !== undefined && !bases.includes(traits.basis)) return false;
  if (kind !== undefined && traits.kind !== kind) return false;
  if (status !== undefined && traits.status !== status) return false;
  if (clause === undefined && party === undefined && outcome === undefined) return true;
  if (assessedOnly && traits.status === 'alleged') return false;
  const holds = (names: readonly string[], name: string | undefined) =>
    name === undefined || names.includes(name);
  return holds(traits.clauses, clause) && holds(traits.parties, party) && holds(traits.outcomes, outcome);
}
