import { formatMoment } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import {
  type Counting,
  countsFor,
  eventTime,
  type Resolved,
  resolveTime,
  type TimedFact,
} from './count-from.ts';
import { type Cover, coverOf } from './cover.ts';
import { toItself } from './deadline.ts';
import { plainEvent } from './lists.ts';
import { isCounted } from './times.ts';

// A notice that lets something be for some days lets it be each time it is given: `after: each training-notice` opens
// a window for every one on record, and not for the first alone.

/** The windows that the occurrences of one event open for an actor. */
export interface Occasions {
  readonly event: string;
  /** When a clause surely binds by some window, and when it possibly does. */
  readonly sure: Cover;
  readonly possible: Cover;
  /** One for each occurrence, in the order of time. */
  readonly opened: readonly Opened[];
}

/** One window: surely [startLatest, endEarliest), possibly [startEarliest, endLatest). UTC milliseconds. */
interface Opened {
  readonly startEarliest: number;
  readonly startLatest: number;
  readonly endEarliest: number;
  readonly endLatest: number;
  readonly says: string;
}

/** The event of which a time counts every occurrence (`after: each …`), without its "each". */
export function eachOf(time: Clause['from']): string | undefined {
  if (time === undefined || !isCounted(time)) return undefined;
  const base = time.after ?? time.of ?? '';
  const event = plainEvent(base);
  return event === base ? undefined : event;
}

/** The event whose every occurrence opens a window for a clause: of exceptions and bans alone. */
export function occasionOf(clause: Clause): string | undefined {
  if (clause.verb !== 'permit' && clause.verb !== 'forbid') return undefined;
  return eachOf(clause.from) ?? eachOf(clause.until);
}

/** A clause without the edges of its windows: what bounds all of them. */
export function withoutWindows(clause: Clause, event: string): Clause {
  const { from, until, ...rest } = clause;
  return {
    ...rest,
    ...(from === undefined || eachOf(from) === event ? {} : { from }),
    ...(until === undefined || eachOf(until) === event ? {} : { until }),
  } as Clause;
}

/**
 * The windows of a clause for an actor, from each occurrence that concerns it: its own, or one by nobody in particular.
 * Without a `from` that counts from the event a window begins with it; without an `until` it never ends.
 */
export function occasionsOf(clause: Clause, event: string, counting: Counting): Occasions {
  const parties = counting.agreement.parties.map(({ id }) => id);
  const opened: Opened[] = [];
  for (const occurrence of counting.facts.get(event) ?? []) {
    if (!countsFor(occurrence, counting.actor, parties) || toItself(occurrence)) continue;
    const one = openedBy(clause, event, { ...counting, occurrence }, saidFact(event, occurrence));
    if (one !== undefined) opened.push(one);
  }
  if (eventTime(event, counting)?.dated === true) {
    const one = openedBy(clause, event, counting, `${event} as the text dates it`);
    if (one !== undefined) opened.push(one);
    opened.sort((a, b) => a.startEarliest - b.startEarliest);
  }
  return {
    event,
    sure: coverOf(opened.map((one) => [one.startLatest, one.endEarliest])),
    possible: coverOf(opened.map((one) => [one.startEarliest, one.endLatest])),
    opened,
  };
}

function openedBy(clause: Clause, event: string, counting: Counting, says: string): Opened | undefined {
  const { from, until } = clause;
  const at = eventTime(event, counting);
  if (at === undefined) return undefined;
  const begins: Resolved =
    from !== undefined && eachOf(from) === event
      ? resolveTime(from, 'from', counting)
      : { earliest: at.from, latest: at.to, because: event };
  const ends: Resolved =
    until !== undefined && eachOf(until) === event
      ? resolveTime(until, 'until', counting)
      : { earliest: Number.POSITIVE_INFINITY, latest: Number.POSITIVE_INFINITY, because: event };
  if ('missing' in begins || 'missing' in ends) return undefined;
  return {
    startEarliest: begins.earliest,
    startLatest: begins.latest,
    endEarliest: ends.earliest,
    endLatest: ends.latest,
    says,
  };
}

function saidFact(event: string, { fact: { by, id }, at }: TimedFact): string {
  return `${event} of ${formatMoment(at)}${by === undefined ? '' : ` by ${by}`}${id === undefined ? '' : ` (${id})`}`;
}

/** Which occurrence opens the time of an event, the latest that does, with its window; or how near the nearest comes. */
export function saidOccasion(
  { event, opened }: Occasions,
  from: number,
  to: number,
): { readonly opens: boolean; readonly says: string } {
  const whole = lastThat(opened, (one) => one.startLatest <= from);
  if (whole !== undefined && to < whole.endEarliest) return { opens: true, says: saidWindow(whole) };
  const part = lastThat(opened, (one) => one.startEarliest <= to);
  if (part !== undefined && from < part.endLatest) return { opens: true, says: saidWindow(part) };
  const [first] = opened;
  if (part !== undefined)
    return { opens: false, says: `no ${event} opens that time; the last before it is ${saidWindow(part)}` };
  return {
    opens: false,
    says: `no ${event} opens that time${first === undefined ? '' : `; the first is ${saidWindow(first)}`}`,
  };
}

function saidWindow({ says, startLatest, endEarliest }: Opened): string {
  const end = Number.isFinite(endEarliest) ? `until ${formatMoment(endEarliest)}` : 'without end';
  return `${says}, from ${formatMoment(startLatest)} ${end}`;
}

/** The last of what is in the order of time for which something holds; it holds for all before it. */
function lastThat<T>(rows: readonly T[], holds: (row: T) => boolean): T | undefined {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && holds(row)) low = middle + 1;
    else high = middle;
  }
  return rows[low - 1];
}

/** Whether the windows of a clause end before they begin, whenever its event happens. */
export function windowsAreEmpty(agreement: Agreement, clause: Clause, event: string, at: number): boolean {
  const occurrence: TimedFact = { fact: { fact: event, at: formatMoment(at) }, at };
  const counting: Counting = { agreement, facts: new Map(), occurrence };
  const one = openedBy(clause, event, counting, event);
  return one !== undefined && one.endLatest <= one.startLatest;
}
