import { createHash } from 'node:crypto';
import type { Indication } from '@armistice/core/agreement';
import type { Incident, KnownReport } from '@armistice/core/mission';
import { type SoughtBy, soughtBy } from './sought-by.ts';

// What many incidents, or many reports, have in common and are looked for by. A mission has some hundreds of such
// traits for a million rows: a filter first finds the traits, and the rows by an index on them.

/** Milliseconds: how long an incident may have lasted, in steps, so that those of a time are found from when they began. */
const LASTING = [600_000, 86_400_000, 32 * 86_400_000];
const LONGEST = 2 ** 53;

/** Known traits are kept for the next row; a table that is full is begun anew. */
const MOST_KNOWN = 1 << 14;

/** The traits of an incident under their number. */
export interface IncidentTraits extends SoughtBy {
  /** Of 64 bits, made of the traits: the same traits have the same number always. */
  readonly number: bigint;
  readonly basis: string;
  readonly kind: string;
  readonly status: string;
  readonly lasting: number;
}

/** The traits of a report under their number. */
export interface ReportTraits {
  readonly number: bigint;
  readonly basis: string;
  readonly kind: string;
  readonly source: number;
}

const incidentTraits = new Map<string, IncidentTraits>();
const reportTraits = new Map<string, ReportTraits>();
const sources = new Map<string, number>();

/** The traits of an incident with what the clauses say of it; `duration` in milliseconds. */
export function traitsOfIncident(
  { basis, kind, status }: Pick<Incident, 'basis' | 'kind' | 'status'>,
  duration: number,
  indications: readonly Indication[],
): IncidentTraits {
  const lasting = LASTING.find((longest) => duration <= longest) ?? LONGEST;
  let key = `${basis}\n${kind}\n${status}\n${lasting}`;
  for (const { agreement, clause, outcome, ifBy } of indications) {
    key += `\n${agreement}\t${clause}\t${outcome}`;
    if (outcome !== 'not-applicable')
      for (const party in ifBy) if (ifBy[party] === 'breach') key += `\t${party}`;
  }
  return known(incidentTraits, key, () => {
    const traits = { basis, kind, status, lasting, ...soughtBy(indications) };
    return { number: digestOf(JSON.stringify(traits)).readBigInt64BE(), ...traits };
  });
}

/** The traits of a report. */
export function traitsOfReport({ basis, view }: Pick<KnownReport, 'basis' | 'view'>): ReportTraits {
  return known(reportTraits, `${basis}\n${view.kind}\n${view.source}`, () => {
    const traits = { basis, kind: view.kind, source: sourceNumber(view.source) };
    return { number: digestOf(JSON.stringify([basis, view.kind, view.source])).readBigInt64BE(), ...traits };
  });
}

/**
 * A source as a number of 32 bits made of its handle: two may have the same one, so whoever finds by it compares the
 * handles. No text of a database could hold every handle.
 */
export function sourceNumber(handle: string): number {
  return known(sources, handle, () => digestOf(handle).readInt32BE());
}

function known<T>(table: Map<string, T>, key: string, make: () => T): T {
  const found = table.get(key);
  if (found !== undefined) return found;
  if (table.size >= MOST_KNOWN) table.clear();
  const made = make();
  table.set(key, made);
  return made;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
