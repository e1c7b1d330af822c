/** A column of numbers as it is kept. */
export type Column = Float64Array | Int32Array | Uint8Array | Int8Array;

/**
 * Columns that go out in one order and come in again in the same: whoever owns some hands them over and takes what comes
 * back, which is its own on the way out. So that what is written and what is read cannot differ.
 */
export class Tape {
  readonly columns: Column[];
  readonly reading: boolean;
  #at = 0;

  /** Without columns it is written; with those of another, read. */
  constructor(columns?: readonly Column[]) {
    this.reading = columns !== undefined;
    this.columns = [...(columns ?? [])];
  }

  /** The first `count` of a column; on the way in, the column that stood in its place. */
  carry<T extends Column>(own: T, count: number = own.length): T {
    if (this.reading) return this.#next() as T;
    this.columns.push(own.slice(0, count));
    return own;
  }

  /** A whole number. */
  number(own: number): number {
    return this.carry(Float64Array.of(own))[0] as number;
  }

  /** A list of whole numbers below 2³¹. */
  list(own: () => Iterable<number>): Int32Array {
    return this.reading ? (this.#next() as Int32Array) : this.carry(Int32Array.from(own()));
  }

  #next(): Column {
    const column = this.columns[this.#at++];
    if (column === undefined) throw new Error('a tape of columns ends before it was read');
    // What was kept may be taken in again: it is nobody's own.
    return column.slice();
  }
}
