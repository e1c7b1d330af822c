import { naturalLogarithm } from '../base/index.ts';
import { longerFloats, longerInts } from './arrays.ts';
import type { KindTable } from './kinds.ts';

/** Combinations of words that are kept: almost all reports use few. What is beyond is computed each time. */
const MOST = 512;
const UNKNOWN = -2;
const NONE = -1;

/** What words say together, computed once for each combination; a cache, so that no order of use shows. */
export class KindCombinations {
  readonly width: number;
  readonly shares: Float64Array;
  /** The values of each combination, one after another. */
  readonly values: Float64Array;
  readonly #ids = new Map<Float64Array, number>();
  readonly #merged = new Int32Array(MOST * MOST).fill(UNKNOWN);
  readonly #likeness = new Float64Array(MOST * MOST).fill(Number.NaN);
  #count = 0;

  constructor({ width, shares }: KindTable) {
    this.width = width;
    this.shares = shares;
    this.values = new Float64Array(MOST * width);
  }

  /** The number of a word's row; −1 where there are too many. */
  idOf(row: Float64Array): number {
    const known = this.#ids.get(row);
    if (known !== undefined) return known;
    const id = this.#count < MOST ? this.#count++ : NONE;
    if (id >= 0) this.values.set(row, id * this.width);
    this.#ids.set(row, id);
    return id;
  }

  /** The number of two combinations together; −1 where there are too many. */
  merged(a: number, b: number): number {
    const at = a * MOST + b;
    const known = this.#merged[at] as number;
    if (known !== UNKNOWN) return known;
    const id = this.#count < MOST ? this.#count++ : NONE;
    if (id >= 0)
      this.mergeInto(this.values, a * this.width, this.values, b * this.width, this.values, id * this.width);
    this.#merged[at] = id;
    return id;
  }

  /** ln of the likeness of two combinations. */
  logLikeness(a: number, b: number): number {
    const at = a * MOST + b;
    const known = this.#likeness[at] as number;
    if (!Number.isNaN(known)) return known;
    const made = this.logOf(this.values, a * this.width, this.values, b * this.width);
    this.#likeness[at] = made;
    return made;
  }

  /** ln of how much likelier two rows of values are of one kind than of two that have nothing to do with each other. */
  logOf(a: Float64Array, x: number, b: Float64Array, y: number): number {
    let sum = 0;
    for (let k = 0; k < this.width; k++)
      sum += (this.shares[k] as number) * (a[x + k] as number) * (b[y + k] as number);
    return naturalLogarithm(sum);
  }

  /** Multiplies two rows of values into a third, scaled so that Σ share × value = 1. */
  mergeInto(a: Float64Array, x: number, b: Float64Array, y: number, into: Float64Array, z: number): void {
    let sum = 0;
    for (let k = 0; k < this.width; k++) {
      const both = (a[x + k] as number) * (b[y + k] as number);
      into[z + k] = both;
      sum += (this.shares[k] as number) * both;
    }
    for (let k = 0; k < this.width; k++) into[z + k] = (into[z + k] as number) / sum;
  }
}

/** For groups of reports: how likely their words were together, for each true kind. */
export class KindSlots {
  readonly #all: KindCombinations;
  readonly #width: number;
  /** By slot, the number of its combination; −1 where its values are kept here. */
  #ids = new Int32Array(0);
  #values = new Float64Array(0);

  constructor(all: KindCombinations) {
    this.#all = all;
    this.#width = all.width;
  }

  ensure(slots: number): void {
    if (slots <= this.#ids.length) return;
    this.#ids = longerInts(this.#ids, slots);
    this.#values = longerFloats(this.#values, slots * this.#width);
  }

  load(slot: number, kinds: Float64Array): void {
    const id = this.#all.idOf(kinds);
    this.#ids[slot] = id;
    if (id < 0) this.#values.set(kinds, slot * this.#width);
  }

  /** ln of how much likelier the words of two slots are of one kind than of two. */
  logLikeness(a: number, b: number): number {
    const [p, q] = [this.#ids[a] as number, this.#ids[b] as number];
    if (p >= 0 && q >= 0) return this.#all.logLikeness(p, q);
    return this.#all.logOf(this.#from(p), this.#at(a, p), this.#from(q), this.#at(b, q));
  }

  merge(a: number, b: number, into: number): void {
    const [p, q] = [this.#ids[a] as number, this.#ids[b] as number];
    const id = p >= 0 && q >= 0 ? this.#all.merged(p, q) : NONE;
    this.#ids[into] = id;
    if (id >= 0) return;
    const width = this.#width;
    this.#all.mergeInto(
      this.#from(p),
      this.#at(a, p),
      this.#from(q),
      this.#at(b, q),
      this.#values,
      into * width,
    );
  }

  /** How strongly a slot's reports speak for a true kind. */
  weight(slot: number, kind: number): number {
    const id = this.#ids[slot] as number;
    return (this.#all.shares[kind] as number) * (this.#from(id)[this.#at(slot, id) + kind] as number);
  }

  #from(id: number): Float64Array {
    return id >= 0 ? this.#all.values : this.#values;
  }

  #at(slot: number, id: number): number {
    return (id >= 0 ? id : slot) * this.#width;
  }
}
