import { KeyColumn, KeyIndex } from '../fusion/index.ts';

/** Of a key that stands for nothing. */
const NONE = -1;

/**
 * From keys to keys, in some forty bytes for each. A key that was named once keeps its place: all are of reports, so that
 * there are never more than those.
 */
export class KeyMap implements ReadonlyMap<string, string> {
  readonly #keys = new KeyColumn();
  readonly #numbers = new KeyIndex(this.#keys);
  /** By the number of a key, that of what it stands for. */
  #values = new Int32Array(0);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(key: string): boolean {
    return this.#valueOf(key) !== NONE;
  }

  get(key: string): string | undefined {
    const value = this.#valueOf(key);
    return value === NONE ? undefined : this.#keys.at(value);
  }

  set(key: string, value: string): this {
    const [at, to] = [this.#number(key), this.#number(value)];
    if (this.#values[at] === NONE) this.#size += 1;
    this.#values[at] = to;
    return this;
  }

  delete(key: string): boolean {
    if (this.#valueOf(key) === NONE) return false;
    this.#values[this.#numbers.find(key)] = NONE;
    this.#size -= 1;
    return true;
  }

  *entries(): MapIterator<[string, string]> {
    for (let at = 0; at < this.#keys.count; at++) {
      const value = this.#values[at] as number;
      if (value !== NONE) yield [this.#keys.at(at), this.#keys.at(value)];
    }
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }

  forEach(each: (value: string, key: string, map: ReadonlyMap<string, string>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }

  /** What it holds, in the order of keys. */
  toJSON(): readonly (readonly [string, string])[] {
    return [...this.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  #valueOf(key: string): number {
    const at = this.#numbers.find(key);
    return at < 0 ? NONE : (this.#values[at] as number);
  }

  #number(key: string): number {
    const known = this.#numbers.find(key);
    if (known >= 0) return known;
    const number = this.#keys.push(key);
    this.#numbers.add(number);
    if (number >= this.#values.length) {
      const longer = new Int32Array(Math.max(16, Math.ceil(this.#values.length * 1.5))).fill(NONE);
      longer.set(this.#values);
      this.#values = longer;
    }
    return number;
  }
}
