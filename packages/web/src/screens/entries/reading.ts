import { readJson } from '../../api.ts';

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
  readonly refused?: string;
  readonly later: readonly { readonly index: number; readonly kind: string; readonly supersedes: boolean }[];
  readonly lookedTo: number;
  readonly size: number;
}

/** What a search asks for, by the names of the address. */
export const SOUGHT = ['q', 'kind', 'by', 'for', 'from', 'to', 'first', 'last', 'before'] as const;
export type Sought = { readonly [name in (typeof SOUGHT)[number]]?: string };

/** What the address asks for; days become the moments at which they begin, in UTC. */
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
    query.set(name, name === 'from' || name === 'to' ? `${value}T00:00:00Z` : value);
  return (await readJson(`/api/entries?${query}`, signal)) as EntryPage;
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
