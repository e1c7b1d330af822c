import { formatMoment } from '../base/index.ts';
import { textOf } from '../record/index.ts';
import { hexAt } from './packing-hex.ts';
import {
  dashed,
  FALSE,
  FLOAT,
  KEY,
  KEY_AGAIN,
  KEY_LENGTH,
  LIST,
  MAP,
  MOMENT,
  NOTHING,
  NULL,
  OBJECT,
  TEXT,
  TRUE,
  UUID,
  WHOLE,
  WORD,
} from './packing-tags.ts';

/** Reads one packed value. */
export class Unpacking {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #words: readonly string[];
  readonly #shapes: readonly (readonly string[])[];
  readonly #keys: string[] = [];
  #at: number;

  constructor(
    bytes: Uint8Array,
    at: number,
    words: readonly string[],
    shapes: readonly (readonly string[])[],
  ) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
    this.#words = words;
    this.#shapes = shapes;
  }

  value(): unknown {
    const tag = this.#bytes[this.#at++];
    switch (tag) {
      case NULL:
        return null;
      case NOTHING:
        return undefined;
      case FALSE:
        return false;
      case TRUE:
        return true;
      case WHOLE: {
        const size = this.#size();
        return size % 2 === 0 ? size / 2 : -(size + 1) / 2;
      }
      case FLOAT:
        return this.#float();
      case WORD:
        return this.#words[this.#size()];
      case KEY:
        return this.#key();
      case KEY_AGAIN:
        return this.#keys[this.#size()];
      case UUID:
        return dashed(this.#hex(16));
      case MOMENT:
        return formatMoment(this.#float());
      case TEXT:
        return this.#text();
      default:
        return this.#whole(tag);
    }
  }

  #whole(tag: number | undefined): unknown {
    if (tag === LIST) {
      const list: unknown[] = [];
      for (let left = this.#size(); left > 0; left -= 1) list.push(this.value());
      return list;
    }
    if (tag === OBJECT) {
      const object: { [name: string]: unknown } = {};
      for (const name of this.#shapes[this.#size()] as readonly string[]) {
        const one = this.value();
        // A field may have any name, also the one by which the language sets a prototype.
        if (name === '__proto__') Object.defineProperty(object, name, { value: one, enumerable: true });
        else object[name] = one;
      }
      return object;
    }
    if (tag !== MAP) throw new Error(`packed bytes hold no value at ${this.#at - 1}`);
    const map = new Map<unknown, unknown>();
    for (let left = this.#size(); left > 0; left -= 1) map.set(this.value(), this.value());
    return map;
  }

  #float(): number {
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8);
  }

  #key(): string {
    const key = this.#hex(KEY_LENGTH / 2);
    if (this.#keys.length < 32) this.#keys.push(key);
    return key;
  }

  #hex(bytes: number): string {
    this.#at += bytes;
    return hexAt(this.#bytes, this.#at - bytes, bytes);
  }

  #text(): string {
    const length = this.#size();
    this.#at += length;
    return textOf(this.#bytes.subarray(this.#at - length, this.#at)) ?? '';
  }

  #size(): number {
    let [size, factor] = [0, 1];
    for (;;) {
      const byte = this.#bytes[this.#at++] as number;
      if (byte < 128) return size + byte * factor;
      size += (byte - 128) * factor;
      factor *= 128;
    }
  }
}
