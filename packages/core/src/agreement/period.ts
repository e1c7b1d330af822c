import { formatMoment } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import type { Clause, DefineClause } from './clauses.ts';
import {
  addDuration,
  type Counting,
  eventTime,
  isLate,
  momentMs,
  type Resolved,
  resolveTime,
} from './count-from.ts';
import { listOf } from './lists.ts';
import { numbersReadBy } from './numbers.ts';
import { type Occasions, occasionOf, occasionsOf, withoutWindows } from './occasions.ts';
import { quantityOf } from './quantity.ts';

/**
 * When a clause binds an actor: surely in [startLatest, endEarliest), possibly in [startEarliest, endLatest). UTC
 * milliseconds. `missing` names the event without which its beginning is not known.
 */
export interface Period {
  readonly startEarliest: number;
  readonly startLatest: number;
  readonly endEarliest: number;
  readonly endLatest: number;
  readonly missing?: string;
  /** It binds nobody, whatever happens: what it waited for the absence of has come. */
  readonly never?: string;
  /** It binds in several windows, one for each time that an event happened; the four times above bound them all. */
  readonly occasions?: Occasions;
  readonly says: string;
}

const ALWAYS: Period = {
  startEarliest: Number.NEGATIVE_INFINITY,
  startLatest: Number.NEGATIVE_INFINITY,
  endEarliest: Number.POSITIVE_INFINITY,
  endLatest: Number.POSITIVE_INFINITY,
  says: '',
};

/** The period of a clause. A withdrawal binds from its deadline on: until then there is time to move back. */
export function periodOf(clause: Clause, counting: Counting): Period {
  const { agreement } = counting;
  const event = occasionOf(clause);
  if (event !== undefined) return onOccasion(clause, event, counting);
  const start = clause.verb === 'require' ? (clause.until ?? clause.from) : clause.from;
  const edge = clause.verb === 'require' && clause.until !== undefined ? 'until' : 'from';
  const begins: Resolved = start === undefined ? atOnce(agreement) : resolveTime(start, edge, counting);
  let period = missing(begins)
    ? {
        ...ALWAYS,
        startEarliest: momentMs(agreement['in-force'].utc),
        startLatest: Number.POSITIVE_INFINITY,
        missing: begins.missing,
        says: `when ${begins.missing} happens`,
      }
    : {
        ...ALWAYS,
        startEarliest: begins.earliest,
        startLatest: begins.latest,
        says: `${begins.because} (${formatMoment(begins.latest)})`,
      };
  if (clause.until !== undefined && clause.verb !== 'require') {
    const ends = resolveTime(clause.until, 'until', counting);
    if (!missing(ends)) period = { ...period, endEarliest: ends.earliest, endLatest: ends.latest };
  }
  period = afterFacts(clause, counting, period);
  period = whenArmed(clause, counting, period);
  period = whileDefined(clause, counting, period);
  return withinTerms(agreement, counting, period);
}

/** Nothing that opens an exception on record: it was not claimed. Of a ban it is open whether it has begun. */
function onOccasion(clause: Clause, event: string, counting: Counting): Period {
  const frame = periodOf(withoutWindows(clause, event), counting);
  const occasions = occasionsOf(clause, event, counting);
  const none = occasions.opened.length === 0;
  if (none && clause.verb === 'forbid')
    return { ...frame, startLatest: Number.POSITIVE_INFINITY, missing: event, says: `when ${event} happens` };
  const { sure, possible } = occasions;
  const says = none ? `no ${event}${ofActor(counting)} is on record` : `after each ${event}`;
  return {
    ...frame,
    startEarliest: Math.max(frame.startEarliest, possible.start),
    startLatest: Math.max(frame.startLatest, sure.start),
    endEarliest: Math.min(frame.endEarliest, sure.end),
    endLatest: Math.min(frame.endLatest, possible.end),
    occasions,
    ...(none ? { never: says } : {}),
    says,
  };
}

function ofActor({ actor }: Counting): string {
  return actor === undefined ? '' : ` by ${actor}`;
}

/** The shares of [from, to] in which a clause surely and possibly binds, without its recurring hours. */
export function sharesOf(
  period: Period,
  from: number,
  to: number,
): { readonly sure: number; readonly possible: number } {
  const { startEarliest, startLatest, endEarliest, endLatest, never, occasions } = period;
  if (never !== undefined) return { sure: 0, possible: 0 };
  if (occasions === undefined)
    return {
      sure: shareWithin(from, to, startLatest, endEarliest),
      possible: shareWithin(from, to, startEarliest, endLatest),
    };
  return {
    sure: occasions.sure.share(from, to, startLatest, endEarliest),
    possible: occasions.possible.share(from, to, startEarliest, endLatest),
  };
}

function missing(resolved: Resolved): resolved is { readonly missing: string } {
  return Object.hasOwn(resolved, 'missing');
}

function atOnce(agreement: Agreement): Resolved {
  const at = momentMs(agreement['in-force'].utc);
  return {
    earliest: at,
    latest: at,
    because: `${agreement['in-force'].local} on the clock of ${agreement.clock}`,
  };
}

/** Facts that must have happened first: it binds from the last of them on, and not while one is out. */
function afterFacts(clause: Clause, counting: Counting, period: Period): Period {
  let later = period;
  for (const name of listOf(clause.provided)) {
    const first = happened(name, counting);
    if (first > later.startEarliest) later = { ...later, startEarliest: first };
    if (first > later.startLatest)
      later = {
        ...later,
        startLatest: first,
        says: `once ${name} has happened`,
      };
  }
  return later;
}

/** When something first happened: by a fact, or as the text dates it. Whoever it is by: a condition is nobody's own. */
export function happened(name: string, counting: Pick<Counting, 'agreement' | 'facts'>): number {
  const recorded = counting.facts.get(name)?.[0]?.at;
  const { agreement, facts } = counting;
  return recorded ?? eventTime(name, { agreement, facts })?.from ?? Number.POSITIVE_INFINITY;
}

function whenArmed(clause: Clause, counting: Counting, period: Period): Period {
  if (clause.armed === undefined) return period;
  const { absent } = clause.armed;
  const at = resolveTime(clause.armed.at, 'until', counting);
  if (missing(at)) return { ...period, startLatest: Number.POSITIVE_INFINITY, missing: at.missing };
  const came = happened(absent, counting);
  if (!isLate(came, at.earliest, at.dayOver))
    return { ...period, never: `${absent} came by ${formatMoment(came)}, so that this never binds` };
  if (!isLate(came, at.latest, at.dayOver))
    return {
      ...period,
      startEarliest: Math.max(period.startEarliest, at.earliest),
      startLatest: Number.POSITIVE_INFINITY,
      missing: 'the hour from which the clause binds',
      says: `${absent} came at ${formatMoment(came)}: by the earlier reading too late, by the later in time`,
    };
  return {
    ...period,
    startEarliest: Math.max(period.startEarliest, at.earliest),
    startLatest: Math.max(period.startLatest, at.latest),
    says: `${absent} had not come by ${formatMoment(at.latest)}`,
  };
}

/** While the numbers hold that it reads: the text gives none for another time. */
function whileDefined(clause: Clause, counting: Counting, period: Period): Period {
  let bounded = period;
  for (const definition of numbersReadBy(counting.agreement, clause.id)) {
    const { startEarliest, startLatest, endEarliest, endLatest, says } = periodOf(definition, counting);
    if (startLatest > bounded.startLatest) bounded = { ...bounded, says: `${definition.define}: ${says}` };
    bounded = {
      ...bounded,
      startEarliest: Math.max(bounded.startEarliest, startEarliest),
      startLatest: Math.max(bounded.startLatest, startLatest),
      endEarliest: Math.min(bounded.endEarliest, endEarliest),
      endLatest: Math.min(bounded.endLatest, endLatest),
    };
  }
  return bounded;
}

function withinTerms(agreement: Agreement, counting: Counting, period: Period): Period {
  let bounded = period;
  for (const clause of agreement.clauses) {
    if (clause.verb !== 'define' || clause.as !== 'term') continue;
    const [from, to] = termOf(agreement, clause, counting);
    bounded = {
      ...bounded,
      startEarliest: Math.max(bounded.startEarliest, from),
      startLatest: Math.max(bounded.startLatest, from),
      endEarliest: Math.min(bounded.endEarliest, to),
      endLatest: Math.min(bounded.endLatest, to),
    };
  }
  return bounded;
}

/** The term of an agreement with the renewals on record: [from, to). */
export function termOf(
  agreement: Agreement,
  clause: DefineClause,
  counting: Counting,
): readonly [number, number] {
  const resolved = clause.from === undefined ? atOnce(agreement) : resolveTime(clause.from, 'from', counting);
  const from = missing(resolved) ? Number.POSITIVE_INFINITY : resolved.latest;
  if (from === Number.POSITIVE_INFINITY) return [from, from];
  if (clause.lasts === undefined) {
    const end =
      clause['ended-by'] === undefined ? undefined : counting.facts.get(clause['ended-by'])?.[0]?.at;
    return [from, end ?? Number.POSITIVE_INFINITY];
  }
  const length = quantityOf(clause.lasts);
  const offsets = agreement['clock-offsets'];
  // The first day is not counted, and the last is a whole one.
  const ending = (times: number) => {
    const last = addDuration(offsets, from, { ...length, value: length.value * times });
    return length.dimension === 'time' ? last : addDuration(offsets, last, { dimension: 'days', value: 1 });
  };
  const renewed = clause['renewed-by'];
  const ended = clause['ended-by'];
  if (renewed === undefined && ended === undefined) return [from, ending(1)];
  const objection = ended === undefined ? undefined : counting.facts.get(ended)?.[0]?.at;
  let times = 1;
  if (renewed !== undefined) {
    // A renewal after the term has lapsed renews nothing.
    for (const { at } of counting.facts.get(renewed) ?? []) if (at < ending(times)) times += 1;
    return [from, Math.min(ending(times), objection ?? Number.POSITIVE_INFINITY)];
  }
  if (objection === undefined) return [from, Number.POSITIVE_INFINITY];
  // It runs on by itself until an objection, and then to the end of the stretch in which that came.
  while (ending(times) <= objection && times < 10_000) times += 1;
  return [from, ending(times)];
}

/** The share of [from, to] that lies in [start, end); an instant counts whole. */
export function shareWithin(from: number, to: number, start: number, end: number): number {
  if (from >= start && to < end) return 1;
  if (to < start || from >= end) return 0;
  if (to === from) return from >= start && from < end ? 1 : 0;
  const inside = Math.min(to, end) - Math.max(from, start);
  return inside <= 0 ? 0 : inside / (to - from);
}
