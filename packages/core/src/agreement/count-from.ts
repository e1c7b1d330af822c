import { formatMoment, readMoment } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { addMonths, addWorkingDays, type ClockOffsets, type DayNumber, localDay, momentOf } from './civil.ts';
import type { Fact } from './facts.ts';
import { plainEvent } from './lists.ts';
import { type ClockTime, type CountedTime, isCounted } from './times.ts';

/** A moment as well as it is known: two readings of a text, or a day without an hour, leave an interval. */
export type Resolved =
  | { readonly earliest: number; readonly latest: number; readonly because: string }
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
  const rows = index.get(name);
  return rows?.find(({ fact }) => {
    const { by } = fact;
    return (
      by === undefined ||
      by === actor ||
      actor === undefined ||
      !parties.includes(by) ||
      !parties.includes(actor)
    );
  });
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
  const at = edge === 'until' && wholeDay ? momentOf(offsets, localDay(offsets, start) + 1) : start;
  return { earliest: at, latest: at, because: `${time.local} on the clock of ${counting.agreement.clock}` };
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
  const stated = common ?? agreement.events?.[event]?.at;
  if (stated !== undefined) {
    const from = momentMs(stated.utc);
    if (stated.local.includes('T')) return { from, to: from, dated: true };
    const offsets = agreement['clock-offsets'];
    return { from, to: momentOf(offsets, localDay(offsets, from) + 1), dated: true };
  }
  const parties = agreement.parties.map(({ id }) => id);
  const found = factOf(facts, event, actor, parties);
  return found === undefined ? undefined : { from: found.at, to: found.at, dated: false };
}

function countedTime(time: CountedTime, edge: Edge, counting: Counting): Resolved {
  const event = plainEvent(time.after ?? time.of ?? '');
  const base = eventTime(event, counting);
  if (base === undefined) return { missing: event };
  const because = `${saidCount(time)} ${event} (${formatMoment(base.from)})`;
  if (time.hours !== undefined) {
    const later = time.hours * 3_600_000;
    return { earliest: base.from + later, latest: base.to + later, because };
  }
  const offsets = counting.agreement['clock-offsets'];
  const day = localDay(offsets, base.from);
  const last = dayCounted(time, day);
  const shift = edge === 'until' ? 1 : 0;
  const first = time.of === undefined && time['first-day'] !== 'not counted' ? last - 1 : last;
  const [early, late] = readings(time, first, last);
  return {
    earliest: momentOf(offsets, early + shift),
    latest: momentOf(offsets, late + shift),
    because,
  };
}

/** The earlier and the later reading: with the first day counted, and without. */
function readings(time: CountedTime, first: DayNumber, last: DayNumber): readonly [DayNumber, DayNumber] {
  switch (time['first-day']) {
    case 'counted':
      return [first, first];
    case 'unsaid':
      return [first, last];
    default:
      return [last, last];
  }
}

function dayCounted(time: CountedTime, day: DayNumber): DayNumber {
  if (time.of !== undefined) return day + (time.day ?? 1) - 1;
  if (time['working-days'] !== undefined)
    return addWorkingDays(day, time['working-days'], time.weekend ?? ['sat', 'sun']);
  if (time.months !== undefined) return addMonths(day, time.months);
  if (time.years !== undefined) return addMonths(day, 12 * time.years);
  return day + (time.days ?? time.day ?? 7 * (time.weeks ?? 0));
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
