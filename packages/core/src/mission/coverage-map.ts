import { formatMoment } from '../base/index.ts';
import type { Place, Position } from '../geo/index.ts';
import { reads } from './audiences.ts';
import { called } from './called.ts';
import { delayFor } from './coverage.ts';
import { type CoverageCell, cellOf } from './coverage-cell.ts';
import { areasShown } from './coverage-table.ts';
import type { Stretch } from './observation.ts';
import type { CoverageEntry } from './observation-forms.ts';
import type { MissionView, Noted } from './state.ts';
import { MISSION } from './views.ts';
import { millisecondsOf } from './words.ts';

// Who could see what over one stretch, as a map draws it: areas by name for everyone, and for the mission alone where each
// source stood and how far it saw.

/** A source as it stood last in the stretch, with what came of the whole stretch. */
export interface WatchSite {
  readonly source: string;
  /** What the record calls it. */
  readonly name?: string;
  readonly area: string;
  readonly post?: string;
  readonly means: readonly string[];
  readonly at: Position;
  /** What it could see from there, as the entry has it; left out where the entry says nothing of it. */
  readonly sees?: Place;
  readonly over: CoverageCell;
}

/** Coverage of a stretch as one audience may know it. */
export interface CoverageMap {
  readonly audience: string;
  readonly exercise: boolean;
  /** UTC: the time of the last entry. */
  readonly at: string;
  /** Entries that it comes from. */
  readonly size: number;
  readonly from: string;
  readonly to: string;
  /** Hours for which this audience is not shown who could observe; left out for the mission. */
  readonly delay?: number;
  readonly areas: readonly { readonly area: string; readonly over: CoverageCell }[];
  /** For the mission alone. */
  readonly sites: readonly WatchSite[];
  /** Sources of the stretch that no entry says a place of. */
  readonly unplaced: number;
}

/** What a map shows of who could observe. Where sources stand is in it for the mission, and for no other audience. */
export function coverageMap(
  state: MissionView,
  { audience, ...stretch }: Stretch & { readonly audience: string },
): CoverageMap {
  const { from, to } = stretch;
  const near = new Map(
    [...state.coverage].filter(
      ([, { body }]) => millisecondsOf(body.from) < to && millisecondsOf(body.to) > from,
    ),
  );
  // Each area looks through its own entries alone: a year of a large mission has many.
  const byArea = Map.groupBy(near, ([, { body }]) => body.area);
  const about = (area: string) => ({
    ...{ rules: state.rules, at: state.at, access: new Map() },
    coverage: new Map(byArea.get(area) ?? []),
  });
  const delay = delayFor(state, audience);
  const { sites, unplaced } = sitesIn(state, near, stretch, audience);
  return {
    ...{ audience, exercise: state.rules.exercise, at: formatMoment(state.at), size: state.size },
    ...{ from: formatMoment(from), to: formatMoment(to) },
    ...(delay === undefined ? {} : { delay }),
    areas: areasShown(state, audience).map((area) => ({
      area,
      over: cellOf(about(area), { ...stretch, audience }, area, undefined),
    })),
    ...{ sites, unplaced },
  };
}

type Rows = ReadonlyMap<string, Noted<CoverageEntry>>;

function sitesIn(
  state: MissionView,
  near: Rows,
  stretch: Stretch,
  audience: string,
): Pick<CoverageMap, 'sites' | 'unplaced'> {
  if (audience !== MISSION) return { sites: [], unplaced: 0 };
  const named = [...near].filter(
    ([, { audience: whose, body }]) => body.source !== undefined && reads(MISSION, whose),
  );
  const sites: WatchSite[] = [];
  let unplaced = 0;
  const bySource = [...Map.groupBy(named, ([, { body }]) => body.source ?? '')];
  for (const [source, rows] of bySource.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = latestPlaced(rows.map(([, { body }]) => body));
    if (last?.at === undefined) {
      unplaced += 1;
      continue;
    }
    const own = { rules: state.rules, at: state.at, coverage: new Map(rows), access: new Map() };
    const post = state.sources.get(source)?.post;
    sites.push({
      source,
      ...called(state, source),
      area: last.area,
      ...(post === undefined ? {} : { post }),
      means: [...new Set(rows.flatMap(([, { body }]) => body.means ?? []))].sort(),
      at: last.at,
      ...(last.sees === undefined ? {} : { sees: last.sees }),
      over: cellOf(own, { ...stretch, audience }, undefined, undefined),
    });
  }
  return { sites, unplaced };
}

/** The entry that says last where a source stood; of two that begin together, the later one on record. */
function latestPlaced(rows: readonly CoverageEntry[]): CoverageEntry | undefined {
  let last: CoverageEntry | undefined;
  for (const row of rows)
    if (row.at !== undefined && (last === undefined || millisecondsOf(row.from) >= millisecondsOf(last.from)))
      last = row;
  return last;
}
