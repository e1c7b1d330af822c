import {
  type Incident,
  type InquiryEntry,
  incidentWith,
  inquiryOn,
  MISSION,
  type MissionView,
  type Noted,
  reads,
} from '@armistice/core/mission';
import type { Deriving } from '../derived/deriving.ts';
import { entriesAt } from '../derived/record-entries.ts';
import { Slices } from '../derived/slices.ts';
import { type Asked, askedBy } from '../derived/work-on.ts';
import { areasOf, essentialsOf } from './essentials.ts';
import { openInquiryOn } from './open-inquiry.ts';
import { MAX_TIME, padded, pageOf } from './page.ts';
import type { Essentials } from './rows.ts';
import type { StepTimes } from './step-times.ts';

/** Who asks what they are asked, and when (UTC milliseconds). */
export interface AskedInquiries {
  readonly now: number;
  readonly handle: string;
  readonly limit: number;
  readonly after?: string;
}

/** What a team is asked about one incident, as whoever may be that team is told. */
export interface InquiryRow {
  readonly incident: Essentials;
  /** The zone that the incident lies in, or else the area of its source. */
  readonly area?: string;
  /** `by`: the handle of whoever asked. */
  readonly inquiry: Asked & { readonly by?: string };
  /** Whether it names whoever reads this; else it is of any team. */
  readonly ofYou: boolean;
  readonly overdue: boolean;
}

/** What somebody is asked: by name, or as any team is. */
export interface InquiryPage {
  readonly rows: readonly InquiryRow[];
  readonly next?: string;
  readonly totals: { readonly ofYou: number; readonly ofAnyTeam: number; readonly overdue: number };
}

interface Item {
  readonly incident: Incident;
  readonly asked: Noted<InquiryEntry>;
  readonly ofYou: boolean;
  readonly due: number;
}

/**
 * What teams are asked still, as far as it concerns whoever reads this: those that name them, then those of any team, each by
 * when an answer is due. What names somebody else is for whoever manages inquiries, and is not told.
 */
export async function inquiries(
  on: Deriving,
  _audience: string,
  asked: AskedInquiries,
): Promise<InquiryPage> {
  on.mustBeReady();
  const { view, folding } = on;
  const { times } = folding.queue;
  times.follow();
  const items = await itemsFor(view, times, asked.handle);
  const { page, next } = pageOf(
    items.map((item) => ({ item, key: keyOf(item) })),
    asked,
  );
  const entries = page.map((item) => item.asked.index);
  const authors = await folding.queue.authors.of(entries, folding.erasure, (unknown) =>
    authorsAt(on, unknown),
  );
  const areaOf = areasOf(view);
  return {
    rows: page.map((item) => rowOf(item, areaOf(item), authors.get(item.asked.index), asked.now)),
    ...(next === undefined ? {} : { next }),
    totals: totalsOf(items, asked.now),
  };
}

/** In slices: what was ever asked is looked at, and no incident besides. */
async function itemsFor(view: MissionView, times: StepTimes, handle: string): Promise<readonly Item[]> {
  const items = new Map<number, Item>();
  const slices = new Slices();
  for (const report of [...view.inquiries.keys()]) {
    const item = itemOf(view, times, handle, report);
    // An incident that was joined of several is asked about once, by the last word.
    if (item !== undefined) items.set(item.asked.index, item);
    if (slices.isOver) await slices.turn();
  }
  return [...items.values()];
}

function itemOf(view: MissionView, times: StepTimes, handle: string, report: string): Item | undefined {
  const incident = incidentWith(view, report);
  if (incident === undefined || !reads(MISSION, incident.basis)) return undefined;
  const last = inquiryOn(view, incident);
  if (last === undefined || (last.body.team !== undefined && last.body.team !== handle)) return undefined;
  const asked = openInquiryOn(view, incident, times.of(incident));
  if (asked === undefined) return undefined;
  const { team, due } = asked.body;
  return { incident, asked, ofYou: team !== undefined, due: due === undefined ? MAX_TIME : Date.parse(due) };
}

/** Whose key signed each of some entries. */
async function authorsAt(
  on: Deriving,
  indexes: readonly number[],
): Promise<readonly (readonly [number, string])[]> {
  return [...(await entriesAt(on, indexes, MISSION))].flatMap(([index, { header }]) => {
    const key = header === undefined ? undefined : on.view.register.keys.get(header.by);
    return key === undefined ? [] : [[index, key.subject] as const];
  });
}

/** Sorts as text. */
function keyOf({ incident, ofYou, due }: Item): string {
  return `${ofYou ? 0 : 1}${padded(due)}.${incident.id}`;
}

function rowOf({ incident, asked, ofYou, due }: Item, area: string, by: string | undefined, now: number) {
  return {
    incident: essentialsOf({ incident }),
    ...(area === '' ? {} : { area }),
    inquiry: { ...askedBy(asked), ...(by === undefined ? {} : { by }) },
    ...{ ofYou, overdue: due <= now },
  };
}

function totalsOf(items: readonly Item[], now: number): InquiryPage['totals'] {
  const ofYou = items.filter((item) => item.ofYou).length;
  const overdue = items.filter(({ due }) => due <= now).length;
  return { ofYou, ofAnyTeam: items.length - ofYou, overdue };
}
