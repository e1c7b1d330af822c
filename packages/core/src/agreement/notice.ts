import { formatMoment } from '../base/index.ts';
import { Announcements } from './announcement.ts';
import { civilOf, dayOf, localDay, momentOf } from './civil.ts';
import { addDuration, type TimedFact } from './count-from.ts';
import { byDeadline, concerns, measured, type Situation, type Standing, toItself } from './deadline.ts';
import { notPaired } from './pairing.ts';
import { type Quantity, quantityOf } from './quantity.ts';

/** What must come before an event, and how long before: one obligation for each such event that is known or announced. */
export function noticeStandings(situation: Situation): readonly Standing[] {
  const { clause, actor, facts, announced, at } = situation;
  const deeds = (clause['met-by'] === undefined ? [] : (facts.get(clause['met-by']) ?? [])).filter(
    (row) =>
      !toItself(row) &&
      (row.fact.by === undefined || row.fact.by === actor || !situation.parties.includes(row.fact.by)),
  );
  const notices = new Announcements(clause, deeds);
  const rows: Standing[] = [];
  for (const event of announced.get(clause.before ?? '') ?? []) {
    if (!concerns(situation, event) || !measured(clause, event)) continue;
    const unpaired = notPaired(clause, event);
    if (unpaired !== undefined) {
      rows.push(unpaired);
      continue;
    }
    const { latest, dayOver } = latestNotice(situation, event);
    const first =
      clause['at-most'] === undefined
        ? Number.NEGATIVE_INFINITY
        : before(situation, event.at, quantityOf(clause['at-most']));
    // A whole day of grace ends a millisecond before the midnight after it.
    const last = dayOver === true ? latest - 1 : latest;
    const notice = notices.of(event, first, last);
    const says = `notice: by ${formatMoment(latest)}, for ${clause.before} at ${formatMoment(event.at)}`;
    rows.push(
      byDeadline(
        clause,
        notice,
        { earliest: latest, latest, ...(dayOver === undefined ? {} : { dayOver }) },
        at,
        says,
      ),
    );
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

/** The last moment for a notice. Where only "before" is said, what comes with the event is no longer before it. */
function latestNotice(
  situation: Situation,
  { at }: TimedFact,
): { readonly latest: number; readonly dayOver?: true } {
  const { clause, agreement } = situation;
  const offsets = agreement['clock-offsets'];
  const byDay = clause['by-day'];
  if (byDay !== undefined) {
    const [month = 1, day = 1] = byDay.split('-').map(Number);
    const { year } = civilOf(localDay(offsets, at));
    const over = momentOf(offsets, dayOf(year - (clause['years-before'] ?? 0), month, day) + 1);
    return { latest: over, dayOver: true };
  }
  const length = clause['at-least'] ?? clause.for;
  return length === undefined
    ? { latest: at, dayOver: true }
    : { latest: before(situation, at, quantityOf(length)) };
}

function before({ agreement }: Situation, at: number, length: Quantity): number {
  return addDuration(agreement['clock-offsets'], at, { ...length, value: -length.value });
}
