import { formatMoment } from '@armistice/core/base';

// Data sets name days and no zone. A day is the local one of the place; where no clock is named, the sun's, widened by
// what clocks of the world differ from it.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SLACK_HOURS = 2;

/** A day as its number since 1970-01-01. */
export type DayNumber = number;

/** The number of a day; undefined where there is no such day. */
export function dayNumber(year: number, month: number, day: number): DayNumber | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  // Years below 100 would be taken for those of the twentieth century.
  const same = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return same ? at.getTime() / DAY : undefined;
}

/** The interval of local days from the first to the last, both whole, in UTC. */
export function localDays(
  first: DayNumber,
  last: DayNumber,
  longitude: number,
  clock?: string,
): { readonly from: string; readonly to: string } {
  if (clock !== undefined)
    return { from: formatMoment(beginOf(first, clock)), to: formatMoment(beginOf(last + 1, clock) - 1000) };
  const offset = Math.round(longitude / 15) * HOUR;
  const slack = SLACK_HOURS * HOUR;
  return {
    from: formatMoment(first * DAY - offset - slack),
    to: formatMoment((last + 1) * DAY - offset + slack - 1000),
  };
}

function beginOf(day: DayNumber, clock: string): number {
  const date = new Date(day * DAY);
  const plain = new Temporal.PlainDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  return plain.toZonedDateTime(clock).epochMilliseconds;
}
