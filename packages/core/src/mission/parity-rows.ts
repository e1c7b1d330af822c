import {
  chanceOf,
  logRank,
  medianOf,
  shareDeviation,
  shareOf,
  timesAsLong,
  type Wait,
} from './parity-statistics.ts';

// One row for each figure, with every party in it, in the order that is given: nobody is ranked. Beside a party's figure
// stands how it compares with the other parties together, where there is enough to compare.

/** A figure of a party with its interval, or word that it is too small to be shown without exposing somebody. */
export type OfParty<Figure> = { readonly party: string } & (Figure | { readonly suppressed: true });

/** How a figure compares with that of the other parties together. */
export interface Compared {
  /** How many times as long, or as many; null where no factor makes the two alike. */
  readonly ratio?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  /** Chance alone would bring any of the figures of this answer so far apart in fewer than 5 of 100 cases. */
  readonly differs: boolean;
}

/** How long a step took: `median` null where half are still open, `high` null where there is no upper bound. */
export interface TimeFigure {
  /** Cases; those in which the step was taken, and those in which it is still open. */
  readonly n: number;
  readonly reached: number;
  readonly open: number;
  readonly median: number | null;
  readonly low: number;
  readonly high: number | null;
  readonly others?: Compared;
}

/** So many of n. */
export interface ShareFigure {
  readonly n: number;
  readonly count: number;
  /** Null where n is 0. */
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
  readonly others?: Compared;
}

/** A comparison before it is known how many are made. */
interface Pending extends Omit<Compared, 'differs'> {
  readonly chance: number;
}

/** By party, in the order in which they are shown. */
export type ByParty<T> = ReadonlyMap<string, T>;

/** Fewer than so many on either side are not compared. */
const LEAST_COMPARED = 5;
/** In so many of all answers chance alone may mark any figure. */
const LEVEL = 0.05;

/** Makes the rows of one answer, and afterwards says which of their figures differ. */
export class ParityRows {
  readonly #pending: { readonly chance: number; readonly put: (differs: boolean) => void }[] = [];
  readonly #smallest: number;

  /** Counts from 1 to below `smallest` are not shown; 0 shows all. */
  constructor(smallest: number) {
    this.#smallest = smallest;
  }

  /** Comparisons that were made. */
  get compared(): number {
    return this.#pending.length;
  }

  /** How long something took, or how many there were: for counts `byFactor` is false, as they cannot be stretched. */
  times(groups: ByParty<readonly Wait[]>, byFactor = true): readonly OfParty<TimeFigure>[] {
    const shown = [...groups].map(([, waits]) => !this.#hides([waits.length, arrived(waits)]));
    return [...groups].map(([party, waits], at) => {
      if (!shown[at]) return { party, suppressed: true };
      const { median, interval } = medianOf(waits);
      const reached = arrived(waits);
      const figure = {
        ...{ party, n: waits.length, reached, open: waits.length - reached },
        ...{ median: rounded(median), low: rounded(interval.low) ?? 0, high: rounded(interval.high) },
      };
      const others = othersOf(groups, party).flat();
      if (shown.includes(false)) return figure;
      return this.#beside(figure, comparedTimes(waits, others, byFactor));
    });
  }

  /** Shares of one whole that together make it up, by name: where one of a party's is too small, none of them is shown. */
  shares<Name extends string>(
    groups: ByParty<Readonly<Record<Name, number>>>,
    names: readonly Name[],
  ): ReadonlyMap<Name, readonly OfParty<ShareFigure>[]> {
    const wholes = new Map(
      [...groups].map(([party, counts]) => [party, names.reduce((sum, name) => sum + counts[name], 0)]),
    );
    const hidden = new Set(
      [...groups].flatMap(([party, counts]) =>
        this.#hides([wholes.get(party) ?? 0, ...names.map((name) => counts[name])]) ? party : [],
      ),
    );
    const row = (name: Name) =>
      [...groups].map(([party, counts]): OfParty<ShareFigure> => {
        if (hidden.has(party)) return { party, suppressed: true };
        const figure = { party, ...shareFigure(counts[name], wholes.get(party) ?? 0) };
        if (hidden.size > 0) return figure;
        const count = othersOf(groups, party).reduce((sum, one) => sum + one[name], 0);
        const n = othersOf(wholes, party).reduce((sum, one) => sum + one, 0);
        return this.#beside(figure, comparedShares(figure, { count, n }));
      });
    return new Map(names.map((name) => [name, row(name)]));
  }

  /** Says of every comparison whether it is more than chance, in view of how many were made (Bonferroni). */
  judge(): void {
    for (const { chance, put } of this.#pending) put(chance * this.#pending.length < LEVEL);
  }

  #hides(counts: readonly number[]): boolean {
    return counts.some((count) => count > 0 && count < this.#smallest);
  }

  #beside<F extends object>(figure: F, pending: Pending | undefined): F & { readonly others?: Compared } {
    if (pending === undefined) return figure;
    const { chance, ...told } = pending;
    const others = { ...told, differs: false };
    this.#pending.push({
      chance,
      put(differs) {
        others.differs = differs;
      },
    });
    return { ...figure, others };
  }
}

function arrived(waits: readonly Wait[]): number {
  return waits.filter(({ reached }) => reached).length;
}

function othersOf<T>(groups: ByParty<T>, party: string): readonly T[] {
  return [...groups].flatMap(([other, one]) => (other === party ? [] : [one]));
}

function comparedTimes(
  waits: readonly Wait[],
  others: readonly Wait[],
  byFactor: boolean,
): Pending | undefined {
  if (Math.min(waits.length, others.length) < LEAST_COMPARED) return undefined;
  if (arrived(waits) + arrived(others) < LEAST_COMPARED) return undefined;
  const deviations = logRank(waits, others);
  if (deviations === undefined) return undefined;
  const chance = chanceOf(deviations);
  if (!byFactor) return { chance };
  const { ratio, low, high } = timesAsLong(waits, others);
  return { ratio: rounded(ratio), low: rounded(low), high: rounded(high), chance };
}

function comparedShares(
  { count, n }: Pick<ShareFigure, 'count' | 'n'>,
  others: Pick<ShareFigure, 'count' | 'n'>,
): Pending | undefined {
  if (Math.min(n, others.n) < LEAST_COMPARED) return undefined;
  const deviations = shareDeviation(count, n, others.count, others.n);
  return deviations === undefined ? undefined : { chance: chanceOf(deviations) };
}

function shareFigure(count: number, n: number): Omit<ShareFigure, 'others'> {
  if (n === 0) return { n, count, share: null, low: 0, high: 1 };
  const { share, interval } = shareOf(count, n);
  return {
    n,
    count,
    share: rounded(share),
    low: rounded(interval.low) ?? 0,
    high: rounded(interval.high) ?? 1,
  };
}

/** To 1e-3, as it is printed. */
function rounded<T extends number | null>(value: T): T {
  return (value === null ? null : Math.round(value * 1000) / 1000) as T;
}
