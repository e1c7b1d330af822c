import { longerInts } from './arrays.ts';

/** Sets of rows that were ever connected. A component lies within one set, which only grows. */
export class Connected {
  /** By row: the row above it, or at the top of a set −1 minus how many are in it. */
  #up = new Int32Array(0);
  readonly #marked = new Set<number>();

  /** Makes place for so many rows. */
  ensure(rows: number): void {
    if (rows > this.#up.length) this.#up = longerInts(this.#up, Math.max(rows, this.#up.length * 2), -2);
  }

  unite(a: number, b: number): void {
    const [first, second] = [this.#top(a), this.#top(b)];
    if (first === second) return;
    const [one, other] = [this.#up[first] as number, this.#up[second] as number];
    const [into, from] = one <= other ? [first, second] : [second, first];
    this.#up[into] = one + other + 1;
    this.#up[from] = into;
    if (this.#marked.delete(from)) this.#marked.add(into);
  }

  /** The row that names a row's set, until more is connected with it. */
  setOf(row: number): number {
    return this.#top(row);
  }

  /** How many rows are in a row's set. */
  sizeOf(row: number): number {
    return row < this.#up.length ? -1 - (this.#up[this.#top(row)] as number) : 1;
  }

  /** Marks a row's set for good. */
  mark(row: number): void {
    this.ensure(row + 1);
    this.#marked.add(this.#top(row));
  }

  isMarked(row: number): boolean {
    return this.#marked.size > 0 && row < this.#up.length && this.#marked.has(this.#top(row));
  }

  #top(row: number): number {
    let at = row;
    for (let up = this.#up[at] as number; up >= 0; up = this.#up[at] as number) {
      const above = this.#up[up] as number;
      if (above >= 0) this.#up[at] = above;
      at = up;
    }
    return at;
  }
}
