import type { PlaceClass } from '@armistice/core/geo';
import { MISSION, type SourceEntry } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { Problem } from './problems.ts';

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

  /**
   * How exactly places of a source go out to an audience. The mission and the source's own party read them as they were filed;
   * throws where others would read them so.
   */
  classFor(source: string, audience: string): PlaceClass {
    const { placeClass = 'exact', party } = this.#sources.get(source) ?? {};
    if (placeClass === 'exact' || audience === MISSION || audience === party) return 'exact';
    if (audience === PUBLIC) return placeClass;
    throw new Problem(
      'request/not-allowed',
      `places of "${source}" go out as ${placeClass}: its reports are filed for the public or the mission`,
    );
  }

  /** The party for which a source files, and nobody else from it; undefined of all other sources. A party's id is its own. */
  partyOf(source: string): string | undefined {
    const { party } = this.#sources.get(source) ?? {};
    return party ?? (this.#parties.has(source) ? source : undefined);
  }
}
