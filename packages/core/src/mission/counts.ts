import type { Outcome } from '../agreement/index.ts';
import type { CountRange } from './incident.ts';
import type { PublishedRow } from './published.ts';

/** Numbers of a state under a named rule. Coverage stands beside them, also where nobody recorded any. */
export interface Counts {
  readonly rule: { readonly id: string; readonly version: number; readonly reads: string };
  readonly incidents: number;
  readonly byKind: { readonly [kind: string]: CountRange & { readonly incidents: number } };
  /** Indications by outcome. */
  readonly outcomes: { readonly [outcome in Outcome]: number };
  /** Undetermined indications by the fact that is missing. */
  readonly missing: { readonly [fact: string]: number };
  readonly coverage: 'not recorded';
}

// KNOWN: two reports of one event count twice until fusion joins them; the name of the rule says so.
const RULE = {
  id: 'every-report-apart',
  version: 1,
  reads: 'every report counts apart; overlap is not removed',
};

/** Sums published rows. Whoever holds the rows gets the same numbers. */
export function countRows(rows: readonly PublishedRow[]): Counts {
  const byKind: { [kind: string]: CountRange & { readonly incidents: number } } = {};
  const outcomes = { breach: 0, permitted: 0, 'not-applicable': 0, undetermined: 0 };
  const missing: { [fact: string]: number } = {};
  for (const { incident, indications } of rows) {
    const { min, best, max } = incident.count;
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
  return { rule: RULE, incidents: rows.length, byKind, outcomes, missing, coverage: 'not recorded' };
}
