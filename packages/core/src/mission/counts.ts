import type { Outcome } from '../agreement/index.ts';
import type { CountRange } from './incident.ts';
import type { PublishedRow } from './published.ts';

/** Sums of published rows. Counts under a rule, with coverage beside each, are asked by `countUnder`. */
export interface Counts {
  readonly rule: { readonly id: string; readonly version: number; readonly reads: string };
  readonly incidents: number;
  readonly byKind: { readonly [kind: string]: CountRange & { readonly incidents: number } };
  /** By incident status. */
  readonly statuses: { readonly [status: string]: number };
  /** Indications by outcome. */
  readonly outcomes: { readonly [outcome in Outcome]: number };
  /** Undetermined indications by the fact that is missing. */
  readonly missing: { readonly [fact: string]: number };
}

const RULE = {
  id: 'each-incident',
  version: 1,
  reads: 'every incident counts once, with its own range; what one tells of another is not taken out',
};

/** Sums published rows. Whoever holds the rows gets the same numbers. */
export function countRows(rows: readonly PublishedRow[]): Counts {
  const byKind: { [kind: string]: CountRange & { readonly incidents: number } } = {};
  const outcomes = { breach: 0, permitted: 0, 'not-applicable': 0, undetermined: 0 };
  const missing: { [fact: string]: number } = {};
  const statuses: { [status: string]: number } = {};
  for (const { incident, indications } of rows) {
    const { min, best, max } = incident.count;
    statuses[incident.status] = (statuses[incident.status] ?? 0) + 1;
    const sum = byKind[incident.kind] ?? { incidents: 0, min: 0, best: 0, max: 0 };
    byKind[incident.kind] = {
      incidents: sum.incidents + 1,
      min: sum.min + min,
      best: sum.best + best,
      max: sum.max + max,
    };
    for (const indication of indications) {
      outcomes[indication.outcome] += 1;
      if (indication.missing !== undefined)
        missing[indication.missing] = (missing[indication.missing] ?? 0) + 1;
    }
  }
  return { rule: RULE, incidents: rows.length, byKind, statuses, outcomes, missing };
}
