import type { Deriving } from './deriving.ts';

const MAX_KEPT = 512;
// While reports stream in, what took long to make is made anew less often: this part of the time at most goes into it.
const MOST_BEHIND_MS = 1_000;
const LOAD = 0.05;

interface Made<T> {
  readonly value: T;
  readonly version: number;
  readonly at: number;
  readonly freshFor: number;
}

/**
 * What was made of a state, at hand for who asks the same: right as long as what it was made of is, and a little longer
 * where it was costly.
 */
export class Kept<T> {
  readonly #of = new WeakMap<Deriving, Map<string, Made<T>>>();

  /** What was made for this question, or is made now; `version` moves with what it is made of: the map, or all that was folded. */
  of(on: Deriving, question: unknown, make: () => T, version: number = on.folding.map.version): T {
    const kept = this.#of.get(on) ?? new Map<string, Made<T>>();
    this.#of.set(on, kept);
    const key = JSON.stringify(question);
    const begun = performance.now();
    let made = kept.get(key);
    if (made === undefined || (made.version !== version && begun - made.at > made.freshFor)) {
      const value = make();
      const at = performance.now();
      made = { value, version, at, freshFor: Math.min(MOST_BEHIND_MS, (at - begun) / LOAD) };
    }
    // The least asked for goes first.
    kept.delete(key);
    kept.set(key, made);
    const oldest = kept.keys().next().value;
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    return made.value;
  }
}
