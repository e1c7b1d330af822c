import {
  areasShown,
  type CoverageQuery,
  coveragePeriods,
  coverageTable,
  dayStart,
  type Incident,
  readBy,
} from '@armistice/core/mission';
import { Problem } from '../problems.ts';
import type { IncidentQuery } from '../store/query.ts';
import type { Deriving } from './deriving.ts';
import { latestIncidentsOf } from './listing.ts';
import { Slices } from './slices.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A table of more is read by nobody, and each cell looks through the entries of its area. */
const MOST_PERIODS = 100;
const MOST_CELLS = 5_000;
/** Of more incidents none is counted, and the answer says so by leaving the counts out. */
const MOST_COUNTED = 20_000;
const PAGE = 1000;

/** What is asked for: the last week by days where nothing is said, or the last day by hours. */
export interface AskedCoverage {
  /** UTC milliseconds. */
  readonly from?: number;
  readonly to?: number;
  readonly by?: 'day' | 'hour';
}

/** Who could see what, when, by area and period, as one audience may know it: JSON. */
export async function coverage(on: Deriving, audience: string, asked: AskedCoverage): Promise<string> {
  on.mustBeReady();
  const { view } = on;
  const { by = 'day' } = asked;
  const whose = { audience, by };
  const to = asked.to ?? (by === 'day' ? dayStart(view, whose, view.at) + DAY : hourAfter(view.at));
  const from = asked.from ?? (by === 'day' ? dayStart(view, whose, to - 7 * DAY) : to - DAY);
  const query: CoverageQuery = { audience, by, from, to };
  mustBeFew(coveragePeriods(view, query, MOST_PERIODS).length, areasShown(view, audience).length);
  return JSON.stringify(coverageTable(view, query, await incidentsIn(on, query)));
}

function hourAfter(at: number): number {
  return Math.floor(at / HOUR) * HOUR + HOUR;
}

function mustBeFew(periods: number, areas: number): void {
  if (periods === 0) throw new Problem('request/malformed', '"to" must lie after "from"');
  if (periods > MOST_PERIODS || periods * areas > MOST_CELLS)
    throw new Problem(
      'request/malformed',
      `a table has at most ${MOST_PERIODS} periods and ${MOST_CELLS} cells; ask for a shorter stretch or for days: this has ${areas} areas and ${periods > MOST_PERIODS ? 'more periods' : `${periods} periods`}`,
    );
}

/** Incidents of the stretch that are counted as the mission's own; undefined where there are too many. */
async function incidentsIn(
  on: Deriving,
  { audience, from, to }: CoverageQuery,
): Promise<readonly Incident[] | undefined> {
  const found: Incident[] = [];
  const stretch = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const slices = new Slices();
  for (let after: string | undefined; ; ) {
    if (slices.isOver) await slices.turn();
    const more = after === undefined ? {} : { after };
    const query: IncidentQuery = {
      bases: readBy(audience),
      ...stretch,
      ...more,
      order: 'latest',
      limit: PAGE,
    };
    const page = latestIncidentsOf(on.view, on.folding.map, query);
    for (const { incident } of page.found)
      if (incident.context === undefined && incident.only === undefined) found.push(incident);
    if (found.length > MOST_COUNTED) return undefined;
    after = page.next;
    if (after === undefined) return found;
  }
}
