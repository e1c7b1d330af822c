import {
  checkSignature,
  consistencyRanges,
  formatJson,
  formatVkey,
  type Hash,
  inclusionRanges,
  type Json,
  type LogSource,
  leafHash,
  nodeInTile,
  parseBundle,
  parsePolicy,
  parseSignedCheckpoint,
  type Range,
  type ReadNode,
  rangeHash,
  readEntries,
  readTile,
  rootFitsSize,
  type SignedCheckpoint,
  TILE_WIDTH,
  textOf,
  tileOfNode,
  tilesOfRanges,
  tileWidth,
  type Verifier,
  verifyConsistency,
  verifyInclusion,
} from '@armistice/core/record';
import type { Kept } from '../../verification/verify.ts';

// Whether what is shown of an incident stands in the record that the log signed, checked here: the checkpoint's signature, that
// it continues what this browser saw before, and of each entry the path of hashes from its leaf to the root.

/** An entry to be looked for, with what the page shows of it, where that is public. */
export interface Sought {
  readonly entry: number;
  /** Fields as the page shows them; undefined of an entry whose words are not compared. */
  readonly shown?: { readonly [field: string]: unknown };
}

/** What was found of one. */
export interface Found {
  readonly entry: number;
  /** Whether its leaf leads to the signed root. */
  readonly included: boolean;
  /** Public fields that are what the page shows; undefined where none were compared. */
  readonly fields?: { readonly same: number; readonly differ: readonly string[] };
}

/** What was checked, and what came of it. */
export interface Inclusion {
  readonly origin: string;
  readonly size: number;
  /** How the signed tree stands to the one that this browser kept. */
  readonly since: 'first-look' | 'same' | 'grown' | 'not-continued';
  readonly keptSize: number;
  readonly found: readonly Found[];
  readonly holds: boolean;
}

export interface InclusionOptions {
  readonly source: LogSource;
  readonly policy: string;
  readonly verifier: Verifier;
  readonly kept: Kept | undefined;
}

/** Checks that entries are in the tree of the newest checkpoint. Throws in a sentence where there is nothing to check with. */
export async function checkInclusion(
  sought: readonly Sought[],
  { source, policy, verifier, kept }: InclusionOptions,
): Promise<Inclusion> {
  const checkpoint = await signedCheckpoint(source, policy, verifier);
  const { origin, size, root } = checkpoint;
  const before = kept === undefined ? undefined : parseSignedCheckpoint(kept.note);
  const known = before?.ok === true && before.value.origin === origin ? before.value : undefined;
  const since = await sinceKept(source, checkpoint, known);
  const found: Found[] = [];
  for (const one of sought) found.push(await findOne(source, one, size, root));
  const holds =
    since !== 'not-continued' &&
    found.every(({ included, fields }) => included && (fields?.differ.length ?? 0) === 0);
  return { origin, size, since, keptSize: known?.size ?? 0, found, holds };
}

/** The newest checkpoint, if the key of the log that the policy names signed it. */
export async function signedCheckpoint(
  source: LogSource,
  policyText: string,
  verifier: Verifier,
): Promise<SignedCheckpoint> {
  const policy = parsePolicy(policyText);
  const log = policy.ok ? policy.value.logs[0] : undefined;
  if (log === undefined) throw new Error('the policy names no log');
  const bytes = await source.read('checkpoint');
  const parsed = parseSignedCheckpoint(bytes === undefined ? '' : (textOf(bytes) ?? ''));
  if (!parsed.ok || !rootFitsSize(parsed.value)) throw new Error('there is no checkpoint that can be read');
  if (parsed.value.origin !== log.key.name) throw new Error('the checkpoint is of another log');
  const { state } = await checkSignature(parsed.value.note, log.key, verifier);
  if (state !== 'valid') throw new Error('the checkpoint is not signed by the log');
  return parsed.value;
}

/** The name under which this browser keeps what it saw of a log. */
export function keptUnder(policyText: string): string | undefined {
  const policy = parsePolicy(policyText);
  const log = policy.ok ? policy.value.logs[0] : undefined;
  return log === undefined ? undefined : formatVkey(log.key);
}

async function sinceKept(
  source: LogSource,
  { size, root }: SignedCheckpoint,
  known: SignedCheckpoint | undefined,
): Promise<Inclusion['since']> {
  if (known === undefined) return 'first-look';
  if (known.size > size) return 'not-continued';
  const ranges = consistencyRanges(known.size, size);
  const read = await nodesFor(source, ranges, size);
  const proof = ranges.map((range) => rangeHash(range, read));
  if (!verifyConsistency(known.size, known.root, size, root, proof)) return 'not-continued';
  return known.size === size ? 'same' : 'grown';
}

async function findOne(
  source: LogSource,
  { entry, shown }: Sought,
  size: number,
  root: Hash,
): Promise<Found> {
  const leaf = entry < size ? await leafAt(source, entry, size) : undefined;
  if (leaf === undefined) return { entry, included: false };
  const ranges = inclusionRanges(entry, size);
  const read = await nodesFor(source, ranges, size);
  const proof = ranges.map((range) => rangeHash(range, read));
  const included = verifyInclusion(leaf, entry, size, proof, root);
  if (shown === undefined || !included) return { entry, included };
  return { entry, included, fields: await compared(source, entry, size, shown) };
}

/** The hash of an entry, made here of its bytes. */
async function leafAt(source: LogSource, entry: number, size: number): Promise<Hash | undefined> {
  const place = Math.floor(entry / TILE_WIDTH);
  const width = tileWidth('entries', place, size);
  const bytes = await readTile(source, 'entries', place, width);
  if (bytes === undefined) return undefined;
  const read = parseBundle(bytes, width);
  const offsets = read.ok ? read : parseBundle(bytes, TILE_WIDTH);
  if (!offsets.ok) return undefined;
  const at = entry % TILE_WIDTH;
  return leafHash(bytes.subarray(offsets.value.starts[at], offsets.value.ends[at]));
}

async function nodesFor(source: LogSource, ranges: readonly Range[], size: number): Promise<ReadNode> {
  const tiles = new Map<string, Uint8Array>();
  for (const { level, place, width } of tilesOfRanges(ranges, size)) {
    const bytes = await readTile(source, level, place, width);
    if (bytes === undefined) throw new Error(`tile ${level}/${place} of the record is not there`);
    tiles.set(`${level}/${place}`, bytes);
  }
  return (node) => {
    const { level, place } = tileOfNode(node);
    return nodeInTile(node, tiles.get(`${level}/${place}`) as Uint8Array);
  };
}

/** Public fields that an entry commits to, held against what the page shows under the same names. */
async function compared(
  source: LogSource,
  entry: number,
  size: number,
  shown: { readonly [field: string]: unknown },
): Promise<NonNullable<Found['fields']>> {
  let same = 0;
  const differ: string[] = [];
  for await (const { body } of readEntries(source, { size, from: entry })) {
    for (const [name, value] of Object.entries(body)) {
      if (!Object.hasOwn(shown, name)) continue;
      if (formatJson(value) === formatJson(shown[name] as Json)) same += 1;
      else differ.push(name);
    }
    break;
  }
  return { same, differ };
}
