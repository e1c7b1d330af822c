import type { Indication } from '../agreement/index.ts';
import { formatJson, hex, type Json, PUBLIC, sha256, utf8 } from '../record/index.ts';
import { type Counts, countRows } from './counts.ts';
import type { Incident } from './incident.ts';
import type { MissionView } from './state.ts';

/** An incident as it is published, with what the clauses say of it. */
export interface PublishedRow {
  readonly incident: Incident;
  readonly indications: readonly Indication[];
}

/** What an audience may read of a state: `public`, or `mission` for everything. Sorted by id. */
export function publishedRows(state: MissionView, audience: string): readonly PublishedRow[] {
  const rows: PublishedRow[] = [];
  for (const incident of state.incidents.values()) {
    if (audience === PUBLIC && incident.basis !== PUBLIC) continue;
    const open = audience !== PUBLIC || mayShowIndications(state, incident);
    rows.push({ incident, indications: open ? (state.indications.get(incident.id) ?? []) : [] });
  }
  return rows.sort((a, b) => (a.incident.id < b.incident.id ? -1 : 1));
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
