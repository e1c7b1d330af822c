/** Rows that moved, with all that their moving depended on: what is undone and done again together. */
export class Moved {
  readonly #together: (readonly number[] | undefined)[] = [];
  /** By group, another of which the same holds, or itself. */
  #same: number[] = [];

  /** Begins a look at groups, of which none has changed. */
  begin(): void {
    this.#same = [];
  }

  /** Two groups that changed, and of which one row's look depended. */
  join(a: number, b: number): void {
    this.#same[this.#first(a)] = this.#first(b);
  }

  /** Keeps what changed, by group the rows that are in it now. */
  keep(changed: ReadonlyMap<number, readonly number[]>): void {
    const lists = new Map<number, number[]>();
    for (const [at, rows] of changed) {
      const first = this.#first(at);
      const known = lists.get(first);
      if (known === undefined) lists.set(first, [...rows]);
      else known.push(...rows);
    }
    for (const rows of lists.values()) for (const row of rows) this.#together[row] = rows;
  }

  /** Forgets what moved together with a row; answers the rows. */
  forget(row: number): readonly number[] {
    const rows = this.#together[row];
    if (rows === undefined) return NONE;
    for (const other of rows) this.#together[other] = undefined;
    return rows;
  }

  #first(at: number): number {
    let first = at;
    for (let up = this.#same[first] ?? first; up !== first; up = this.#same[first] ?? first) first = up;
    return first;
  }
}

const NONE: readonly number[] = [];
