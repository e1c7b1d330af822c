import type { Indication } from '@armistice/core/agreement';
import { formatMoment } from '@armistice/core/base';
import {
  type Counts,
  countRows,
  type Incident,
  incidentWith,
  MISSION,
  type MissionView,
  type PublishedRow,
  readBy,
  reads,
} from '@armistice/core/mission';
import { Problem } from '../problems.ts';
import type { IncidentQuery } from '../store/query.ts';
import { showsIndications } from './audience.ts';
import { coverageBeside, saysOf } from './coverage.ts';
import type { Deriving } from './deriving.ts';
import { fromFilled } from './filled.ts';
import { incidentsOf, latestIncidentsOf } from './listing.ts';
import { Slices } from './slices.ts';

// Summed on request, page by page; more would take the time of everyone else who asks.
const MAX_COUNTED = 20_000;
const COUNT_PAGE = 1000;

/** Which incidents are asked for. What the audience may not search by is left out here. */
export type AskedIncidents = Omit<IncidentQuery, 'bases' | 'assessedOnly'>;

/** The rows that an asker may read, with the indications that leave the mission for it. */
async function rowsFor(
  on: Deriving,
  audience: string,
  asked: AskedIncidents,
): Promise<{ readonly rows: readonly PublishedRow[]; readonly next?: string }> {
  on.mustBeReady();
  const open = audience !== MISSION;
  const { rules } = on.view;
  const sought: IncidentQuery = {
    ...asked,
    bases: readBy(audience),
    ...(open ? { assessedOnly: rules.indications !== 'at-once' } : {}),
  };
  // By their ids the database has them in order; by time they are found in memory, and nobody waits for it.
  const { found, next } =
    sought.order === 'latest'
      ? latestIncidentsOf(on.view, on.folding.map, sought)
      : await fromFilled(on, () => incidentsOf(on.view, on.store, sought));
  // Of these alone are reasons ever put into words.
  const rows = found.map(({ incident, indications }) => ({
    incident,
    indications: !open || showsIndications(rules, incident.status) ? indications() : [],
  }));
  return next === undefined ? { rows } : { rows, next };
}

/** Incidents with their indications, and where the next page begins: JSON. */
export async function incidents(on: Deriving, audience: string, asked: AskedIncidents): Promise<string> {
  const { rows, next } = await rowsFor(on, audience, asked);
  return JSON.stringify({ incidents: rows, next });
}

/** One incident with its indications: JSON. Throws where this audience knows of none. */
export function incident(on: Deriving, audience: string, { id }: { readonly id: string }): string {
  const { view } = on;
  // An id that is no more names the incident that took its report in: who quoted it must still find it.
  const found = incidentWith(view, id);
  if (found === undefined) on.mustBeReady();
  const open = audience !== MISSION;
  // Of what others read the same is said as of what never was.
  if (found === undefined || !reads(audience, found.basis))
    throw new Problem('request/not-found', 'no incident has this id');
  const shown = !open || showsIndications(view.rules, found.status);
  const refused = refusedOn(view, found, audience);
  return JSON.stringify({
    incident: found,
    indications: shown ? (view.indications.get(found.id) ?? []) : [],
    ...(refused.length === 0 ? {} : { refused }),
  });
}

/** Decisions on an incident that changed nothing, as far as an audience may read them. */
function refusedOn(view: MissionView, { id }: Incident, reader: string): readonly object[] {
  return view.refused
    .filter(
      ({ audience, body }) =>
        reads(reader, audience) &&
        body.incident !== undefined &&
        incidentWith(view, body.incident)?.id === id,
    )
    .map(({ index, at, body: { kind, why } }) => ({ entry: index, at: formatMoment(at), kind, why }));
}

/** What the clauses say of the incidents of a page: JSON. */
export async function indications(on: Deriving, audience: string, asked: AskedIncidents): Promise<string> {
  const { rows, next } = await rowsFor(on, audience, asked);
  const all = rows.flatMap((row) => row.indications.filter((one) => isAsked(one, asked)));
  return JSON.stringify({ indications: all, next });
}

function isAsked(
  { agreement, clause, outcome, ifBy }: Indication,
  asked: { readonly clause?: string; readonly party?: string; readonly outcome?: string },
): boolean {
  if (asked.clause !== undefined && asked.clause !== clause && asked.clause !== `${agreement}:${clause}`)
    return false;
  if (asked.party !== undefined && ifBy[asked.party] !== 'breach') return false;
  return asked.outcome === undefined || asked.outcome === outcome;
}

/** Counts with their coverage, of the whole mission or of what a filter leaves: JSON. */
export async function counts(
  on: Deriving,
  audience: string,
  filter: Omit<AskedIncidents, 'limit' | 'order' | 'after'>,
): Promise<string> {
  on.mustBeReady();
  const { view } = on;
  const coverage = coverageBeside(view, audience, filter);
  const answered = (counts: Counts, counted: number): string => {
    const says = saysOf(view, audience, counts.incidents, filter);
    return JSON.stringify({ counts, says, coverage, counted });
  };
  if (Object.keys(filter).length === 0) {
    const all = on.folding.counts(audience);
    return answered(all.counts, all.counted);
  }
  const rows: PublishedRow[] = [];
  const slices = new Slices();
  for (let after: string | undefined; ; ) {
    if (slices.isOver) await slices.turn();
    const more = after === undefined ? {} : { after };
    const page = await rowsFor(on, audience, { ...filter, ...more, order: 'latest', limit: COUNT_PAGE });
    for (const row of page.rows) rows.push(row);
    if (rows.length > MAX_COUNTED)
      throw new Problem('counts/too-many', `the filter leaves more than ${MAX_COUNTED} incidents`);
    after = page.next;
    if (after === undefined) break;
  }
  return answered(countRows(rows), view.size);
}
