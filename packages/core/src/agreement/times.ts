import {
  flag,
  list,
  misshapen,
  number,
  object,
  oneOf,
  type Shape,
  type Shaped,
  text,
} from '../base/index.ts';
import { name, quotedId } from './ids.ts';
import { quantityText } from './quantity.ts';

/** A time as a file has it, on the clock of the agreement; a date alone is the whole day. */
export const localTime = text({
  max: 19,
  pattern: /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/,
  what: 'a date or a time on the clock of the agreement, such as 2026-11-01T00:00',
});

/** The same in the record: what it is in UTC was settled once, by whoever adopted the agreement. */
export const clockTime = object({
  local: text({ max: 19 }),
  utc: text({ pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, what: 'a UTC time', format: 'date-time' }),
});
export type ClockTime = Shaped<typeof clockTime>;

/** A duration: `24 h`, `14 days`, `6 months`. */
export const duration = quantityText({ dimensions: ['time', 'days', 'months'], like: '14 days' });

const count = number(0, 100_000, 'how many', true);

/** An event that time is counted from: `approval`, or `each request` for every one that happens. */
export const eventName = text({
  max: 70,
  pattern: /^(each )?[a-z][a-z0-9-]*$/,
  what: 'the name of an event, such as "withdrawal-complete" or "each request"',
});

/**
 * A time counted from an event. Whether the day of the event is itself counted is the text's to say; where it is
 * silent, `unsaid` computes both, reads the later, and shows both.
 */
export const countedTime = object(
  {},
  {
    hours: count,
    days: count,
    'working-days': count,
    weeks: count,
    months: count,
    years: count,
    /** Day n after an event, or, with `of`, day n with the day of the event as day 1. */
    day: count,
    after: eventName,
    of: eventName,
    /** From the deadline of another clause on: the id of that clause. */
    'after-deadline-of': quotedId,
    'first-day': oneOf('counted', 'not counted', 'unsaid'),
    /** The weekdays that are no working days; Saturday and Sunday unless said. */
    weekend: list(oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), 1, 6),
  },
  (value, path) => {
    const units = UNITS.filter((unit) => value[unit] !== undefined);
    if (units.length !== 1)
      misshapen(path, `must count in one unit (${UNITS.join(', ')}), as in { days: 14, after: signature }`);
    const bases = [value.after, value.of, value['after-deadline-of']].filter((one) => one !== undefined);
    if (bases.length !== 1)
      misshapen(path, 'must name the event that it counts from, as in { days: 14, after: signature }');
    if (value.of !== undefined && value.day === undefined)
      misshapen(path, '"of" goes with "day" only, as in { day: 2, of: ceasefire }; write "after"');
  },
);
const UNITS = ['hours', 'days', 'working-days', 'weeks', 'months', 'years', 'day'] as const;
export type CountedTime = Shaped<typeof countedTime>;

/** A time on the clock, or one counted from an event. */
export function timePoint<T>(time: Shape<T>): Shape<T | CountedTime> {
  const counts = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, 'utc');
  return {
    schema: { anyOf: [time.schema, countedTime.schema] },
    read(value, path) {
      if (counts(value)) return countedTime.read(value, path);
      const stretch = typeof value === 'string' ? /^(\d{1,5}) ([a-z-]+)$/.exec(value) : null;
      const unit = UNITS.find((one) => one === stretch?.[2] || one === `${stretch?.[2]}s`);
      return unit === undefined
        ? time.read(value, path)
        : misshapen(
            path,
            `must say from when the ${value} run; write { ${unit}: ${stretch?.[1]}, after: signature } with the event that starts them`,
          );
    },
  };
}

/** Whether a time in force is counted from an event. */
export function isCounted(time: ClockTime | CountedTime): time is CountedTime {
  return !Object.hasOwn(time, 'utc');
}

/** Hours of the day, and days of the week, at which a rule holds; local to the clock of the agreement. */
export const recurringWindow = object(
  {
    from: text({ max: 5, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, what: 'an hour such as 06:00' }),
    until: text({ max: 5, pattern: /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, what: 'an hour such as 18:00' }),
  },
  { days: list(oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), 1, 7) },
);
export type RecurringWindow = Shaped<typeof recurringWindow>;

/** A rule that waits: it binds from `at` on, if the event has not happened by then. */
export function armedByAbsence<T>(time: Shape<T>) {
  return object({ absent: name, at: timePoint(time) });
}

/** How often something is due. */
export const recurrence = object(
  {},
  {
    /** Every so long: `7 days`, `2 weeks`, `1 month`. */
    each: duration,
    /** So many times in each such stretch; once unless said. */
    times: number(1, 1000, 'times', true),
    /** Every year by this day: `12-15`. */
    'by-day': text({ max: 5, pattern: /^(0[1-9]|1[0-2])-([0-2]\d|3[01])$/, what: 'a day such as 12-15' }),
    /** In any stretch so long, wherever it begins, and not in stretches counted from the beginning. */
    rolling: flag(),
  },
  (value, path) => {
    if ((value.each === undefined) === (value['by-day'] === undefined))
      misshapen(path, 'must say how often, as in { each: 7 days } or { by-day: 12-15 }');
    if (value.rolling === true && value['by-day'] !== undefined)
      misshapen(
        path,
        'is due by a day of the calendar, so that it cannot be "rolling": leave that out, or write "each"',
      );
  },
);
export type Recurrence = Shaped<typeof recurrence>;
