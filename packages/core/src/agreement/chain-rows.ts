import { readMoment } from '../base/index.ts';
import type { ClockOffsets } from './civil.ts';
import type { ChainLink } from './clauses.ts';
import { addDuration, type TimedFact } from './count-from.ts';
import { valueField } from './deadline.ts';
import { quantityOf } from './quantity.ts';
import type { Runs } from './running.ts';

/** A chain of all links that come before the act: it holds from the last of them until the first that ends. */
export interface ChainRow extends Runs {
  /** Nothing on record says how long any of its links holds. */
  readonly endless: boolean;
}

/** A link on record, and until when it holds; `settled` where its record or the text says so. */
export interface EndedRow {
  readonly row: TimedFact;
  readonly end: number;
  readonly settled: boolean;
}

/** Until when each record of a link holds: as it states (`until`, `to`), as the text has it, or until it is taken back. */
export function endOfLinks(
  { lasts, standing }: ChainLink,
  rows: readonly TimedFact[],
  offsets: ClockOffsets,
): readonly EndedRow[] {
  const ended: EndedRow[] = [];
  const takenBack = new Map<string | undefined, number>();
  let last = Number.POSITIVE_INFINITY;
  for (const row of [...rows].reverse()) {
    if (valueField(row.fact, 'given') === false) {
      // Nobody in particular takes back for all; and what nobody in particular gave, anyone takes back.
      takenBack.set(row.fact.by, row.at);
      last = row.at;
      continue;
    }
    const stated = momentOf(row, 'until') ?? momentOf(row, 'to');
    const end = Math.min(
      stated ??
        (lasts === undefined ? Number.POSITIVE_INFINITY : addDuration(offsets, row.at, quantityOf(lasts))),
      row.fact.by === undefined ? last : (takenBack.get(row.fact.by) ?? Number.POSITIVE_INFINITY),
      takenBack.get(undefined) ?? Number.POSITIVE_INFINITY,
    );
    ended.push({ row, end, settled: standing === true || end < Number.POSITIVE_INFINITY });
  }
  return ended.reverse();
}

function momentOf({ fact }: TimedFact, name: 'until' | 'to'): number | undefined {
  const value = valueField(fact, name);
  return typeof value === 'string' ? readMoment(value) : undefined;
}

/** Of the chains that end with one record the one that holds longest, and the newest that nothing says the end of. */
interface Reach {
  readonly at: number;
  /** The record does not say how long it holds. */
  readonly loose: boolean;
  readonly settled?: Held;
  readonly endless?: Held;
}

interface Held {
  readonly end: number;
  /** The earliest of its links that do not say how long they hold. */
  readonly loose: number;
}

/**
 * Every chain that the records allow, by its last link: of all that share it, the one that holds longest. What does not
 * say how long it holds serves until a chain that rests on it is over. Link by link, in time linear in the records.
 */
export function wholeChains(
  chain: readonly ChainLink[],
  ended: readonly (readonly EndedRow[])[],
  offsets: ClockOffsets,
): readonly ChainRow[] {
  let reached: readonly Reach[] | undefined;
  for (const [at, link] of chain.entries())
    reached = reached === undefined ? first(ended[at] ?? []) : next(link, reached, ended[at] ?? [], offsets);
  if (reached === undefined)
    return [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, endless: false }];
  const chains = reached.flatMap(({ at, settled, endless }) => [
    ...(settled === undefined || settled.end <= at
      ? []
      : [{ from: at, to: settled.end, endless: false, loose: settled.loose }]),
    ...(endless === undefined
      ? []
      : [{ from: at, to: Number.POSITIVE_INFINITY, endless: true, loose: endless.loose }]),
  ]);
  return unused(chains);
}

/** Chains that rest on nothing that an earlier chain used up: one that was over before their last link came. */
function unused(chains: readonly (ChainRow & { readonly loose: number })[]): readonly ChainRow[] {
  const byEnd = [...chains].sort((a, b) => a.to - b.to);
  const kept = new Set<ChainRow>();
  let over = 0;
  let usedUntil = Number.NEGATIVE_INFINITY;
  for (const one of chains) {
    for (let past = byEnd[over]; past !== undefined && past.to <= one.from; past = byEnd[over]) {
      if (kept.has(past)) usedUntil = Math.max(usedUntil, past.from);
      over += 1;
    }
    if (one.loose > usedUntil) kept.add(one);
  }
  return [...kept];
}

function first(rows: readonly EndedRow[]): readonly Reach[] {
  return rows.map(({ row: { at }, end, settled }) =>
    settled
      ? { at, loose: false, settled: { end, loose: Number.POSITIVE_INFINITY } }
      : { at, loose: true, endless: { end, loose: Number.POSITIVE_INFINITY } },
  );
}

/** A chain as the next link finds it. */
function extended({ end, loose }: Held, { at, loose: lastIsLoose }: Reach): Held {
  return { end, loose: lastIsLoose ? Math.min(loose, at) : loose };
}

/** Each record of a link after the chains that it may follow: those no later, and not longer before than `within`. */
function next(
  { within }: ChainLink,
  before: readonly Reach[],
  rows: readonly EndedRow[],
  offsets: ClockOffsets,
): readonly Reach[] {
  const length = within === undefined ? undefined : quantityOf(within);
  const inReach = (at: number, of: number) => length === undefined || addDuration(offsets, at, length) >= of;
  // Of those within reach, the ones that no later one outlasts: the first holds longest.
  const lasting: { readonly at: number; readonly held: Held }[] = [];
  let head = 0;
  let endless: { readonly at: number; readonly held: Held } | undefined;
  let begun = 0;
  return rows.flatMap(({ row: { at }, end, settled }): readonly Reach[] => {
    for (let one = before[begun]; one !== undefined && one.at <= at; one = before[begun]) {
      begun += 1;
      if (one.endless !== undefined) endless = { at: one.at, held: extended(one.endless, one) };
      if (one.settled === undefined) continue;
      while (lasting.length > head && (lasting.at(-1)?.held.end ?? 0) <= one.settled.end) lasting.pop();
      lasting.push({ at: one.at, held: extended(one.settled, one) });
    }
    while (head < lasting.length && !inReach(lasting[head]?.at ?? 0, at)) head += 1;
    const longest = lasting[head]?.held;
    const open = endless !== undefined && inReach(endless.at, at) ? endless.held : undefined;
    if (!settled)
      return longest === undefined && open === undefined
        ? []
        : [
            {
              at,
              loose: true,
              ...(longest === undefined ? {} : { settled: longest }),
              ...(open === undefined ? {} : { endless: open }),
            },
          ];
    // With an end of its own it ends those that had none.
    const both = open ?? longest;
    return both === undefined
      ? []
      : [{ at, loose: false, settled: { end: Math.min(end, both.end), loose: both.loose } }];
  });
}
