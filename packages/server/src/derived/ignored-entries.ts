import type { Change } from '@armistice/core/mission';

// Enough for whoever wrote an entry to be told what became of it; decisions are kept with their reason for good.
const MAX_KEPT = 10_000;

/** Entries that changed nothing, with the sentence why, for a while. */
export class IgnoredEntries {
  readonly #why = new Map<number, string>();

  /** Takes note of what was ignored among changes. */
  note(changes: readonly Change[]): void {
    for (const change of changes)
      if (change.type === 'ignored' && change.why !== 'sealed') this.#why.set(change.index, change.message);
    for (const index of this.#why.keys()) {
      if (this.#why.size <= MAX_KEPT) break;
      this.#why.delete(index);
    }
  }

  /** Why the entry changed nothing, in a sentence. */
  why(index: number): string | undefined {
    return this.#why.get(index);
  }
}
