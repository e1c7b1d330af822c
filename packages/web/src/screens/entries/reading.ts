import { readJson } from '../../api.ts';
import { localAt, momentOf } from '../../i18n/zones.ts';

/** An entry as the server lists it for one audience. */
export interface EntryRow {
  readonly index: number;
  readonly at: string;
  readonly audience: string;
  readonly sealed?: { readonly commitment: string };
  readonly kind?: string;
  readonly author?: { readonly role: string; readonly subject: string };
  readonly by?: string;
  readonly authored?: string;
  readonly signed?: boolean;
  readonly supersedes?: number;
  readonly body?: { readonly [name: string]: unknown };
  readonly long?: number;
  readonly withheld?: { readonly [audience: string]: number };
}

export interface EntryPage {
  readonly entries: readonly EntryRow[];
  readonly size: number;
  readonly searched: { readonly first: number; readonly last: number };
  readonly next?: number;
}

export interface EntryAnswer {
  readonly entry: EntryRow;
  readonly leaf: unknown;
  readonly hash?: string;
  /** What the record calls the source that the entry names. */
  readonly sourceName?: string;
  readonly refused?: string;
  readonly later: readonly { readonly index: number; readonly kind: string; readonly supersedes: boolean }[];
  readonly lookedTo: number;
  readonly size: number;
}

/** What a search asks for, by the names of the address. */
export const SOUGHT = ['q', 'kind', 'by', 'for', 'from', 'to', 'first', 'last', 'before'] as const;
export type Sought = { readonly [name in (typeof SOUGHT)[number]]?: string };

/** What the address asks for; its moments are in UTC, and of a day it is its beginning. */
export function soughtIn(search: string): Sought {
  const query = new URLSearchParams(search);
  return Object.fromEntries(SOUGHT.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])));
}

export async function readEntryPage(
  sought: Sought,
  audience: string,
  signal?: AbortSignal,
): Promise<EntryPage> {
  const query = new URLSearchParams({ audience });
  for (const [name, value] of Object.entries(sought))
    query.set(name, name === 'from' || name === 'to' ? momentIn(value) : value);
  return (await readJson(`/api/entries?${query}`, signal)) as EntryPage;
}

/** An address from before clocks could be chosen names a day of UTC. */
function momentIn(value: string): string {
  return value.length === 10 ? `${value}T00:00:00Z` : value;
}

/** The day of a clock that an address stands for, as a field for a day has it. */
export function dayOf(value: string, zone: string): string {
  const at = Date.parse(momentIn(value));
  return value === '' || Number.isNaN(at) ? '' : localAt(at, zone).slice(0, 10);
}

/** The moment, in UTC, at which a day begins on a clock: where its first hour is skipped, the first there is. */
export function beginningOf(day: string, zone: string): string {
  const at = momentOf(`${day}T00:00`, zone) ?? momentOf(`${day}T01:00`, zone);
  return at === undefined ? '' : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export async function readEntry(index: number, audience: string, signal?: AbortSignal): Promise<EntryAnswer> {
  return (await readJson(`/api/entries/${index}?audience=${audience}`, signal)) as EntryAnswer;
}

/** Where one may go on from a body: what it names that has a page of its own. */
export function namedIn(
  row: EntryRow,
): readonly (readonly [what: 'incident' | 'report' | 'bulletin' | 'entry', to: string])[] {
  const { body = {}, supersedes } = row;
  const text = (name: string) => (typeof body[name] === 'string' ? [body[name] as string] : []);
  const place = (name: string) => (typeof body[name] === 'number' ? [body[name] as number] : []);
  const entries = [
    ...(supersedes === undefined ? [] : [supersedes]),
    ...place('statement'),
    ...place('complaint'),
    ...place('entry'),
  ];
  return [
    ...text('incident').map((id) => ['incident', `/incidents/${id}`] as const),
    ...text('report').map((key) => ['report', `/incidents/${key}#report-${key}`] as const),
    ...text('bulletin').map((number) => ['bulletin', `/bulletins/${encodeURIComponent(number)}`] as const),
    ...(row.kind === 'bulletin' ? text('number') : []).map(
      (number) => ['bulletin', `/bulletins/${encodeURIComponent(number)}`] as const,
    ),
    ...entries.map((index) => ['entry', `/entries/${index}`] as const),
  ];
}
