const EMPTY = 0;
const LEFT = -1;
const LEAST = 64;
const FULL = 0.75;

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/** Of rows that have the same mark, one: found by it in four bytes a slot, as the marks themselves stand with the rows. */
export class RowTable {
  readonly #value: (row: number) => number;
  readonly #beside: (row: number) => number;
  /** 1 + row. */
  #slots = new Int32Array(LEAST);
  #taken = 0;
  #size = 0;

  /** A mark is a number and a whole number, and stays with its row for good. */
  constructor(value: (row: number) => number, beside: (row: number) => number) {
    this.#value = value;
    this.#beside = beside;
  }

  /** The row that stands for the mark of a row; −1 where none does. */
  find(row: number): number {
    const slot = this.#slotOf(row);
    return slot < 0 ? -1 : (this.#slots[slot] as number) - 1;
  }

  /** Lets a row stand for its mark, in the place of another that did. */
  put(row: number): void {
    const slot = this.#slotOf(row);
    if (slot >= 0) {
      this.#slots[slot] = row + 1;
      return;
    }
    if (this.#taken + 1 > this.#slots.length * FULL) this.#grow();
    this.#insert(row);
    this.#size += 1;
  }

  /** Lets none stand for the mark of a row. */
  delete(row: number): void {
    const slot = this.#slotOf(row);
    if (slot < 0) return;
    this.#slots[slot] = LEFT;
    this.#size -= 1;
  }

  /** The rows that stand for marks, in the order of rows. */
  rows(): Int32Array {
    const found = this.#slots.filter((one) => one > EMPTY).sort();
    return found.map((one) => one - 1);
  }

  #slotOf(row: number): number {
    const mask = this.#slots.length - 1;
    const [value, beside] = [this.#value(row), this.#beside(row)];
    const hash = mixed(value, beside);
    const step = (hash >>> 7) | 1;
    for (let slot = hash & mask; ; slot = (slot + step) & mask) {
      const found = this.#slots[slot] as number;
      if (found === EMPTY) return -1;
      if (found !== LEFT && this.#value(found - 1) === value && this.#beside(found - 1) === beside)
        return slot;
    }
  }

  #insert(row: number): void {
    const mask = this.#slots.length - 1;
    const hash = mixed(this.#value(row), this.#beside(row));
    const step = (hash >>> 7) | 1;
    let slot = hash & mask;
    while ((this.#slots[slot] as number) > EMPTY) slot = (slot + step) & mask;
    if (this.#slots[slot] === EMPTY) this.#taken += 1;
    this.#slots[slot] = row + 1;
  }

  #grow(): void {
    const before = this.#slots;
    const length = this.#size > before.length * (FULL / 2) ? before.length * 2 : before.length;
    this.#slots = new Int32Array(length);
    this.#taken = 0;
    for (const found of before) if (found > EMPTY) this.#insert(found - 1);
  }
}

/** −0 and 0 are the same mark. */
function mixed(value: number, beside: number): number {
  float[0] = value + 0;
  let hash = Math.imul(halves[0] as number, 0x9e3779b1) ^ Math.imul(halves[1] as number, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(beside, 0xc2b2ae35), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) | 0;
}
