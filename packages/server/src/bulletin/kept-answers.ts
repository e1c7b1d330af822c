/** What was made, at hand for who asks for it next: the least asked for goes first where it is too much. */
export class KeptAnswers {
  readonly #most: number;
  readonly #kept = new Map<string, { readonly answer: Promise<unknown>; bytes: number }>();
  #bytes = 0;

  /** `most`: bytes that are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  /** What was made for this name, or is made now; `bytesOf` says how large it is. What fails is not kept. */
  of<T>(name: string, make: () => Promise<T>, bytesOf: (value: T) => number): Promise<T> {
    const before = this.#kept.get(name);
    if (before !== undefined) {
      this.#kept.delete(name);
      this.#kept.set(name, before);
      return before.answer as Promise<T>;
    }
    const answer = make();
    const one = { answer, bytes: 0 };
    this.#kept.set(name, one);
    answer.then(
      (value) => this.#weigh(name, one, bytesOf(value)),
      () => this.#kept.get(name) === one && this.#kept.delete(name),
    );
    return answer;
  }

  /** Lets go of everything, also of what is being made. */
  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  #weigh(name: string, one: { bytes: number }, bytes: number): void {
    // It was let go of while it was made.
    if (this.#kept.get(name) !== one) return;
    one.bytes = bytes;
    this.#bytes += bytes;
    for (const [oldest, { bytes: least }] of this.#kept) {
      if (this.#bytes <= this.#most) break;
      // What is still being made weighs nothing yet, and others wait for it.
      if (least === 0) continue;
      this.#kept.delete(oldest);
      this.#bytes -= least;
    }
  }
}
