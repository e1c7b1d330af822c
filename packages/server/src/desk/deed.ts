import { type EntryKindName, reportKey } from '@armistice/core/mission';
import type { Json } from '@armistice/core/record';
import { type Act, PLAIN_ACTS, type PlainAct, rightTo } from '@armistice/core/rights';
import type { AskedFacts } from '../derived/deskwork.ts';

// What somebody does by an entry: the act of the table of rights, out of the entry's kind and body.

/** Kinds that have an act and a route of their own; here they are nobody's to write. */
const ELSEWHERE: ReadonlySet<string> = new Set(['member']);

/** The axis that a kind of entry moves, and the field that names the state. */
const AXES: { readonly [kind: string]: readonly [axis: string, field: string] } = {
  assessment: ['status', 'status'],
  attribution: ['attribution', 'attribution'],
  finding: ['finding', 'finding'],
  resolution: ['resolution', 'resolution'],
};

const BY_KIND: ReadonlyMap<string, PlainAct> = new Map(
  (Object.entries(PLAIN_ACTS) as [PlainAct, { readonly kind?: EntryKindName }][]).flatMap(
    ([act, { kind }]) => (kind === undefined ? [] : [[kind, act]]),
  ),
);

type Fields = { readonly [name: string]: Json };

/** Whether people write entries of this kind at the desk: an act of the table of rights does it. */
export function isWritten(kind: string): boolean {
  return !ELSEWHERE.has(kind) && (Object.hasOwn(AXES, kind) || BY_KIND.has(kind));
}

/** The act that an entry does; undefined where the table of rights has none, and so nobody may. */
export function actOf(kind: string, body: Fields): Act | undefined {
  if (!isWritten(kind)) return undefined;
  const axis = Object.hasOwn(AXES, kind) ? AXES[kind] : undefined;
  if (axis === undefined) return BY_KIND.get(kind);
  const named = `${axis[0]}: ${String(body[axis[1]])}`;
  return rightTo(named)?.act;
}

/** What an entry speaks of, as the desk asks about it. */
export function namedIn(act: Act, body: Fields): Omit<AskedFacts, 'audiences'> {
  const text = (name: string): readonly string[] => (typeof body[name] === 'string' ? [body[name]] : []);
  const texts = (name: string): readonly string[] =>
    Array.isArray(body[name]) ? body[name].filter((one) => typeof one === 'string') : [];
  const place = (name: string): number | undefined =>
    typeof body[name] === 'number' ? body[name] : undefined;
  const [source] = text('source');
  const complaint = act === 'answer' ? place('complaint') : undefined;
  const linking = act === 'undo' ? place('entry') : undefined;
  const linked = act === 'join' || act === 'split' ? [...texts('reports'), ...texts('from')] : [];
  return {
    incidents: text('incident'),
    reports: [...(act === 'file-report' ? [] : text('report')), ...linked],
    authors: rightTo(act)?.notOwnReport === true,
    ...(complaint === undefined ? {} : { complaint }),
    ...(linking === undefined ? {} : { linking }),
    ...(source === undefined ? {} : { source }),
    ...(act === 'file-report' ? { filing: reportKey({ source: source ?? '', id: String(body.id) }) } : {}),
  };
}
