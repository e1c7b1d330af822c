import type { Indication } from '../agreement/index.ts';
import { formatJson, hex, type Json, PUBLIC, sha256, utf8 } from '../record/index.ts';
import { asideOf } from './asides.ts';
import { type Counts, countRows } from './counts.ts';
import type { Incident } from './incident.ts';
import { groupedIn } from './placing.ts';
import type { MissionView, StatedPosition } from './state.ts';
import { MISSION } from './views.ts';

/** An incident as it is published, with what the clauses say of it. */
export interface PublishedRow {
  readonly incident: Incident;
  readonly indications: readonly Indication[];
  /** What parties say of it, in the order of the record. */
  readonly positions?: readonly StatedPosition[];
}

/** What an audience may read of a state: what everyone reads, and what is for it besides. Sorted by id. */
export function publishedRows(state: MissionView, audience: string): readonly PublishedRow[] {
  const rows: PublishedRow[] = [];
  for (const incident of state.incidents.values()) {
    if (incident.basis !== PUBLIC && incident.basis !== audience) continue;
    rows.push(rowOf(state, incident, audience));
  }
  return rows.sort((a, b) => (a.incident.id < b.incident.id ? -1 : 1));
}

/** One incident as an audience may know it. */
export function rowOf(state: MissionView, incident: Incident, audience: string): PublishedRow {
  const open = audience === MISSION || mayShowIndications(state, incident);
  const positions = state.positions.size === 0 ? [] : positionsOn(state, incident, audience);
  return {
    incident: asKnownTo(state, incident, audience),
    indications: open ? (state.indications.get(incident.id) ?? []) : [],
    ...(positions.length === 0 ? {} : { positions }),
  };
}

/** With the axes that were decided for this audience alone, where there are. */
function asKnownTo(state: MissionView, incident: Incident, audience: string): Incident {
  const own = asideOf(state, incident, audience)?.axes;
  if (own === undefined) return incident;
  return {
    ...groupedIn(incident),
    basis: incident.basis,
    ...own,
    ...(incident.number === undefined ? {} : { number: incident.number }),
  };
}

function positionsOn(state: MissionView, incident: Incident, audience: string): readonly StatedPosition[] {
  return incident.reports
    .flatMap((key) => state.positions.get(key) ?? [])
    .filter((one) => one.audience === PUBLIC || one.audience === audience)
    .sort((a, b) => a.index - b.index)
    .map(({ body }) => body);
}

/** Indications leave the mission once a person has assessed the incident, unless its rules set otherwise. */
function mayShowIndications(state: MissionView, incident: Incident): boolean {
  return state.rules.indications === 'at-once' || incident.status !== 'alleged';
}

/** The file `incidents.ndjson` of a statement: one row a line, in canonical JSON. */
export function formatRows(rows: readonly PublishedRow[]): Uint8Array<ArrayBuffer> {
  return utf8(rows.map((row) => `${formatJson(row as unknown as Json)}\n`).join(''));
}

/** A hash as it stands in open bodies. */
export function hashText(bytes: Uint8Array): string {
  return `sha256:${hex(sha256(bytes))}`;
}

/** What can be stated of a state: its rows as a file, their sums, and one root over both. */
export interface StateDigest {
  readonly rows: Uint8Array<ArrayBuffer>;
  readonly rowsHash: string;
  readonly counts: Counts;
  readonly root: string;
}

/** Digests what an audience may read. The root is SHA-256 over a first line, the rows, and the counts as one more line. */
export function digestState(state: MissionView, audience: string): StateDigest {
  const published = publishedRows(state, audience);
  const rows = formatRows(published);
  const counts = countRows(published);
  const last = utf8(`${formatJson(counts as unknown as Json)}\n`);
  const root = `sha256:${hex(sha256(utf8('armistice/state/v1\n'), rows, last))}`;
  return { rows, rowsHash: hashText(rows), counts, root };
}

/** One root over everything that an audience may read of a state. */
export function stateRoot(state: MissionView, audience: string): string {
  return digestState(state, audience).root;
}
