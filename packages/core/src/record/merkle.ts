import { equalBytes } from './bytes.ts';
import { sha256 } from './sha256.ts';

// RFC 6962 §2.1. A node is named by its level (0 = leaf hashes) and its place in that level; it stands for
// the complete subtree over leaves [place·2^level, (place+1)·2^level).

/** A 32-byte SHA-256 hash. */
export type Hash = Uint8Array;

/** A complete subtree: `2^level` leaves from `place · 2^level`. */
export interface NodeAt {
  readonly level: number;
  readonly place: number;
}

/** Gives the hash of a complete subtree. Must throw where it has none. */
export type ReadNode = (node: NodeAt) => Hash;

/** Leaves under a complete subtree of `level`: 2^level, exact at every level that a tree can have. */
export function subtreeWidth(level: number): number {
  let width = 1;
  for (let i = 0; i < level; i++) width *= 2;
  return width;
}

/** Leaves `[from, to)`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function leafHash(entry: Uint8Array): Hash {
  return sha256(LEAF, entry);
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(NODE, left, right);
}

/** The root of the tree with no leaves. */
export function emptyRoot(): Hash {
  return sha256();
}

/** Largest power of two below `n` (n > 1): where RFC 6962 splits a tree. Plain arithmetic, as sizes pass 2^31. */
export function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The complete subtrees, left to right, whose right fold is the hash of `range`. The range must be one that a proof names: aligned to its own size. */
export function nodesOf(range: Range): NodeAt[] {
  const nodes: NodeAt[] = [];
  let { from } = range;
  while (from < range.to) {
    let level = 0;
    let width = 1;
    while (width * 2 <= range.to - from && from % (width * 2) === 0) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, place: from / width });
    from += width;
  }
  return nodes;
}

/** Hash of the leaves in `range`, from complete subtrees. */
export function rangeHash(range: Range, read: ReadNode): Hash {
  const hashes = nodesOf(range).map(read);
  let hash = hashes.pop();
  if (hash === undefined) return emptyRoot();
  for (let left = hashes.pop(); left !== undefined; left = hashes.pop()) hash = nodeHash(left, hash);
  return hash;
}

/** Root of the tree of the first `size` leaves. */
export function rootOf(size: number, read: ReadNode): Hash {
  return rangeHash({ from: 0, to: size }, read);
}

/** The ranges whose hashes prove that leaf `index` is in the tree of `size`, from the leaf's sibling up to the root's child (RFC 6962 §2.1.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose hashes prove that the tree of `oldSize` is a prefix of the tree of `size` (RFC 6962 §2.1.2); none where either is trivially so. */
export function consistencyRanges(oldSize: number, size: number): Range[] {
  if (oldSize === 0 || oldSize === size) return [];
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  // Walk down to the right edge of the old tree; `from` stays 0 while the old tree itself is still a whole subtree.
  while (oldSize !== to) {
    const middle = from + splitOf(to - from);
    if (oldSize <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  if (from > 0) ranges.push({ from, to });
  return ranges.reverse();
}

export function inclusionProof(index: number, size: number, read: ReadNode): Hash[] {
  return inclusionRanges(index, size).map((range) => rangeHash(range, read));
}

export function consistencyProof(oldSize: number, size: number, read: ReadNode): Hash[] {
  return consistencyRanges(oldSize, size).map((range) => rangeHash(range, read));
}

/** The root that an inclusion proof leads to, or undefined where the proof has the wrong length for its index and size. */
export function rootFromInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
): Hash | undefined {
  if (!isSize(index) || !isSize(size) || index >= size) return undefined;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length) return undefined;
  let hash = leaf;
  for (let i = 0; i < ranges.length; i++) {
    const sibling = proof[i] as Hash;
    if (sibling.length !== 32) return undefined;
    hash = (ranges[i] as Range).from > index ? nodeHash(hash, sibling) : nodeHash(sibling, hash);
  }
  return hash;
}

export function verifyInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  const reached = rootFromInclusion(leaf, index, size, proof);
  return reached !== undefined && equalBytes(reached, root);
}

/** Whether `proof` shows the tree (oldSize, oldRoot) to be a prefix of the tree (size, root). */
export function verifyConsistency(
  oldSize: number,
  oldRoot: Hash,
  size: number,
  root: Hash,
  proof: readonly Hash[],
): boolean {
  if (!isSize(oldSize) || !isSize(size) || oldSize > size) return false;
  if (oldSize === 0) return proof.length === 0 && equalBytes(oldRoot, emptyRoot());
  if (oldSize === size) return proof.length === 0 && equalBytes(oldRoot, root);
  const ranges = consistencyRanges(oldSize, size);
  if (ranges.length !== proof.length || proof.some((hash) => hash.length !== 32)) return false;
  // The first hash is a part of both trees: the old tree whole where it is a complete left subtree, its right edge otherwise.
  const wholeOld = (ranges[0] as Range).from >= oldSize;
  let old = wholeOld ? oldRoot : (proof[0] as Hash);
  let grown = old;
  for (let i = wholeOld ? 0 : 1; i < ranges.length; i++) {
    const hash = proof[i] as Hash;
    if ((ranges[i] as Range).from >= oldSize) {
      grown = nodeHash(grown, hash);
    } else {
      old = nodeHash(hash, old);
      grown = nodeHash(hash, grown);
    }
  }
  return equalBytes(old, oldRoot) && equalBytes(grown, root);
}

/** Whether a value can be the size of a tree, or an index in it. */
export function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** The right edge of a growing tree: the complete subtrees of its size, largest first. Enough to append and to give the root. */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly Hash[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] };

/** Appends a complete subtree of `2^level` leaves. The frontier's size must be a multiple of `2^level`. */
export function appendSubtree(frontier: Frontier, hash: Hash, level = 0): Frontier {
  const width = subtreeWidth(level);
  if (frontier.size % width !== 0)
    throw new Error(`a subtree of ${width} leaves cannot follow leaf ${frontier.size}`);
  const nodes = [...frontier.nodes];
  let node = hash;
  for (let step = frontier.size / width; step % 2 === 1; step = (step - 1) / 2) {
    node = nodeHash(nodes.pop() as Hash, node);
  }
  nodes.push(node);
  return { size: frontier.size + width, nodes };
}

export function frontierRoot(frontier: Frontier): Hash {
  const nodes = [...frontier.nodes];
  let hash = nodes.pop();
  if (hash === undefined) return emptyRoot();
  for (let left = nodes.pop(); left !== undefined; left = nodes.pop()) hash = nodeHash(left, hash);
  return hash;
}
