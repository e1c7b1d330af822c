import { use } from 'react';

/**
 * What is fetched once by its name; what could not be fetched is asked for again. What has come is at hand at once: a view
 * whose words were fetched before it is drawn does not wait under Suspense, which shows what waited only after a while.
 */
export class Fetched<T> {
  readonly #asked = new Map<string, Promise<T>>();
  readonly #here = new Set<string>();

  get(name: string, load: () => Promise<T>): Promise<T> {
    const before = this.#asked.get(name);
    if (before !== undefined) return before;
    const now = load();
    this.#asked.set(name, now);
    now.then(
      // As React marks a promise that it has waited for: of one so marked, `use` takes the value without waiting.
      (value) => {
        this.#here.add(name);
        Object.assign(now, { status: 'fulfilled', value });
      },
      () => this.#asked.delete(name),
    );
    return now;
  }

  /** Whether what is of that name has come. */
  has(name: string): boolean {
    return this.#here.has(name);
  }

  /** A hook: waits, under Suspense, until it is there. */
  use(name: string, load: () => Promise<T>): T {
    return use(this.get(name, load));
  }
}
