/** What is known of a source's clock in a window: an entry of the record, or an estimate of a first pass. */
export interface SourceClock {
  readonly source: string;
  /** UTC milliseconds by the source's own clock, `from` included, `to` not. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds by which the clock is ahead. */
  readonly offset: number;
  /** Standard deviation of the offset, milliseconds. */
  readonly sigma: number;
}

/** The clocks known so far. Where two entries speak of one moment, the later entry holds. */
export class ClockBook {
  readonly #bySource = new Map<string, SourceClock[]>();

  add(clock: SourceClock): void {
    const known = this.#bySource.get(clock.source);
    if (known === undefined) this.#bySource.set(clock.source, [clock]);
    else known.push(clock);
  }

  /** What is known of a source's clock when it shows this moment. */
  at(source: string, milliseconds: number): SourceClock | undefined {
    const known = this.#bySource.get(source);
    if (known === undefined) return undefined;
    for (let i = known.length - 1; i >= 0; i--) {
      const clock = known[i] as SourceClock;
      if (clock.from <= milliseconds && milliseconds < clock.to) return clock;
    }
    return undefined;
  }
}

/** When a report says that it was, by its source's own clock. */
export interface ClockMoment {
  readonly source: string;
  /** Seconds since 1970, uncorrected. */
  readonly time: number;
  /** What it may be off by apart from the clock, s². */
  readonly variance: number;
  /** Standard deviation of clocks of such a source, seconds. */
  readonly clock: number;
}

/** Two reports of one incident. */
export interface ClockPair {
  readonly a: ClockMoment;
  readonly b: ClockMoment;
}
