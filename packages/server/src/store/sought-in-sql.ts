import { readMoment } from '@armistice/core/base';
import { type RawBuilder, sql } from 'kysely';
import type { IncidentQuery, ReportQuery, Sought } from './query.ts';
import { sourceNumber } from './traits.ts';

/** A condition of SQL, or a list of them that all must hold. */
export type Condition = RawBuilder<unknown>;

/** One of few names: not as an array, which each driver binds in its own way. */
function basisAmong(bases: readonly string[]): Condition {
  return sql`basis in (${sql.join([...bases])})`;
}

/** Conditions on rows of traits of incidents. */
export function incidentTraitsOf(query: IncidentQuery): readonly Condition[] {
  const { bases, kind, status, clause, party, outcome, assessedOnly } = query;
  const conditions: Condition[] = [];
  if (bases !== undefined) conditions.push(basisAmong(bases));
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (clause !== undefined) conditions.push(sql`${clause} = any(clauses)`);
  if (party !== undefined) conditions.push(sql`${party} = any(parties)`);
  if (outcome !== undefined) conditions.push(sql`${outcome} = any(outcomes)`);
  const byIndication = clause ?? party ?? outcome;
  if (assessedOnly === true && byIndication !== undefined) conditions.push(sql`status <> 'alleged'`);
  return conditions;
}

/** Conditions on rows of traits of reports. */
export function reportTraitsOf({ bases, kind, source }: ReportQuery): readonly Condition[] {
  const conditions: Condition[] = [];
  if (bases !== undefined) conditions.push(basisAmong(bases));
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
  if (source !== undefined) conditions.push(sql`source = ${sourceNumber(source)}`);
  return conditions;
}

/** Conditions on the rows themselves: where and when. */
export function placeAndTimeOf({ bbox, from, to }: Sought): readonly Condition[] {
  const conditions: Condition[] = [];
  if (from !== undefined) conditions.push(sql`occurred_to >= ${momentOf(from)}::bigint`);
  if (to !== undefined) conditions.push(sql`occurred_from <= ${momentOf(to)}::bigint`);
  if (bbox !== undefined) {
    const [west, south, east, north] = bbox;
    conditions.push(sql`latitude between ${south} and ${north}`);
    conditions.push(
      west <= east
        ? sql`longitude between ${west} and ${east}`
        : sql`(longitude >= ${west} or longitude <= ${east})`,
    );
  }
  return conditions;
}

/** A time of a query, UTC milliseconds. */
export function momentOf(text: string): number {
  const at = readMoment(text);
  if (at === undefined) throw new Error(`"${text}" is no time with its offset`);
  return at;
}

/** All of them at once; true where there is none. */
export function all(...conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);
}
