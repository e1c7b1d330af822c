import { called, readBy, reads } from '@armistice/core/mission';
import { formatLeaf, hex, leafHash, PUBLIC, type ReadEntry, TILE_WIDTH } from '@armistice/core/record';
import { Problem } from '../problems.ts';
import { missionSource, readEntries } from '../record/reading.ts';
import type { Deriving } from './deriving.ts';
import { type EntryRow, rowOf } from './entry-rows.ts';
import { firstAt } from './entry-times.ts';

// The record is read from its bundles, the newest first: no index of it is kept, and none is needed for a page. What a
// search looks through for one answer is bounded, and the answer says how far it looked.

/** Bundles of 256 entries that one answer looks through at most. */
export const MAX_BUNDLES = 24;
/** Bundles after an entry that are searched for what names it. */
const MAX_LATER = 24;
/** A longer body stands on the page of its entry alone: agreements and statements are long. */
const MAX_BODY = 2_000;

/** Which entries are asked for. */
export interface AskedEntries {
  readonly kind?: string;
  /** A key, the role of a key, or whose key it is. */
  readonly by?: string;
  /** The audience that it was written for. */
  readonly for?: string;
  /** UTC milliseconds. */
  readonly from?: number;
  readonly to?: number;
  readonly first?: number;
  readonly last?: number;
  /** Text that stands in what is shown of it. */
  readonly text?: string;
  /** Entries before this one alone: where the page before ended. */
  readonly before?: number;
  readonly limit: number;
}

/** A page of the record, the newest entry first, with the stretch that was looked through: JSON. */
export async function entries(on: Deriving, audience: string, asked: AskedEntries): Promise<string> {
  const { size } = on;
  const [low, high] = await stretchOf(on, asked);
  const found: EntryRow[] = [];
  let looked = high;
  for (let bundles = 0; looked > low && found.length < asked.limit && bundles < MAX_BUNDLES; bundles++) {
    const place = Math.floor((looked - 1) / TILE_WIDTH);
    const from = Math.max(low, place * TILE_WIDTH);
    const rows = (await readBundle(on, audience, from, looked))
      .map((entry) => rowOf(entry, audience, on.view.register))
      .filter((row) => matches(row, asked))
      .reverse();
    const room = asked.limit - found.length;
    found.push(...rows.slice(0, room));
    looked = rows.length > room ? (found.at(-1)?.index ?? from) : from;
  }
  const searched = { first: looked, last: high - 1 };
  return JSON.stringify({
    entries: found.map(inShort),
    size,
    searched,
    ...(looked > low ? { next: looked } : {}),
  });
}

/** As a list shows it. */
function inShort({ body, ...row }: EntryRow): EntryRow & { readonly long?: number } {
  if (body === undefined) return row;
  const { length } = JSON.stringify(body);
  return length > MAX_BODY ? { ...row, long: length } : { ...row, body };
}

/** Entries that can be meant, from the first to before the last: times never decrease, so they are found by halving. */
async function stretchOf(on: Deriving, asked: AskedEntries): Promise<readonly [low: number, high: number]> {
  const { disk, size } = on;
  const { from, to, first = 0, last = size - 1, before = size } = asked;
  const low = from === undefined ? 0 : await firstAt(disk, size, from);
  const high = to === undefined ? size : await firstAt(disk, size, to);
  return [Math.max(low, first), Math.min(high, last + 1, before, size)];
}

/** Entries of one bundle, with every body that the audience may open. */
async function readBundle(on: Deriving, audience: string, from: number, to: number): Promise<ReadEntry[]> {
  const restricted = readBy(audience).filter((one) => one !== PUBLIC);
  const found: ReadEntry[] = [];
  for await (const entry of readEntries(missionSource(on.disk), on.size, from, restricted)) {
    found.push(entry);
    if (entry.index + 1 >= to) break;
  }
  return found;
}

function matches(row: EntryRow, { kind, by, for: audience, text }: AskedEntries): boolean {
  if (kind !== undefined && row.kind !== kind) return false;
  if (audience !== undefined && row.audience !== audience) return false;
  const { author } = row;
  if (by !== undefined && row.by !== by && author?.role !== by && author?.subject !== by) return false;
  return text === undefined || wordsOf(row).includes(text.toLowerCase());
}

/** What a search reads of an entry: its header in words, and the fields that are shown. */
function wordsOf({ kind, by, author, body }: EntryRow): string {
  return [kind, by, author?.subject ?? '', ...textsIn(body)].join('\n').toLowerCase();
}

/** What stands in a value: names of fields, texts and numbers, each on a line of its own. */
function textsIn(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [String(value)];
  return Object.entries(value).flatMap(([name, one]) => [
    ...(Array.isArray(value) ? [] : [name]),
    ...textsIn(one),
  ]);
}

/** One entry with its leaf as it stands in the tree, and what is known of it here: JSON. Throws where there is none. */
export async function entry(
  on: Deriving,
  audience: string,
  { index }: { readonly index: number },
): Promise<string> {
  const { size } = on;
  const read = index < size ? (await readBundle(on, audience, index, index + 1))[0] : undefined;
  if (read === undefined)
    throw new Problem('request/not-found', `the record has no entry ${index}: it ends before entry ${size}`);
  const row = rowOf(read, audience, on.view.register);
  const leaf = read.leaf.type === 'open' ? read.leaf.header : read.leaf.sealed;
  const bytes = formatLeaf(leaf);
  const { source } = row.body ?? {};
  const { name } = called(on.view, typeof source === 'string' ? source : undefined);
  const why = row.sealed === undefined ? on.folding.ignored(index) : undefined;
  return JSON.stringify({
    entry: row,
    leaf,
    ...(bytes.ok ? { hash: hex(leafHash(bytes.value)) } : {}),
    ...(name === undefined ? {} : { sourceName: name }),
    ...(why === undefined ? {} : { refused: why }),
    ...(await laterThan(on, audience, index)),
    size,
  });
}

/** Entries after this one that take its place or name it, and up to which entry was looked. */
async function laterThan(on: Deriving, audience: string, index: number): Promise<object> {
  const end = Math.min(on.size, (Math.floor(index / TILE_WIDTH) + MAX_LATER) * TILE_WIDTH);
  const later: { readonly index: number; readonly kind: string; readonly supersedes: boolean }[] = [];
  for (let from = index + 1; from < end; from = (Math.floor(from / TILE_WIDTH) + 1) * TILE_WIDTH) {
    const to = Math.min(end, (Math.floor(from / TILE_WIDTH) + 1) * TILE_WIDTH);
    for (const one of await readBundle(on, audience, from, to)) {
      const { header, body } = one;
      if (header === undefined || !reads(audience, header.audience)) continue;
      const supersedes = header.supersedes?.index === index;
      if (supersedes || namesEntry(body, index))
        later.push({ index: one.index, kind: header.kind, supersedes });
    }
  }
  return { later, lookedTo: end - 1 };
}

/** Whether a body names an entry by its index, as corrections, answers, attestations and erasures do. */
function namesEntry(body: ReadEntry['body'], index: number): boolean {
  const { entry, statement, complaint, indexes } = body;
  return [entry, statement, complaint].includes(index) || (Array.isArray(indexes) && indexes.includes(index));
}
