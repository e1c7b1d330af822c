import { toBase64 } from './base64.ts';
import { tileRoot } from './bulk.ts';
import { equalBytes } from './bytes.ts';
import { appendSubtree, EMPTY_FRONTIER, type Frontier, frontierRoot, type Hash } from './merkle.ts';
import { addProblem, type ProblemList } from './problem.ts';
import { type LogSource, readTile } from './source.ts';
import { TILE_WIDTH, tileSpan, tileWidth } from './tile.ts';

/** Whose tree a milestone is, where it is no witness's: spellings that no name in a policy can have. */
export const OWN_MEMORY = '';
export const THE_LOG = 'the log';

/** A tree that someone signed or remembers, to be met on the way. `whose` is a witness's name, {@link OWN_MEMORY} or {@link THE_LOG}. */
export interface Milestone {
  readonly size: number;
  readonly root: Hash;
  readonly whose: string;
}

/** Rebuilds the tree bundle by bundle, compares it with the served tiles, and meets the milestones. */
export class TreeWalk {
  readonly #source: LogSource;
  readonly #size: number;
  readonly #milestones: Milestone[];
  readonly #problems: ProblemList;
  readonly #forked = new Set<string>();
  /** For each tile level above 0: hashes of the full tiles below that no full tile of this level holds yet. */
  readonly #pending: Hash[][] = [];
  #frontier: Frontier = EMPTY_FRONTIER;
  #leaves = new Uint8Array(1024 * 32);
  #count = 0;

  constructor(source: LogSource, size: number, milestones: readonly Milestone[], problems: ProblemList) {
    this.#source = source;
    this.#size = size;
    this.#milestones = milestones.filter((one) => one.size <= size).sort((a, b) => a.size - b.size);
    this.#problems = problems;
    for (const late of milestones) {
      if (late.size > size) this.#rolledBack(late);
    }
    this.#meet(EMPTY_FRONTIER);
  }

  /** All leaf hashes so far, one run of 32 bytes each. */
  leaves(): Uint8Array {
    return this.#leaves.subarray(0, this.#count * 32);
  }

  async takeBundle(place: number, hashes: Uint8Array, tile: Uint8Array | undefined): Promise<void> {
    this.#compare(place, hashes, tile);
    this.#keep(hashes);
    this.#advance(hashes);
    if (hashes.length === TILE_WIDTH * 32) await this.#fillTile(1, tileRoot(hashes));
    if (this.#count === this.#size) await this.#partialTiles();
  }

  #keep(hashes: Uint8Array): void {
    const end = this.#count * 32 + hashes.length;
    if (end > this.#leaves.length) {
      const larger = new Uint8Array(Math.max(end, this.#leaves.length * 2));
      larger.set(this.#leaves);
      this.#leaves = larger;
    }
    this.#leaves.set(hashes, this.#count * 32);
    this.#count += hashes.length / 32;
  }

  #compare(place: number, hashes: Uint8Array, tile: Uint8Array | undefined): void {
    const first = place * TILE_WIDTH;
    if (tile === undefined || !isTileOf(tile, hashes)) {
      addProblem(this.#problems, {
        code: 'record/tile-missing',
        index: first,
        message: `the hash tile of entries ${first} to ${first + hashes.length / 32 - 1} is missing or has a wrong length`,
      });
      return;
    }
    for (let at = 0; at < hashes.length; at += 32) {
      const found = hashes.subarray(at, at + 32);
      const expected = tile.subarray(at, at + 32);
      if (equalBytes(found, expected)) continue;
      const index = first + at / 32;
      addProblem(this.#problems, {
        code: 'record/leaf-altered',
        index,
        message: `entry ${index} does not have the hash that the log's tile gives it: the entry or the tile was changed`,
        expected: toBase64(expected),
        found: toBase64(found),
      });
    }
  }

  #advance(hashes: Uint8Array): void {
    const ahead = this.#milestones[0];
    const size = this.#frontier.size + hashes.length / 32;
    if (hashes.length === TILE_WIDTH * 32 && (ahead === undefined || ahead.size >= size)) {
      this.#frontier = appendSubtree(this.#frontier, tileRoot(hashes), 8);
      this.#meet(this.#frontier);
      return;
    }
    for (let at = 0; at < hashes.length; at += 32) {
      this.#frontier = appendSubtree(this.#frontier, hashes.slice(at, at + 32));
      this.#meet(this.#frontier);
    }
  }

  #meet(frontier: Frontier): void {
    while (this.#milestones[0]?.size === frontier.size) {
      const milestone = this.#milestones.shift() as Milestone;
      if (!equalBytes(frontierRoot(frontier), milestone.root)) this.#forked.add(milestone.whose);
    }
  }

  #rolledBack(late: Milestone): void {
    const who = late.whose === OWN_MEMORY ? 'this verifier saw' : `${late.whose} cosigned`;
    addProblem(this.#problems, {
      code: 'record/rolled-back',
      index: this.#size,
      message: `entry ${this.#size} is missing: ${who} a log of ${late.size} entries, this one ends after ${this.#size}`,
      expected: `${late.size} entries`,
      found: `${this.#size} entries`,
    });
  }

  /** Adds a hash to the tile being filled at a level; a full one is compared with what is served and goes up. */
  async #fillTile(level: number, hash: Hash): Promise<void> {
    while (this.#pending.length <= level) this.#pending.push([]);
    const pending = this.#pending[level] as Hash[];
    pending.push(hash);
    if (pending.length < TILE_WIDTH) return;
    const place = Math.floor(this.#count / tileSpan(level + 1)) - 1;
    const hashes = joined(pending);
    pending.length = 0;
    await this.#compareUpper(level, place, hashes);
    await this.#fillTile(level + 1, tileRoot(hashes));
  }

  async #partialTiles(): Promise<void> {
    for (const [level, pending] of this.#pending.entries()) {
      if (pending.length === 0) continue;
      await this.#compareUpper(level, Math.floor(this.#size / tileSpan(level + 1)), joined(pending));
    }
  }

  async #compareUpper(level: number, place: number, hashes: Uint8Array): Promise<void> {
    const served = await readTile(this.#source, level, place, tileWidth(level, place, this.#size));
    const made = served !== undefined && isTileOf(served, hashes);
    if (made && equalBytes(served.subarray(0, hashes.length), hashes)) return;
    const span = tileSpan(level);
    const index = place * TILE_WIDTH * span;
    addProblem(this.#problems, {
      code: 'record/tile-altered',
      index,
      message: `tile ${place} at level ${level}, over entries from ${index}, is ${served === undefined ? 'missing' : 'not made of its entries'}; rebuild the tiles from the entries`,
    });
  }

  /** Closes the walk; answers whose tree this log is not an extension of. `remembered` leaf hashes name the entry. */
  finish(remembered: Uint8Array | undefined): ReadonlySet<string> {
    const differs = remembered === undefined ? undefined : firstDifference(remembered, this.leaves());
    // A log that was cut short may have been rewritten as well; no milestone within it would tell.
    if (differs !== undefined && differs < Math.min(this.#count, (remembered?.length ?? 0) / 32))
      this.#forked.add(OWN_MEMORY);
    for (const whose of this.#forked) {
      const index = whose === OWN_MEMORY ? differs : undefined;
      const subject =
        whose === THE_LOG
          ? 'the checkpoint that the log signed'
          : whose === OWN_MEMORY
            ? 'the log this verifier saw before'
            : `the log that ${whose} cosigned`;
      addProblem(this.#problems, {
        code: whose === THE_LOG ? 'record/root' : 'record/forked',
        ...(index === undefined ? {} : { index }),
        message: `these entries do not make ${subject}${index === undefined ? '' : `: entry ${index} is the first that differs`}`,
      });
    }
    return this.#forked;
  }
}

/** Whether a served tile has the length of these hashes, or is the full one that may stand in for it. */
function isTileOf(tile: Uint8Array, hashes: Uint8Array): boolean {
  return tile.length === hashes.length || tile.length === TILE_WIDTH * 32;
}

/** Index of the first leaf in which two runs of leaf hashes differ; the shorter length where none does. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at++) if (a[at] !== b[at]) return Math.floor(at / 32);
  return Math.floor(end / 32);
}

function joined(hashes: readonly Hash[]): Uint8Array {
  const all = new Uint8Array(hashes.length * 32);
  for (const [i, hash] of hashes.entries()) all.set(hash, i * 32);
  return all;
}
