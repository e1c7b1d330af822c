import type { Indication } from '@armistice/core/agreement';
import {
  type Counts,
  countRows,
  type Incident,
  MISSION,
  type MissionView,
  publishedRows,
} from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { showsIndications } from './audience.ts';

/** What one incident adds to the sums; few of them serve a million incidents. */
export interface Figure {
  readonly basis: string;
  readonly kind: string;
  readonly status: string;
  readonly count: Incident['count'];
  /** Its indications by outcome and missing fact, sorted. */
  readonly said: readonly (readonly [outcome: Indication['outcome'], missing: string])[];
}

export function figureOf(incident: Incident, indications: readonly Indication[]): Figure {
  const { basis, kind, status, count } = incident;
  const { min, best, max } = count;
  const said = indications.map(({ outcome, missing = '' }) => [outcome, missing] as const);
  said.sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return { basis, kind, status, count: { min, best, max }, said };
}

/** Incidents by figure. */
export type Figures = Iterable<readonly [figure: Figure, incidents: number]>;

/**
 * The sums that `countRows` gives of everything that an audience may read. That one looks at every incident, which of a
 * million holds up everyone for seconds; here each different figure is looked at once.
 */
export function sumsOf(view: MissionView, figures: Figures, audience: string): Counts {
  // What was decided for some alone stands in no figure.
  if (audience !== PUBLIC && view.asides.size > 0) return countRows(publishedRows(view, audience));
  const byKind: { [kind: string]: { incidents: number; min: number; best: number; max: number } } = {};
  const sums = countRows([]);
  const [statuses, outcomes, missing] = [{ ...sums.statuses }, { ...sums.outcomes }, { ...sums.missing }];
  let incidents = 0;
  for (const [{ basis, kind, status, count, said }, times] of figures) {
    if (times === 0 || (basis !== PUBLIC && basis !== audience)) continue;
    incidents += times;
    statuses[status] = (statuses[status] ?? 0) + times;
    const sum = byKind[kind] ?? { incidents: 0, min: 0, best: 0, max: 0 };
    byKind[kind] = sum;
    sum.incidents += times;
    sum.min += times * count.min;
    sum.best += times * count.best;
    sum.max += times * count.max;
    if (audience !== MISSION && !showsIndications(view.rules, status)) continue;
    for (const [outcome, fact] of said) {
      outcomes[outcome] += times;
      if (fact !== '') missing[fact] = (missing[fact] ?? 0) + times;
    }
  }
  return { ...sums, incidents, byKind, statuses, outcomes, missing };
}
