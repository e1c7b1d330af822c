import type { SourceEntry } from '@armistice/core/mission';

/** Sources as the record has them, and the parties of its texts. */
export interface Registered {
  readonly sources: readonly SourceEntry[];
  /** Ids of the parties of every text that was adopted. */
  readonly parties: readonly string[];
}

/** Whose sources are, beside those who file: a copy of what the fold has made of the record. */
export class Registry {
  #sources: ReadonlyMap<string, SourceEntry> = new Map();
  #parties: ReadonlySet<string> = new Set();

  /** Takes the place of what was known before. */
  replace({ sources, parties }: Registered): void {
    this.#sources = new Map(sources.map((one) => [one.source, one]));
    this.#parties = new Set(parties);
  }

  get(source: string): SourceEntry | undefined {
    return this.#sources.get(source);
  }

  /** The party for which a source files, and nobody else from it; undefined of all other sources. A party's id is its own. */
  partyOf(source: string): string | undefined {
    const { party } = this.#sources.get(source) ?? {};
    return party ?? (this.#parties.has(source) ? source : undefined);
  }
}
