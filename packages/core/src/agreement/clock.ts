import type { ClockTime } from './times.ts';

/** Whether a name is a time zone of the IANA database. An offset alone is refused: it knows no summer time. */
export function readClock(zone: string): boolean {
  if (!/^[A-Z][A-Za-z_]+(\/[A-Za-z_+-]+)*$/.test(zone)) return false;
  return attempt(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)) !== undefined;
}

/**
 * A date or time on a clock, and what it is in UTC; or, as text, what is wrong with it. A date alone begins at its
 * first moment. A time that the clock skips or shows twice is refused: which one is meant is for the parties to say.
 */
export function resolveLocal(local: string, zone: string): ClockTime | string {
  if (!local.includes('T')) {
    const day = attempt(() => Temporal.PlainDate.from(local));
    if (day === undefined) return `names a day, but there is no such day: ${local}`;
    return { local, utc: day.toZonedDateTime(zone).toInstant().toString() };
  }
  const plain = attempt(() => Temporal.PlainDateTime.from(local));
  if (plain === undefined) return `names a time, but there is no such day or time: ${local}`;
  const instant = attempt(() => plain.toZonedDateTime(zone, { disambiguation: 'reject' }).toInstant());
  if (instant === undefined)
    return `does not exist once and only once: in ${zone} the clocks change at ${local}; give another time`;
  return { local, utc: instant.toString() };
}

/**
 * Offsets of a clock from a year before a moment to sixty years after it: each from its moment on, in UTC seconds.
 * They go into the record, so that days counted later need no time-zone tables. A later change of law is a new version.
 */
export function clockOffsets(zone: string, around: string): readonly (readonly [number, number])[] {
  const base = Temporal.Instant.from(around).toZonedDateTimeISO(zone);
  const start = base.subtract({ years: 1 });
  const end = base.add({ years: 60 }).epochMilliseconds;
  const rows: (readonly [number, number])[] = [[start.epochMilliseconds / 1000, offsetSeconds(start)]];
  let at = start.getTimeZoneTransition('next');
  while (at !== null && at.epochMilliseconds < end) {
    rows.push([at.epochMilliseconds / 1000, offsetSeconds(at)]);
    at = at.getTimeZoneTransition('next');
  }
  return rows;
}

function offsetSeconds(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1_000_000_000;
}

/** Temporal refuses by throwing RangeError; what it throws otherwise is a bug of ours. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
