import { fromBase64, toBase64 } from './base64.ts';
import { equalBytes } from './bytes.ts';
import { parseSignedCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { formatJson, type Json, parseCanonicalJson } from './json.ts';
import {
  consistencyProof,
  type Hash,
  inclusionProof,
  isSize,
  type ReadNode,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { formatNote, type VerifierKey } from './note.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { checkSignature, type Verifier } from './signature.ts';
import { firstDifference } from './tree-walk.ts';

/**
 * A file that shows the other side what happened: both checkpoints, the proof that fails, and, where the accuser kept
 * its leaf hashes, the first entry that differs with a path into each tree. With both paths no trust in the accuser
 * is needed: one log key signed two histories. See docs/formats/evidence.md.
 */
export interface Evidence {
  readonly kind: 'fork' | 'rollback';
  /** The checkpoint that was held before, and the one that was served later. */
  readonly before: SignedCheckpoint;
  readonly after: SignedCheckpoint;
  /** From the smaller to the larger size, as the later server gave it: the proof that does not hold. */
  readonly failingProof: readonly Hash[];
  /** First entry that differs (fork) or is gone (rollback); absent where too few leaf hashes were kept or served to tell. */
  readonly index?: number;
  readonly leafBefore?: Hash;
  readonly pathBefore?: readonly Hash[];
  readonly leafAfter?: Hash;
  readonly pathAfter?: readonly Hash[];
  /** When the accuser saw it, Unix seconds by its own clock. */
  readonly seenAt: number;
}

/** Builds evidence from the leaf hashes of both trees (32 bytes each, in order). */
export function makeEvidence(
  before: SignedCheckpoint,
  leavesBefore: Uint8Array,
  after: SignedCheckpoint,
  leavesAfter: Uint8Array,
  seenAt: number,
): Evidence {
  const index = firstDifference(leavesBefore, leavesAfter);
  const readBefore = nodesFromLeaves(leavesBefore);
  const readAfter = nodesFromLeaves(leavesAfter);
  const later = after.size >= before.size ? readAfter : readBefore;
  const failingProof = consistencyProof(
    Math.min(before.size, after.size),
    Math.max(before.size, after.size),
    later,
  );
  const rolledBack = index >= after.size && equalBytes(rootOf(after.size, readBefore), after.root);
  const sides = {
    ...side('Before', index, before, leavesBefore, readBefore),
    ...side('After', index, after, leavesAfter, readAfter),
  };
  return { kind: rolledBack ? 'rollback' : 'fork', before, after, failingProof, index, ...sides, seenAt };
}

function side(
  name: 'Before' | 'After',
  index: number,
  checkpoint: SignedCheckpoint,
  leaves: Uint8Array,
  read: ReadNode,
): object {
  if (index >= checkpoint.size || leaves.length < checkpoint.size * 32) return {};
  return {
    [`leaf${name}`]: leaves.slice(index * 32, index * 32 + 32),
    [`path${name}`]: inclusionProof(index, checkpoint.size, read),
  };
}

/** What evidence amounts to, once checked against the log's key. */
export interface EvidenceVerdict {
  /** `proved`: the log's key signed two histories. `shown`: the checkpoints are the log's, the order rests on the accuser's word. `void`: it shows nothing. */
  readonly verdict: 'proved' | 'shown' | 'void';
  readonly because: string;
}

/** Judges evidence with nothing but the log's key. */
export async function judgeEvidence(
  evidence: Evidence,
  logKey: VerifierKey,
  verifier: Verifier,
): Promise<EvidenceVerdict> {
  const { before, after, index } = evidence;
  for (const checkpoint of [before, after]) {
    const signed = await checkSignature(checkpoint.note, logKey, verifier);
    if (signed.state !== 'valid')
      return {
        verdict: 'void',
        because: `the checkpoint of ${checkpoint.size} entries is not signed by ${logKey.name}`,
      };
  }
  if (before.origin !== logKey.name || after.origin !== logKey.name) {
    return { verdict: 'void', because: `a checkpoint is not of the log ${logKey.name}` };
  }
  if (before.size === 0 || (before.size === after.size && equalBytes(before.root, after.root))) {
    return { verdict: 'void', because: 'the two checkpoints are consistent' };
  }
  if (before.size === after.size) {
    return { verdict: 'proved', because: `the log signed two different trees of ${before.size} entries` };
  }
  const { leafBefore, pathBefore, leafAfter, pathAfter } = evidence;
  if (
    index !== undefined &&
    leafBefore !== undefined &&
    leafAfter !== undefined &&
    pathBefore !== undefined &&
    pathAfter !== undefined
  ) {
    const inBefore = verifyInclusion(leafBefore, index, before.size, pathBefore, before.root);
    const inAfter = verifyInclusion(leafAfter, index, after.size, pathAfter, after.root);
    if (inBefore && inAfter && !equalBytes(leafBefore, leafAfter)) {
      return { verdict: 'proved', because: `the log signed two different entries ${index}` };
    }
  }
  if (after.size < before.size) {
    return {
      verdict: 'shown',
      because: `a log of ${after.size} entries was served after one of ${before.size}: entry ${after.size} is the first that is gone`,
    };
  }
  const holds = verifyConsistency(before.size, before.root, after.size, after.root, evidence.failingProof);
  return holds
    ? { verdict: 'void', because: 'the two checkpoints are consistent' }
    : {
        verdict: 'shown',
        because: 'the proof that was served does not lead from one checkpoint to the other',
      };
}

const FORMAT = 'armistice.evidence/v1';

export function formatEvidence(evidence: Evidence): string {
  const hashes = (list: readonly Hash[] | undefined) => (list === undefined ? null : list.map(toBase64));
  const hash = (one: Hash | undefined) => (one === undefined ? null : toBase64(one));
  const { kind, before, after, failingProof, index, leafBefore, pathBefore, leafAfter, pathAfter, seenAt } =
    evidence;
  const value: Json = {
    format: FORMAT,
    kind,
    index: index ?? null,
    seenAt,
    before: { checkpoint: formatNote(before.note), leaf: hash(leafBefore), path: hashes(pathBefore) },
    after: { checkpoint: formatNote(after.note), leaf: hash(leafAfter), path: hashes(pathAfter) },
    failingProof: hashes(failingProof),
  };
  return `${formatJson(value)}\n`;
}

/** Parses an evidence file. Nothing in it is believed yet: see {@link judgeEvidence}. */
export function parseEvidence(text: string): Result<Evidence> {
  const bad = refuse('evidence', `this is not an evidence file (${FORMAT}), or a part of it was altered`);
  const json = parseCanonicalJson(text.slice(0, -1));
  if (!json.ok) return json;
  const { kind, index, seenAt, ...rest } = (json.value ?? {}) as { readonly [name: string]: Json };
  const before = parseSide(rest.before);
  const after = parseSide(rest.after);
  const failingProof = parseList(rest.failingProof);
  if ((kind !== 'fork' && kind !== 'rollback') || !(index === null || isSize(index)) || !isSize(seenAt))
    return bad;
  if (before === undefined || after === undefined || failingProof === undefined) return bad;
  const evidence: Evidence = {
    kind,
    before: before.checkpoint,
    after: after.checkpoint,
    failingProof,
    ...(index === null ? {} : { index }),
    seenAt,
    ...(before.leaf === undefined ? {} : { leafBefore: before.leaf, pathBefore: before.path }),
    ...(after.leaf === undefined ? {} : { leafAfter: after.leaf, pathAfter: after.path }),
  };
  // One spelling only: whatever the checks above let through, the format's name among it, shows here.
  return formatEvidence(evidence) === text ? accept(evidence) : bad;
}

function parseList(value: unknown): Hash[] | undefined {
  if (!Array.isArray(value) || value.length > 63) return undefined;
  const hashes = value.map((one) => (typeof one === 'string' ? fromBase64(one) : undefined));
  return hashes.every((one): one is Uint8Array<ArrayBuffer> => one?.length === 32) ? hashes : undefined;
}

function parseSide(value: unknown): { checkpoint: SignedCheckpoint; leaf?: Hash; path: Hash[] } | undefined {
  const { checkpoint, leaf, path } = (value ?? {}) as { readonly [name: string]: unknown };
  const parsed = typeof checkpoint === 'string' ? parseSignedCheckpoint(checkpoint) : undefined;
  if (parsed?.ok !== true) return undefined;
  if (leaf === null) return { checkpoint: parsed.value, path: [] };
  const hash = typeof leaf === 'string' ? fromBase64(leaf) : undefined;
  const hashes = parseList(path);
  return hash?.length === 32 && hashes !== undefined
    ? { checkpoint: parsed.value, leaf: hash, path: hashes }
    : undefined;
}
