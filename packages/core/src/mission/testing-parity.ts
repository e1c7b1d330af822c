// Test-only: waits that are drawn by a seed.
import { naturalLogarithm } from '../base/index.ts';

/** A wait of an exponential distribution with mean 1, and another number of it. */
export interface Drawn {
  readonly wait: number;
  readonly until: number;
}

/** Numbers from 0 to 1, by a seed: mulberry32. */
export function uniform(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

/** So many waits of a seed. */
export function draws(seed: number, count: number): readonly Drawn[] {
  const next = uniform(seed + 1);
  return Array.from({ length: count }, () => ({
    wait: -naturalLogarithm(next()),
    until: -naturalLogarithm(next()),
  }));
}
