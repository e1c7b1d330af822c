import { type KeyColumn, wordsOf } from './key-column.ts';

const EMPTY = 0;
/** Something stood here: whoever looks goes on. */
const LEFT = -1;
const LEAST = 32;
/** A table is made anew when so much of it is taken. */
const FULL = 0.8;

/** Numbers of a column by their keys: of those that stand, each key has one. */
export class KeyIndex {
  readonly #column: KeyColumn;
  /** 1 + number. */
  #slots = new Int32Array(LEAST);
  /** Slots that were ever taken, and numbers that stand. */
  #taken = 0;
  #size = 0;
  readonly #others = new Map<string, number>();
  readonly #words = new Int32Array(8);

  constructor(column: KeyColumn) {
    this.#column = column;
  }

  get size(): number {
    return this.#size + this.#others.size;
  }

  /** The number of a key; −1 where it has none. */
  find(key: string): number {
    if (!wordsOf(key, this.#words)) return this.#others.get(key) ?? -1;
    const slot = this.#slotOf(this.#words);
    return slot < 0 ? -1 : (this.#slots[slot] as number) - 1;
  }

  /** Lets a number of the column be found by its key, of which none is known. */
  add(number: number): void {
    const key = this.#column;
    if (this.#isOther(number)) {
      this.#others.set(key.at(number), number);
      return;
    }
    if (this.#taken + 1 > this.#slots.length * FULL) this.#grow();
    this.#put(number);
    this.#size += 1;
  }

  /** Forgets a key. */
  delete(key: string): void {
    if (!wordsOf(key, this.#words)) {
      this.#others.delete(key);
      return;
    }
    const slot = this.#slotOf(this.#words);
    if (slot < 0) return;
    this.#slots[slot] = LEFT;
    this.#size -= 1;
  }

  #isOther(number: number): boolean {
    // All words are nought of a text that is no key, and of no SHA-256 that anybody knows.
    for (let word = 0; word < 8; word++) if (this.#column.word(number, word) !== 0) return false;
    return this.#column.at(number).length !== 64 || !wordsOf(this.#column.at(number), this.#words);
  }

  /** The step comes from another part of the key: keys that were sought to begin alike do not queue behind each other. */
  #slotOf(words: Int32Array): number {
    const mask = this.#slots.length - 1;
    const step = (words[3] as number) | 1;
    for (let slot = (words[0] as number) & mask; ; slot = (slot + step) & mask) {
      const found = this.#slots[slot] as number;
      if (found === EMPTY) return -1;
      if (found !== LEFT && this.#column.has(found - 1, words)) return slot;
    }
  }

  #put(number: number): void {
    const mask = this.#slots.length - 1;
    const step = this.#column.word(number, 3) | 1;
    let slot = this.#column.word(number, 0) & mask;
    while ((this.#slots[slot] as number) > EMPTY) slot = (slot + step) & mask;
    if (this.#slots[slot] === EMPTY) this.#taken += 1;
    this.#slots[slot] = number + 1;
  }

  #grow(): void {
    const before = this.#slots;
    // Where most of what was taken stands no more, the table is long enough.
    const length = this.#size > before.length * (FULL / 2) ? before.length * 2 : before.length;
    this.#slots = new Int32Array(length);
    this.#taken = 0;
    for (const found of before) if (found > EMPTY) this.#put(found - 1);
  }
}
