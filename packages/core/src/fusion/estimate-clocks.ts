import type { ClockMoment, ClockPair, SourceClock } from './clocks.ts';

const DAY_SECONDS = 86_400;
const SWEEPS = 10;
/** Seconds by which a clock wanders from day to day. */
const WANDERS = 12;
/** What an offset may be off by at best, seconds: clocks drift within the day. */
const LEAST_SIGMA = 1.5;
/** Seconds that no vote is surer than. */
const LEAST_VOTE = 1;
/** The greatest part of all votes that one partner has: no single source moves another's clock far. */
const MOST_VOTE = 0.4;
/** The middle of so many is so much less sure than their mean. */
const MEDIAN_LOSS = 1.57;

interface Sighting {
  readonly partner: number;
  readonly apart: number;
  readonly variance: number;
  readonly day: number;
}

interface Vote {
  middle: number;
  variance: number;
  weight: number;
}

/** An offset, and its variance. */
interface Offset {
  readonly off: number;
  readonly variance: number;
}

/**
 * Offsets of sources' clocks from pairs of reports held to be of one incident. Each partner has one vote, the weightier the
 * better its times and its own clock are known, and the middle vote holds. A clock is right until votes say otherwise: of
 * a machine's, surer than of a person's.
 */
export function estimateClocks(pairs: readonly ClockPair[]): readonly SourceClock[] {
  const names = [...new Set(pairs.flatMap(({ a, b }) => [a.source, b.source]))].sort();
  const ids = new Map(names.map((name, at) => [name, at]));
  const seen: Sighting[][] = names.map(() => []);
  const priors = new Float64Array(names.length);
  const see = (one: ClockMoment, other: ClockMoment): void => {
    const at = ids.get(one.source) as number;
    priors[at] = Math.max(priors[at] as number, one.clock);
    (seen[at] as Sighting[]).push({
      partner: ids.get(other.source) as number,
      apart: one.time - other.time,
      variance: one.variance + other.variance,
      day: Math.floor(one.time / DAY_SECONDS),
    });
  };
  for (const { a, b } of pairs) {
    see(a, b);
    see(b, a);
  }
  let offsets: readonly Offset[] = names.map((_, at) => ({ off: 0, variance: square(priors[at] as number) }));
  // All at once from the offsets before, so that the order of sources does not matter; half a step, so that it settles.
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    offsets = offsets.map((before, source) => {
      const { off, variance } = drawn(
        vote(seen[source] as Sighting[], offsets),
        square(priors[source] as number),
      );
      return { off: (before.off + off) / 2, variance };
    });
  return names.flatMap((name, source) =>
    clocksOf(name, seen[source] as Sighting[], offsets, offsets[source] as Offset),
  );
}

/** What votes come to, drawn towards zero by how far such clocks are off anyway. */
function drawn({ off, variance }: Offset, prior: number): Offset {
  // Clocks that are far off are commoner than a normal distribution has it.
  const wide = prior + off * off * (prior / (prior + variance));
  const share = wide / (wide + variance);
  return { off: share * off, variance: share * variance };
}

/** The offset that the partners together speak for. */
function vote(sightings: readonly Sighting[], offsets: readonly Offset[]): Offset {
  const byPartner = new Map<number, Sighting[]>();
  for (const sighting of sightings) {
    const known = byPartner.get(sighting.partner);
    if (known === undefined) byPartner.set(sighting.partner, [sighting]);
    else known.push(sighting);
  }
  const votes: Vote[] = [];
  for (const [partner, seen] of byPartner) {
    const { off, variance } = offsets[partner] as Offset;
    const own = middleOf(seen.map((one) => ({ middle: one.apart + off, variance: one.variance, weight: 0 })));
    votes.push({ middle: own.off, variance: own.variance + variance, weight: 0 });
  }
  return middleOf(votes);
}

/** The weighted middle of votes, and its variance by what they claim and by how far they lie apart, whichever is more. */
function middleOf(votes: Vote[]): Offset {
  if (votes.length === 0) return { off: 0, variance: Number.MAX_VALUE };
  let total = 0;
  for (const one of votes) {
    one.weight = 1 / Math.sqrt(one.variance + LEAST_VOTE);
    total += one.weight;
  }
  const most = votes.length > 2 ? MOST_VOTE * total : total;
  for (const one of votes) one.weight = Math.min(one.weight, most);
  const off = weightedMedian(votes);
  let [sum, claimed, spread] = [0, 0, 0];
  for (const { middle, variance, weight } of votes) {
    sum += weight;
    claimed += weight * weight * (variance + LEAST_VOTE);
    spread += weight * weight * Math.min(square(middle - off), 9 * (variance + LEAST_VOTE));
  }
  return { off, variance: (MEDIAN_LOSS * Math.max(claimed, spread)) / (sum * sum) };
}

/** A clock for the whole, and one for each day on which a source was seen with others. */
function clocksOf(
  source: string,
  sightings: readonly Sighting[],
  offsets: readonly Offset[],
  whole: Offset,
): readonly SourceClock[] {
  const days = new Map<number, Sighting[]>();
  for (const sighting of sightings) {
    const known = days.get(sighting.day);
    if (known === undefined) days.set(sighting.day, [sighting]);
    else known.push(sighting);
  }
  const clock = (from: number, to: number, { off, variance }: Offset): SourceClock => ({
    source,
    from,
    to,
    offset: Math.round(off * 1000),
    sigma: Math.round(Math.sqrt(variance + square(LEAST_SIGMA)) * 1000),
  });
  const made = [
    clock(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, {
      off: whole.off,
      variance: whole.variance + square(WANDERS) / 4,
    }),
  ];
  for (const [day, seen] of [...days].sort(([a], [b]) => a - b)) {
    const here = vote(seen, offsets);
    const moved = drawn(
      { off: here.off - whole.off, variance: here.variance },
      square(WANDERS) + whole.variance,
    );
    made.push(
      clock(day * DAY_SECONDS * 1000, (day + 1) * DAY_SECONDS * 1000, {
        off: whole.off + moved.off,
        variance: moved.variance,
      }),
    );
  }
  return made;
}

function weightedMedian(votes: readonly Vote[]): number {
  const sorted = votes.toSorted((a, b) => a.middle - b.middle || a.weight - b.weight);
  let total = 0;
  for (const { weight } of sorted) total += weight;
  let sum = 0;
  for (const [at, { middle, weight }] of sorted.entries()) {
    sum += weight;
    if (sum * 2 > total) return middle;
    if (sum * 2 === total) return (middle + (sorted[at + 1]?.middle ?? middle)) / 2;
  }
  return 0;
}

function square(value: number): number {
  return value * value;
}
