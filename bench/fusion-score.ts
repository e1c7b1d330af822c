/** How well a grouping meets the truth. */
export interface Score {
  /** B³ F1: of each report, how much of its group is its incident and of its incident its group, over all reports. */
  readonly bcubed: number;
  /** F1 over pairs of reports. */
  readonly pair: number;
  /** Incidents found ÷ true − 1. */
  readonly count: number;
}

/** Scores a grouping of reports; `truth` and `label` name the incident of each report. */
export function score(truth: ArrayLike<number>, label: ArrayLike<number>): Score {
  const [real, found, both] = [
    new Map<number, number>(),
    new Map<number, number>(),
    new Map<string, number>(),
  ];
  const more = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);
  for (let at = 0; at < truth.length; at++) {
    more(real, truth[at] as number);
    more(found, label[at] as number);
    more(both, `${truth[at]} ${label[at]}`);
  }
  let [precision, recall, hits] = [0, 0, 0];
  for (const [key, n] of both) {
    const [t, l] = key.split(' ').map(Number) as [number, number];
    precision += (n * n) / (found.get(l) ?? 1);
    recall += (n * n) / (real.get(t) ?? 1);
    hits += n * (n - 1);
  }
  const pairs = (map: Map<number, number>): number =>
    [...map.values()].reduce((sum, n) => sum + n * (n - 1), 0);
  const harmonic = (p: number, r: number): number => (!(p + r > 0) ? 0 : (2 * p * r) / (p + r));
  return {
    bcubed: harmonic(precision / truth.length, recall / truth.length),
    pair: harmonic(hits / pairs(found), hits / pairs(real)),
    count: found.size / real.size - 1,
  };
}
