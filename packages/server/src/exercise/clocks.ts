import { formatMoment } from '@armistice/core/base';
import type { Site, SourceType } from './place.ts';
import { Chance, keyOf } from './random.ts';
import { DAY_MS, type TrueClock } from './rows.ts';

// Every source has its own clock: off by some seconds from the start, and wandering slowly about that.

/** Seconds: how far clocks of a type are off, and how far each wanders. */
const CLOCKS: { readonly [type in SourceType]: readonly [off: number, wanders: number] } = {
  post: [22, 9],
  camera: [6, 1.2],
  acoustic: [0.05, 0.02],
  uav: [2, 0.5],
  patrol: [9, 3],
  committee: [80, 20],
  liaison: [40, 12],
  media: [0, 0],
  hotline: [0, 0],
};
/** One camera in nine has never been set right. */
const NEGLECTED = 1 / 9;
const KNOT_MS = 43_200_000;

/** The clock of one source. */
export class Clock {
  readonly source: string;
  private readonly bias: number;
  private readonly wanders: number;
  private readonly key: number;
  private knot = Number.NaN;
  private before = 0;
  private after = 0;

  constructor(seed: number, site: Site) {
    this.source = site.id;
    this.key = keyOf(seed, 'clock', site.id);
    const chance = new Chance(this.key);
    const [off, wanders] = CLOCKS[site.type];
    const neglected = site.type === 'camera' && chance.happens(NEGLECTED);
    this.bias = neglected ? (chance.happens(0.5) ? 1 : -1) * chance.between(60, 240) : off * chance.normal();
    this.wanders = wanders;
  }

  /** Seconds by which the clock is ahead at a moment in UTC milliseconds. Straight between two knots a day. */
  offset(moment: number): number {
    const knot = Math.floor(moment / KNOT_MS);
    if (knot !== this.knot) {
      this.knot = knot;
      this.before = this.deviation(knot);
      this.after = this.deviation(knot + 1);
    }
    const share = (moment - knot * KNOT_MS) / KNOT_MS;
    return this.bias + this.before + share * (this.after - this.before);
  }

  private deviation(knot: number): number {
    return this.wanders * new Chance(keyOf(this.key, knot)).normal();
  }

  /** Four windows a day, each with the offset in its middle. */
  windows(day: number): readonly TrueClock[] {
    return [0, 1, 2, 3].map((quarter) => {
      const from = day * DAY_MS + (quarter * DAY_MS) / 4;
      return {
        source: this.source,
        from: formatMoment(from),
        to: formatMoment(from + DAY_MS / 4),
        offset: Math.round(this.offset(from + DAY_MS / 8) * 1000) / 1000,
      };
    });
  }
}
