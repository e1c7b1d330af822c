import { naturalLogarithm } from '@armistice/core/base';

// Chance for the first generator: xoshiro128** of Blackman and Vigna ("Scrambled linear pseudorandom number generators",
// ACM TOMS 47, 2021), seeded through the finaliser of MurmurHash3. Integers only, so every engine draws the same.

function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit number out of a seed and what it is for: the same words give the same number. */
export function keyOf(seed: number, ...words: readonly (string | number)[]): number {
  let h = finish(seed ^ 0x9e3779b9);
  for (const word of words) {
    const text = String(word);
    for (let k = 0; k < text.length; k++) h = Math.imul(h ^ text.charCodeAt(k), 0x01000193) >>> 0;
    h = finish(h ^ 0x5bd1e995);
  }
  return h;
}

/** A stream of chance. Two streams of different keys have nothing in common. */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private spare = Number.NaN;

  constructor(key: number) {
    this.a = finish(key + 0x9e3779b9);
    this.b = finish(key + 0x3c6ef372);
    this.c = finish(key + 0xdaa66d2b);
    this.d = finish(key + 0x78dde6e4) | 1;
  }

  /** A whole number from 0 to 2³² − 1. */
  bits(): number {
    const scaled = Math.imul(this.b, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
    const t = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= t;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** From 0 up to, not including, 1. */
  unit(): number {
    return this.bits() / 4294967296;
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.unit();
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1));
  }

  happens(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const kept = this.spare;
      this.spare = Number.NaN;
      return kept;
    }
    for (;;) {
      const x = this.between(-1, 1);
      const y = this.between(-1, 1);
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * naturalLogarithm(s)) / s);
      this.spare = y * factor;
      return x * factor;
    }
  }

  /** Exponential of the given mean. */
  wait(mean: number): number {
    return -mean * naturalLogarithm(1 - this.unit());
  }

  /** Poisson: counted for small means, a rounded normal for large ones. */
  poisson(mean: number): number {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    let count = 0;
    for (let passed = this.wait(1); passed < mean; passed += this.wait(1)) count += 1;
    return count;
  }

  /** How many of `count` happen. */
  thinned(count: number, probability: number): number {
    let kept = 0;
    for (let k = 0; k < count; k++) if (this.unit() < probability) kept += 1;
    return kept;
  }

  pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.unit() * from.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  }

  /** Picks by weight. */
  weighted<T>(from: readonly (readonly [weight: number, value: T])[]): T {
    let total = 0;
    for (const [weight] of from) total += weight;
    let rest = this.unit() * total;
    for (const [weight, value] of from) {
      rest -= weight;
      if (rest < 0) return value;
    }
    const last = from[from.length - 1];
    if (last === undefined) throw new RangeError('nothing to pick from');
    return last[1];
  }
}
