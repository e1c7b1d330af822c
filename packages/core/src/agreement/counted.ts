import { formatMoment } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import type { LimitClause } from './clauses.ts';
import type { FactIndex, TimedFact } from './count-from.ts';
import type { Fact } from './facts.ts';
import { countOf, flowRows, lastsAt, measuredBy, startingOf, stretchOf } from './flows.ts';
import { countsAgainst, type Held, isOf, liesIn, type SiteBook } from './holdings.ts';
import { listOf } from './lists.ts';
import { several } from './prose-quotas.ts';
import type { Stretch } from './stretches.ts';
import type { Armoury } from './weapon.ts';

/** What is on record at a moment, ready to be counted. */
export interface Ledger {
  readonly agreement: Agreement;
  readonly armoury: Armoury;
  readonly facts: FactIndex;
  readonly held: readonly Held[];
  readonly at: number;
  readonly list: readonly Fact[];
  /** Which sites use up those that an exclusion allows a holder, whatever is held there. */
  readonly sites: SiteBook;
}

/** What counts, for sure and possibly, with the words for it. */
export interface Count {
  readonly sure: number;
  readonly possible: number;
  readonly missing?: string;
  readonly known: boolean;
  readonly says: readonly string[];
}

/** What counts against a ceiling of one who bears it: things held, acts in a stretch, or a measure. */
export function countFor(
  ledger: Ledger,
  clause: LimitClause,
  by: string,
  actors: readonly string[],
  of: string,
): Count {
  if (clause.each !== undefined) return worstOf(ledger, clause, clause.each, actors);
  if (clause['at-once'] === true) {
    const all = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    const rows = flowRows(clause, ledger.facts, of, actors, all, ledger.at).filter((row) =>
      lastsAt(row, ledger.at),
    );
    return flowCount(rows, of, `${of} at once`);
  }
  if (clause.per !== undefined) {
    const stretch = stretchOf(ledger.agreement, clause, ledger.facts, by, ledger.at);
    const rows = flowRows(clause, ledger.facts, of, actors, stretch, ledger.at);
    return flowCount(rows, of, `${of} ${saidStretch(clause, stretch, ledger.at)}`);
  }
  return stock(ledger, clause, actors, of);
}

/** From when to when is counted, and why: a month of the calendar, or the month that is just past. */
function saidStretch(clause: LimitClause, { from, to }: Stretch, at: number): string {
  const how = { calendar: 'of the calendar', from: 'from its beginning on', rolling: 'just past' }[
    startingOf(clause)
  ];
  return `from ${formatMoment(from)} to ${formatMoment(to > at + 1 ? to : at)} (${clause.per} ${how})`;
}

/** What was done so often, by what is on record. Where nothing is, nothing was observed: that is no count of 0. */
function flowCount(rows: readonly TimedFact[], of: string, what: string): Count {
  if (rows.length === 0)
    return { sure: 0, possible: 0, missing: of, known: false, says: [`counted: no ${what} is on record`] };
  const value = rows.reduce((sum, row) => sum + countOf(row), 0);
  return {
    sure: value,
    possible: value,
    known: true,
    says: [`counted: ${value} ${what.replace(of, several(of, value))}`],
  };
}

/** Of everything measured, what comes nearest to a breach: the most under a ceiling, the least above a floor. */
function worstOf(ledger: Ledger, clause: LimitClause, name: string, actors: readonly string[]): Count {
  const all = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const rows = flowRows(clause, ledger.facts, name, actors, all, ledger.at);
  const measure = clause.measure ?? 'count';
  const values = rows.map((row) => measuredBy(row, measure));
  const known = values.filter((one) => one !== undefined);
  if (known.length < values.length || known.length === 0)
    return {
      sure: 0,
      possible: Number.POSITIVE_INFINITY,
      missing: rows.length === 0 ? name : measure,
      known: false,
      says: [`measured: ${measure} of ${name} is not on record`],
    };
  const nearest = clause['at-least'] === undefined ? Math.max : Math.min;
  const worst = known.reduce((one, other) => nearest(one, other));
  return { sure: worst, possible: worst, known: true, says: [`measured: ${measure} of ${name} ${worst}`] };
}

/** What is held of a thing in the place and state of a limit, less what an exclusion leaves out. */
export function stock(ledger: Ledger, clause: LimitClause, actors: readonly string[], of: string): Count {
  const { agreement, armoury, at } = ledger;
  let [sure, possible, known] = [0, 0, false];
  let missing: string | undefined;
  const says: string[] = [];
  for (const one of ledger.held) {
    if (!actors.includes(one.by)) continue;
    const thing = isOf(agreement, armoury, one.holding, of);
    if (thing === 'no') continue;
    known = true;
    const place = liesIn(agreement, one.holding, listOf(clause.in));
    const state = heldState(clause, one);
    if (place === 'no' || state === 'no') continue;
    const counted = countsAgainst(agreement, armoury, clause, one, at, ledger.sites);
    if (counted.because !== undefined) says.push(`counting: ${counted.because}`);
    if (counted.counts === 'no') continue;
    const open =
      thing === 'unknown'
        ? 'weapon class'
        : place === 'unknown'
          ? 'zone'
          : state === 'unknown'
            ? (clause['held-in'] ?? '')
            : counted.counts === 'unknown'
              ? counted.missing
              : undefined;
    possible += one.holding.count;
    if (open === undefined) sure += one.holding.count;
    else missing ??= open;
  }
  return {
    sure,
    possible: known ? possible : Number.POSITIVE_INFINITY,
    ...(missing === undefined ? (known ? {} : { missing: 'holding' }) : { missing }),
    known,
    says: [...says, known ? `counted: ${sure} ${of}` : `counted: no holding of ${of} is on record`],
  };
}

function heldState(clause: LimitClause, { holding }: Held): 'yes' | 'no' | 'unknown' {
  const wanted = clause['held-in'];
  if (wanted === undefined) return 'yes';
  if (holding['held-in'] === undefined) return 'unknown';
  return holding['held-in'] === wanted ? 'yes' : 'no';
}
