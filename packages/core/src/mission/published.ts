import { formatJson, hex, type Json, sha256, utf8 } from '../record/index.ts';
import { reads } from './audiences.ts';
import type { Counts } from './counts.ts';
import { type PublishedRow, rowOf } from './row.ts';
import { statedRows } from './row-ledger.ts';
import type { MissionView } from './state.ts';

/** What an audience may read of a state: what everyone reads, and what is for it besides. Sorted by id. */
export function publishedRows(state: MissionView, audience: string): readonly PublishedRow[] {
  const rows: PublishedRow[] = [];
  for (const incident of state.incidents.values()) {
    if (!reads(audience, incident.basis)) continue;
    rows.push(rowOf(state, incident, audience));
  }
  return rows.sort((a, b) => (a.incident.id < b.incident.id ? -1 : 1));
}

/** The file `incidents.ndjson` of a statement: one row a line, in canonical JSON. */
export function formatRows(rows: readonly PublishedRow[]): Uint8Array<ArrayBuffer> {
  return utf8(rows.map((row) => `${formatJson(row as unknown as Json)}\n`).join(''));
}

/** A hash as it stands in open bodies. */
export function hashText(bytes: Uint8Array): string {
  return `sha256:${hex(sha256(bytes))}`;
}

/** What can be stated of a state: one root over its rows and their sums. */
export interface StateDigest {
  readonly counts: Counts;
  readonly root: string;
}

/** Digests what an audience may read: it costs what changed since this state was digested before. */
export function digestState(state: MissionView, audience: string): StateDigest {
  const { root: tree, counts } = statedRows(state, audience);
  const last = utf8(`${formatJson(counts as unknown as Json)}\n`);
  const root = `sha256:${hex(sha256(utf8('armistice/state/v2\n'), tree, last))}`;
  return { counts, root };
}

/** One root over everything that an audience may read of a state. */
export function stateRoot(state: MissionView, audience: string): string {
  return digestState(state, audience).root;
}
