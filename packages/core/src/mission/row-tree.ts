import { sha256 } from '../record/index.ts';

// One hash over rows that come and go: a row that changed costs the way to the root, not the rows.

export const HASH = 32;
const ROW = Uint8Array.of(0);
const BRANCH = Uint8Array.of(1);

interface Leaf {
  readonly id: string;
  /** Place of its hash among all. */
  readonly slot: number;
}

interface Branch {
  /** By the next digit of the id. */
  readonly below: (Leaf | Branch | undefined)[];
  hash: Uint8Array | undefined;
}

/** Hash of a row as it stands in the tree: a byte of zero, then its line with the line feed. */
export function rowHash(line: Uint8Array): Uint8Array {
  return sha256(ROW, line);
}

/**
 * Rows by the hexadecimal digits of their ids. A single row is its hash. Several are SHA-256 over a byte of one and, for
 * each next digit that one of them has, that digit as a byte and the hash of those that have it. It follows from the rows
 * alone, not from how they came.
 */
export class RowTree {
  #top: Leaf | Branch | undefined;
  #hashes = new Uint8Array(1024 * HASH);
  readonly #free: number[] = [];
  #slots = 0;

  /** Puts a row's hash under its id, in place of one that is there. */
  put(id: string, hash: Uint8Array): void {
    this.delete(id);
    const slot = this.#free.pop() ?? this.#slots++;
    if ((slot + 1) * HASH > this.#hashes.length) {
      const longer = new Uint8Array(2 * this.#hashes.length);
      longer.set(this.#hashes);
      this.#hashes = longer;
    }
    this.#hashes.set(hash, slot * HASH);
    this.#top = withLeaf(this.#top, { id, slot }, 0);
  }

  delete(id: string): void {
    const slot = slotOf(this.#top, id);
    if (slot === undefined) return;
    this.#free.push(slot);
    this.#top = without(this.#top, id, 0);
  }

  /** The hash of one row, good until the next change. */
  hashUnder(id: string): Uint8Array | undefined {
    const slot = slotOf(this.#top, id);
    return slot === undefined ? undefined : this.#hashes.subarray(slot * HASH, (slot + 1) * HASH);
  }

  /** The hash over all rows; of none, no bytes. */
  root(): Uint8Array {
    return this.#top === undefined ? new Uint8Array(0) : this.#hashOf(this.#top);
  }

  #hashOf(node: Leaf | Branch): Uint8Array {
    if (!('below' in node)) return this.#hashes.subarray(node.slot * HASH, (node.slot + 1) * HASH);
    if (node.hash !== undefined) return node.hash;
    const parts: Uint8Array[] = [BRANCH];
    for (const [digit, one] of node.below.entries())
      if (one !== undefined) parts.push(Uint8Array.of(digit), this.#hashOf(one));
    node.hash = sha256(...parts);
    return node.hash;
  }
}

function digitOf(id: string, depth: number): number {
  const digit = Number.parseInt(id.charAt(depth), 16);
  if (Number.isNaN(digit)) throw new Error(`the id ${id} has no hexadecimal digit ${depth}`);
  return digit;
}

function withLeaf(node: Leaf | Branch | undefined, leaf: Leaf, depth: number): Leaf | Branch {
  if (node === undefined) return leaf;
  if ('below' in node) {
    const digit = digitOf(leaf.id, depth);
    node.hash = undefined;
    node.below[digit] = withLeaf(node.below[digit], leaf, depth + 1);
    return node;
  }
  const branch: Branch = { below: new Array(16).fill(undefined), hash: undefined };
  branch.below[digitOf(node.id, depth)] = node;
  return withLeaf(branch, leaf, depth);
}

/** Where one row is left, the branch is no more: the tree is that of the rows which stand. */
function without(node: Leaf | Branch | undefined, id: string, depth: number): Leaf | Branch | undefined {
  if (node === undefined || !('below' in node)) return undefined;
  const digit = digitOf(id, depth);
  node.hash = undefined;
  node.below[digit] = without(node.below[digit], id, depth + 1);
  const [first, ...others] = node.below.filter((one) => one !== undefined);
  return others.length === 0 && first !== undefined && !('below' in first) ? first : node;
}

function slotOf(top: Leaf | Branch | undefined, id: string): number | undefined {
  let node = top;
  for (let depth = 0; node !== undefined && 'below' in node; depth += 1)
    node = node.below[digitOf(id, depth)];
  return node !== undefined && node.id === id ? node.slot : undefined;
}
