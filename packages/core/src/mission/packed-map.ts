import { KeyColumn, KeyIndex } from '../fusion/index.ts';
import { concat } from '../record/index.ts';
import { Packing } from './packing.ts';

/** Values are laid down in blocks of so many bytes; one that is larger is kept as it is. */
const BLOCK = 1 << 22;
/** Room that replaced values hold is won back where it is more than a third of what stands, and more than this. */
const LEAST_WASTE = 1 << 24;
/** Numbers of keys that left are won back where they are more than half of those that stand, and more than this. */
const LEAST_LEFT = 1024;
/** Places of a value that is kept as it is, and of a key that left. */
const LARGE = -1;
const LEFT = -2;

/** The values of a map as few blocks of bytes: what a host keeps, and what a map is made of again. */
export interface PackedMapDump {
  /** In the order of the keys, each with its length before it. */
  readonly blocks: readonly Uint8Array[];
  readonly large: ReadonlyMap<string, unknown>;
}

/**
 * A map whose values are kept as bytes: a million reports as objects would not fit beside a server. Each look-up makes
 * the value anew; what is changed in it is not kept.
 */
export class PackedMap<V> implements ReadonlyMap<string, V> {
  readonly #packing: Packing;
  /** Keys in the order in which they came, with those that left. */
  #keys = new KeyColumn();
  #numbers = new KeyIndex(this.#keys);
  /** By the number of a key, where its value lies: block and byte as one number. */
  #places = new Float64Array(16);
  /** Where those who pass over the map stand. */
  readonly #passing = new Set<{ next: number }>();
  readonly #large = new Map<string, V>();
  #blocks: Uint8Array[] = [];
  /** Bytes used in the last block. */
  #used = BLOCK;
  #standing = 0;
  #wasted = 0;

  constructor(packing: Packing = new Packing()) {
    this.#packing = packing;
  }

  get size(): number {
    return this.#numbers.size;
  }

  has(key: string): boolean {
    return this.#numbers.find(key) >= 0;
  }

  get(key: string): V | undefined {
    const number = this.#numbers.find(key);
    return number < 0 ? undefined : this.#at(key, this.#places[number] as number);
  }

  set(key: string, value: V): this {
    const known = this.#numbers.find(key);
    const bytes = this.#packing.pack(value);
    const length = bytes.length + 4;
    if (known >= 0) this.#drop(key, this.#places[known] as number);
    const number = known >= 0 ? known : this.#number(key);
    if (length > BLOCK / 4) {
      this.#large.set(key, value);
      this.#places[number] = LARGE;
      return this;
    }
    if (this.#used + length > BLOCK) this.#open();
    this.#places[number] = (this.#blocks.length - 1) * BLOCK + this.#used;
    this.#used = lay(this.#blocks.at(-1) as Uint8Array, this.#used, bytes);
    this.#standing += length;
    if (this.#wasted > LEAST_WASTE && this.#wasted > this.#standing / 3) this.#tidy();
    return this;
  }

  delete(key: string): boolean {
    const number = this.#numbers.find(key);
    if (number < 0) return false;
    this.#drop(key, this.#places[number] as number);
    this.#numbers.delete(key);
    this.#places[number] = LEFT;
    const left = this.#keys.count - this.size;
    if (left > LEAST_LEFT && left > this.size / 2) this.#renumber();
    return true;
  }

  *keys(): MapIterator<string> {
    for (const number of this.#standingNumbers()) yield this.#keys.at(number);
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  *entries(): MapIterator<[string, V]> {
    for (const number of this.#standingNumbers()) {
      const key = this.#keys.at(number);
      yield [key, this.#at(key, this.#places[number] as number)];
    }
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(each: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }

  /** The values as they are now; later changes do not reach them. What lies as it is given is not copied. */
  dump(): PackedMapDump {
    return { blocks: this.#packed(), large: new Map(this.#large) };
  }

  /** Takes in what {@link dump} gave, with the keys, into a map that is empty. Nobody may write to the blocks any more. */
  restore(keys: Iterable<string>, { blocks, large }: PackedMapDump): this {
    for (const [key, value] of large) this.#large.set(key, value as V);
    this.#blocks = [...blocks];
    let [block, at] = [0, 0];
    for (const key of keys) {
      const number = this.#number(key);
      if (this.#large.has(key)) {
        this.#places[number] = LARGE;
        continue;
      }
      while (at >= (this.#blocks[block] as Uint8Array).length) [block, at] = [block + 1, 0];
      this.#places[number] = block * BLOCK + at;
      const length = 4 + lengthAt(this.#blocks[block] as Uint8Array, at);
      this.#standing += length;
      at += length;
    }
    this.#used = BLOCK;
    return this;
  }

  #at(key: string, place: number): V {
    if (place < 0) return this.#large.get(key) as V;
    const block = this.#blocks[Math.floor(place / BLOCK)] as Uint8Array;
    return this.#packing.unpack(block, (place % BLOCK) + 4) as V;
  }

  #drop(key: string, place: number): void {
    if (place < 0) {
      this.#large.delete(key);
      return;
    }
    const length = 4 + lengthAt(this.#blocks[Math.floor(place / BLOCK)] as Uint8Array, place % BLOCK);
    this.#standing -= length;
    this.#wasted += length;
  }

  #open(): void {
    this.#blocks.push(new Uint8Array(BLOCK));
    this.#used = 0;
  }

  /** A number for a key that has none. */
  #number(key: string): number {
    const number = this.#keys.push(key);
    this.#numbers.add(number);
    if (number >= this.#places.length) {
      const longer = new Float64Array(Math.ceil(this.#places.length * 1.5));
      longer.set(this.#places);
      this.#places = longer;
    }
    return number;
  }

  /** Numbers of the keys that stand, in their order, also of those that come meanwhile. */
  *#standingNumbers(): Generator<number> {
    const at = { next: 0 };
    this.#passing.add(at);
    try {
      while (at.next < this.#keys.count) {
        const number = at.next;
        at.next += 1;
        if (this.#places[number] !== LEFT) yield number;
      }
    } finally {
      this.#passing.delete(at);
    }
  }

  /** Gives the keys that stand new numbers, in the same order. */
  #renumber(): void {
    const [keys, places] = [this.#keys, this.#places];
    this.#keys = new KeyColumn();
    this.#numbers = new KeyIndex(this.#keys);
    const passing = [...this.#passing].sort((a, b) => a.next - b.next);
    for (let number = 0; number < keys.count; number++) {
      while (passing[0]?.next === number) (passing.shift() as { next: number }).next = this.#keys.count;
      const place = places[number] as number;
      if (place === LEFT) continue;
      // Never behind: what is read stands before it no longer.
      this.#numbers.add(this.#keys.push(keys.at(number)));
      places[this.#keys.count - 1] = place;
    }
    for (const at of passing) at.next = this.#keys.count;
    this.#places = places.slice(0, Math.max(16, this.#keys.count));
  }

  /** What stands, block by block and in the order of the keys. */
  #packed(): Uint8Array[] {
    const blocks: Uint8Array[] = [];
    let runs: Uint8Array[] = [];
    let used = 0;
    for (const number of this.#standingNumbers()) {
      const place = this.#places[number] as number;
      if (place < 0) continue;
      const block = this.#blocks[Math.floor(place / BLOCK)] as Uint8Array;
      const from = place % BLOCK;
      const to = from + 4 + lengthAt(block, from);
      if (used + to - from > BLOCK) {
        blocks.push(whole(runs));
        [runs, used] = [[], 0];
      }
      const last = runs.at(-1);
      const begun = last === undefined ? -1 : from - last.length;
      // Beginning where the last run ended, in the same block, it makes that run longer.
      if (begun >= 0 && last?.buffer === block.buffer && last.byteOffset === block.byteOffset + begun)
        runs[runs.length - 1] = block.subarray(begun, to);
      else runs.push(block.subarray(from, to));
      used += to - from;
    }
    if (used > 0) blocks.push(whole(runs));
    return blocks;
  }

  /** Lays down what stands without the room between, under the same numbers. */
  #tidy(): void {
    this.#blocks = this.#packed();
    let [block, at] = [0, 0];
    for (const number of this.#standingNumbers()) {
      if (this.#places[number] === LARGE) continue;
      while (at >= (this.#blocks[block] as Uint8Array).length) [block, at] = [block + 1, 0];
      this.#places[number] = block * BLOCK + at;
      at += 4 + lengthAt(this.#blocks[block] as Uint8Array, at);
    }
    this.#used = BLOCK;
    this.#wasted = 0;
  }
}

/** Runs of bytes as one array. A single one that fills most of its block is that: what was laid down never changes. */
function whole(runs: readonly Uint8Array[]): Uint8Array {
  const [first] = runs;
  const most = first !== undefined && runs.length === 1 && first.length * 2 > first.buffer.byteLength;
  return most ? first : concat(runs);
}

function lay(block: Uint8Array, at: number, bytes: Uint8Array): number {
  const { length } = bytes;
  block[at] = length & 255;
  block[at + 1] = (length >> 8) & 255;
  block[at + 2] = (length >> 16) & 255;
  block[at + 3] = length >>> 24;
  block.set(bytes, at + 4);
  return at + 4 + length;
}

function lengthAt(block: Uint8Array, at: number): number {
  return (
    (block[at] as number) +
    (block[at + 1] as number) * 256 +
    (block[at + 2] as number) * 65_536 +
    (block[at + 3] as number) * 16_777_216
  );
}
