import { formatMoment } from '@armistice/core/base';
import { type Axes, asideOf, type Incident, type MissionView, readBy, reads } from '@armistice/core/mission';
import type { Json, ReadEntry } from '@armistice/core/record';
import type { Deriving } from './deriving.ts';
import { entriesAt } from './record-entries.ts';

// Everything that people wrote about an incident, in the order of the record, with what became of it.

/** Of a longer history the latest are told, and how many others there are. */
const MOST = 200;
/** Of each party so many of its positions are told besides, and of each complaint so many answers, the latest. */
const MOST_OF_EACH = 20;

/**
 * What became of an entry. `superseded`: another word on the same took its place. `seconded`: of a verifying word, that a
 * second person wrote the same. `lapsed`: it fell with a join. `answered`: of an inquiry, that its incident was assessed
 * after it.
 */
export type Fared =
  | 'stands'
  | 'waits'
  | 'superseded'
  | 'seconded'
  | 'undone'
  | 'lapsed'
  | 'answered'
  | 'refused';

/** One entry of a history. */
export interface HistoryItem {
  readonly entry: number;
  readonly at: string;
  readonly audience: string;
  readonly kind: string;
  /** Whose key signed it: a person's handle, a party or a body. */
  readonly by: { readonly role: string; readonly subject: string };
  readonly body: { readonly [name: string]: Json };
  readonly fared: Fared;
  /** Of what was refused, the fold's reason. */
  readonly why?: string;
  /** The entry that took its place, or took it back. */
  readonly through?: number;
  /** Words of second persons on it. */
  readonly seconds: readonly { readonly entry: number; readonly by: string; readonly agreed: boolean }[];
}

/** The history of an incident as an audience may read it, the earliest first; `known` are all entries of it that it reads. */
export async function historyOf(
  on: Deriving,
  incident: Incident,
  audience: string,
): Promise<{
  readonly items: readonly HistoryItem[];
  readonly earlier: number;
  readonly known: ReadonlySet<number>;
}> {
  const { view, folding } = on;
  const keys = [...incident.reports, ...(incident.crowding ?? [])];
  const all = folding.casebook.entriesOn(keys, (one) => reads(audience, one));
  const known = new Set(all);
  const always = new Set(besideAlways(view, keys, known));
  const latest = all.filter((index, at) => at >= all.length - MOST || always.has(index));
  const told = await entriesAt(on, latest, audience);
  const entries = latest.flatMap((index) => {
    const entry = told.get(index);
    return entry?.header === undefined ? [] : [entry];
  });
  const earlier = all.length - latest.length;
  const undone = new Map(
    entries.flatMap(({ index, header, body }) =>
      header?.kind === 'undo' && typeof body.entry === 'number' ? [[body.entry, index] as const] : [],
    ),
  );
  const counted = withEffect(view, folding, entries);
  const later = laterWords(counted);
  const answers = answersIn(counted);
  const lanes = lanesOf(view, incident, audience);
  return {
    items: entries.flatMap((entry) => itemOf(on, entry, { lanes, undone, later, answers }) ?? []),
    earlier,
    known,
  };
}

/** What no length of a history leaves out: words of a party stand beside an incident whatever others write of it. */
function besideAlways(
  { positions, complaints }: MissionView,
  keys: readonly string[],
  known: ReadonlySet<number>,
): readonly number[] {
  const here = new Set(keys);
  // What this audience does not read takes nobody's place.
  const isKnown = ({ index }: { readonly index: number }) => known.has(index);
  const latest = <T extends { readonly index: number }>(some: readonly T[]) =>
    some.toSorted((a, b) => a.index - b.index).slice(-MOST_OF_EACH);
  const stated = keys.flatMap((key) => positions.get(key) ?? []).filter(isKnown);
  const complained = [...complaints.values()].filter((one) => here.has(one.report) && isKnown(one));
  return [
    ...[...Map.groupBy(stated, ({ body }) => body.party).values()].flatMap(latest),
    ...[...Map.groupBy(complained, ({ party }) => party).values()]
      .flatMap(latest)
      .flatMap((one) => [one, ...latest(one.answers.filter(isKnown))]),
  ].map(({ index }) => index);
}

interface Around {
  readonly lanes: readonly Axes[];
  readonly undone: ReadonlyMap<number, number>;
  readonly later: ReadonlyMap<number, ReadEntry>;
  readonly answers: ReadonlyMap<number, number>;
}

function itemOf({ view, folding }: Deriving, entry: ReadEntry, around: Around): HistoryItem | undefined {
  const { index, header, body } = entry;
  if (header === undefined) return undefined;
  const key = view.register.keys.get(header.by);
  const why = view.refused.find((one) => one.index === index)?.body.why ?? folding.ignored(index);
  const { fared, through } =
    why === undefined ? faredOf(view, entry, around) : { fared: 'refused' as const, through: undefined };
  const nonce = header.authored?.nonce;
  const seconds = nonce === undefined ? [] : (view.seconds.get(`${header.by} ${nonce}`) ?? []);
  return {
    entry: index,
    at: formatMoment(header.at),
    audience: header.audience,
    kind: header.kind,
    by: { role: key?.role ?? '', subject: key?.subject ?? '' },
    body,
    fared,
    ...(why === undefined ? {} : { why: why.replace(/^entry \d+: /, '') }),
    ...(through === undefined ? {} : { through }),
    seconds: seconds.map((one) => ({ entry: one.index, by: one.body.by, agreed: one.body.agreed })),
  };
}

function faredOf(
  view: MissionView,
  entry: ReadEntry,
  { lanes, undone, later, answers }: Around,
): { readonly fared: Fared; readonly through?: number } {
  const { index } = entry;
  const kind = entry.header?.kind ?? '';
  const through = undone.get(index);
  if ((kind === 'join' || kind === 'split') && !view.linkings.has(index))
    return { fared: 'undone', ...(through === undefined ? {} : { through }) };
  const axis = AXIS_KINDS.has(kind);
  if (axis && !lanes.some(({ decisions }) => decisions?.includes(index) === true)) return { fared: 'lapsed' };
  const answer = answers.get(index);
  if (answer !== undefined) return { fared: 'answered', through: answer };
  const next = later.get(index);
  if (next !== undefined)
    return { fared: isSeconded(entry, next) ? 'seconded' : 'superseded', through: next.index };
  // What others decide on other axes takes the place of no word on the status: it waits on.
  const waits =
    kind === 'assessment' &&
    entry.body.status === 'verified' &&
    lanes.some(({ verifying, decisions }) => verifying !== undefined && decisions?.includes(index) === true);
  return { fared: waits ? 'waits' : 'stands' };
}

/** Whether two people together verified: neither word takes the place of the other. */
function isSeconded(first: ReadEntry, next: ReadEntry): boolean {
  const verifies = ({ header, body }: ReadEntry) =>
    header?.kind === 'assessment' && body.status === 'verified';
  return verifies(first) && verifies(next) && first.header?.by !== next.header?.by;
}

/** Of these the last word counts. */
const ONE_AT_A_TIME: ReadonlySet<string> = new Set(['number', 'claim', 'inquiry']);
const AXIS_KINDS: ReadonlySet<string> = new Set(['assessment', 'attribution', 'finding', 'resolution']);

/** The axes of an incident for all who read it, and those beside that this audience reads. */
function lanesOf(view: MissionView, incident: Incident, audience: string): readonly Axes[] {
  return [incident, ...readBy(audience).flatMap((one) => asideOf(view, incident, one)?.axes ?? [])];
}

/** Entries that changed something. */
function withEffect(
  { refused }: MissionView,
  folding: Deriving['folding'],
  entries: readonly ReadEntry[],
): readonly ReadEntry[] {
  const without = new Set(refused.map(({ index }) => index));
  return entries.filter(({ index }) => !without.has(index) && folding.ignored(index) === undefined);
}

/** Of each inquiry the assessment by which it was answered: the first after it that says more than that somebody looks. */
function answersIn(entries: readonly ReadEntry[]): ReadonlyMap<number, number> {
  const answers = new Map<number, number>();
  let asked: number | undefined;
  for (const { index, header, body } of entries) {
    if (header?.kind === 'inquiry') asked = body.withdrawn === true ? undefined : index;
    if (header?.kind !== 'assessment' || body.status === 'under inquiry' || asked === undefined) continue;
    answers.set(asked, index);
    asked = undefined;
  }
  return answers;
}

/** Of each word the next one on the same that changed something: of a grade for the report, of a finding for the clause. */
function laterWords(entries: readonly ReadEntry[]): ReadonlyMap<number, ReadEntry> {
  const last = new Map<string, number>();
  const later = new Map<number, ReadEntry>();
  for (const entry of entries) {
    const { index, header, body } = entry;
    if (header === undefined) continue;
    const name = subjectOf(header.kind, body, header.by);
    if (name === undefined) continue;
    const before = last.get(name);
    if (before !== undefined) later.set(before, entry);
    last.set(name, index);
  }
  return later;
}

function subjectOf(kind: string, body: ReadEntry['body'], by: string): string | undefined {
  if (kind === 'grade') return `grade ${String(body.report)}`;
  if (kind === 'finding') return `finding ${String(body.agreement)} ${String(body.clause)}`;
  if (kind === 'position') return `position ${by} ${String(body.on)} ${String(body.clause ?? '')}`;
  return AXIS_KINDS.has(kind) || ONE_AT_A_TIME.has(kind) ? kind : undefined;
}
