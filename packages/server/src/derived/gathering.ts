/** A moment to wait, so that what comes in it is done together. Whoever has enough, or cannot wait, ends it early. */
export class Gathering {
  readonly #milliseconds: number;
  #end: (() => void) | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Resolves when the moment is over. */
  moment(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), this.#milliseconds);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the moment that is being waited for, if one is. */
  end(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
