import { formatMoment } from '../base/index.ts';
import { othersThan } from './actors.ts';
import type { Bound } from './bind.ts';
import { gapOf, isBeyond, lacking, tooLong } from './chain-gap.ts';
import { type ChainRow, endOfLinks, wholeChains } from './chain-rows.ts';
import type { ChainState, LinkRows } from './chain-state.ts';
import type { ChainLink, PermitClause } from './clauses.ts';
import type { TimedFact } from './count-from.ts';
import { Running } from './running.ts';
import { firstSince } from './timed.ts';

// A chain of records makes an act lawful: each link in its order before the act, or after it where it may come later. Of
// all chains that the record allows the newest that serves counts. A chain holds as long as the records say that its links
// do; where none says so it would lift for ever, and its end is the missing fact.

interface Book {
  readonly links: readonly LinkRows[];
  /** Chains that end, or that the text lets stand; and those of which nothing says how long they hold. */
  readonly bounded: Running<ChainRow>;
  readonly endless: Running<ChainRow>;
}

// More than so many at one time nobody could tell apart.
const MOST_TRIED = 64;

/**
 * How the chain of a clause stands for an act of an actor in [from, to], at one moment of it or all that time; undefined
 * where the clause asks for none.
 */
export function chainOf(
  bound: Bound,
  clause: PermitClause,
  actor: string,
  from: number,
  to: number,
  momentary: boolean,
): ChainState | undefined {
  if (clause.chain === undefined) return undefined;
  const offsets = bound.compiled.agreement['clock-offsets'];
  const book = bookOf(bound, clause, clause.chain, actor);
  const { links, bounded, endless } = book;
  let short: ChainState | undefined;
  let tried = 0;
  for (const one of bounded.holding(from, to)) {
    tried += 1;
    if (tried > MOST_TRIED) return untold(clause.chain);
    const lacks = followedBy(links, one.from, offsets);
    if (lacks === undefined) return whole(clause.chain, one);
    short ??= lacks;
  }
  for (const one of endless.holding(from, to))
    return followedBy(links, one.from, offsets) ?? unended(links, one);
  if (momentary) {
    const part = inPart(book, from, to, offsets);
    if (part !== undefined) return part;
  }
  return short ?? gapOf(links, actor, from, bounded.rows[bounded.begun(from) - 1], offsets);
}

function untold(chain: readonly ChainLink[]): ChainState {
  const fact = chain[0]?.fact ?? '';
  return {
    state: 'missing',
    missing: `which ${fact}`,
    because: `more than ${MOST_TRIED} chains that begin with ${fact} hold at that time`,
  };
}

/** A moment that is not known exactly, of which a chain holds a part: whether it lifts is open. */
function inPart(
  { links, bounded, endless }: Book,
  from: number,
  to: number,
  offsets: Bound['compiled']['agreement']['clock-offsets'],
): ChainState | undefined {
  let tried = 0;
  for (const chains of [bounded, endless])
    for (const one of chains.touching(from, to)) {
      tried += 1;
      if (tried <= MOST_TRIED && followedBy(links, one.from, offsets)?.state === 'broken') continue;
      return {
        state: 'missing',
        missing: 'time',
        because: `the chain of ${formatMoment(one.from)} holds in a part of the time in which it happened`,
      };
    }
  return undefined;
}

function whole(chain: readonly ChainLink[], { to }: ChainRow): ChainState {
  const until = to === Number.POSITIVE_INFINITY ? '' : `; it holds until ${formatMoment(to)}`;
  const names = chain.map(({ fact }) => fact).join(', ');
  return { state: 'whole', because: `every link is on record: ${names}${until}` };
}

function unended(links: readonly LinkRows[], { from }: ChainRow): ChainState {
  const last = links.findLast(({ follows }) => !follows)?.link.fact ?? '';
  return {
    state: 'missing',
    missing: `end of ${last}`,
    because: `every link is on record, but none says how long it holds, not even ${last} of ${formatMoment(from)}`,
  };
}

/** What is wrong with the links that may follow the act, after a chain of all the others; undefined where nothing is. */
function followedBy(
  links: readonly LinkRows[],
  from: number,
  offsets: Bound['compiled']['agreement']['clock-offsets'],
): ChainState | undefined {
  let after = from;
  for (const { link, rows, follows } of links) {
    if (!follows) continue;
    const next = rows[firstSince(rows, after)];
    if (next === undefined) return lacking(link);
    if (isBeyond(after, next.at, link, offsets)) return { state: 'broken', because: tooLong(link) };
    after = next.at;
  }
  return undefined;
}

const BOOKS = new WeakMap<Bound, Map<string, Book>>();

/** What is on record for the chain of a clause and an actor: read once, then looked up. */
function bookOf(bound: Bound, clause: PermitClause, chain: readonly ChainLink[], actor: string): Book {
  let books = BOOKS.get(bound);
  if (books === undefined) {
    books = new Map();
    BOOKS.set(bound, books);
  }
  const key = JSON.stringify([clause.id, actor]);
  const known = books.get(key);
  if (known !== undefined) return known;
  const offsets = bound.compiled.agreement['clock-offsets'];
  const lastBefore = chain.findLastIndex(({ later }) => later !== true);
  const ended = chain.map((link) => endOfLinks(link, recordsOf(bound, link, actor), offsets));
  const links = chain.map((link, at): LinkRows => {
    const rows = (ended[at] ?? []).map(({ row }) => row);
    const claims = link.by === undefined ? rows.filter(({ fact }) => fact.by === actor) : rows;
    return { link, rows, claims, follows: at > lastBefore };
  });
  const chains = wholeChains(chain.slice(0, lastBefore + 1), ended.slice(0, lastBefore + 1), offsets);
  const book = {
    links,
    bounded: new Running(chains.filter(({ endless }) => !endless)),
    endless: new Running(chains.filter(({ endless }) => endless)),
  };
  books.set(key, book);
  return book;
}

function recordsOf({ facts, compiled }: Bound, link: ChainLink, actor: string): readonly TimedFact[] {
  const rows = facts.get(link.fact) ?? [];
  const { by } = link;
  if (by === undefined) return rows;
  const whom = new Set(
    by === 'same' ? [actor] : by === 'other' ? othersThan(compiled.agreement, actor) : [by],
  );
  return rows.filter(({ fact }) => fact.by === undefined || whom.has(fact.by));
}
