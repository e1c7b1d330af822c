import {
  consistencyProof,
  EMPTY_FRONTIER,
  type Evidence,
  equalBytes,
  firstDifference,
  formatEvidence,
  frontierRoot,
  type Hash,
  makeEvidence,
  nodesFromLeaves,
  rootOf,
  type SignedCheckpoint,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import { originHash } from './client.ts';
import { growFrontier } from './leaf-store.ts';

/** One of two histories: what the log signed, and as many of its leaf hashes as are at hand (32 bytes each, from entry 0). */
export interface History {
  readonly checkpoint: SignedCheckpoint;
  readonly leaves: Uint8Array;
}

/** Whether these leaf hashes are exactly the tree of the checkpoint. */
export function makesRoot({ checkpoint, leaves }: History): boolean {
  if (leaves.length !== checkpoint.size * 32) return false;
  return equalBytes(frontierRoot(growFrontier(EMPTY_FRONTIER, leaves)), checkpoint.root);
}

/**
 * Compares what was held with what is served now; undefined where the later extends the earlier. `served.leaves`
 * must make `served.checkpoint` (see {@link makesRoot}), or be empty where the log would not serve them; then
 * only equal sizes with other roots, and sizes that went back, can be told. `proof` is the one that the log sent, if any.
 */
export function accuse(
  held: History,
  served: History,
  seenAt: number,
  proof: readonly Hash[] = [],
): Evidence | undefined {
  const before = held.checkpoint;
  const after = served.checkpoint;
  const whole = held.leaves.length === before.size * 32;
  if (served.leaves.length === after.size * 32 && after.size > 0) {
    if (after.size >= before.size && extendsTree(before, served.leaves)) return undefined;
    if (whole) return makeEvidence(before, held.leaves, after, served.leaves, seenAt);
    return partly(held, served, seenAt);
  }
  if (after.size > before.size) return undefined;
  if (after.size === before.size && equalBytes(after.root, before.root)) return undefined;
  return withoutLeaves(held, served, seenAt, proof, whole);
}

function extendsTree(before: SignedCheckpoint, leaves: Uint8Array): boolean {
  return equalBytes(rootOf(before.size, nodesFromLeaves(leaves.subarray(0, before.size * 32))), before.root);
}

/** The held leaves end too early to give a path: the checkpoints and the served tree's own proof have to do. */
function partly(held: History, served: History, seenAt: number): Evidence {
  const before = held.checkpoint;
  const after = served.checkpoint;
  const common = firstDifference(held.leaves, served.leaves);
  const told = common * 32 < Math.min(held.leaves.length, served.leaves.length);
  const forked = after.size >= before.size || told;
  const failingProof =
    after.size >= before.size
      ? consistencyProof(before.size, after.size, nodesFromLeaves(served.leaves))
      : [];
  const index = told ? { index: common } : forked ? {} : { index: after.size };
  return { kind: forked ? 'fork' : 'rollback', before, after, failingProof, ...index, seenAt };
}

function withoutLeaves(
  held: History,
  served: History,
  seenAt: number,
  proof: readonly Hash[],
  whole: boolean,
): Evidence {
  const before = held.checkpoint;
  const after = served.checkpoint;
  const prefix = whole && after.size > 0 ? rootOf(after.size, nodesFromLeaves(held.leaves)) : undefined;
  const rolledBack = after.size < before.size && (prefix === undefined || equalBytes(prefix, after.root));
  const index = rolledBack ? { index: after.size } : {};
  return { kind: rolledBack ? 'rollback' : 'fork', before, after, failingProof: proof, ...index, seenAt };
}

/** Keeps evidence as a file that can be shown to the other side; answers its path in the folder. */
export async function keepEvidence(disk: Disk, evidence: Evidence): Promise<string> {
  const { origin, size } = evidence.after;
  const text = new TextEncoder().encode(formatEvidence(evidence));
  // Two deeds may be found in one second: nothing that was kept is ever written over.
  for (let more = 0; ; more++) {
    const path = `evidence/${originHash(origin)}-${size}-${evidence.seenAt}${more === 0 ? '' : `-${more}`}.json`;
    const kept = await disk.read(path);
    if (kept === undefined) await disk.replace(path, text);
    if (kept === undefined || Buffer.compare(kept, text) === 0) return path;
  }
}

/** What happened, in a sentence that names the entry. */
export function describeEvidence(evidence: Evidence): string {
  const { kind, before, after, index } = evidence;
  const sizes = `${before.size} entries before, ${after.size} now`;
  if (kind === 'rollback') return `entry ${index ?? after.size} is gone: the log was rolled back (${sizes})`;
  return index === undefined
    ? `history was rewritten: the log signed two trees that do not belong together (${sizes}); which entry differs first is not known, as too few leaf hashes were kept or served`
    : `entry ${index} differs: history was rewritten from there on (${sizes})`;
}
