import { formatMoment } from '../base/index.ts';
import { civilOf, dayOf, localDay, momentOf } from './civil.ts';
import { addDuration, momentMs, resolveTime } from './count-from.ts';
import type { Situation, Standing } from './deadline.ts';
import { quantityOf } from './quantity.ts';

// More stretches than anyone counts by hand: a report a day for a century.
const MOST_STRETCHES = 40_000;

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
  const [last, running] = stretches(situation, start);
  const within = (stretch: Stretch) =>
    done.filter((one) => one.at >= stretch.from && one.at < stretch.to).length;
  const said = (stretch: Stretch) => `recurring: ${times} due by ${formatMoment(stretch.to)}`;
  const now = within(running);
  if (last !== undefined && within(last) < times) {
    const status = now > 0 ? 'met-late' : 'overdue';
    return { status, due: last.to, says: `${said(last)}; ${within(last)} came in that time` };
  }
  return { status: now >= times ? 'met' : 'due', due: running.to, says: `${said(running)}; ${now} so far` };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The last stretch that is over at the moment, if any, and the one that runs. */
function stretches(
  { clause, agreement, at }: Situation,
  start: number,
): readonly [Stretch | undefined, Stretch] {
  const offsets = agreement['clock-offsets'];
  const byDay = clause.every?.['by-day'];
  const ends: number[] = [start];
  if (byDay !== undefined) {
    const [month = 1, day = 1] = byDay.split('-').map(Number);
    let { year } = civilOf(localDay(offsets, start));
    while ((ends.at(-1) ?? at) <= at && ends.length < MOST_STRETCHES) {
      const end = momentOf(offsets, dayOf(year, month, day) + 1);
      if (end > start) ends.push(end);
      year += 1;
    }
  } else {
    const length = quantityOf(clause.every?.each ?? '1 year');
    for (let times = 1; (ends.at(-1) ?? at) <= at && ends.length < MOST_STRETCHES; times += 1)
      ends.push(addDuration(offsets, start, { ...length, value: length.value * times }));
  }
  if (ends.length === 1) ends.push(addDuration(offsets, start, quantityOf(clause.every?.each ?? '1 year')));
  const stretch = (at: number): Stretch => ({ from: ends.at(at - 1) ?? start, to: ends.at(at) ?? start });
  return [ends.length > 2 ? stretch(-2) : undefined, stretch(-1)];
}
