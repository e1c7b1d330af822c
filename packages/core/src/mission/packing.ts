import { readMoment } from '../base/index.ts';
import { utf8 } from '../record/index.ts';
import { HEX, putHex } from './packing-hex.ts';
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
  MOMENT_TEXT,
  NOTHING,
  NULL,
  OBJECT,
  TEXT,
  TRUE,
  UUID,
  UUID_TEXT,
  WHOLE,
  WORD,
} from './packing-tags.ts';
import { Unpacking } from './unpacking.ts';

// Plain data in few bytes, and back as it was: what a report or an incident takes as an object, five times as little.
// Words and the names of fields are written once for all values; keys, ids and moments as the numbers they are.

/** Longer texts are seldom said twice. */
const LONGEST_WORD = 40;
/** Sources choose words: a table that is full takes no more, and the rest is written out. */
const MOST_WORDS = 65_536;
const LARGEST_WHOLE = 2_147_483_648;

/** What the values of one state have in common. */
export interface PackingWords {
  readonly words: readonly string[];
  /** Names of the fields of objects, in their order. */
  readonly shapes: readonly (readonly string[])[];
}

/** Writes values into bytes and reads them again. Values are plain data: numbers, texts, lists, objects and maps. */
export class Packing {
  readonly #words: string[];
  readonly #wordIds: Map<string, number>;
  readonly #shapes: (readonly string[])[] = [];
  readonly #shapeIds = new Map<string, number>();
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  /** Keys of the value at hand: most are said more than once. */
  #keys: string[] = [];

  constructor({ words, shapes }: PackingWords = { words: [], shapes: [] }) {
    this.#words = [...words];
    this.#wordIds = new Map(words.map((word, id) => [word, id]));
    for (const shape of shapes) this.#shapeOf(shape);
  }

  /** The table that every value packed so far needs. */
  words(): PackingWords {
    return { words: [...this.#words], shapes: [...this.#shapes] };
  }

  /** The bytes of a value; they are good until the next call. */
  pack(value: unknown): Uint8Array {
    this.#at = 0;
    this.#keys = [];
    this.#put(value);
    return this.#bytes.subarray(0, this.#at);
  }

  /** The value at a place among bytes. */
  unpack(bytes: Uint8Array, at = 0): unknown {
    return new Unpacking(bytes, at, this.#words, this.#shapes).value();
  }

  #put(value: unknown): void {
    this.#room(16);
    if (value === null) this.#byte(NULL);
    else if (value === undefined) this.#byte(NOTHING);
    else if (typeof value === 'boolean') this.#byte(value ? TRUE : FALSE);
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'string') this.#text(value);
    else if (Array.isArray(value)) {
      this.#byte(LIST);
      this.#size(value.length);
      for (const one of value) this.#put(one);
    } else if (value instanceof Map) {
      this.#byte(MAP);
      this.#size(value.size);
      for (const [key, one] of value) {
        this.#put(key);
        this.#put(one);
      }
    } else this.#object(value as { readonly [name: string]: unknown });
  }

  #object(value: { readonly [name: string]: unknown }): void {
    const names = Object.keys(value);
    this.#byte(OBJECT);
    this.#size(this.#shapeOf(names));
    for (const name of names) this.#put(value[name]);
  }

  #shapeOf(names: readonly string[]): number {
    let shape = names.join('\n');
    // Only of names that hold the separator could two lists read the same.
    if (names.length === 0 || names.some((name) => name.includes('\n'))) shape = JSON.stringify(names);
    const known = this.#shapeIds.get(shape);
    if (known !== undefined) return known;
    this.#shapeIds.set(shape, this.#shapes.length);
    return this.#shapes.push(names) - 1;
  }

  #number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < LARGEST_WHOLE && !Object.is(value, -0)) {
      this.#byte(WHOLE);
      this.#size(value < 0 ? -2 * value - 1 : 2 * value);
      return;
    }
    this.#byte(FLOAT);
    this.#view.setFloat64(this.#at, value);
    this.#at += 8;
  }

  #text(value: string): void {
    const { length } = value;
    if (length === KEY_LENGTH && HEX.test(value)) this.#key(value);
    else if (length === UUID_TEXT && this.#uuid(value)) return;
    else if ((length === MOMENT_TEXT || length === MOMENT_TEXT + 4) && this.#moment(value)) return;
    else if (length > LONGEST_WORD || !this.#word(value)) {
      const bytes = utf8(value);
      this.#byte(TEXT);
      this.#size(bytes.length);
      this.#room(bytes.length);
      this.#bytes.set(bytes, this.#at);
      this.#at += bytes.length;
    }
  }

  #key(value: string): void {
    const known = this.#keys.indexOf(value);
    if (known !== -1) {
      this.#byte(KEY_AGAIN);
      this.#size(known);
      return;
    }
    // Looked for one by one: those of a large incident are written out.
    if (this.#keys.length < 32) this.#keys.push(value);
    this.#byte(KEY);
    this.#room(KEY_LENGTH / 2);
    putHex(value, this.#bytes, this.#at);
    this.#at += KEY_LENGTH / 2;
  }

  #uuid(value: string): boolean {
    const plain = value.replaceAll('-', '');
    if (plain.length !== 32 || dashed(plain) !== value || !HEX.test(plain)) return false;
    this.#byte(UUID);
    this.#room(16);
    putHex(plain, this.#bytes, this.#at);
    this.#at += 16;
    return true;
  }

  #moment(value: string): boolean {
    const milliseconds = readMoment(value);
    // Of a moment there is one spelling of twenty letters, and one with milliseconds where these are not zero.
    if (milliseconds === undefined || !value.endsWith('Z') || value.endsWith('.000Z')) return false;
    this.#byte(MOMENT);
    this.#view.setFloat64(this.#at, milliseconds);
    this.#at += 8;
    return true;
  }

  #word(value: string): boolean {
    let id = this.#wordIds.get(value);
    if (id === undefined) {
      if (this.#words.length >= MOST_WORDS) return false;
      id = this.#words.length;
      this.#words.push(value);
      this.#wordIds.set(value, id);
    }
    this.#byte(WORD);
    this.#size(id);
    return true;
  }

  #byte(value: number): void {
    this.#bytes[this.#at++] = value;
  }

  #size(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.#byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#byte(rest);
  }

  #room(bytes: number): void {
    if (this.#at + bytes + 16 <= this.#bytes.length) return;
    const longer = new Uint8Array(2 * this.#bytes.length + bytes);
    longer.set(this.#bytes);
    this.#bytes = longer;
    this.#view = new DataView(longer.buffer);
  }
}
