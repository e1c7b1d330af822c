import type { Indication } from '@armistice/core/agreement';
import {
  type Counts,
  countRows,
  type Incident,
  MISSION,
  type MissionView,
  publishedRows,
  RowSums,
  reads,
} from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { showsIndications } from './audience.ts';

/** What one incident adds to the sums; few of them serve a million incidents. */
export interface Figure {
  readonly basis: string;
  readonly kind: string;
  readonly status: string;
  readonly count: Incident['count'];
  /** Others alone told of it. */
  readonly context?: true;
  /** The crowding source that alone told of it. */
  readonly only?: string;
  /** Its indications by outcome and missing fact, sorted. */
  readonly said: readonly (readonly [outcome: Indication['outcome'], missing: string])[];
}

export function figureOf(incident: Incident, indications: readonly Indication[]): Figure {
  const { basis, kind, status, count, context, only } = incident;
  const { min, best, max } = count;
  const said = indications.map(({ outcome, missing = '' }) => [outcome, missing] as const);
  said.sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return { basis, kind, status, count: { min, best, max }, ...marksOf(context, only), said };
}

/** Under whose mark it is summed, if it is not the mission's. */
function marksOf(context: true | undefined, only: string | undefined) {
  return { ...(context === undefined ? {} : { context }), ...(only === undefined ? {} : { only }) };
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
  const sums = new RowSums();
  for (const [{ basis, kind, status, count, context, only, said }, times] of figures) {
    if (times === 0 || !reads(audience, basis)) continue;
    const shown = audience === MISSION || showsIndications(view.rules, status) ? said : [];
    const outcomes = shown.map(([outcome]) => outcome);
    const missing = shown.flatMap(([, fact]) => (fact === '' ? [] : [fact]));
    sums.take({ kind, status, count, outcomes, missing, ...marksOf(context, only) }, times);
  }
  return sums.counts();
}
