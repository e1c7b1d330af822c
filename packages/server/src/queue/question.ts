import { formatMoment } from '@armistice/core/base';
import {
  authorsOf,
  claimOn,
  incidentWith,
  MISSION,
  type MissionView,
  reportsBehind,
} from '@armistice/core/mission';
import type { Deriving } from '../derived/deriving.ts';
import { workOn } from '../derived/work-on.ts';
import type { QueueBook } from './book.ts';
import type { Risk, RiskLevel } from './escalation.ts';
import { areasOf, essentialsOf } from './essentials.ts';
import { actBy, firstDue, needsOf } from './needs.ts';
import { type Other, othersAt } from './others.ts';
import { MAX_TIME, padded, pageOf } from './page.ts';
import { type Kept, NEEDS, type Need, type QueueRow, type Waiting } from './rows.ts';

/** In which order: by risk and then by clock, by clock, or by how long it waits. */
export const ORDERS = ['risk', 'clock', 'age'] as const;
export type Order = (typeof ORDERS)[number];

/** What somebody asks of the queue. */
export interface AskedQueue {
  /** UTC milliseconds. */
  readonly now: number;
  readonly order: Order;
  readonly limit: number;
  readonly after?: string;
  readonly kind?: Need;
  readonly area?: string;
  readonly risk?: RiskLevel;
  /** Only what this handle has. */
  readonly mine?: string;
  /** Only what nobody has. */
  readonly unclaimed?: boolean;
  /** What waits elsewhere for whoever asks. */
  readonly beside: readonly Other[];
}

/** How many wait, before any filter but the area. */
export interface QueueTotals {
  readonly all: number;
  readonly overdue: number;
  readonly unclaimed: number;
  readonly needs: { readonly [need in Need]?: number };
  readonly risks: { readonly [level in RiskLevel]?: number };
  /** Alleged incidents of the window that are not listed one by one. */
  readonly beyond: number;
}

export interface QueuePage {
  readonly rows: readonly QueueRow[];
  readonly next?: string;
  readonly totals: QueueTotals;
}

/** A row before it is put into words. */
interface Item {
  readonly id: string;
  readonly waiting: readonly Waiting[];
  readonly first: Waiting | undefined;
  readonly risk: Risk;
  readonly kept?: Kept;
  readonly other?: Other;
  readonly claim?: ReturnType<typeof claimOn>;
}

const NO_RISK: Risk = { level: 'low', points: 0, reasons: [] };

/** What needs a person now, as the mission's staff may know it. */
export async function queue(on: Deriving, _audience: string, asked: AskedQueue): Promise<QueuePage> {
  on.mustBeReady();
  const book = on.folding.queue;
  const kept = await book.at(asked.now);
  const { view } = on;
  const areaOf = areasOf(view);
  const inArea = ({ kept: of }: Item) =>
    asked.area === undefined || (of !== undefined && areaOf(of) === asked.area);
  const all = [...incidentItems(view, book, kept, asked.now), ...otherItems(view, book, kept, asked)].filter(
    inArea,
  );
  const wanted = all.filter((item) => isWanted(item, asked));
  const { page, next } = pageOf(
    wanted.map((item) => ({ item, key: keyOf(item, asked.order) })),
    asked,
  );
  return {
    rows: page.map((item) => rowOf(view, item, areaOf, { times: book.times, now: asked.now })),
    ...(next === undefined ? {} : { next }),
    totals: totalsOf(all, asked.now, book.beyond),
  };
}

function incidentItems(
  view: MissionView,
  book: QueueBook,
  kept: ReadonlyMap<string, Kept>,
  now: number,
): readonly Item[] {
  const items: Item[] = [];
  for (const one of kept.values()) {
    const waiting = needsOf(view, one.incident, book.times.of(one.incident));
    if (waiting.length === 0) continue;
    const claim = claimOn(view, one.incident, now);
    const first = firstDue(waiting);
    const id = `incident-${one.incident.id}`;
    items.push({ id, waiting, first, risk: book.riskOf(one), kept: one, claim });
  }
  return items;
}

function otherItems(
  view: MissionView,
  book: QueueBook,
  kept: ReadonlyMap<string, Kept>,
  { now, beside }: AskedQueue,
): readonly Item[] {
  const others = [...othersAt(view, book.times, now), ...book.proposed.among(kept), ...beside];
  return others.map((other): Item => {
    const { id, waiting, about } = other;
    const incident = about === undefined ? undefined : incidentWith(view, about);
    const of = incident === undefined ? undefined : (kept.get(incident.id) ?? { incident });
    return {
      ...{ id, waiting: [waiting], first: waiting, other },
      risk: of === undefined ? NO_RISK : book.riskOf(of),
      ...(of === undefined ? {} : { kept: of, claim: claimOn(view, of.incident, now) }),
    };
  });
}

function isWanted(
  { waiting, risk, claim }: Item,
  { kind, risk: level, mine, unclaimed }: AskedQueue,
): boolean {
  if (kind !== undefined && !waiting.some(({ need }) => need === kind)) return false;
  if (level !== undefined && risk.level !== level) return false;
  if (mine !== undefined && claim?.body.by !== mine) return false;
  return unclaimed !== true || claim === undefined;
}

/** Sorts as text. */
function keyOf({ id, first, risk }: Item, order: Order): string {
  const due = padded(first?.due ?? MAX_TIME);
  if (order === 'age') return `${padded(first?.since ?? MAX_TIME)}.${id}`;
  return order === 'clock' ? `${due}.${id}` : `${MOST_POINTS - risk.points}${due}.${id}`;
}

// Two figures, so that keys sort as text.
const MOST_POINTS = 99;

function totalsOf(items: readonly Item[], now: number, beyond: number): QueueTotals {
  const needs: { [need in Need]?: number } = {};
  const risks: { [level in RiskLevel]?: number } = {};
  let [overdue, unclaimed] = [0, 0];
  for (const { waiting, first, risk, claim } of items) {
    for (const { need } of waiting) needs[need] = (needs[need] ?? 0) + 1;
    risks[risk.level] = (risks[risk.level] ?? 0) + 1;
    if (isOver(first, now)) overdue += 1;
    if (claim === undefined) unclaimed += 1;
  }
  return { all: items.length, overdue, unclaimed, needs, risks, beyond };
}

function isOver(first: Waiting | undefined, now: number): boolean {
  return first?.due !== undefined && first.due <= now;
}

function rowOf(
  view: MissionView,
  item: Item,
  areaOf: (kept: Kept) => string,
  { times, now }: Pick<QueueBook, 'times'> & Pick<AskedQueue, 'now'>,
): QueueRow {
  const { id, waiting, first, risk, kept, other } = item;
  const area = kept === undefined ? '' : areaOf(kept);
  const needs = NEEDS.filter((need) => waiting.some((one) => one.need === need));
  return {
    ...{ id, needs, risk, overdue: isOver(first, now), since: formatMoment(first?.since ?? now) },
    ...(first?.due === undefined ? {} : { due: formatMoment(first.due) }),
    ...(first?.clock === undefined ? {} : { clock: first.clock }),
    ...actBy(waiting),
    ...(area === '' ? {} : { area }),
    ...(kept === undefined ? {} : { incident: essentialsOf(kept), authors: authorsIn(view, kept) }),
    ...(kept === undefined ? {} : workOn(view, kept.incident, times.of(kept.incident), now)),
    ...(other?.with === undefined ? {} : { with: other.with }),
    ...other?.more,
  };
}

function authorsIn(view: MissionView, { incident }: Kept): readonly string[] {
  return [...authorsOf(view, reportsBehind(incident), MISSION)].sort();
}
