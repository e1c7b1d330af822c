import { apartness } from './apartness.ts';
import { searchClocks } from './clock-search.ts';
import type { ClockBook, ClockMoment, ClockPair, SourceClock } from './clocks.ts';
import type { Apart } from './estimate-scales.ts';
import type { Group } from './groups.ts';
import { DIFFUSE, type Measuring } from './measure.ts';
import { CROWDING, GONE, type Rows } from './rows.ts';

/** An incident of more reports than this says little more, and would cost the square of their number. */
const MOST_PAIRED = 8;
/** Seconds of deviation beyond which a time says nothing of its source: of what lasts any time is told. */
const VAGUE = 600;

/** What a set of reports, once grouped, teaches of the sources: the stand-alone command asks for it between passes. */
export class Lessons {
  readonly #rows: Rows;
  readonly #measuring: Measuring;
  readonly #clocks: ClockBook;
  readonly #groups: readonly Group[];

  constructor(rows: Rows, measuring: Measuring, clocks: ClockBook, groups: readonly Group[]) {
    this.#rows = rows;
    this.#measuring = measuring;
    this.#clocks = clocks;
    this.#groups = groups;
  }

  /** Clocks that are off by minutes, from how all reports lie; asked before any clock is set. */
  farClocks(): readonly SourceClock[] {
    return searchClocks(this.#rows, (row) => this.#measuring.clockOf(this.#rows.reports.of(row)));
  }

  /** Pairs of sharp reports held to be of one incident: what one says of another's clock. */
  clockPairs(): readonly ClockPair[] {
    const pairs: ClockPair[] = [];
    this.#eachPair((a, b) => pairs.push({ a: this.#momentOf(a), b: this.#momentOf(b) }));
    return pairs;
  }

  /** The same pairs: how far they lie apart, in what they state. */
  pairsApart(): readonly Apart[] {
    const pairs: Apart[] = [];
    this.#eachPair((a, b) => pairs.push(apartness(this.#rows, a, b)));
    return pairs;
  }

  /** Longitude, latitude and time of every diffuse report that no crowding source filed. */
  diffusePlaces(): readonly (readonly [number, number, number])[] {
    const { count, tier, longitude, latitude, time } = this.#rows;
    const places: [number, number, number][] = [];
    for (let row = 0; row < count; row++)
      if (tier[row] === DIFFUSE && !this.#rows.is(row, GONE) && !this.#rows.is(row, CROWDING))
        places.push([longitude[row] as number, latitude[row] as number, time[row] as number]);
    return places;
  }

  #eachPair(call: (a: number, b: number) => void): void {
    for (const { founders, kind } of this.#groups) {
      if (kind !== 'sharp' || founders.length > MOST_PAIRED) continue;
      const telling = founders.filter((row) => (this.#rows.timeVariance[row] as number) < VAGUE * VAGUE);
      for (const [at, a] of telling.entries()) for (const b of telling.slice(at + 1)) call(a, b);
    }
  }

  #momentOf(row: number): ClockMoment {
    const rows = this.#rows;
    const report = rows.reports.of(row);
    const clock = this.#measuring.clockOf(report);
    const known = this.#clocks.at(report.source, (rows.time[row] as number) * 1000);
    const deviation = known === undefined ? clock : known.sigma / 1000;
    return {
      source: report.source,
      time: (rows.time[row] as number) + (rows.clock[row] as number),
      variance: Math.max(0, (rows.timeVariance[row] as number) - deviation * deviation),
      clock,
    };
  }
}
