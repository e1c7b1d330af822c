import { formatMoment, readMoment } from '../base/index.ts';
import type { AreaAnswer } from './area.ts';
import type { Bound } from './bind.ts';
import type { PermitClause } from './clauses.ts';
import { addDuration, type TimedFact } from './count-from.ts';
import { valueField } from './deadline.ts';
import { listOf } from './lists.ts';
import { quantityOf } from './quantity.ts';
import { Running, type Runs } from './running.ts';

// Consent is a record of its own: of every body asked, for whom, where, how many and until when it states. One without an
// end would lift for ever: its end is then the missing fact, unless the text says how long it lasts or that it stands.

/** Whether consent lifts a ban for an actor: it does, it does not, or the record lacks something. */
export type Consented =
  | { readonly given: 'yes'; readonly because: string; readonly number?: number }
  | { readonly given: 'no'; readonly because: string }
  | { readonly given: 'unknown'; readonly missing: string; readonly because: string };

/** What consent is asked for: who acts, when, how many if that is known, and how likely it lies in zones by name. */
export interface ConsentAsked {
  readonly actor: string;
  readonly from: number;
  readonly to: number;
  /** It happened at one moment somewhere in that time, and did not last it. */
  readonly momentary?: boolean;
  readonly count?: number;
  readonly inZones: (zones: readonly string[]) => AreaAnswer;
}

interface Given extends Runs {
  readonly withdrawn: boolean;
  /** What the record ought to state and does not. */
  readonly lacks: string | undefined;
  readonly zones: readonly string[];
  /** Since when it was taken back for a zone alone. */
  readonly takenBack: TakenBack;
  readonly number: number | undefined;
}

/** By zone; undefined is everywhere. */
type TakenBack = ReadonlyMap<string | undefined, number>;

// More than so many in force at one time nobody could tell apart.
const MOST_TRIED = 64;

/** The answer of everybody whose consent a clause asks for; undefined where it asks for none. */
export function consented(bound: Bound, clause: PermitClause, asked: ConsentAsked): Consented | undefined {
  if (clause.consent === undefined) return undefined;
  const says = new Set<string>();
  let number: number | undefined;
  let open: Consented | undefined;
  for (const whose of listOf(clause.consent.of)) {
    const one = ofOne(bound, clause, whose, asked);
    if (one.given === 'no') return one;
    if (one.given === 'unknown') open ??= one;
    else if (one.number !== undefined) number = Math.min(one.number, number ?? one.number);
    says.add(one.because);
  }
  return open ?? { given: 'yes', because: [...says].join('; '), ...(number === undefined ? {} : { number }) };
}

function ofOne(bound: Bound, clause: PermitClause, whose: string, asked: ConsentAsked): Consented {
  const name = clause.consent?.fact ?? 'consent';
  const book = bookOf(bound, clause, whose, asked.actor);
  let best: Consented | undefined;
  let tried = 0;
  for (const one of book.holding(asked.from, asked.to)) {
    tried += 1;
    if (tried > MOST_TRIED)
      return {
        given: 'unknown',
        missing: `which ${name}`,
        because: `more than ${MOST_TRIED} records of ${name} of ${whose} hold at that time`,
      };
    const found = byRecord(name, whose, one, asked);
    if (found.given === 'yes') return found;
    if (best === undefined || (found.given === 'unknown' && best.given === 'no')) best = found;
  }
  const part = asked.momentary === true ? inPart(name, whose, book, asked) : undefined;
  if (part !== undefined && best?.given !== 'unknown') return part;
  if (best !== undefined) return best;
  const last = book.rows[book.begun(asked.from) - 1];
  if (last === undefined) return { given: 'no', because: `no ${name} of ${whose} is on record` };
  const how = last.withdrawn ? 'was withdrawn' : 'ran out';
  return { given: 'no', because: `the ${name} of ${whose} ${how} at ${formatMoment(last.to)}` };
}

/** A moment that is not known exactly, of which a consent holds a part: whether it lifts is open. */
function inPart(
  name: string,
  whose: string,
  book: Running<Given>,
  asked: ConsentAsked,
): Consented | undefined {
  let tried = 0;
  for (const one of book.touching(asked.from, asked.to)) {
    tried += 1;
    if (tried <= MOST_TRIED && byRecord(name, whose, one, asked).given === 'no') continue;
    const which = `the ${name} of ${whose} at ${formatMoment(one.from)}`;
    return {
      given: 'unknown',
      missing: 'time',
      because: `${which} holds in a part of the time in which it happened`,
    };
  }
  return undefined;
}

function byRecord(
  name: string,
  whose: string,
  { zones, takenBack, number, lacks, from, to }: Given,
  asked: ConsentAsked,
): Consented {
  const { count, inZones } = asked;
  const which = `the ${name} of ${whose} at ${formatMoment(from)}`;
  if (number !== undefined && count !== undefined && count > number)
    return { given: 'no', because: `${count} is more than the ${number} that ${which} allows` };
  if (zones.length > 0) {
    const lies = inZones(zones);
    if ('missing' in lies) return { given: 'unknown', missing: lies.missing, because: lies.says };
    const where = `${which} is for ${zones.join(', ')}`;
    if (lies.probability === 0) return { given: 'no', because: where };
    if (lies.probability < 1)
      return { given: 'unknown', missing: 'place', because: `${where}, and it may lie elsewhere` };
  }
  const without = [...takenBack].flatMap(([zone, since]) =>
    zone !== undefined && (since <= asked.from || since < asked.to) ? [zone] : [],
  );
  if (without.length > 0) {
    const lies = inZones(without);
    if ('missing' in lies) return { given: 'unknown', missing: lies.missing, because: lies.says };
    const where = `${which} was withdrawn for ${without.join(', ')}`;
    const then = without.some((zone) => (takenBack.get(zone) ?? 0) > asked.from);
    if (lies.probability === 1 && then && asked.momentary === true)
      return { given: 'unknown', missing: 'time', because: `${where} in the time in which it happened` };
    if (lies.probability === 1) return { given: 'no', because: where };
    if (lies.probability > 0)
      return { given: 'unknown', missing: 'place', because: `${where}, and it may lie there` };
  }
  if (lacks !== undefined)
    return {
      given: 'unknown',
      missing: `${lacks} of ${name}`,
      because: `${which} does not state its ${lacks}`,
    };
  return {
    given: 'yes',
    because: `${name} is on record${to === Number.POSITIVE_INFINITY ? '' : ` until ${formatMoment(to)}`}`,
    ...(number === undefined ? {} : { number }),
  };
}

const BOOKS = new WeakMap<Bound, Map<string, Running<Given>>>();

/** The consents of one who is asked that may serve an actor under a clause: read once, then looked up. */
function bookOf(bound: Bound, clause: PermitClause, whose: string, actor: string): Running<Given> {
  let books = BOOKS.get(bound);
  if (books === undefined) {
    books = new Map();
    BOOKS.set(bound, books);
  }
  const key = JSON.stringify([clause.id, whose, actor]);
  const known = books.get(key);
  if (known !== undefined) return known;
  const rows = (bound.facts.get(clause.consent?.fact ?? 'consent') ?? []).filter(
    (one) => one.fact.by === whose && stated(one, 'for', clause.id),
  );
  const book = new Running(recordsOf(bound, clause, actor, rows));
  books.set(key, book);
  return book;
}

function recordsOf(
  { compiled: { agreement } }: Bound,
  clause: PermitClause,
  actor: string,
  rows: readonly TimedFact[],
): readonly Given[] {
  const { lasts, standing, states } = clause.consent ?? {};
  const records: Given[] = [];
  // From the last to the first: the next withdrawal everywhere, and of each zone that one names.
  let takenBack: TakenBack = new Map();
  for (const row of [...rows].reverse()) {
    if (!stated(row, 'to', actor)) continue;
    const zones = zonesOf(row);
    const from = Math.max(row.at, momentOf(row, 'from') ?? row.at);
    if (valueField(row.fact, 'given') === false) {
      takenBack = withdrawnAt(takenBack, zones, from);
      continue;
    }
    const number = valueField(row.fact, 'number');
    const end =
      momentOf(row, 'until') ??
      momentOf(row, 'to') ??
      (lasts === undefined
        ? Number.POSITIVE_INFINITY
        : addDuration(agreement['clock-offsets'], from, quantityOf(lasts)));
    const withdrawn = wholly(takenBack, zones);
    const lacking = listOf(states).find((one) => field(row, one) === undefined);
    records.push({
      from,
      to: Math.min(end, withdrawn),
      withdrawn: withdrawn < end,
      lacks: lacking ?? (end === Number.POSITIVE_INFINITY && standing !== true ? 'end' : undefined),
      zones,
      takenBack,
      number: typeof number === 'number' ? number : undefined,
    });
  }
  // As they came: of two that begin together the later on record is the newer.
  return records.reverse();
}

function zonesOf(row: TimedFact): readonly string[] {
  return listOf(field(row, 'in') as string | readonly string[] | undefined).filter(
    (one) => typeof one === 'string',
  );
}

/** What is taken back, with one more withdrawal that came before those. */
function withdrawnAt(known: TakenBack, zones: readonly string[], at: number): TakenBack {
  const more = new Map(known);
  for (const zone of zones.length === 0 ? [undefined] : zones)
    more.set(zone, Math.min(at, known.get(zone) ?? Number.POSITIVE_INFINITY));
  return more;
}

/** When a consent for these zones, or for everywhere, was taken back in all of them. */
function wholly(takenBack: TakenBack, zones: readonly string[]): number {
  const everywhere = takenBack.get(undefined) ?? Number.POSITIVE_INFINITY;
  if (zones.length === 0) return everywhere;
  const last = Math.max(...zones.map((zone) => takenBack.get(zone) ?? Number.POSITIVE_INFINITY));
  return Math.min(everywhere, last);
}

/** Whether a record is for this name, or does not say for which it is. */
function stated(row: TimedFact, name: 'for' | 'to', wanted: string): boolean {
  const found = field(row, name);
  // `to` may also be the end of its span.
  if (typeof found === 'string' && readMoment(found) !== undefined) return true;
  return found === undefined || listOf(found as string | readonly string[]).includes(wanted);
}

function field({ fact }: TimedFact, name: string): unknown {
  return valueField(fact, name) ?? undefined;
}

function momentOf(row: TimedFact, name: 'from' | 'until' | 'to'): number | undefined {
  const value = field(row, name);
  return typeof value === 'string' ? readMoment(value) : undefined;
}
