/** Moments that lie in any of several stretches. */
export interface Cover {
  /** The first covered moment and the one after the last: an empty cover ends before it begins. */
  readonly start: number;
  readonly end: number;
  /** The share of [from, to] that is covered, of its part within [start, end); an instant counts whole. */
  share(from: number, to: number, start: number, end: number): number;
}

/** The cover of stretches [start, end) in any order; those that end before they begin cover nothing. */
export function coverOf(stretches: readonly (readonly [number, number])[]): Cover {
  const sorted = stretches.filter(([start, end]) => start < end).sort(([a], [b]) => a - b);
  const starts: number[] = [];
  const ends: number[] = [];
  for (const [start, end] of sorted) {
    const last = ends.length - 1;
    const reached = ends[last];
    if (reached !== undefined && start <= reached) ends[last] = Math.max(reached, end);
    else {
      starts.push(start);
      ends.push(end);
    }
  }
  // How much is covered before each stretch: with it a share takes two searches, however many stretches lie between.
  const before: number[] = [0];
  for (const [at, start] of starts.entries()) before.push((before[at] ?? 0) + (ends[at] ?? start) - start);

  const lastBegun = (moment: number) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? Number.POSITIVE_INFINITY) <= moment) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const coveredBy = (moment: number) => {
    const at = lastBegun(moment);
    if (at < 0) return 0;
    return (before[at] ?? 0) + Math.min(moment, ends[at] ?? moment) - (starts[at] ?? moment);
  };
  return {
    start: starts[0] ?? Number.POSITIVE_INFINITY,
    end: ends.at(-1) ?? Number.NEGATIVE_INFINITY,
    share(from, to, start, end) {
      if (from === to) {
        const at = lastBegun(from);
        return from >= start && from < end && at >= 0 && from < (ends[at] ?? from) ? 1 : 0;
      }
      const first = Math.max(from, start);
      const last = Math.min(to, end);
      return first >= last ? 0 : (coveredBy(last) - coveredBy(first)) / (to - from);
    },
  };
}
