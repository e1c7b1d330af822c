import { formatMoment } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { civilOf, dayOf, localDay, momentOf } from './civil.ts';
import { addDuration, momentMs, resolveTime, type TimedFact } from './count-from.ts';
import type { Situation, Standing } from './deadline.ts';
import { quantityOf } from './quantity.ts';
import { type Stretch, stretchEnd, stretchesOver } from './stretches.ts';
import { firstSince } from './timed.ts';

/** What is due again and again: how the last full stretch came out, and the one that runs. */
export function recurringStanding(situation: Situation): Standing {
  const { clause, agreement, facts, actor, parties } = situation;
  const times = clause.every?.times ?? 1;
  const done = (clause['met-by'] === undefined ? [] : (facts.get(clause['met-by']) ?? [])).filter(
    ({ fact }) =>
      fact.by === undefined || fact.by === actor || !parties.includes(fact.by) || !parties.includes(actor),
  );
  const from =
    clause.from === undefined ? undefined : resolveTime(clause.from, 'from', { agreement, facts, actor });
  const start =
    from === undefined || Object.hasOwn(from, 'missing')
      ? momentMs(agreement['in-force'].utc)
      : (from as { readonly latest: number }).latest;
  if (clause.every?.rolling === true) return rollingStanding(situation, done, start, times);
  const { last, running } = stretches(situation, start);
  const within = (stretch: Stretch) => firstSince(done, stretch.to) - firstSince(done, stretch.from);
  const said = (stretch: Stretch) => `recurring: ${times} due by ${formatMoment(stretch.to)}`;
  const now = within(running);
  if (last !== undefined && within(last) < times) {
    // What came since makes up for what was lacking, if all of it.
    const status = within(last) + now >= times ? 'met-late' : 'overdue';
    return { status, due: last.to, says: `${said(last)}; ${within(last)} came in that time, ${now} since` };
  }
  return { status: now >= times ? 'met' : 'due', due: running.to, says: `${said(running)}; ${now} so far` };
}

/**
 * What is due so often in any stretch of a length, wherever that begins: the next is due so long after the one that came
 * `times` before it, or after the beginning. What came later than that is late.
 */
function rollingStanding(
  { clause, agreement, at }: Situation,
  done: readonly TimedFact[],
  start: number,
  times: number,
): Standing {
  const length = quantityOf(clause.every?.each ?? '1 year');
  const dueAfter = (from: number) => addDuration(agreement['clock-offsets'], from, length);
  const since = done.slice(firstSince(done, start), firstSince(done, at + 1));
  const due = dueAfter(since.at(-times)?.at ?? start);
  const last = since.at(-1);
  const wasDue = dueAfter(since.at(-times - 1)?.at ?? start);
  const late = last !== undefined && since.length >= times && last.at > wasDue;
  const says = `recurring: ${times} in any ${clause.every?.each ?? '1 year'}, the next due by ${formatMoment(due)}`;
  if (at >= due) return { status: 'overdue', due, says };
  return late
    ? { status: 'met-late', due: wasDue, says: `${says}; the last came later than ${formatMoment(wasDue)}` }
    : { status: 'due', due, says };
}

/** The last stretch that is over at the moment, if any, and the one that runs. */
function stretches(
  { clause, agreement, at }: Situation,
  start: number,
): { readonly last?: Stretch; readonly running: Stretch } {
  const offsets = agreement['clock-offsets'];
  const byDay = clause.every?.['by-day'];
  const length = quantityOf(clause.every?.each ?? '1 year');
  const end =
    byDay === undefined
      ? (number: number) => stretchEnd(offsets, start, length, number)
      : yearlyEnd(agreement, byDay, start);
  const over =
    byDay === undefined ? stretchesOver(offsets, start, length, at) : yearsOver(end, agreement, start, at);
  const stretch = (number: number): Stretch => ({ from: end(number - 1), to: end(number) });
  return { ...(over === 0 ? {} : { last: stretch(over) }), running: stretch(over + 1) };
}

/** The midnight after the n-th such day since a beginning; the beginning itself is number 0. */
function yearlyEnd(agreement: Agreement, byDay: string, start: number): (number: number) => number {
  const offsets = agreement['clock-offsets'];
  const [month = 1, day = 1] = byDay.split('-').map(Number);
  const { year } = civilOf(localDay(offsets, start));
  const inYear = (of: number) => momentOf(offsets, dayOf(of, month, day) + 1);
  const first = inYear(year) > start ? year : year + 1;
  return (number) => (number === 0 ? start : inYear(first + number - 1));
}

function yearsOver(end: (number: number) => number, agreement: Agreement, start: number, at: number): number {
  const offsets = agreement['clock-offsets'];
  const years = civilOf(localDay(offsets, at)).year - civilOf(localDay(offsets, start)).year;
  let over = Math.max(0, years - 1);
  while (end(over + 1) <= at) over += 1;
  return over;
}
