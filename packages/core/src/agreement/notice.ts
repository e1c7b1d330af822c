import { formatMoment } from '../base/index.ts';
import { civilOf, dayOf, localDay, momentOf } from './civil.ts';
import { addDuration, type TimedFact } from './count-from.ts';
import {
  byDeadline,
  concerns,
  measured,
  notPaired,
  paired,
  type Situation,
  type Standing,
} from './deadline.ts';
import { type Quantity, quantityOf } from './quantity.ts';

/** What must come before an event, and how long before: one obligation for each such event that is known or announced. */
export function noticeStandings(situation: Situation): readonly Standing[] {
  const { clause, actor, facts, announced, at } = situation;
  const notices = (clause['met-by'] === undefined ? [] : (facts.get(clause['met-by']) ?? [])).filter(
    ({ fact }) => fact.by === undefined || fact.by === actor || !situation.parties.includes(fact.by),
  );
  const rows: Standing[] = [];
  for (const event of announced.get(clause.before ?? '') ?? []) {
    if (!concerns(situation, event) || !measured(clause, event)) continue;
    const unpaired = notPaired(clause, event);
    if (unpaired !== undefined) {
      rows.push(unpaired);
      continue;
    }
    const own = notices.filter((one) => paired(clause, event, one));
    const latest = latestNotice(situation, event);
    const first =
      clause['at-most'] === undefined
        ? undefined
        : before(situation, event.at, quantityOf(clause['at-most']));
    const inTime = own.find((one) => one.at <= latest && (first === undefined || one.at >= first));
    const late = own.find((one) => one.at > latest && one.at <= event.at);
    const says = `notice: by ${formatMoment(latest)}, for ${clause.before} at ${formatMoment(event.at)}`;
    rows.push(byDeadline(clause, inTime ?? late, latest, latest, at, says));
  }
  if (rows.length > 0) return rows;
  return [
    {
      status: 'not-bound',
      missing: clause.before ?? '',
      says: `notice: no ${clause.before} that it applies to is known`,
    },
  ];
}

function latestNotice(situation: Situation, { at }: TimedFact): number {
  const { clause, agreement } = situation;
  const offsets = agreement['clock-offsets'];
  const byDay = clause['by-day'];
  if (byDay !== undefined) {
    const [month = 1, day = 1] = byDay.split('-').map(Number);
    const { year } = civilOf(localDay(offsets, at));
    return momentOf(offsets, dayOf(year - (clause['years-before'] ?? 0), month, day) + 1);
  }
  const length = clause['at-least'] ?? clause.for;
  return length === undefined ? at : before(situation, at, quantityOf(length));
}

function before({ agreement }: Situation, at: number, length: Quantity): number {
  return addDuration(agreement['clock-offsets'], at, { ...length, value: -length.value });
}
