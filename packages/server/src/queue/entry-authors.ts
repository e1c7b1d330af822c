const MOST_KEPT = 20_000;

/** Reads from the record who wrote each of some entries. */
export type ReadAuthors = (indexes: readonly number[]) => Promise<Iterable<readonly [number, string]>>;

/**
 * Whose key signed which entry of the mission's: the fold keeps what holds, not who wrote it. It is read from the record once,
 * however often a list is asked for.
 */
export class EntryAuthors {
  readonly #known = new Map<number, string>();
  #erasure = -1;

  /** Who wrote each of some entries: a handle. What the record does not tell is left out; `erasure`: the last that was folded. */
  async of(
    indexes: readonly number[],
    erasure: number,
    read: ReadAuthors,
  ): Promise<ReadonlyMap<number, string>> {
    // Of what is erased nothing is kept.
    if (erasure !== this.#erasure || this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#erasure = erasure;
    const unknown = indexes.filter((index) => !this.#known.has(index));
    const found = new Map(unknown.length === 0 ? [] : await read(unknown));
    // What came before an erasure that was folded meanwhile is answered, and not kept.
    if (erasure === this.#erasure) for (const [index, who] of found) this.#known.set(index, who);
    return new Map(indexes.flatMap((index) => pairOf(index, found.get(index) ?? this.#known.get(index))));
  }
}

function pairOf(index: number, who: string | undefined): readonly (readonly [number, string])[] {
  return who === undefined ? [] : [[index, who]];
}
