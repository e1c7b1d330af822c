// Keys of reports are SHA-256 in hexadecimal: as the 32 bytes that they are, a third of what they take as texts.

const DIGITS = 64;
const WORDS = 8;
/** Keys in a block: what is full is never copied again. */
const BLOCK = 8192;
const LEAST = 16;
const SHIFT = 13;

const VALUE = new Int8Array(128).fill(-1);
const CODES = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
for (const [value, code] of CODES.entries()) VALUE[code] = value;
const letters: number[] = new Array(DIGITS).fill(0);

/** Reads a key into eight words of 32 bits; false for a text that is none. */
export function wordsOf(key: string, into: Int32Array): boolean {
  if (key.length !== DIGITS) return false;
  let wrong = 0;
  for (let word = 0, at = 0; word < WORDS; word++) {
    let value = 0;
    for (const end = at + 8; at < end; at++) {
      const digit = VALUE[key.charCodeAt(at)] ?? -1;
      wrong |= digit;
      value = (value << 4) | (digit & 15);
    }
    into[word] = value;
  }
  return wrong >= 0;
}

/** Keys by number, in the order in which they came; numbers are never given again. Other texts are kept as they are. */
export class KeyColumn {
  count = 0;
  readonly #blocks: Int32Array[] = [];
  /** Texts that are no keys, by number. */
  readonly #others = new Map<number, string>();
  readonly #words = new Int32Array(WORDS);

  /** Appends a key; answers its number. */
  push(key: string): number {
    const number = this.count;
    this.put(number, key);
    return number;
  }

  /** Gives a number to no key: what stood under it must not be told. */
  pushNone(): void {
    this.#makeRoom(this.count);
    this.count += 1;
  }

  /** Puts a key at a number, which is the next or was given before. */
  put(number: number, key: string): void {
    if (number === this.count) {
      this.#makeRoom(number);
      this.count += 1;
    }
    this.#others.delete(number);
    if (!wordsOf(key, this.#words)) {
      this.#others.set(number, key);
      this.#words.fill(0);
    }
    (this.#blocks[number >> SHIFT] as Int32Array).set(this.#words, (number & (BLOCK - 1)) * WORDS);
  }

  /** The key of a number. */
  at(number: number): string {
    const other = this.#others.size > 0 ? this.#others.get(number) : undefined;
    if (other !== undefined) return other;
    const block = this.#blocks[number >> SHIFT] as Int32Array;
    const from = (number & (BLOCK - 1)) * WORDS;
    for (let word = 0, at = 0; word < WORDS; word++) {
      const value = block[from + word] as number;
      for (let shift = 28; shift >= 0; shift -= 4) letters[at++] = CODES[(value >>> shift) & 15] as number;
    }
    return String.fromCharCode.apply(null, letters);
  }

  /** Every key, in the order of numbers. */
  *texts(): Generator<string> {
    for (let number = 0; number < this.count; number++) yield this.at(number);
  }

  toJSON(): readonly string[] {
    return [...this.texts()];
  }

  /** One of the eight words of a key. */
  word(number: number, word: number): number {
    return (this.#blocks[number >> SHIFT] as Int32Array)[(number & (BLOCK - 1)) * WORDS + word] as number;
  }

  /** Whether a number has the key of these words. */
  has(number: number, words: Int32Array): boolean {
    const block = this.#blocks[number >> SHIFT] as Int32Array;
    const from = (number & (BLOCK - 1)) * WORDS;
    for (let word = 0; word < WORDS; word++) if (block[from + word] !== words[word]) return false;
    return this.#others.size === 0 || !this.#others.has(number);
  }

  /** Below zero where the first key comes before the second, as texts do. */
  compare(a: number, b: number): number {
    if (this.#others.size > 0 && (this.#others.has(a) || this.#others.has(b)))
      return this.at(a) < this.at(b) ? -1 : this.at(a) > this.at(b) ? 1 : 0;
    const [one, other] = [this.#blocks[a >> SHIFT] as Int32Array, this.#blocks[b >> SHIFT] as Int32Array];
    const [x, y] = [(a & (BLOCK - 1)) * WORDS, (b & (BLOCK - 1)) * WORDS];
    for (let word = 0; word < WORDS; word++) {
      const apart = ((one[x + word] as number) >>> 0) - ((other[y + word] as number) >>> 0);
      if (apart !== 0) return apart;
    }
    return 0;
  }

  /** The first blocks grow from a few keys on: most missions and all tests are small. */
  #makeRoom(number: number): void {
    const at = number >> SHIFT;
    const block = this.#blocks[at];
    const within = number & (BLOCK - 1);
    if (block !== undefined && within * WORDS < block.length) return;
    const keys = at > 0 ? BLOCK : Math.max(LEAST, within * 2);
    const longer = new Int32Array(keys * WORDS);
    if (block !== undefined) longer.set(block);
    this.#blocks[at] = longer;
  }
}
