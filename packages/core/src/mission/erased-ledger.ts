import type { Erasure } from '../record/index.ts';

/** What a reader lacks, what was erased and when, and which statements can still be computed without it. */
export class ErasedLedger {
  /** Entries of which this reader lacks what the fold needs. */
  readonly lacking: number[] = [];
  /** Reports that were folded until they were erased. */
  readonly forgotten: Set<number> = new Set();
  /** Entries that an erasure names, by any scope; and where everything of them was erased. */
  readonly #erased = new Set<number>();
  readonly #erasedAt = new Map<number, number>();
  #dangling: number | undefined;
  /** Decisions that held together what the evidence of the day had joined. */
  readonly #froze: number[] = [];

  /** Takes note of an erasure that stands at an entry. */
  erase(at: number, { targets, scope }: Erasure): void {
    for (const { index } of targets) {
      this.#erased.add(index);
      if (scope === 'everything' && !this.#erasedAt.has(index)) this.#erasedAt.set(index, at);
    }
  }

  /** Takes note of a decision about nothing: to a reader without an erased report, one about it is that. */
  dangles(index: number): void {
    if (this.lacking.length > 0) this.#dangling ??= index;
  }

  /** Takes note of a decision on an incident that evidence had made: of which reports, depends on all that stood. */
  freezes(index: number): void {
    this.#froze.push(index);
  }

  /** An entry that a statement about so many rests on, and that this reader does not hold. */
  missingFor(size: number): number | undefined {
    return this.lacking.find((entry) => !this.#isForgotten(entry, size));
  }

  /** Whether an erasure before `size` took the entry out of the fold, for those who hold its body too. */
  #isForgotten(index: number, size: number): boolean {
    const at = this.#erasedAt.get(index);
    return at !== undefined && index < at && at < size;
  }

  /** Whether a report before `size` was erased at `size` or after: the state then cannot be published any more. */
  restsOnErased(size: number): boolean {
    return [...this.lacking, ...this.forgotten].some(
      (index) => index < size && (this.#erasedAt.get(index) ?? -1) >= size,
    );
  }

  /** The first decision that may have rested on an erased report which this reader never held. */
  restedOnErased(size: number): number | undefined {
    const dangling = this.#dangling;
    return dangling !== undefined && dangling < size && this.lacking.some((entry) => entry < dangling)
      ? dangling
      : this.#frozenBeside(size);
  }

  /** The first decision by evidence that was taken while a report stood which an erasure took before `size`. */
  #frozenBeside(size: number): number | undefined {
    const gone = [...this.lacking, ...this.forgotten].filter((entry) => this.#isForgotten(entry, size));
    return this.#froze.find(
      (at) => at < size && gone.some((entry) => entry < at && at < (this.#erasedAt.get(entry) ?? 0)),
    );
  }

  erasedAmongLacking(): number {
    return this.lacking.filter((index) => this.#erased.has(index)).length;
  }
}
