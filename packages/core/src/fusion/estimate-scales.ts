// How far sources are off, measured in what they state: some are surer than they should be, some state far too much.

/** A pair of reports of one incident: how far they lie apart, in what both state together. */
export interface Apart {
  /** Sources, and the means by which they tell. */
  readonly a: string;
  readonly b: string;
  readonly meansA: string;
  readonly meansB: string;
  /** The part of the first one's variance in that of both, in place and in time. */
  readonly placeShare: number;
  readonly timeShare: number;
  /** Distance squared in the standard deviations of both: in a plane, and in time. */
  readonly place: number;
  readonly time: number;
}

/** Factors on stated deviations. */
export interface Scale {
  readonly place: number;
  readonly time: number;
}

const SWEEPS = 12;
/** What is held before: of means as much as this many pairs, of a source as this many. */
const MEANS_PAIRS = 40;
const SOURCE_PAIRS = 10;
// What joins lies near: of the wide ones only the near are seen, so nothing is taken to be far better than it says.
const LEAST = 0.5;
const MOST = 2;
const TAIL = 5;

interface Sum {
  weight: number;
  value: number;
}

/**
 * Factors for means and, drawn towards them, for sources: the likeliest under Student's distribution, by expectation and
 * maximisation. Each pair tells of the less sure of the two; how much, the shares say.
 */
export function estimateScales(pairs: readonly Apart[]): {
  readonly means: ReadonlyMap<string, Scale>;
  readonly sources: ReadonlyMap<string, Scale>;
} {
  const place = factors(pairs, 2, (pair) => [pair.place, pair.placeShare]);
  const time = factors(pairs, 1, (pair) => [pair.time, pair.timeShare]);
  return { means: together(place.means, time.means), sources: together(place.sources, time.sources) };
}

function together(place: ReadonlyMap<string, number>, time: ReadonlyMap<string, number>): Map<string, Scale> {
  return new Map(
    [...place].map(([name, of]) => [name, { place: rounded(of), time: rounded(time.get(name) ?? 1) }]),
  );
}

/** To hundredths, so that a few more reports change little. */
function rounded(variance: number): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, Math.sqrt(variance))) * 100) / 100;
}

function factors(
  pairs: readonly Apart[],
  dimensions: number,
  of: (pair: Apart) => readonly [apart: number, share: number],
): { readonly means: ReadonlyMap<string, number>; readonly sources: ReadonlyMap<string, number> } {
  let means = new Map<string, number>();
  let sources = new Map<string, number>();
  const meansOf = new Map<string, string>();
  for (const { a, b, meansA, meansB } of pairs) {
    meansOf.set(a, meansA);
    meansOf.set(b, meansB);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const [byMeans, bySource] = [new Map<string, Sum>(), new Map<string, Sum>()];
    const tell = (source: string, by: string, weight: number, value: number): void => {
      for (const [sums, name] of [
        [bySource, source],
        [byMeans, by],
      ] as const) {
        const sum = sums.get(name);
        if (sum === undefined) sums.set(name, { weight, value: weight * value });
        else {
          sum.weight += weight;
          sum.value += weight * value;
        }
      }
    };
    for (const pair of pairs) {
      const [apart, share] = of(pair);
      const one = (sources.get(pair.a) ?? 1) * share;
      const other = (sources.get(pair.b) ?? 1) * (1 - share);
      const both = one + other;
      const weight = (TAIL + dimensions) / (TAIL + apart / both);
      const square = (weight * apart) / dimensions;
      const [g, h] = [one / both, other / both];
      tell(pair.a, pair.meansA, g, (g * g * square + h * one) / Math.max(share, 1e-9));
      tell(pair.b, pair.meansB, h, (h * h * square + g * other) / Math.max(1 - share, 1e-9));
    }
    means = new Map(
      [...byMeans].map(([name, sum]) => [name, (sum.value + MEANS_PAIRS) / (sum.weight + MEANS_PAIRS)]),
    );
    sources = new Map(
      [...bySource].map(([name, sum]) => {
        const usual = means.get(meansOf.get(name) as string) ?? 1;
        return [name, (sum.value + SOURCE_PAIRS * usual) / (sum.weight + SOURCE_PAIRS)];
      }),
    );
  }
  return { means, sources };
}
