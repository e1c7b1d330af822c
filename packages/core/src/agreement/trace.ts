import type { Evaluation } from './evaluation.ts';
import type { Indication } from './event.ts';
import type { PreparedAct } from './prepared.ts';
import { reasonsOf, reasonsText } from './reasons.ts';

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

  /** Its JSON text, the reasons put together from pieces; undefined of an indication that has no trace. */
  static text(indication: Indication): string | undefined {
    if (!(#of in indication)) return undefined;
    const trace = indication as object as Trace;
    const { nameText, certainty } = trace.#of.screen.acts[trace.#act] as PreparedAct;
    const { incident, outcome, probability, missing, exception, ifBy, maps } = indication;
    let text = `{"incident":${JSON.stringify(incident)}${nameText}"${outcome}","probability":${probability}`;
    if (missing !== undefined) text += `,"missing":${JSON.stringify(missing)}`;
    if (exception !== undefined) text += `,"exception":${JSON.stringify(exception)}`;
    text += `,"ifBy":${ifByText(ifBy)},"certainty":"${certainty}","because":[`;
    text += reasonsText(trace.#of, trace.#act, trace.#says);
    return maps === undefined ? `${text}]}` : `${text}],"maps":${JSON.stringify(maps)}}`;
  }
}

// Frozen ones are shared by all indications of a kind.
const TEXTS = new WeakMap<object, string>();

function ifByText(ifBy: Indication['ifBy']): string {
  const known = TEXTS.get(ifBy);
  if (known !== undefined) return known;
  const text = JSON.stringify(ifBy);
  if (Object.isFrozen(ifBy)) TEXTS.set(ifBy, text);
  return text;
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

/** Indications as one JSON array: the bytes of `JSON.stringify`, with what no event changes written once. */
export function indicationsText(indications: readonly Indication[]): string {
  return `[${indications.map(indicationText).join()}]`;
}

/** One indication as JSON. */
export function indicationText(indication: Indication): string {
  return Trace.text(indication) ?? JSON.stringify(indication);
}
