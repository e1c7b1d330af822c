import { exponential, naturalLogarithm } from '@armistice/core/base';

// Chance for the second generator: Doty-Humphrey's sfc32 (PractRand), and errors with heavy tails. No bell curve anywhere.

/** Mixes words into a 32-bit number. */
export function mixed(...words: readonly (number | string)[]): number {
  let state = 0x2545f491;
  const take = (value: number) => {
    state = Math.imul(state ^ value, 0x9e3779b1);
    state ^= state >>> 15;
    state = Math.imul(state, 0x85ebca77);
    state ^= state >>> 13;
  };
  for (const word of words) {
    if (typeof word === 'number') take(word | 0);
    else for (const letter of word) take(letter.codePointAt(0) ?? 0);
    take(0x165667b1);
  }
  return state >>> 0;
}

export class Dice {
  private readonly s: Int32Array;

  constructor(...words: readonly (number | string)[]) {
    const start = mixed(...words);
    this.s = Int32Array.of(start, mixed(start, 1), mixed(start, 2), 1);
    for (let k = 0; k < 12; k++) this.whole32();
  }

  /** A whole number from 0 to 2³² − 1. */
  whole32(): number {
    // By index: to take a typed array apart in a pattern costs ten times as much.
    const a = this.s[0] as number;
    const b = this.s[1] as number;
    const c = this.s[2] as number;
    const counter = this.s[3] as number;
    const result = (a + b + counter) | 0;
    this.s[3] = counter + 1;
    this.s[0] = b ^ (b >>> 9);
    this.s[1] = c + (c << 3);
    this.s[2] = ((c << 21) | (c >>> 11)) + result;
    return result >>> 0;
  }

  /** In the open interval from 0 to 1. */
  roll(): number {
    return (this.whole32() + 0.5) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  within(least: number, most: number): number {
    return least + this.roll() * (most - least);
  }

  one<T>(of: readonly T[]): T {
    const found = of[Math.floor(this.roll() * of.length)];
    if (found === undefined) throw new RangeError('one of nothing');
    return found;
  }

  /** By weights; the index. */
  index(weights: Float64Array): number {
    let total = 0;
    for (const weight of weights) total += weight;
    let left = this.roll() * total;
    for (let k = 0; k < weights.length; k++) {
      left -= weights[k] as number;
      if (left < 0) return k;
    }
    return weights.length - 1;
  }

  /** Laplace of unit scale; one in seventeen is three times as wide: the slips of people. */
  slip(): number {
    const u = this.roll() - 0.5;
    const size = -naturalLogarithm(1 - 2 * Math.abs(u));
    const wide = this.chance(0.06) ? 3 : 1;
    return u < 0 ? -size * wide : size * wide;
  }

  /** Logistic of unit scale. */
  logistic(): number {
    const u = this.roll();
    return naturalLogarithm(u / (1 - u));
  }

  /** Pareto: at least `least`, heavier the smaller `tail` is. */
  pareto(least: number, tail: number): number {
    return least * exponential(-naturalLogarithm(this.roll()) / tail);
  }

  /** A whole number from 1 on, geometric, of the given mean. */
  count(mean: number): number {
    return 1 + Math.floor(naturalLogarithm(this.roll()) / naturalLogarithm(1 - 1 / Math.max(1.0001, mean)));
  }

  /** Minutes or hours until something is done: log-logistic about a median. */
  lag(median: number): number {
    return median * exponential(0.6 * this.logistic());
  }

  /** How many of something rare, of the given mean: one draw after the other. */
  several(mean: number): number {
    let count = 0;
    let spent = -naturalLogarithm(this.roll());
    while (spent < mean) {
      count += 1;
      spent -= naturalLogarithm(this.roll());
    }
    return count;
  }
}

/** Of {@link Dice.slip}: 90 % lies within this; found by the equation 0.94 e^−q + 0.06 e^−q/3 = 0.1. */
export const SLIP_NINETY = 2.54;
/** The same for a square: 95 % within, on each of two axes. */
export const SLIP_NINETY_FIVE = 3.4;
/** The radius that holds 90 % of two slips at right angles; by simulation, 10⁶ draws. */
export const SLIP_RADIUS = 3.9;
