import { type CoverageState, coverageShown } from '@armistice/core/mission';

/** Who could observe in one stretch of several. */
export interface CoverageThen {
  /** Position-hours able to observe, and those there could have been. */
  readonly hours: number;
  readonly of: number;
  /** Times that access was denied. */
  readonly denied: number;
}

/**
 * Coverage of stretches that follow one another, as an audience may know it; null of one of which nobody stated who could
 * observe. Each stretch is asked by itself, of the entries that reach into it alone.
 */
export function coverageSeries(
  { coverage, access, rules, at }: CoverageState,
  edges: readonly number[],
  audience: string,
): readonly (CoverageThen | null)[] {
  const stated = reaching(coverage, edges);
  const asked = reaching(access, edges);
  return edges.slice(1).map((to, i) => {
    const about = { coverage: new Map(stated[i]), access: new Map(asked[i]), rules, at };
    const found = coverageShown(about, { from: edges[i] as number, to }, audience);
    return found.recorded ? { hours: found.hours, of: found.of, denied: found.access.denied } : null;
  });
}

/** Entries by the stretches that they reach into. */
function reaching<T extends { readonly body: { readonly from: string; readonly to: string } }>(
  entries: ReadonlyMap<string, T>,
  edges: readonly number[],
): readonly (readonly [string, T])[][] {
  const by: [string, T][][] = edges.slice(1).map(() => []);
  for (const [name, entry] of entries) {
    const [from, to] = [Date.parse(entry.body.from), Date.parse(entry.body.to)];
    for (let i = firstAfter(edges, from) - 1; i < by.length && (edges[i] as number) < to; i++)
      by[i]?.push([name, entry]);
  }
  return by;
}

/** Place of the first edge after a moment, from 1. */
function firstAfter(edges: readonly number[], moment: number): number {
  let [low, high] = [1, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
