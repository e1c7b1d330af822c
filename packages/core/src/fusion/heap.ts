import { longerInts } from './arrays.ts';

/** Candidate merges, greatest gain first; of equal gains the one of the smallest ranks. Reused: nothing is allocated. */
export class MergeHeap {
  #gain = new Int32Array(256);
  #low = new Int32Array(256);
  #high = new Int32Array(256);
  #edge = new Int32Array(256);
  #version = new Int32Array(256);
  size = 0;
  /** What the last pop took. */
  gain = 0;
  edge = 0;
  version = 0;

  clear(): void {
    this.size = 0;
  }

  push(gain: number, low: number, high: number, edge: number, version: number): void {
    if (this.size === this.#gain.length) this.#grow();
    let at = this.size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#before(gain, low, high, up)) break;
      this.#copy(up, at);
      at = up;
    }
    this.#put(at, gain, low, high, edge, version);
  }

  /** Takes the first candidate into `gain`, `edge` and `version`. */
  pop(): void {
    this.gain = this.#gain[0] as number;
    this.edge = this.#edge[0] as number;
    this.version = this.#version[0] as number;
    const last = --this.size;
    if (last === 0) return;
    const gain = this.#gain[last] as number;
    const low = this.#low[last] as number;
    const high = this.#high[last] as number;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= last) break;
      if (down + 1 < last && this.#entryBefore(down + 1, down)) down += 1;
      if (this.#before(gain, low, high, down)) break;
      this.#copy(down, at);
      at = down;
    }
    this.#put(at, gain, low, high, this.#edge[last] as number, this.#version[last] as number);
  }

  #entryBefore(a: number, b: number): boolean {
    return this.#before(this.#gain[a] as number, this.#low[a] as number, this.#high[a] as number, b);
  }

  #before(gain: number, low: number, high: number, at: number): boolean {
    const there = this.#gain[at] as number;
    if (gain !== there) return gain > there;
    const rank = this.#low[at] as number;
    return low !== rank ? low < rank : high < (this.#high[at] as number);
  }

  #copy(from: number, to: number): void {
    this.#gain[to] = this.#gain[from] as number;
    this.#low[to] = this.#low[from] as number;
    this.#high[to] = this.#high[from] as number;
    this.#edge[to] = this.#edge[from] as number;
    this.#version[to] = this.#version[from] as number;
  }

  #put(at: number, gain: number, low: number, high: number, edge: number, version: number): void {
    this.#gain[at] = gain;
    this.#low[at] = low;
    this.#high[at] = high;
    this.#edge[at] = edge;
    this.#version[at] = version;
  }

  #grow(): void {
    const length = this.#gain.length * 2;
    this.#gain = longerInts(this.#gain, length);
    this.#low = longerInts(this.#low, length);
    this.#high = longerInts(this.#high, length);
    this.#edge = longerInts(this.#edge, length);
    this.#version = longerInts(this.#version, length);
  }
}
