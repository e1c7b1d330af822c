import { formatMoment } from '../base/index.ts';
import { footprintOf } from '../geo/index.ts';
import { reads } from './audiences.ts';
import { called } from './called.ts';
import { type CoverageState, delayFor, isShown } from './coverage.ts';
import { type CoverageCell, cellOf } from './coverage-cell.ts';
import { coveragePeriods, dayClock } from './coverage-days.ts';
import { type AccessRow, accessRows, type Interruption, interruptions } from './coverage-lists.ts';
import { zonesOn } from './discharge-groups.ts';
import type { Incident } from './incident.ts';
import type { Stretch } from './observation.ts';
import type { MissionView } from './state.ts';
import { MISSION } from './views.ts';
import { millisecondsOf } from './words.ts';

// Who could see what, when: areas by periods, and for the mission the sources of each. A cell tells apart what was watched,
// what nobody could watch and why, what nobody recorded, and what is not shown yet. None of these is a 0.

/** What is asked for. `by` cuts the stretch at hours or at the midnights of the agreement's clock. */
export interface CoverageQuery extends Stretch {
  readonly audience: string;
  readonly by: 'day' | 'hour';
}

/** A row of cells, one for each period and one over all of them. */
export interface CoverageRow {
  readonly cells: readonly CoverageCell[];
  readonly over: CoverageCell;
}

/** A source of an area, as the mission alone knows it. */
export interface SourceRow extends CoverageRow {
  readonly source: string;
  /** What the record calls it. */
  readonly name?: string;
  readonly post?: string;
  readonly means: readonly string[];
}

/** An area; `''` is where no area is known. */
export interface AreaRow extends CoverageRow {
  readonly area: string;
  readonly sources: readonly SourceRow[];
}

/** Coverage by area and period, with what stood in its way, as one audience may know it. */
export interface CoverageTable {
  readonly audience: string;
  readonly exercise: boolean;
  /** UTC: the time of the last entry, the only clock of the record. */
  readonly at: string;
  /** Entries that it comes from. */
  readonly size: number;
  readonly from: string;
  readonly to: string;
  readonly by: 'day' | 'hour';
  /** The clock that days end by, an IANA name. */
  readonly clock: string;
  /** The agreement's clock, where the days of the sums on record end by another. */
  readonly agreed?: string;
  /** Hours for which this audience is not shown who could observe; left out for the mission. */
  readonly delay?: number;
  /** Parties in the order of the agreements. */
  readonly parties: readonly string[];
  readonly periods: readonly { readonly from: string; readonly to: string }[];
  readonly areas: readonly AreaRow[];
  readonly all: CoverageRow;
  /** Incidents that began in the stretch; left out where there are too many to count one by one. */
  readonly counted?: number;
  readonly access: readonly AccessRow[];
  /** What kept single sources from observing; for the mission alone. */
  readonly interruptions: readonly Interruption[];
  /** How many more there are of each list than are told. */
  readonly more: { readonly access: number; readonly interruptions: number };
}

/** Every area that an audience may know of: posts and sources stand in the open record, coverage only where it is shown. */
export function areasShown(state: MissionView, audience: string): readonly string[] {
  const shown = isShown(state, audience);
  const told = [...state.coverage.values(), ...state.access.values()].filter(
    (one) => reads(audience, one.audience) && shown(one.body),
  );
  const named = [
    ...told.map(({ body }) => body.area),
    ...[...state.posts.values()].map(({ area }) => area),
    ...[...state.sources.values()].flatMap(({ area }) => area ?? []),
  ];
  return [...new Set(named)].sort();
}

/** The area of an incident: the zone on record that it lies in, or else where the source of its first report observes. */
export function incidentAreas(state: MissionView): (incident: Incident) => string {
  const zoneOf = zonesOn(state);
  return ({ reports, occurred }) => {
    const view = state.reports.get(reports[0] ?? '')?.view;
    if (view === undefined) return '';
    const zone = state.zones.size === 0 ? '' : zoneOf(footprintOf(view.place), millisecondsOf(occurred.from));
    if (zone !== '') return zone;
    const known = state.sources.get(view.source);
    return known?.area ?? state.posts.get(known?.post ?? view.source)?.area ?? '';
  };
}

/** The table. `incidents`: those of the stretch that the audience may read; left out, none is counted. */
export function coverageTable(
  state: MissionView,
  query: CoverageQuery,
  incidents?: readonly Incident[],
): CoverageTable {
  const { audience, by, from, to } = query;
  const periods = coveragePeriods(state, query, Number.MAX_SAFE_INTEGER);
  const tally = incidents === undefined ? undefined : tallyOf(state, periods, incidents);
  // Where something happened that no coverage names is listed, so that nothing falls out of the table.
  const named = new Set([...areasShown(state, audience), ...(tally?.keys() ?? [])]);
  const areas = [...named].sort((a, b) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1));
  const [delay, days] = [delayFor(state, audience), dayClock(state, query)];
  const [access, interrupted] = [accessRows(state, query), interruptions(state, query)];
  const all = tally === undefined ? undefined : summed(tally);
  const rowOf = (near: CoverageState, area: string | undefined, counts: Counts | undefined) =>
    coverageRow(near, query, periods, area, counts);
  return {
    audience,
    exercise: state.rules.exercise,
    at: formatMoment(state.at),
    size: state.size,
    ...{ from: formatMoment(from), to: formatMoment(to), by },
    clock: days.zone,
    ...(days.agreed === undefined ? {} : { agreed: days.agreed }),
    ...(delay === undefined ? {} : { delay }),
    parties: [...new Set(state.agreements.flatMap(({ agreement }) => agreement.parties.map(({ id }) => id)))],
    periods: periods.map((one) => ({ from: formatMoment(one.from), to: formatMoment(one.to) })),
    areas: areas.map((area) => {
      const near = within(state, query, area);
      const counts = tally === undefined ? undefined : (tally.get(area) ?? new Map());
      return { area, ...rowOf(near, area, counts), sources: sourceRows(state, near, query, periods) };
    }),
    all: rowOf(within(state, query), undefined, all),
    ...(all === undefined ? {} : { counted: total(all) }),
    access: access.rows,
    interruptions: interrupted.rows,
    more: { access: access.more, interruptions: interrupted.more },
  };
}

/** Incidents by period. */
type Counts = ReadonlyMap<number, number>;

/** Incidents by area and by the period in which they began. */
function tallyOf(
  state: MissionView,
  periods: readonly Stretch[],
  incidents: readonly Incident[],
): ReadonlyMap<string, Counts> {
  const areaOf = incidentAreas(state);
  const tally = new Map<string, Map<number, number>>();
  for (const incident of incidents) {
    const at = millisecondsOf(incident.occurred.from);
    const period = periods.findIndex(({ from, to }) => at >= from && at < to);
    if (period < 0) continue;
    const area = areaOf(incident);
    const counts = tally.get(area) ?? new Map<number, number>();
    counts.set(period, (counts.get(period) ?? 0) + 1);
    tally.set(area, counts);
  }
  return tally;
}

function summed(tally: ReadonlyMap<string, Counts>): Counts {
  const sum = new Map<number, number>();
  for (const counts of tally.values())
    for (const [period, n] of counts) sum.set(period, (sum.get(period) ?? 0) + n);
  return sum;
}

function total(counts: Counts): number {
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
}

/** The part of a state that says anything of an area and a stretch: each cell looks through no more. */
function within(state: MissionView, { from, to }: Stretch, area?: string): CoverageState {
  const near = <T extends { readonly body: { readonly area: string; from: string; to: string } }>(
    rows: ReadonlyMap<string, T>,
  ) =>
    new Map(
      [...rows].filter(
        ([, { body }]) =>
          (area === undefined || body.area === area) &&
          millisecondsOf(body.from) < to &&
          millisecondsOf(body.to) > from,
      ),
    );
  return { rules: state.rules, at: state.at, coverage: near(state.coverage), access: near(state.access) };
}

function coverageRow(
  state: CoverageState,
  query: CoverageQuery,
  periods: readonly Stretch[],
  area: string | undefined,
  counts: Counts | undefined,
): CoverageRow {
  const cell = (stretch: Stretch, incidents: number | undefined) =>
    cellOf(state, { ...stretch, audience: query.audience }, area, incidents);
  return {
    cells: periods.map((period, at) =>
      cell(period, counts === undefined ? undefined : (counts.get(at) ?? 0)),
    ),
    over: cell({ from: query.from, to: query.to }, counts === undefined ? undefined : total(counts)),
  };
}

/** The sources of an area, each with its own cells: for the mission alone, as nobody else learns who observes where. */
function sourceRows(
  state: MissionView,
  near: CoverageState,
  query: CoverageQuery,
  periods: readonly Stretch[],
): readonly SourceRow[] {
  if (query.audience !== MISSION) return [];
  const named = [...near.coverage].filter(
    ([, { audience, body }]) => body.source !== undefined && reads(MISSION, audience),
  );
  const bySource = Map.groupBy(named, ([, { body }]) => body.source ?? '');
  return [...bySource]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, rows]) => {
      const own = { ...near, coverage: new Map(rows), access: new Map() };
      const post = state.sources.get(source)?.post;
      return {
        source,
        ...called(state, source),
        ...(post === undefined ? {} : { post }),
        means: [...new Set(rows.flatMap(([, { body }]) => body.means ?? []))].sort(),
        ...coverageRow(own, query, periods, undefined, undefined),
      };
    });
}
