import type { Agreement } from '@armistice/core/agreement';
import {
  BULLETIN_TYPES,
  type BulletinRow,
  type BulletinType,
  type BulletinWish,
  type Remark,
} from '../../bulletins.ts';
import { fromLocal } from '../agreement/try-out/local-time.ts';
import { proposedFor } from './proposed.ts';

// What is chosen of a bulletin stands in the address: a draft can be handed to a colleague, and the way back leads to it.
// Words that a person writes do not: an address is kept in too many places.

/** Fields of a draft as they are typed; times on the clock of the mission. */
export interface Wish {
  readonly type: BulletinType;
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly rule: string;
  readonly title: string;
  readonly incident: string;
  readonly subject: string;
  readonly kinds: readonly string[];
}

type Offsets = Agreement['clock-offsets'];
const UTC: Offsets = [[0, 0]];
export const DEFAULT_RULE = 'each-explosion';

/** The draft that an address stands for; what it leaves open is proposed beside what is out (`rows`). */
export function wishIn(
  search: string,
  now: number,
  offsets: Offsets = UTC,
  number = '',
  rows: readonly BulletinRow[] = [],
): Wish {
  const query = new URLSearchParams(search);
  const type = BULLETIN_TYPES.find((one) => one === query.get('type')) ?? 'daily';
  const usual = proposedFor(type, rows, now, offsets);
  return {
    type,
    number: query.get('number') ?? number,
    from: query.get('from') ?? usual.from,
    to: query.get('to') ?? usual.to,
    rule: query.get('rule') ?? DEFAULT_RULE,
    title: query.get('title') ?? '',
    incident: query.get('incident') ?? '',
    subject: query.get('subject') ?? '',
    kinds: (query.get('kinds') ?? '').split(',').filter((kind) => kind !== ''),
  };
}

/** Fields in which something stands before anybody has typed. */
const PROPOSED: ReadonlySet<string> = new Set(['number', 'from', 'to']);

/** The address with one field of the draft changed. Another type has its own usual stretch. */
export function searchWith(search: string, field: keyof Wish, value: string): string {
  const query = new URLSearchParams(search);
  // What was emptied stays empty: what is proposed would come back under the hands of whoever types.
  if (value === '' && !PROPOSED.has(field)) query.delete(field);
  else query.set(field, value);
  if (field === 'type') for (const one of ['from', 'to']) query.delete(one);
  return `?${query}`;
}

/** What is to be mended about the stretch, or known of it: it ends before it begins, or has not ended yet. */
export function stretchIs(
  wish: Wish,
  now: number,
  offsets: Offsets = UTC,
): 'backwards' | 'not-over' | 'past' {
  const [from, to] = [fromLocal(offsets, wish.from), fromLocal(offsets, wish.to)];
  if (from !== undefined && to !== undefined && to <= from) return 'backwards';
  return to !== undefined && to > now ? 'not-over' : 'past';
}

/** What is still to be said before it can be made, by field. */
export type Need = 'number' | 'from' | 'to' | 'incident' | 'subject' | 'kinds';

/** Fields that are not filled in, in the order in which they stand. */
export function missingIn(wish: Wish, offsets: Offsets = UTC): readonly Need[] {
  const { type, number, from, to, incident, subject, kinds } = wish;
  const missing: { readonly [need in Need]: boolean } = {
    number: number.trim() === '',
    from: fromLocal(offsets, from) === undefined,
    to: fromLocal(offsets, to) === undefined,
    incident: type === 'spot' && incidentIn(incident) === undefined,
    subject: type === 'thematic' && subject.trim() === '',
    kinds: type === 'thematic' && kinds.length === 0,
  };
  return (Object.keys(missing) as Need[]).filter((need) => missing[need]);
}

/** The id in what was typed: an address of an incident, or the id itself. */
function incidentIn(typed: string): string | undefined {
  return /[0-9a-f]{64}/.exec(typed)?.[0];
}

/** What goes to the server; undefined while a field that it needs is not filled in. */
export function askedBy(
  wish: Wish,
  remarks: readonly Remark[],
  offsets: Offsets = UTC,
): BulletinWish | undefined {
  const [from, to] = [fromLocal(offsets, wish.from), fromLocal(offsets, wish.to)];
  if (from === undefined || to === undefined || missingIn(wish, offsets).length > 0) return undefined;
  // Half typed: one end is there, the other still of another day.
  if (to <= from) return undefined;
  const incident = incidentIn(wish.incident);
  const { type, title, subject, kinds } = wish;
  const written = remarks.filter(({ text }) => text.trim() !== '');
  return {
    ...{ number: wish.number.trim(), type, rule: { rule: wish.rule } },
    ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...(type === 'spot' && incident !== undefined ? { incident } : {}),
    ...(type === 'thematic' ? { subject: { says: subject.trim(), kinds } } : {}),
    ...(written.length === 0 ? {} : { remarks: written }),
  };
}
