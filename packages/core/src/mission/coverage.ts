import { formatMoment } from '../base/index.ts';
import { reads } from './audiences.ts';
import type { Stretch } from './observation.ts';
import type { AccessEntry, CoverageEntry } from './observation-forms.ts';
import type { MissionView } from './state.ts';
import { MISSION } from './views.ts';
import { millisecondsOf } from './words.ts';

// Observation effort, beside every count: position-hours able to observe, of those there could have been, and why not.

const HOUR = 3_600_000;

/** A stretch in which something kept a position from observing. */
export interface Lost {
  readonly cause: string;
  /** Position-hours, to 1e-3. */
  readonly hours: number;
  /** Who and when, where the entry names them. */
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
}

/** What could be observed in an area and a stretch, as one audience may know it. */
export interface Coverage {
  /** Whether anybody recorded anything about it. */
  readonly recorded: boolean;
  /** Part of it are sums of a stretch that goes on. */
  readonly running?: true;
  /** Position-hours able to observe, to 1e-3. */
  readonly hours: number;
  /** Position-hours had nothing prevented them. */
  readonly of: number;
  readonly byMeans: { readonly [means: string]: number };
  readonly lost: readonly Lost[];
  readonly access: {
    readonly [answer in AccessEntry['answer']]: number;
  };
  readonly minutesLost: number;
}

/** What kept everyone from observing, where nobody could; undefined where somebody could, or where something was perceived. */
export function whyNotObserved(
  { max }: { readonly max: number },
  { hours, lost, recorded }: Pick<Coverage, 'hours' | 'lost' | 'recorded'>,
): readonly string[] | undefined {
  if (max > 0 || hours > 0) return undefined;
  const causes = [...new Set(lost.map(({ cause }) => cause))].sort();
  return causes.length > 0 ? causes : [recorded ? 'unknown' : 'not recorded'];
}

/** What of a state coverage is worked out from. */
export type CoverageState = Pick<MissionView, 'coverage' | 'access' | 'rules' | 'at'>;

/** Coverage of a stretch, of one area or of all: everything that an audience reads of it in the record. */
export function coverageOf(
  state: CoverageState,
  stretch: Stretch,
  audience: string,
  area?: string,
): Coverage {
  return coverageIn(state, stretch, audience, area, () => true);
}

const DELAY = 24;

/** Hours for which nobody outside the mission is shown who could observe; undefined for the mission itself. */
export function delayFor({ rules }: Pick<MissionView, 'rules'>, audience: string): number | undefined {
  return audience === MISSION ? undefined : (rules['coverage-delay'] ?? DELAY);
}

/** Whether what an entry tells of may be shown to an audience yet. */
export function isShown(
  state: Pick<MissionView, 'rules' | 'at'>,
  audience: string,
): (entry: CoverageEntry | AccessEntry) => boolean {
  const hours = delayFor(state, audience);
  if (hours === undefined) return () => true;
  return ({ to, ...rest }) =>
    hours === 0 ||
    (!('running' in rest && rest.running === true) && millisecondsOf(to) <= state.at - hours * HOUR);
}

/**
 * Coverage of a stretch as it is shown to an audience. Nobody outside the mission is shown what is watched now: only what was
 * over for as long as the rules say, by the record's clock, and access likewise.
 */
export function coverageShown(
  state: CoverageState,
  stretch: Stretch,
  audience: string,
  area?: string,
): Coverage {
  return coverageIn(state, stretch, audience, area, isShown(state, audience));
}

/** Whether an entry about who could observe is taken into account. */
type Leaves = (entry: CoverageEntry | AccessEntry) => boolean;

function coverageIn(
  state: CoverageState,
  stretch: Stretch,
  audience: string,
  area: string | undefined,
  leaves: Leaves,
): Coverage {
  const entries = [...state.coverage.values()]
    .filter((one) => reads(audience, one.audience) && isAbout(one.body, stretch, area) && leaves(one.body))
    .map(({ body }) => body);
  const bySource = Map.groupBy(
    entries.filter(({ state: how }) => how !== 'summed'),
    ({ source, area: where }) => `${source} ${where}`,
  );
  const sums = { able: 0, possible: 0, byMeans: new Map<string, number>(), lost: [] as Lost[] };
  for (const [, rows] of [...bySource].sort(([a], [b]) => (a < b ? -1 : 1))) addSource(sums, rows, stretch);
  // Sums go to those who are not told the sources; whoever has both reads the sources.
  for (const row of entries)
    if (row.state === 'summed' && !namedBeside(entries, row)) addSum(sums, row, stretch);
  return {
    recorded: entries.length > 0,
    ...(entries.some(({ running }) => running === true) ? { running: true } : {}),
    hours: hoursOf(sums.able),
    of: hoursOf(sums.possible),
    byMeans: Object.fromEntries(
      [...sums.byMeans].sort(([a], [b]) => (a < b ? -1 : 1)).map(([means, time]) => [means, hoursOf(time)]),
    ),
    lost: sums.lost,
    ...accessOf(state, stretch, audience, area, leaves),
  };
}

function isAbout(
  row: { readonly from: string; readonly to: string; readonly area: string },
  { from, to }: Stretch,
  area: string | undefined,
): boolean {
  return (
    (area === undefined || row.area === area) &&
    millisecondsOf(row.from) < to &&
    millisecondsOf(row.to) > from
  );
}

function namedBeside(entries: readonly CoverageEntry[], sum: CoverageEntry): boolean {
  return entries.some(
    (one) => one.state !== 'summed' && one.area === sum.area && one.from < sum.to && one.to > sum.from,
  );
}

interface Sums {
  able: number;
  possible: number;
  readonly byMeans: Map<string, number>;
  readonly lost: Lost[];
}

function addSource(sums: Sums, rows: readonly CoverageEntry[], stretch: Stretch): void {
  const cut = (row: CoverageEntry): Stretch => ({
    from: Math.max(stretch.from, millisecondsOf(row.from)),
    to: Math.min(stretch.to, millisecondsOf(row.to)),
  });
  const not = rows.filter((row) => row.state === 'not');
  const observing = rows.filter((row) => row.state === 'observing');
  const kept = union(not.map(cut));
  const able = without(union(observing.map(cut)), kept);
  const time = lengthOf(able);
  sums.able += time;
  sums.possible += lengthOf(union([...able, ...kept]));
  const means = [...new Set(observing.flatMap((row) => row.means ?? []))].sort();
  for (const one of means) {
    const own = without(union(observing.filter((row) => row.means === one).map(cut)), kept);
    sums.byMeans.set(one, (sums.byMeans.get(one) ?? 0) + lengthOf(own));
  }
  let told: readonly Stretch[] = [];
  for (const row of not.toSorted(
    (a, b) => millisecondsOf(a.from) - millisecondsOf(b.from) || (a.id < b.id ? -1 : 1),
  )) {
    // Two causes of one hour are one hour lost: the earlier entry names it.
    const own = without([cut(row)], told);
    told = union([...told, ...own]);
    if (lengthOf(own) === 0) continue;
    sums.lost.push({
      cause: row.cause ?? 'unknown',
      hours: hoursOf(lengthOf(own)),
      ...(row.source === undefined ? {} : { source: row.source }),
      from: formatMoment(cut(row).from),
      to: formatMoment(cut(row).to),
    });
  }
}

/** A sum over a longer stretch than is asked for counts by the share of its time. */
function addSum(sums: Sums, row: CoverageEntry, stretch: Stretch): void {
  const [from, to] = [millisecondsOf(row.from), millisecondsOf(row.to)];
  const share = to === from ? 0 : (Math.min(to, stretch.to) - Math.max(from, stretch.from)) / (to - from);
  const able = (row.hours ?? 0) * share * HOUR;
  sums.able += able;
  sums.possible += (row.of ?? 0) * share * HOUR;
  if (row.means !== undefined) sums.byMeans.set(row.means, (sums.byMeans.get(row.means) ?? 0) + able);
  for (const [cause, hours] of Object.entries(row.causes ?? {}))
    sums.lost.push({ cause, hours: hoursOf(hours * share * HOUR) });
}

function accessOf(
  state: CoverageState,
  stretch: Stretch,
  audience: string,
  area: string | undefined,
  leaves: Leaves,
): Pick<Coverage, 'access' | 'minutesLost'> {
  const access = { granted: 0, denied: 0, delayed: 0, conditional: 0 };
  let minutesLost = 0;
  for (const { audience: whose, body } of state.access.values()) {
    if (!reads(audience, whose) || !isAbout(body, stretch, area) || !leaves(body)) continue;
    access[body.answer] += 1;
    minutesLost += body.minutes ?? 0;
  }
  return { access, minutesLost };
}

function hoursOf(milliseconds: number): number {
  return Math.round((milliseconds / HOUR) * 1000) / 1000;
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The same time, in stretches that do not touch. */
function union(stretches: readonly Stretch[]): readonly Stretch[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (to <= from) continue;
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** The time of some stretches that is in none of the others; both without overlaps of their own. */
function without(stretches: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return stretches.flatMap((stretch) => {
    let rest: Stretch[] = [stretch];
    for (const other of others)
      rest = rest.flatMap(({ from, to }) => [
        ...(from < other.from ? [{ from, to: Math.min(to, other.from) }] : []),
        ...(to > other.to ? [{ from: Math.max(from, other.to), to }] : []),
      ]);
    return rest.filter(({ from, to }) => to > from);
  });
}
