import { longerFloats } from './arrays.ts';
import type { KindTable } from './kinds.ts';

/** For groups of reports: how likely their words were together, for each true kind, scaled so that Σ share × value = 1. */
export class KindSlots {
  readonly #shares: Float64Array;
  readonly #width: number;
  #values = new Float64Array(0);

  constructor({ shares, width }: KindTable) {
    this.#shares = shares;
    this.#width = width;
  }

  ensure(slots: number): void {
    if (slots * this.#width > this.#values.length)
      this.#values = longerFloats(this.#values, slots * this.#width);
  }

  load(slot: number, kinds: Float64Array): void {
    this.#values.set(kinds, slot * this.#width);
  }

  /** How much likelier the words of two slots are of one kind than of two that have nothing to do with each other. */
  likeness(a: number, b: number): number {
    const values = this.#values;
    const width = this.#width;
    const [x, y] = [a * width, b * width];
    let sum = 0;
    for (let k = 0; k < width; k++)
      sum += (this.#shares[k] as number) * (values[x + k] as number) * (values[y + k] as number);
    return sum;
  }

  merge(a: number, b: number, into: number): void {
    const values = this.#values;
    const width = this.#width;
    let sum = 0;
    for (let k = 0; k < width; k++) {
      const both = (values[a * width + k] as number) * (values[b * width + k] as number);
      values[into * width + k] = both;
      sum += (this.#shares[k] as number) * both;
    }
    for (let k = 0; k < width; k++) values[into * width + k] = (values[into * width + k] as number) / sum;
  }

  weight(slot: number, kind: number): number {
    return (this.#shares[kind] as number) * (this.#values[slot * this.#width + kind] as number);
  }
}
