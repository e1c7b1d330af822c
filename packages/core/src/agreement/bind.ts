import { certaintyOf } from './certainty.ts';
import type { Compiled, CompiledAct } from './compile.ts';
import { type FactIndex, indexFacts } from './count-from.ts';
import type { Fact } from './facts.ts';
import type { Certainty } from './ids.ts';
import { type Period, periodOf } from './period.ts';

/** A compiled agreement with the facts on record: every clock is set. */
export interface Bound {
  readonly compiled: Compiled;
  readonly facts: FactIndex;
  readonly periods: readonly Period[];
  /** Of each clause that an event can touch, in their order. */
  readonly certainties: readonly Certainty[];
  /** The same as numbers, by row: a clause surely binds in [startSure, endSure), possibly in [startMaybe, endMaybe). */
  readonly startSure: Float64Array;
  readonly endSure: Float64Array;
  readonly startMaybe: Float64Array;
  readonly endMaybe: Float64Array;
}

const NO_FACTS: readonly Fact[] = [];
const BOUND = new WeakMap<Compiled, WeakMap<readonly Fact[], Bound>>();

/** Sets every clock of an agreement by facts. The same list of facts is bound once: give a new list for new facts. */
export function bindFacts(compiled: Compiled, facts: readonly Fact[] = NO_FACTS): Bound {
  let known = BOUND.get(compiled);
  if (known === undefined) {
    known = new WeakMap();
    BOUND.set(compiled, known);
  }
  const found = known.get(facts);
  if (found !== undefined) return found;
  const bound = bind(compiled, facts);
  known.set(facts, bound);
  return bound;
}

function bind(compiled: Compiled, facts: readonly Fact[]): Bound {
  const index = indexFacts(facts);
  const periods: Period[] = [];
  const fill = (act: CompiledAct) => {
    for (const { actor, row } of act.actors)
      periods[row] = periodOf(act.clause, { agreement: compiled.agreement, facts: index, actor });
    act.permits.forEach(fill);
  };
  compiled.acts.forEach(fill);
  const column = (read: (period: Period) => number) => Float64Array.from(periods, read);
  return {
    compiled,
    facts: index,
    periods,
    certainties: compiled.acts.map(({ clause }) => certaintyOf(compiled.agreement, clause, index)),
    startSure: column((one) => (one.never === undefined ? one.startLatest : Number.POSITIVE_INFINITY)),
    endSure: column((one) => one.endEarliest),
    startMaybe: column((one) => (one.never === undefined ? one.startEarliest : Number.POSITIVE_INFINITY)),
    endMaybe: column((one) => one.endLatest),
  };
}
