import { formatMoment } from '../base/index.ts';
import type { ChainState, LinkRows } from './chain-state.ts';
import type { ClockOffsets } from './civil.ts';
import type { ChainLink } from './clauses.ts';
import { addDuration } from './count-from.ts';
import { quantityOf } from './quantity.ts';
import { firstSince, lastUntil } from './timed.ts';

/** Why no chain serves an act: the first link that is not on record, an order that is wrong, or a chain that is over. */
export function gapOf(
  links: readonly LinkRows[],
  actor: string,
  act: number,
  over: { readonly from: number; readonly to: number } | undefined,
  offsets: ClockOffsets,
): ChainState {
  // What an earlier chain rests on is used up with it.
  const since = over === undefined ? Number.NEGATIVE_INFINITY : over.from + 1;
  const until = ({ follows }: LinkRows) => (follows ? Number.POSITIVE_INFINITY : act);
  const within = (rows: LinkRows['rows'], last: number) => {
    const row = lastUntil(rows, last);
    return row !== undefined && row.at >= since;
  };
  const present = links.map((one) => within(one.rows, until(one)));
  // A notice that followed an earlier chain alone claims nothing.
  if (!present.some((one, at) => one && (over === undefined || links[at]?.follows === false)))
    return broken(
      over === undefined
        ? 'nothing of what it asks for is on record'
        : `what was on record held until ${formatMoment(over.to)}`,
    );
  const claimed = links.some((one) => within(one.claims, until(one)));
  if (!claimed && links.some(({ link }) => link.by !== undefined))
    return broken(`nothing of what it asks of ${actor} or its opponent is on record`);
  const absent = present.indexOf(false);
  const wrong = wrongOrder(links, present, act, since, offsets);
  if (wrong !== undefined && (absent === -1 || wrong.at < absent)) return broken(wrong.because);
  const gone = links[absent];
  return gone === undefined ? broken('a link of it no longer holds') : lacking(gone.link);
}

interface Wrong {
  /** Which link came at the wrong time. */
  readonly at: number;
  readonly because: string;
}

/** The earliest link that is on record and came before, or too long after, the one that it must follow. */
function wrongOrder(
  links: readonly LinkRows[],
  present: readonly boolean[],
  act: number,
  since: number,
  offsets: ClockOffsets,
): Wrong | undefined {
  let wrong: Wrong | undefined;
  let bound = act;
  let next: number | undefined;
  let last: number | undefined;
  // Back from the act, each as late as what follows it allows.
  for (const [back, { rows, link, follows }] of [...links].reverse().entries()) {
    const at = links.length - 1 - back;
    if (follows || present[at] !== true) continue;
    const row = lastUntil(rows, bound);
    const after = next === undefined ? undefined : links[next]?.link;
    if (row === undefined || row.at < since) {
      wrong = { at: next ?? at, because: `${(after ?? link).fact} came before what it must follow` };
      continue;
    }
    if (after !== undefined && next === at + 1 && isBeyond(row.at, bound, after, offsets))
      wrong = { at: next, because: tooLong(after) };
    last ??= row.at;
    bound = row.at;
    next = at;
  }
  for (const [at, { rows, link, follows }] of links.entries()) {
    if (!follows || present[at] !== true) continue;
    const after: number = last ?? since;
    const row = rows[firstSince(rows, after)];
    if (row === undefined) return wrong ?? { at, because: `${link.fact} came before what it must follow` };
    if (isBeyond(after, row.at, link, offsets)) return wrong ?? { at, because: tooLong(link) };
    last = row.at;
  }
  return wrong;
}

/** Whether a link came longer after the one before it than it may. */
export function isBeyond(before: number, at: number, { within }: ChainLink, offsets: ClockOffsets): boolean {
  return (
    within !== undefined && Number.isFinite(before) && at > addDuration(offsets, before, quantityOf(within))
  );
}

/** A link that is not on record: whether it came is what is not known. */
export function lacking(link: ChainLink): ChainState {
  return { state: 'missing', missing: link.fact, because: `missing is ${link.says ?? link.fact}` };
}

/** The words for a link that came too long after the one before it. */
export function tooLong({ fact, within }: ChainLink): string {
  return `${fact} came more than ${within} after what it follows`;
}

function broken(because: string): ChainState {
  return { state: 'broken', because };
}
