import { KeyColumn } from '../fusion/index.ts';
import { sha256 } from '../record/index.ts';

// One hash over rows that come and go: a row that changed costs the way to the root, not the rows.

export const HASH = 32;
const ROW = Uint8Array.of(0);
const BRANCH = Uint8Array.of(1);

const DIGITS = 16;

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
  readonly #ids = new KeyColumn();
  /** By slot. */
  #hashes = new Uint8Array(64 * HASH);
  readonly #free: number[] = [];
  /** By branch and next digit: 1 + a branch, −1 − the slot of a row, 0 for none. */
  #below = new Int32Array(16 * DIGITS);
  /** By branch, its hash, good while it is not stale. */
  #branchHashes = new Uint8Array(16 * HASH);
  #stale = new Uint8Array(16);
  readonly #freeBranches: number[] = [];
  #branches = 0;
  /** As below a branch. */
  #top = 0;

  /** Puts a row's hash under its id, in place of one that is there; answers the slot that names the row while it is there. */
  put(id: string, hash: Uint8Array): number {
    const known = this.slotOf(id);
    const slot = known >= 0 ? known : (this.#free.pop() ?? this.#ids.count);
    if ((slot + 1) * HASH > this.#hashes.length) this.#hashes = longer(this.#hashes, HASH);
    this.#hashes.set(hash, slot * HASH);
    if (known >= 0) this.#spoil(id);
    else {
      this.#ids.put(slot, id);
      this.#top = this.#withLeaf(this.#top, id, slot, 0);
    }
    return slot;
  }

  delete(id: string): void {
    const slot = this.slotOf(id);
    if (slot < 0) return;
    this.#free.push(slot);
    this.#top = this.#without(this.#top, id, 0);
  }

  /** The slot of a row; −1 where there is none. */
  slotOf(id: string): number {
    let node = this.#top;
    for (let depth = 0; node > 0; depth += 1) node = this.#at(node - 1, digitOf(id, depth));
    return node < 0 && this.#ids.at(-1 - node) === id ? -1 - node : -1;
  }

  /** The hash of the row in a slot, good until the next change. */
  hashAt(slot: number): Uint8Array {
    return this.#hashes.subarray(slot * HASH, (slot + 1) * HASH);
  }

  /** Every row by its id and slot. */
  *rows(): Generator<readonly [id: string, slot: number]> {
    const free = new Set(this.#free);
    for (let slot = 0; slot < this.#ids.count; slot += 1)
      if (!free.has(slot)) yield [this.#ids.at(slot), slot];
  }

  /** The hash over all rows; of none, no bytes. */
  root(): Uint8Array {
    return this.#top === 0 ? new Uint8Array(0) : this.#hashOf(this.#top).slice();
  }

  #at(branch: number, digit: number): number {
    return this.#below[branch * DIGITS + digit] as number;
  }

  #hashOf(node: number): Uint8Array {
    if (node < 0) return this.hashAt(-1 - node);
    const branch = node - 1;
    const own = this.#branchHashes.subarray(branch * HASH, (branch + 1) * HASH);
    if (this.#stale[branch] === 0) return own;
    const parts: Uint8Array[] = [BRANCH];
    for (let digit = 0; digit < DIGITS; digit += 1) {
      const below = this.#at(branch, digit);
      if (below !== 0) parts.push(Uint8Array.of(digit), this.#hashOf(below));
    }
    own.set(sha256(...parts));
    this.#stale[branch] = 0;
    return own;
  }

  /** What is hashed over a row is due again. */
  #spoil(id: string): void {
    for (let node = this.#top, depth = 0; node > 0; depth += 1) {
      this.#stale[node - 1] = 1;
      node = this.#at(node - 1, digitOf(id, depth));
    }
  }

  #withLeaf(node: number, id: string, slot: number, depth: number): number {
    if (node === 0) return -1 - slot;
    let into = node;
    if (node < 0) {
      into = this.#newBranch() + 1;
      this.#below[(into - 1) * DIGITS + digitOf(this.#ids.at(-1 - node), depth)] = node;
    }
    const at = (into - 1) * DIGITS + digitOf(id, depth);
    this.#stale[into - 1] = 1;
    // Another array may stand there once more branches were made.
    const below = this.#withLeaf(this.#below[at] as number, id, slot, depth + 1);
    this.#below[at] = below;
    return into;
  }

  /** Where one row is left, the branch is no more: the tree is that of the rows which stand. */
  #without(node: number, id: string, depth: number): number {
    if (node <= 0) return 0;
    const from = (node - 1) * DIGITS;
    const at = from + digitOf(id, depth);
    this.#stale[node - 1] = 1;
    this.#below[at] = this.#without(this.#below[at] as number, id, depth + 1);
    const left = this.#below.subarray(from, from + DIGITS).filter((below) => below !== 0);
    const [only = 0] = left;
    if (left.length !== 1 || only > 0) return node;
    this.#freeBranches.push(node - 1);
    return only;
  }

  #newBranch(): number {
    const branch = this.#freeBranches.pop() ?? this.#branches++;
    if (branch >= this.#stale.length) {
      this.#stale = longer(this.#stale, 1);
      this.#branchHashes = longer(this.#branchHashes, HASH);
      const below = new Int32Array(this.#stale.length * DIGITS);
      below.set(this.#below);
      this.#below = below;
    }
    this.#below.fill(0, branch * DIGITS, (branch + 1) * DIGITS);
    return branch;
  }
}

function digitOf(id: string, depth: number): number {
  const digit = Number.parseInt(id.charAt(depth), 16);
  if (Number.isNaN(digit)) throw new Error(`the id ${id} has no hexadecimal digit ${depth}`);
  return digit;
}

/** Half as long again, in whole pieces of so many bytes. */
function longer(bytes: Uint8Array, piece: number): Uint8Array<ArrayBuffer> {
  const into = new Uint8Array(Math.ceil((bytes.length * 1.5) / piece) * piece);
  into.set(bytes);
  return into;
}
