/** Something on record that runs for a stretch of time: [from, to), UTC milliseconds. */
export interface Runs {
  readonly from: number;
  readonly to: number;
}

/** Stretches in the order in which they begin: which of them hold a whole stretch is asked in logarithmic time each. */
export class Running<T extends Runs> {
  readonly rows: readonly T[];
  /** A tree over the rows: each node has the latest end below it, so that what is over is passed by in one step. */
  readonly #latest: Float64Array;
  readonly #leaves: number;

  constructor(rows: readonly T[]) {
    this.rows = [...rows].sort((a, b) => a.from - b.from);
    this.#leaves = 1;
    while (this.#leaves < this.rows.length) this.#leaves *= 2;
    this.#latest = new Float64Array(2 * this.#leaves).fill(Number.NEGATIVE_INFINITY);
    for (const [at, { to }] of this.rows.entries()) this.#latest[this.#leaves + at] = to;
    for (let node = this.#leaves - 1; node > 0; node -= 1)
      this.#latest[node] = Math.max(this.#end(2 * node), this.#end(2 * node + 1));
  }

  /** How many began no later than a moment. */
  begun(at: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rows[middle]?.from ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Those that hold all of [from, to], the newest first; a moment that ends one is no longer in it. */
  *holding(from: number, to: number): Generator<T> {
    let before = this.begun(from);
    while (before > 0) {
      const found = this.#lastBefore(before, from, to);
      const row = this.rows[found];
      if (row === undefined) return;
      yield row;
      before = found;
    }
  }

  /** Those that hold any of [from, to], the newest first. */
  *touching(from: number, to: number): Generator<T> {
    for (let before = this.begun(to); before > 0; ) {
      const found = this.#lastBefore(before, from, from);
      const row = this.rows[found];
      if (row === undefined) return;
      yield row;
      before = found;
    }
  }

  /** The last of the first `before` rows that ends after `from` and not before `to`, or -1. */
  #lastBefore(before: number, from: number, to: number): number {
    const long = (node: number) => this.#end(node) > from && this.#end(node) >= to;
    // Up along the edge, to the first node wholly before it that has one; then down again to the last of that.
    let node = 0;
    let left = this.#leaves;
    let right = before + this.#leaves;
    for (; left < right && node === 0; left = left >>> 1, right = right >>> 1) {
      if (right % 2 === 1 && long(right - 1)) node = right - 1;
      else if (left === 1 && long(1)) node = 1;
    }
    if (node === 0) return -1;
    while (node < this.#leaves) node = long(2 * node + 1) ? 2 * node + 1 : 2 * node;
    return node - this.#leaves;
  }

  #end(node: number): number {
    return this.#latest[node] ?? Number.NEGATIVE_INFINITY;
  }
}
