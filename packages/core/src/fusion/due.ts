import type { Rows } from './rows.ts';

/** Rows that are to be looked at, the one of the smallest key first; each stands in it once. */
export class DueRows {
  readonly #rows: Rows;
  readonly #heap: number[] = [];
  #within = new Uint8Array(0);

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  clear(): void {
    for (const row of this.#heap) this.#within[row] = 0;
    this.#heap.length = 0;
  }

  add(row: number): void {
    if (this.#within.length <= row) this.#grow();
    if (this.#within[row] === 1) return;
    this.#within[row] = 1;
    const heap = this.#heap;
    let at = heap.length;
    heap.push(row);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (this.#rows.compare(heap[up] as number, row) < 0) break;
      heap[at] = heap[up] as number;
      at = up;
    }
    heap[at] = row;
  }

  /** Takes the first row out; −1 where there is none. */
  take(): number {
    const heap = this.#heap;
    if (heap.length === 0) return -1;
    const first = heap[0] as number;
    const last = heap.pop() as number;
    this.#within[first] = 0;
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  /** Puts a row in the place of the first. */
  #sink(row: number): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && this.#rows.compare(heap[down + 1] as number, heap[down] as number) < 0)
        down += 1;
      if (this.#rows.compare(row, heap[down] as number) < 0) break;
      heap[at] = heap[down] as number;
      at = down;
    }
    heap[at] = row;
  }

  #grow(): void {
    const longer = new Uint8Array(this.#rows.longitude.length);
    longer.set(this.#within);
    this.#within = longer;
  }
}
