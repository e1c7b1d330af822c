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

/** Two reports of one incident, and how far their times lie apart. */
export interface ClockPair {
  readonly a: string;
  readonly b: string;
  /** Seconds since 1970, by the first one's clock and the other's, uncorrected. */
  readonly timeA: number;
  readonly timeB: number;
}
