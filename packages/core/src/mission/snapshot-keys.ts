import { textOf, utf8 } from '../record/index.ts';

/** Keys of reports, each written once and named by its number after that. They hold no line break. */
export class KeyNumbers {
  readonly #numbers = new Map<string, number>();

  /** The numbers of keys, new ones for those not seen before. */
  of(keys: readonly string[]): Uint32Array {
    return Uint32Array.from(keys, (key) => {
      const known = this.#numbers.get(key);
      if (known !== undefined) return known;
      const number = this.#numbers.size;
      this.#numbers.set(key, number);
      return number;
    });
  }

  /** All keys, in the order of their numbers. */
  bytes(): Uint8Array {
    return utf8([...this.#numbers.keys()].join('\n'));
  }

  static read(bytes: Uint8Array): readonly string[] {
    return bytes.length === 0 ? [] : (textOf(bytes) ?? '').split('\n');
  }
}
