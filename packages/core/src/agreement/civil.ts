// Days, months and local midnights by integer arithmetic over the offsets that the record holds: the same bits in
// every engine, with no time-zone tables of the reader's.

const DAY = 86_400_000;

/** A calendar day, counted from 1970-01-01. */
export type DayNumber = number;

/** Offsets of a clock as the record holds them: [UTC seconds, seconds ahead of UTC], ascending. */
export type ClockOffsets = readonly (readonly [number, number])[];

/** How far local time is ahead of UTC at a moment, in milliseconds. */
export function offsetAt(offsets: ClockOffsets, utc: number): number {
  let ahead = offsets[0]?.[1] ?? 0;
  for (const [from, seconds] of offsets) {
    if (from * 1000 > utc) break;
    ahead = seconds;
  }
  return ahead * 1000;
}

/** The local day of a moment. */
export function localDay(offsets: ClockOffsets, utc: number): DayNumber {
  return Math.floor((utc + offsetAt(offsets, utc)) / DAY);
}

/** Milliseconds since local midnight, as a clock on the wall shows them. */
export function wallTime(offsets: ClockOffsets, utc: number): number {
  const local = utc + offsetAt(offsets, utc);
  return local - Math.floor(local / DAY) * DAY;
}

/**
 * The moment at which the wall shows a time on a day. Shown twice: the first. Skipped: the moment at which the clock
 * was put forward.
 */
export function momentOf(offsets: ClockOffsets, day: DayNumber, wall = 0): number {
  const local = day * DAY + wall;
  let found: number | undefined;
  for (let at = 0; at < offsets.length; at += 1) {
    const ahead = (offsets[at]?.[1] ?? 0) * 1000;
    const begin = at === 0 ? Number.NEGATIVE_INFINITY : (offsets[at]?.[0] ?? 0) * 1000;
    const end = at + 1 < offsets.length ? (offsets[at + 1]?.[0] ?? 0) * 1000 : Number.POSITIVE_INFINITY;
    const utc = local - ahead;
    if (utc >= begin && utc < end) return found ?? utc;
    if (utc >= end) found = undefined;
    // The wall was put forward across this time: it begins with the new offset.
    const before = at === 0 ? undefined : (offsets[at - 1]?.[1] ?? 0) * 1000;
    if (before !== undefined && local - before >= begin && utc < begin) return begin;
  }
  return local - offsetAt(offsets, local);
}

/** Year, month and day of a day number, in the Gregorian calendar. */
export function civilOf(day: DayNumber): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The day number of a date; a day that its month lacks is the month's last. */
export function dayOf(year: number, month: number, day: number): DayNumber {
  const first = Date.UTC(year, month - 1, 1) / DAY;
  const next = Date.UTC(month === 12 ? year + 1 : year, month === 12 ? 0 : month, 1) / DAY;
  return first + Math.min(day, next - first) - 1;
}

/** A day so many months later: 31 January and one month is the last of February. */
export function addMonths(from: DayNumber, months: number): DayNumber {
  const { year, month, day } = civilOf(from);
  const index = year * 12 + (month - 1) + months;
  return dayOf(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, day);
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export function weekdayOf(day: DayNumber): Weekday {
  // 1970-01-01 was a Thursday.
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? 'mon';
}

/** The day that is so many working days later. */
export function addWorkingDays(
  from: DayNumber,
  count: number,
  weekend: readonly Weekday[],
  holidays: ReadonlySet<DayNumber> = new Set(),
): DayNumber {
  let day = from;
  for (let left = count; left > 0; left -= 1) {
    day += 1;
    while (weekend.includes(weekdayOf(day)) || holidays.has(day)) day += 1;
  }
  return day;
}

/** A date as people write it: `2015-03-14`. */
export function formatDay(day: DayNumber): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
