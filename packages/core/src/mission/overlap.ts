import { courseBetween } from '../geo/index.ts';
import type { CountingRule } from './counting-rule.ts';
import type { Observation } from './observation.ts';

// Several who perceived the same must not add up. Observations that may tell of the same are brought into one cluster;
// there one source counts. What it did not perceive is looked at again without it, so that nothing is lost either.

/** The observations that count under a rule; the others told of the same. */
export function withoutOverlap(
  rule: CountingRule,
  observations: readonly Observation[],
): readonly Observation[] {
  if (!mayOverlap(rule)) return observations;
  const counted: Observation[] = [];
  let left: readonly Observation[] = observations;
  while (left.length > 0) {
    const again: Observation[] = [];
    for (const cluster of clustersOf(rule, left)) {
      const winner = winnerOf(rule, cluster);
      const own = cluster.filter(({ source }) => source === winner);
      counted.push(...own);
      if (own.length < cluster.length) again.push(...notToldBy(rule, own, cluster));
    }
    left = again;
  }
  return counted.sort((a, b) => a.from - b.from || a.to - b.to || (a.key < b.key ? -1 : 1));
}

/** Whether a rule looks at all for what several perceived. */
export function mayOverlap({ unit, overlap }: CountingRule): boolean {
  return unit !== 'report' && overlap.from !== 'not-removed';
}

/** Observations of other sources that tell of none of those that count; at least one source fewer each time. */
function notToldBy(
  rule: CountingRule,
  own: readonly Observation[],
  cluster: readonly Observation[],
): readonly Observation[] {
  const [winner] = own;
  const others = cluster.filter(({ source }) => source !== winner?.source);
  return notToldOf(rule, own, others);
}

/** Of some observations, those that tell of nothing that these told of; these in the order of time. */
export function notToldOf(
  rule: CountingRule,
  told: readonly Observation[],
  others: readonly Observation[],
): readonly Observation[] {
  const longest = told.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  const incidents = new Set(told.flatMap(({ incident, covers }) => [incident, ...covers]));
  const whose = new Set(told.map(({ incident }) => incident));
  return others.filter((one) => {
    if (incidents.has(one.incident) || one.covers.some((covered) => whose.has(covered))) return false;
    // Only those near it in time need a look.
    for (let at = firstFrom(told, one.from - longest); at < told.length; at += 1) {
      const other = told[at] as Observation;
      if (other.from > one.to) break;
      if (mayBeSame(rule, one, other)) return false;
    }
    return true;
  });
}

function firstFrom(rows: readonly Observation[], from: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as Observation).from < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sameIncident(a: Observation, b: Observation): boolean {
  return a.incident === b.incident || a.covers.includes(b.incident) || b.covers.includes(a.incident);
}

/** Whether two sources may tell of the same: by fusion's word; or in the same time and place, where one tells of several. */
function mayBeSame(rule: CountingRule, a: Observation, b: Observation): boolean {
  if (a.source === b.source) return false;
  if (sameIncident(a, b)) return true;
  if (rule.overlap.from !== 'reports' || !(a.group || b.group)) return false;
  return a.from <= b.to && b.from <= a.to && isNear(rule, a, b);
}

function isNear({ distance }: CountingRule, a: Observation, b: Observation): boolean {
  switch (distance.by) {
    case 'anywhere':
    case 'zone':
      return true;
    case 'settlement':
      if (a.settlement !== undefined && b.settlement !== undefined) return a.settlement === b.settlement;
      return apart(a, b) <= spread(a) + spread(b);
    case 'metres':
      return apart(a, b) <= (distance.metres ?? 0);
    case 'footprint':
      return apart(a, b) <= spread(a) + spread(b);
  }
}

function apart(a: Observation, b: Observation): number {
  return courseBetween(a.place.at, b.place.at)?.distance ?? Number.POSITIVE_INFINITY;
}

/** Metres within which most of a footprint lies: twice the root of its greater variance, at most. */
function spread({ place }: Observation): number {
  return 2 * Math.sqrt(place.covariance[0] + place.covariance[2]);
}

function clustersOf(
  rule: CountingRule,
  observations: readonly Observation[],
): readonly (readonly Observation[])[] {
  const parents = Int32Array.from(observations.keys());
  const rootOf = (at: number): number => {
    let root = at;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root] as number] as number;
      root = parents[root] as number;
    }
    return root;
  };
  const unite = (a: number, b: number) => {
    const [x, y] = [rootOf(a), rootOf(b)];
    if (x !== y) parents[Math.max(x, y)] = Math.min(x, y);
  };
  uniteByIncident(observations, unite);
  if (rule.overlap.from === 'reports') uniteByStretch(rule, observations, unite);
  const clusters = new Map<number, Observation[]>();
  for (const [at, one] of observations.entries()) {
    const root = rootOf(at);
    const known = clusters.get(root);
    if (known === undefined) clusters.set(root, [one]);
    else known.push(one);
  }
  return [...clusters.values()];
}

function uniteByIncident(observations: readonly Observation[], unite: (a: number, b: number) => void): void {
  const first = new Map<string, number>();
  for (const [at, { incident }] of observations.entries()) {
    const known = first.get(incident);
    if (known === undefined) first.set(incident, at);
    else unite(known, at);
  }
  for (const [at, { covers }] of observations.entries())
    for (const covered of covers) {
      const known = first.get(covered);
      if (known !== undefined) unite(at, known);
    }
}

/** Sweeps through time; what is compared overlaps, and one of the two tells of a stretch or of several. */
function uniteByStretch(
  rule: CountingRule,
  observations: readonly Observation[],
  unite: (a: number, b: number) => void,
): void {
  let groups: number[] = [];
  let singles: number[] = [];
  for (const [at, one] of observations.entries()) {
    const still = (other: number) => (observations[other] as Observation).to >= one.from;
    groups = groups.filter(still);
    for (const other of groups)
      if (mayBeSame(rule, one, observations[other] as Observation)) unite(at, other);
    if (one.group) {
      singles = singles.filter(still);
      for (const other of singles)
        if (mayBeSame(rule, one, observations[other] as Observation)) unite(at, other);
      groups.push(at);
    } else singles.push(at);
  }
}

/** The source that counts in a cluster; of equals the first by its handle. */
function winnerOf({ overlap }: CountingRule, cluster: readonly Observation[]): string {
  const sums = new Map<string, { total: number; rank: number }>();
  for (const { source, means, count } of cluster) {
    const known = sums.get(source) ?? { total: 0, rank: Number.POSITIVE_INFINITY };
    known.total += count.best;
    const rank = (overlap.means as readonly string[] | undefined)?.indexOf(means ?? '') ?? -1;
    if (rank >= 0) known.rank = Math.min(known.rank, rank);
    sums.set(source, known);
  }
  const order = [...sums].sort(([a, x], [b, y]) => {
    const byMeans = overlap.wins === 'by-means' && x.rank !== y.rank ? (x.rank < y.rank ? -1 : 1) : 0;
    const byTotal = overlap.wins === 'fewest' ? x.total - y.total : y.total - x.total;
    return byMeans || byTotal || (a < b ? -1 : 1);
  });
  return order[0]?.[0] ?? '';
}
