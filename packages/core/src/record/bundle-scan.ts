import { type BodyReading, type Missing, type OpenedEntry, scanBodies } from './body-scan.ts';
import { equalBytes } from './bytes.ts';
import { type Header, type InnerHeader, type Leaf, parseLeaf } from './entry.ts';
import type { Problem } from './problem.ts';
import { type LogSource, readBundle, readTile } from './source.ts';
import { TILE_WIDTH } from './tile.ts';
import { outerOf } from './vouch.ts';

/** An entry that the audit must look at in order: one that signs, vouches, supersedes, is first, or is wanted whole. */
export interface NotableEntry {
  readonly slot: number;
  readonly leaf: Leaf;
  readonly opened: OpenedEntry;
}

/** Who wrote an ordinary entry and what: all that its place in the log is judged by. */
export interface Author {
  readonly by: string;
  readonly kind: string;
}

/**
 * What one bundle came to, by itself: everything that does not depend on the entries before it. Plain data, so that
 * bundles can be scanned by several workers and judged in order by one.
 */
export interface BundleScan {
  readonly place: number;
  /** Leaf hashes, 32 bytes each; undefined where the bundle cannot be read. */
  readonly hashes?: Uint8Array;
  /** The served hash tile, for comparison; undefined where it is missing. */
  readonly tile?: Uint8Array;
  readonly problems: readonly Problem[];
  readonly missing: readonly Missing[];
  readonly fields: number;
  /** For each entry: its time, or −1 where it is not an entry at all. */
  readonly times: Float64Array;
  /** For each entry: 0 notable, 1 not an entry, 2 restricted and closed to this reader, 3 + n ordinary, by author n. */
  readonly standing: Uint16Array;
  readonly authors: readonly Author[];
  readonly notable: readonly NotableEntry[];
  /** Missions that entries of this bundle name, each with the first entry that does; one in a sound log. */
  readonly missions: readonly { readonly mission: string; readonly slot: number }[];
}

export const NOTABLE = 0;
export const NO_ENTRY = 1;
export const CLOSED = 2;
export const ORDINARY = 3;

/** How bundles are scanned. */
export interface Scanning extends BodyReading {
  /** Entries of the log. */
  readonly size: number;
  /** Reads a leaf exactly as {@link parseLeaf} does, where the host has a faster way. */
  readonly parse?: typeof parseLeaf;
}

/** Reads and judges one bundle by itself: leaves, hashes, bodies. */
export async function scanBundle(source: LogSource, place: number, scanning: Scanning): Promise<BundleScan> {
  const problems: Problem[] = [];
  const bundle = await readBundle(source, place, scanning.size, problems);
  if (bundle === undefined) return unreadable(place, problems);
  const first = place * TILE_WIDTH;
  const { parse = parseLeaf } = scanning;
  const leaves = Array.from(bundle.starts, (start, i) => {
    const leaf = parse(bundle.bytes.subarray(start, bundle.ends[i]));
    if (leaf.ok) return leaf.value;
    const { code, message } = leaf.refusal;
    problems.push({ code, index: first + i, message: `entry ${first + i}: ${message}` });
    return undefined;
  });
  const bodies = await scanBodies(source, place, leaves, scanning);
  const tile = await readTile(source, 0, place, leaves.length);
  const sorted = sortEntries(first, leaves, bodies.opened, scanning.values);
  return {
    place,
    hashes: bundle.hashes,
    // The same bytes need not travel twice from a worker.
    ...(tile === undefined ? {} : { tile: equalBytes(tile, bundle.hashes) ? bundle.hashes : tile }),
    problems: [...problems, ...bodies.problems],
    missing: bodies.missing,
    fields: bodies.fields,
    ...sorted,
  };
}

function unreadable(place: number, problems: readonly Problem[]): BundleScan {
  const none = {
    times: new Float64Array(0),
    standing: new Uint16Array(0),
    authors: [],
    notable: [],
    missions: [],
  };
  return { place, problems, missing: [], fields: 0, ...none };
}

function sortEntries(
  first: number,
  leaves: readonly (Leaf | undefined)[],
  opened: readonly OpenedEntry[],
  all: boolean,
): Pick<BundleScan, 'times' | 'standing' | 'authors' | 'notable' | 'missions'> {
  const times = new Float64Array(leaves.length).fill(-1);
  const standing = new Uint16Array(leaves.length).fill(NO_ENTRY);
  const authors: Author[] = [];
  let last: Author | undefined;
  let at = 0;
  const notable: NotableEntry[] = [];
  const missions = new Map<string, number>();
  for (const [slot, leaf] of leaves.entries()) {
    if (leaf === undefined) continue;
    const outer = outerOf(leaf);
    const own = opened[slot] as OpenedEntry;
    const header = leaf.type === 'open' ? leaf.header : own.inner;
    times[slot] = outer.at;
    if (!missions.has(outer.mission)) missions.set(outer.mission, slot);
    if (all || first + slot === 0 || outer.vouch !== undefined || isNotable(leaf, header)) {
      standing[slot] = NOTABLE;
      notable.push({ slot, leaf, opened: own });
    } else if (header === undefined) standing[slot] = CLOSED;
    else {
      const { by, kind } = header;
      // Mostly the one before: a source files many.
      if (last?.by !== by || last.kind !== kind) {
        at = authors.findIndex((one) => one.by === by && one.kind === kind);
        if (at < 0) at = authors.push({ by, kind }) - 1;
        last = authors[at];
      }
      standing[slot] = ORDINARY + at;
    }
  }
  return {
    times,
    standing,
    authors,
    notable,
    missions: Array.from(missions, ([mission, slot]) => ({ mission, slot })),
  };
}

/** Restricted entries that this reader opened are judged whole: their outer and inner headers must agree. */
function isNotable(leaf: Leaf, header: Header | InnerHeader | undefined): boolean {
  if (header === undefined) return false;
  return (
    leaf.type === 'sealed' ||
    header.sig !== undefined ||
    header.supersedes !== undefined ||
    header.kind === 'key' ||
    header.kind === 'erasure'
  );
}
