import { formatMoment, readMoment } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import {
  addMonths,
  addWorkingDays,
  type ClockOffsets,
  type DayNumber,
  dayOf,
  localDay,
  momentOf,
} from './civil.ts';
import type { Fact } from './facts.ts';
import { plainEvent } from './lists.ts';
import { type ClockTime, type CountedTime, isCounted } from './times.ts';

/** A moment as well as it is known: two readings of a text, or a day without an hour, leave an interval. */
export type Resolved =
  | {
      readonly earliest: number;
      readonly latest: number;
      readonly because: string;
      /** It is the midnight after a last day, and no longer of that day. An hour that a text names is itself in time. */
      readonly dayOver?: true;
    }
  | { readonly missing: string };

/** UTC milliseconds of a time that was read before. */
export function momentMs(text: string): number {
  const read = readMoment(text);
  if (read === undefined) throw new Error(`"${text}" is no time: it should have been refused on the way in`);
  return read;
}

/** Facts by name, each with its time, in the order of time; ties keep the order in which they were given. */
export type FactIndex = ReadonlyMap<string, readonly TimedFact[]>;

export interface TimedFact {
  readonly fact: Fact;
  readonly at: number;
}

/** Orders facts by name and time. A fact whose time cannot be read is left out: it was refused on the way in. */
export function indexFacts(facts: readonly Fact[]): FactIndex {
  const index = new Map<string, TimedFact[]>();
  for (const fact of facts) {
    const at = readMoment(fact.at);
    if (at === undefined) continue;
    const row = index.get(fact.fact);
    if (row === undefined) index.set(fact.fact, [{ fact, at }]);
    else row.push({ fact, at });
  }
  for (const row of index.values()) row.sort((a, b) => a.at - b.at);
  return index;
}

/**
 * The fact that counts for an actor: its own, or one by nobody in particular or by a body. What the other party
 * reports of itself is not this party's.
 */
export function factOf(
  index: FactIndex,
  name: string,
  actor: string | undefined,
  parties: readonly string[],
): TimedFact | undefined {
  return index.get(name)?.find((row) => countsFor(row, actor, parties));
}

/** Whether a fact counts for an actor at all, as {@link factOf} says. */
export function countsFor(
  { fact: { by } }: TimedFact,
  actor: string | undefined,
  parties: readonly string[],
): boolean {
  return (
    by === undefined ||
    by === actor ||
    actor === undefined ||
    !parties.includes(by) ||
    !parties.includes(actor)
  );
}

/** Whose clock, facts and actor a time is counted with. */
export interface Counting {
  readonly agreement: Agreement;
  readonly facts: FactIndex;
  readonly actor?: string;
  /** Of an event that is counted `each` time: which one. */
  readonly occurrence?: TimedFact;
}

/** A day begins or ends a rule: `from` a date is its first moment, `until` a date the moment after its last. */
export type Edge = 'from' | 'until';

const DAY = 86_400_000;

/** When a time of a clause is, as well as it is known; or the event that has not happened. */
export function resolveTime(time: ClockTime | CountedTime, edge: Edge, counting: Counting): Resolved {
  const offsets = counting.agreement['clock-offsets'];
  if (isCounted(time)) return countedTime(time, edge, counting);
  const start = momentMs(time.utc);
  const wholeDay = !time.local.includes('T');
  const dayOver = edge === 'until' && wholeDay;
  const at = dayOver ? momentOf(offsets, localDay(offsets, start) + 1) : start;
  return {
    earliest: at,
    latest: at,
    because: `${time.local} on the clock of ${counting.agreement.clock}`,
    ...(dayOver ? { dayOver } : {}),
  };
}

/** Whether a moment comes too late for a deadline: after the hour that is named, or once the last day is over. */
export function isLate(at: number, deadline: number, dayOver: true | undefined): boolean {
  return dayOver === true ? at >= deadline : at > deadline;
}

/** When an event happened: as the text dates it, or by its fact. A date alone is an interval of one day. */
export function eventTime(
  event: string,
  counting: Counting,
): { readonly from: number; readonly to: number; readonly dated: boolean } | undefined {
  const { agreement, facts, actor, occurrence } = counting;
  if (occurrence !== undefined) return { from: occurrence.at, to: occurrence.at, dated: false };
  const common =
    event === 'adopted' ? agreement.adopted : event === 'in-force' ? agreement['in-force'] : undefined;
  const parties = agreement.parties.map(({ id }) => id);
  const found = factOf(facts, event, actor, parties);
  const dated = agreement.events?.[event];
  // A date that nobody checked gives way to a fact on record.
  const stated = common ?? (dated?.certainty === 'unchecked' && found !== undefined ? undefined : dated?.at);
  if (stated !== undefined) {
    const from = momentMs(stated.utc);
    if (stated.local.includes('T')) return { from, to: from, dated: true };
    const offsets = agreement['clock-offsets'];
    return { from, to: momentOf(offsets, localDay(offsets, from) + 1), dated: true };
  }
  return found === undefined ? undefined : { from: found.at, to: found.at, dated: false };
}

function countedTime(time: CountedTime, edge: Edge, counting: Counting): Resolved {
  const { agreement } = counting;
  const base = baseOf(time, counting);
  if ('missing' in base) return base;
  const because = `${saidCount(time)} ${base.says} (${formatMoment(base.from)})${holidaysSaid(time, agreement)}`;
  if (time.hours !== undefined) {
    const later = time.hours * 3_600_000;
    return { earliest: base.from + later, latest: base.to + later, because };
  }
  const offsets = agreement['clock-offsets'];
  const shift = edge === 'until' ? 1 : 0;
  const [early] = readings(time, agreement, localDay(offsets, base.firstDay));
  const [, late] = readings(time, agreement, localDay(offsets, base.lastDay));
  return {
    earliest: momentOf(offsets, early + shift),
    latest: momentOf(offsets, late + shift),
    because,
    ...(edge === 'until' ? { dayOver: true } : {}),
  };
}

interface Base {
  readonly from: number;
  readonly to: number;
  /** Moments on the day from which days are counted, by the earlier reading and by the later. */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly says: string;
}

/** What a time is counted from: an event, or the deadline of another clause, which every reading of it carries on. */
function baseOf(time: CountedTime, counting: Counting): Base | { readonly missing: string } {
  const id = time['after-deadline-of'];
  if (id === undefined) {
    const event = plainEvent(time.after ?? time.of ?? '');
    const found = eventTime(event, counting);
    return found === undefined
      ? { missing: event }
      : { from: found.from, to: found.to, firstDay: found.from, lastDay: found.from, says: event };
  }
  const clause = counting.agreement.clauses.find((one) => one.id === id);
  const until = clause?.until;
  if (until === undefined) return { missing: `the deadline of clause ${id}` };
  const deadline = resolveTime(until, 'until', counting);
  if ('missing' in deadline) return deadline;
  const { earliest, latest } = deadline;
  // A deadline is the moment after its last one: the day that ends there is the day that it falls on.
  return {
    from: earliest,
    to: latest,
    firstDay: earliest - 1,
    lastDay: latest - 1,
    says: `the deadline of clause ${id}`,
  };
}

function holidaysSaid(time: CountedTime, { holidays }: Agreement): string {
  if (time['working-days'] === undefined) return '';
  return holidays === undefined
    ? '; no holidays are declared, so that only weekends are left out'
    : '; weekends and declared holidays are left out';
}

/** The last day by the earlier and by the later reading: with the first day counted, and without. */
function readings(time: CountedTime, agreement: Agreement, day: DayNumber): readonly [DayNumber, DayNumber] {
  const last = dayCounted(time, agreement, day);
  // With the first day counted, working days begin with that day, if it is one.
  const first =
    time.of !== undefined
      ? last
      : time['working-days'] === undefined
        ? last - 1
        : dayCounted(time, agreement, day - 1);
  switch (time['first-day']) {
    case 'counted':
      return [first, first];
    case 'unsaid':
      return [first, last];
    default:
      return [last, last];
  }
}

function dayCounted(time: CountedTime, agreement: Agreement, day: DayNumber): DayNumber {
  if (time.of !== undefined) return day + (time.day ?? 1) - 1;
  if (time['working-days'] !== undefined)
    return addWorkingDays(day, time['working-days'], time.weekend ?? ['sat', 'sun'], holidaysOf(agreement));
  if (time.months !== undefined) return addMonths(day, time.months);
  if (time.years !== undefined) return addMonths(day, 12 * time.years);
  return day + (time.days ?? time.day ?? 7 * (time.weeks ?? 0));
}

const HOLIDAYS = new WeakMap<Agreement, ReadonlySet<DayNumber>>();

function holidaysOf(agreement: Agreement): ReadonlySet<DayNumber> {
  const known = HOLIDAYS.get(agreement);
  if (known !== undefined) return known;
  const days = new Set(
    (agreement.holidays ?? []).map((one) => {
      const [year = 1970, month = 1, day = 1] = one.split('-').map(Number);
      return dayOf(year, month, day);
    }),
  );
  HOLIDAYS.set(agreement, days);
  return days;
}

function saidCount(time: CountedTime): string {
  if (time.of !== undefined) return `day ${time.day} of`;
  const unit = (['hours', 'days', 'day', 'working-days', 'weeks', 'months', 'years'] as const).find(
    (one) => time[one] !== undefined,
  );
  const counted =
    time['first-day'] === 'unsaid'
      ? ', first day counted or not,'
      : time['first-day'] === 'counted'
        ? ', first day counted,'
        : '';
  return `${unit === undefined ? '' : `${time[unit]} ${unit}`}${counted} after`;
}

/** A moment so much later: hours run on, days and months end at the same hour of the clock. */
export function addDuration(
  offsets: ClockOffsets,
  from: number,
  { dimension, value }: { readonly dimension: string; readonly value: number },
): number {
  if (dimension === 'time') return from + value;
  const day = localDay(offsets, from);
  const wall = from - momentOf(offsets, day);
  const then = dimension === 'months' ? addMonths(day, value) : day + value;
  return momentOf(offsets, then, wall >= DAY ? 0 : wall);
}
