import { KeyColumn, KeyIndex } from '../fusion/index.ts';
import { textOf, utf8 } from '../record/index.ts';

const BREAK = 10;

/** Keys of reports, each written once and named by its number after that. They hold no line break. */
export class KeyNumbers {
  readonly #keys = new KeyColumn();
  readonly #numbers = new KeyIndex(this.#keys);

  /** The numbers of `count` keys, new ones for those not seen before. */
  of(keys: Iterable<string>, count: number): Uint32Array {
    const numbers = new Uint32Array(count);
    let at = 0;
    for (const key of keys) numbers[at++] = this.#numberOf(key);
    return numbers;
  }

  #numberOf(key: string): number {
    const known = this.#numbers.find(key);
    if (known >= 0) return known;
    const number = this.#keys.push(key);
    this.#numbers.add(number);
    return number;
  }

  /** All keys, in the order of their numbers. */
  bytes(): Uint8Array {
    // Most are 64 letters; what is longer is seldom, and a longer array is made for it.
    let bytes = new Uint8Array(this.#keys.count * 65);
    let at = 0;
    for (const key of this.#keys.texts()) {
      const line = utf8(key);
      if (at + line.length + 1 > bytes.length) bytes = longer(bytes, line.length + 1);
      bytes.set(line, at);
      at += line.length;
      bytes[at++] = BREAK;
    }
    return bytes.subarray(0, Math.max(0, at - 1));
  }

  /** The keys by number, as {@link bytes} wrote them. */
  static read(bytes: Uint8Array): KeyColumn {
    const keys = new KeyColumn();
    if (bytes.length === 0) return keys;
    for (let at = 0; at <= bytes.length; ) {
      const found = bytes.indexOf(BREAK, at);
      const end = found < 0 ? bytes.length : found;
      keys.push(textOf(bytes.subarray(at, end)) ?? '');
      at = end + 1;
    }
    return keys;
  }
}

function longer(bytes: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array(Math.ceil(bytes.length * 1.5) + least);
  more.set(bytes);
  return more;
}
