import { formatMoment } from '../base/index.ts';
import type { RequireClause } from './clauses.ts';
import type { TimedFact } from './count-from.ts';
import { type Standing, valueField } from './deadline.ts';

type Mark = string | number | undefined;

/** An event that does not say what it is paired by cannot be told apart from others: that is the missing fact. */
export function notPaired({ same }: Pick<RequireClause, 'same'>, event: TimedFact): Standing | undefined {
  if (same === undefined || markOf(event, same) !== undefined) return undefined;
  return {
    status: 'undetermined',
    missing: same,
    says: `pairing: ${event.fact.fact} at ${formatMoment(event.at)} does not say which ${same} it is of`,
  };
}

/**
 * What was done, in the order of time, kept by the mark that pairs it with what it was done for: every question takes
 * constant or logarithmic time, however much is on record.
 */
export class Deeds {
  readonly #same: string | undefined;
  readonly #byMark = new Map<Mark, { readonly rows: TimedFact[]; next: number }>();

  constructor({ same }: Pick<RequireClause, 'same'>, rows: readonly TimedFact[]) {
    this.#same = same;
    for (const row of rows) {
      const mark = this.#markOf(row);
      const known = this.#byMark.get(mark);
      if (known === undefined) this.#byMark.set(mark, { rows: [row], next: 0 });
      else known.rows.push(row);
    }
  }

  /** The first that came since an event and served none before it. Ask in the order of events. */
  takeSince(event: TimedFact): TimedFact | undefined {
    const known = this.#byMark.get(this.#markOf(event));
    if (known === undefined) return undefined;
    // What came before this event came before all later ones too.
    while ((known.rows[known.next]?.at ?? event.at) < event.at) known.next += 1;
    const found = known.rows[known.next];
    if (found !== undefined) known.next += 1;
    return found;
  }

  /** The first in [from, to] that was done for an event. */
  firstWithin(event: TimedFact, from: number, to: number): TimedFact | undefined {
    const rows = this.#byMark.get(this.#markOf(event))?.rows ?? [];
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rows[middle]?.at ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    const found = rows[low];
    return found !== undefined && found.at <= to ? found : undefined;
  }

  #markOf(row: TimedFact): Mark {
    return this.#same === undefined ? undefined : markOf(row, this.#same);
  }
}

function markOf({ fact }: TimedFact, name: string): Mark {
  const value = valueField(fact, name);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
