import { toBase64Url } from './base64.ts';
import { type BodyReading, holds, type Missing } from './body-scan.ts';
import type { Header, InnerHeader } from './entry.ts';
import { type ErasureScope, parseErasure } from './erasure.ts';
import { addProblem, type ProblemList } from './problem.ts';

/** Sets what is missing against what was erased: an erasure stands later in the log than what it took. */
export class BodyLedger {
  readonly #reading: BodyReading;
  readonly #problems: ProblemList;
  readonly #missing: Missing[] = [];
  readonly #erased = new Map<number, ErasureScope>();
  #fields = 0;

  constructor(reading: BodyReading, problems: ProblemList) {
    this.#reading = reading;
    this.#problems = problems;
  }

  /** Takes what one bundle's bodies came to. */
  take(fields: number, missing: readonly Missing[]): void {
    this.#fields += fields;
    for (const one of missing) this.#missing.push(one);
  }

  /** Takes note of an erasure entry: what it names may be missing. `leaves` are all leaf hashes so far. */
  erased(index: number, header: Header | InnerHeader, leaves: Uint8Array): void {
    const erasure = parseErasure(header);
    if (!erasure.ok) {
      const { code, message } = erasure.refusal;
      addProblem(this.#problems, { code, index, message: `entry ${index}: ${message}` });
      return;
    }
    const { targets, scope } = erasure.value;
    for (const target of targets) {
      const at = target.index;
      const found = at < index ? toBase64Url(leaves.slice(at * 32, at * 32 + 32)) : 'a later entry';
      if (found === target.leaf)
        this.#erased.set(at, this.#erased.get(at) === 'everything' ? 'everything' : scope);
      else {
        const message = `entry ${index} erases entry ${at}, but by another hash`;
        addProblem(this.#problems, { code: 'record/erasure', index, message, expected: target.leaf, found });
      }
    }
  }

  finish(): { readonly fields: number; readonly withheld: number; readonly erased: number } {
    let erased = 0;
    let withheld = 0;
    for (const { index, audience, count, whole } of this.#missing) {
      const scope = this.#erased.get(index);
      // An erasure of the detail leaves the view, and with it the header.
      if (scope === 'everything' || (scope !== undefined && !whole)) erased += count;
      else if (holds(this.#reading, audience)) {
        addProblem(this.#problems, {
          code: 'record/body-missing',
          index,
          message: `entry ${index}: ${whole ? `its ${audience} body` : `${count} ${audience} field(s) of its body`} cannot be found or has no key, and no erasure names it`,
        });
      } else withheld += count;
    }
    return { fields: this.#fields, withheld, erased };
  }
}
