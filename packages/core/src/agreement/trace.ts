import type { Evaluation } from './evaluation.ts';
import type { Indication } from './event.ts';
import { reasonsOf } from './reasons.ts';

/** An indication before its reasons. */
export type Unexplained = Omit<Indication, 'because' | 'maps'>;

// A constructor that returns what it is given: what extends it adds its private fields to that, and it stays a plain
// object, which is all that canonical JSON takes.
class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: the way to give private fields to a plain object.
    return object;
  }
}

/** By what an indication was made: its reasons are put into words when somebody reads them, and once. */
class Trace extends Given {
  readonly #of: Evaluation;
  readonly #act: number;
  readonly #says: readonly string[] | undefined;
  #reasons: readonly string[] | undefined;

  constructor(indication: Unexplained, of: Evaluation, act: number, says: readonly string[] | undefined) {
    super(indication);
    this.#of = of;
    this.#act = act;
    this.#says = says;
    // Its own and enumerable: JSON, copies and comparisons see it as any other field.
    Object.defineProperty(this, 'because', BECAUSE);
  }

  static reasons(indication: object): readonly string[] {
    const trace = indication as Trace;
    trace.#reasons ??= reasonsOf(trace.#of, trace.#act, trace.#says);
    return trace.#reasons;
  }
}

const BECAUSE: PropertyDescriptor = {
  get(this: object) {
    return Trace.reasons(this);
  },
  enumerable: true,
};

/**
 * Gives an indication its reasons, made when they are read. `says` is what the places and exceptions said, where these
 * were judged in full; left out, the places are asked again.
 */
export function explained(
  indication: Unexplained,
  of: Evaluation,
  act: number,
  says?: readonly string[],
): Indication {
  return new Trace(indication, of, act, says) as object as Indication;
}
