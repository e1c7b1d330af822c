import { concat } from '../record/index.ts';
import { Packing } from './packing.ts';

/** Values are laid down in blocks of so many bytes; one that is larger is kept as it is. */
const BLOCK = 1 << 22;
/** Room that replaced values hold is won back where it is more than what stands, and more than this. */
const LEAST_WASTE = 1 << 24;

/** A map as few blocks of bytes: what a host keeps, and what a map is made of again. */
export interface PackedMapDump {
  readonly keys: readonly string[];
  /** Values in the order of the keys, each with its length before it. */
  readonly blocks: readonly Uint8Array[];
  readonly large: ReadonlyMap<string, unknown>;
}

/**
 * A map whose values are kept as bytes: a million reports as objects would not fit beside a server. Each look-up makes
 * the value anew; what is changed in it is not kept.
 */
export class PackedMap<V> implements ReadonlyMap<string, V> {
  readonly #packing: Packing;
  /** Where each value lies: block and byte as one number; −1 of a large one. */
  readonly #places = new Map<string, number>();
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
    return this.#places.size;
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  get(key: string): V | undefined {
    const place = this.#places.get(key);
    return place === undefined ? undefined : this.#at(key, place);
  }

  set(key: string, value: V): this {
    const before = this.#places.get(key);
    const bytes = this.#packing.pack(value);
    const length = bytes.length + 4;
    if (before !== undefined) this.#drop(key, before);
    if (length > BLOCK / 4) {
      this.#large.set(key, value);
      this.#places.set(key, -1);
      return this;
    }
    if (this.#used + length > BLOCK) this.#open();
    this.#places.set(key, (this.#blocks.length - 1) * BLOCK + this.#used);
    this.#used = lay(this.#blocks.at(-1) as Uint8Array, this.#used, bytes);
    this.#standing += length;
    if (this.#wasted > LEAST_WASTE && this.#wasted > this.#standing) this.#tidy();
    return this;
  }

  delete(key: string): boolean {
    const place = this.#places.get(key);
    if (place === undefined) return false;
    this.#drop(key, place);
    return this.#places.delete(key);
  }

  keys(): MapIterator<string> {
    return this.#places.keys();
  }

  *values(): MapIterator<V> {
    for (const [key, place] of this.#places) yield this.#at(key, place);
  }

  *entries(): MapIterator<[string, V]> {
    for (const [key, place] of this.#places) yield [key, this.#at(key, place)];
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(each: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }

  /** The map as it is now; later changes do not reach it. */
  dump(): PackedMapDump {
    return { keys: [...this.#places.keys()], blocks: this.#packed(), large: new Map(this.#large) };
  }

  /** Takes in what {@link dump} gave, into a map that is empty. The blocks are the map's from then on. */
  restore({ keys, blocks, large }: PackedMapDump): this {
    for (const [key, value] of large) this.#large.set(key, value as V);
    this.#blocks = [...blocks];
    let [block, at] = [0, 0];
    for (const key of keys) {
      if (this.#large.has(key)) {
        this.#places.set(key, -1);
        continue;
      }
      while (at >= (this.#blocks[block] as Uint8Array).length) [block, at] = [block + 1, 0];
      this.#places.set(key, block * BLOCK + at);
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

  /** What stands, block by block and in the order of the keys. */
  #packed(): Uint8Array[] {
    const blocks: Uint8Array[] = [];
    let parts: Uint8Array[] = [];
    let used = 0;
    for (const place of this.#places.values()) {
      if (place < 0) continue;
      const block = this.#blocks[Math.floor(place / BLOCK)] as Uint8Array;
      const from = place % BLOCK;
      const part = block.subarray(from, from + 4 + lengthAt(block, from));
      if (used + part.length > BLOCK) {
        blocks.push(concat(parts));
        [parts, used] = [[], 0];
      }
      parts.push(part);
      used += part.length;
    }
    if (used > 0) blocks.push(concat(parts));
    return blocks;
  }

  #tidy(): void {
    const keys = [...this.#places.keys()];
    const blocks = this.#packed();
    const large = new Map(this.#large);
    [this.#standing, this.#wasted] = [0, 0];
    this.restore({ keys, blocks, large });
  }
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
