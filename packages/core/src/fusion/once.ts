/** Values that are kept once and named by numbers, in the order in which they came. */
export class Once<K, V> {
  readonly all: V[] = [];
  readonly #ids = new Map<K, number>();

  /** The number of the value that goes by a key; the first one of each is kept. */
  of(key: K, value: V): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.all.length);
    return this.all.push(value) - 1;
  }
}
