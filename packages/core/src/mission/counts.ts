import type { Outcome } from '../agreement/index.ts';
import type { CountRange } from './incident.ts';
import type { PublishedRow } from './row.ts';

/** Sums of some rows. */
export interface Sums {
  readonly incidents: number;
  readonly byKind: { readonly [kind: string]: CountRange & { readonly incidents: number } };
  /** By incident status. */
  readonly statuses: { readonly [status: string]: number };
  /** Indications by outcome. */
  readonly outcomes: { readonly [outcome in Outcome]: number };
  /** Undetermined indications by the fact that is missing. */
  readonly missing: { readonly [fact: string]: number };
}

/**
 * Sums of published rows. What others alone told of is apart, under `context`, and what a crowding source alone told of
 * under `only`, by its name: in no other figure. Counts under a rule, with coverage beside each, are asked by `countUnder`.
 */
export interface Counts extends Sums {
  readonly rule: { readonly id: string; readonly version: number; readonly reads: string };
  readonly context: Sums;
  /** By crowding source; left out where none is. */
  readonly only?: { readonly [source: string]: Sums };
}

const RULE = {
  id: 'each-incident',
  version: 3,
  reads:
    'every incident counts once, with its own range; what one tells of another is not taken out; what others alone told of stands apart as context, and what a source that files too much alone told of under its name',
};

/** What one row adds to the sums. */
export interface SummedRow {
  /** Others alone told of it. */
  readonly context?: true;
  /** The crowding source that alone told of it. */
  readonly only?: string;
  readonly kind: string;
  readonly status: string;
  readonly count: CountRange;
  readonly outcomes: readonly Outcome[];
  readonly missing: readonly string[];
}

type Tally = { [name: string]: number };

/** Sums of rows that come and go. */
export class RowSums {
  readonly #ours = new SumsOf();
  readonly #context = new SumsOf();
  readonly #only = new Map<string, SumsOf>();

  static of({ incident, indications }: PublishedRow): SummedRow {
    const { kind, status, count, context, only } = incident;
    return {
      ...(context === undefined ? {} : { context }),
      ...(only === undefined ? {} : { only }),
      kind,
      status,
      count: { min: count.min, best: count.best, max: count.max },
      outcomes: indications.map(({ outcome }) => outcome),
      missing: indications.flatMap(({ missing }) => missing ?? []),
    };
  }

  /** Adds a row so many times; a negative number takes it out again. */
  take(row: SummedRow, times: number): void {
    this.#sumsFor(row).take(row, times);
  }

  #sumsFor({ context, only }: SummedRow): SumsOf {
    // Others' data stand apart already, however much of them one source files.
    if (context !== undefined) return this.#context;
    if (only === undefined) return this.#ours;
    let sums = this.#only.get(only);
    if (sums === undefined) {
      sums = new SumsOf();
      this.#only.set(only, sums);
    }
    return sums;
  }

  /** The sums as they are now. */
  counts(): Counts {
    const only = [...this.#only].map(([source, sums]) => [source, sums.sums()] as const);
    const there = only.filter(([, { incidents }]) => incidents > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      rule: RULE,
      ...this.#ours.sums(),
      context: this.#context.sums(),
      ...(there.length === 0 ? {} : { only: Object.fromEntries(there) }),
    };
  }
}

class SumsOf {
  #incidents = 0;
  readonly #byKind: { [kind: string]: CountRange & { readonly incidents: number } } = {};
  readonly #outcomes = { breach: 0, permitted: 0, 'not-applicable': 0, undetermined: 0 };
  readonly #missing: Tally = {};
  readonly #statuses: Tally = {};

  take({ kind, status, count, outcomes, missing }: SummedRow, sign: number): void {
    this.#incidents += sign;
    const sum = this.#byKind[kind] ?? { incidents: 0, min: 0, best: 0, max: 0 };
    const next = {
      incidents: sum.incidents + sign,
      min: sum.min + sign * count.min,
      best: sum.best + sign * count.best,
      max: sum.max + sign * count.max,
    };
    if (next.incidents === 0) delete this.#byKind[kind];
    else this.#byKind[kind] = next;
    tally(this.#statuses, status, sign);
    for (const outcome of outcomes) this.#outcomes[outcome] += sign;
    for (const fact of missing) tally(this.#missing, fact, sign);
  }

  sums(): Sums {
    return {
      incidents: this.#incidents,
      byKind: { ...this.#byKind },
      statuses: { ...this.#statuses },
      outcomes: { ...this.#outcomes },
      missing: { ...this.#missing },
    };
  }
}

/** What nothing is counted of has no place among the sums. */
function tally(sums: Tally, name: string, sign: number): void {
  const next = (Object.hasOwn(sums, name) ? (sums[name] ?? 0) : 0) + sign;
  if (next === 0) delete sums[name];
  else sums[name] = next;
}

/** Sums published rows. Whoever holds the rows gets the same numbers. */
export function countRows(rows: readonly PublishedRow[]): Counts {
  const sums = new RowSums();
  for (const row of rows) sums.take(RowSums.of(row), 1);
  return sums.counts();
}
