import { readMoment } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { civilOf, dayOf, localDay, momentOf } from './civil.ts';
import type { LimitClause } from './clauses.ts';
import { addDuration, type FactIndex, momentMs, resolveTime, type TimedFact } from './count-from.ts';
import { measured, valueField } from './deadline.ts';
import { type Quantity, quantityOf } from './quantity.ts';
import { type Stretch, stretchEnd, stretchesOver } from './stretches.ts';
import { firstSince } from './timed.ts';

/** The stretch in which a limit counts: calendar months and years, stretches from a beginning, or the time just past. */
export function stretchOf(
  agreement: Agreement,
  clause: LimitClause,
  facts: FactIndex,
  actor: string,
  at: number,
): Stretch {
  const offsets = agreement['clock-offsets'];
  const length = quantityOf(clause.per ?? '1 year');
  const starting = startingOf(clause);
  if (starting === 'rolling')
    return { from: addDuration(offsets, at, { ...length, value: -length.value }), to: at + 1 };
  if (starting === 'calendar') return calendarStretch(agreement, length, at);
  const resolved =
    clause.from === undefined ? undefined : resolveTime(clause.from, 'from', { agreement, facts, actor });
  const start =
    resolved === undefined || Object.hasOwn(resolved, 'missing')
      ? momentMs(agreement['in-force'].utc)
      : (resolved as { readonly latest: number }).latest;
  const over = stretchesOver(offsets, start, length, at);
  return {
    from: stretchEnd(offsets, start, length, over),
    to: stretchEnd(offsets, start, length, over + 1),
  };
}

/** How the stretches of a limit begin. Months and years are the calendar's unless said otherwise; days have no calendar. */
export function startingOf(clause: LimitClause): 'calendar' | 'from' | 'rolling' {
  const months = quantityOf(clause.per ?? '1 year').dimension === 'months';
  const starting = clause.starting ?? (months ? 'calendar' : clause.from === undefined ? 'rolling' : 'from');
  return starting === 'calendar' && !months ? 'rolling' : starting;
}

/** Whole months or years of the calendar, the last of which holds the moment. */
function calendarStretch(agreement: Agreement, length: Quantity, at: number): Stretch {
  const offsets = agreement['clock-offsets'];
  const { year, month } = civilOf(localDay(offsets, at));
  const yearly = length.value % 12 === 0;
  const last = yearly ? (year + 1) * 12 : year * 12 + month;
  const monthStart = (index: number) => momentOf(offsets, dayOf(Math.floor(index / 12), (index % 12) + 1, 1));
  return { from: monthStart(last - length.value), to: monthStart(last) };
}

/** Facts of a name that count against an actor in a stretch, up to a moment, in the order of time. */
export function flowRows(
  clause: LimitClause,
  facts: FactIndex,
  name: string,
  actors: readonly string[],
  stretch: Stretch,
  at: number,
): readonly TimedFact[] {
  const rows = facts.get(name) ?? [];
  const whose = clause.whose === undefined ? 'by' : clause.whose;
  const last = Math.min(stretch.to - 1, at);
  const each = actors.map((actor) => {
    const own = byWhom(rows, whose).get(actor) ?? [];
    return own
      .slice(firstSince(own, stretch.from), firstSince(own, last + 1))
      .filter((row) => measured(clause, row) && heldSo(clause, row));
  });
  return each.length === 1 ? (each[0] ?? []) : each.flat().sort((a, b) => a.at - b.at);
}

const BY_WHOM = new WeakMap<readonly TimedFact[], Map<string, ReadonlyMap<string, readonly TimedFact[]>>>();

/** Facts by whom they count against, read once: with many parties each finds its own at once. */
function byWhom(rows: readonly TimedFact[], whose: string): ReadonlyMap<string, readonly TimedFact[]> {
  let known = BY_WHOM.get(rows);
  if (known === undefined) {
    known = new Map();
    BY_WHOM.set(rows, known);
  }
  const found = known.get(whose);
  if (found !== undefined) return found;
  const table = new Map<string, TimedFact[]>();
  for (const row of rows) {
    const whom = whose === 'by' ? row.fact.by : valueField(row.fact, whose);
    if (typeof whom !== 'string') continue;
    const own = table.get(whom);
    if (own === undefined) table.set(whom, [row]);
    else own.push(row);
  }
  known.set(whose, table);
  return table;
}

function heldSo(clause: LimitClause, { fact }: TimedFact): boolean {
  return clause['held-in'] === undefined || valueField(fact, 'held-in') === clause['held-in'];
}

/** How many a fact stands for. */
export function countOf({ fact }: TimedFact): number {
  const count = valueField(fact, 'count');
  return typeof count === 'number' && Number.isFinite(count) && count >= 0 ? count : 1;
}

/** Whether the span of a fact holds a moment: from its time, or `value.from`, to `value.to`. */
export function lastsAt(row: TimedFact, at: number): boolean {
  const from = readMoment(String(valueField(row.fact, 'from') ?? '')) ?? row.at;
  const to = readMoment(String(valueField(row.fact, 'to') ?? ''));
  return from <= at && (to === undefined || at < to);
}

/** What a fact measures: a duration from `value.from` to `value.to`, or the number of that name. */
export function measuredBy(row: TimedFact, measure: string): number | undefined {
  const stated = valueField(row.fact, measure);
  if (typeof stated === 'number' && Number.isFinite(stated)) return stated;
  if (measure !== 'duration') return undefined;
  const from = readMoment(String(valueField(row.fact, 'from') ?? ''));
  const to = readMoment(String(valueField(row.fact, 'to') ?? ''));
  return from === undefined || to === undefined ? undefined : to - from;
}
