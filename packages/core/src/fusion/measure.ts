import { naturalLogarithm } from '../base/index.ts';
import { type Footprint, footprintOf, type Place } from '../geo/index.ts';
import type { ClockBook } from './clocks.ts';
import { KindTable } from './kinds.ts';
import { modelLookup, type SensorModel, type SensorModels } from './models.ts';
import { moment } from './moments.ts';
import { metresPerDegree } from './plane.ts';
import type { FusionReport } from './report.ts';

/** `sharp` reports form incidents; `group` reports cover a stretch; `diffuse` ones are good to hours only, and attach. */
export const SHARP = 0;
export const GROUP = 1;
export const DIFFUSE = 2;
export type Tier = typeof SHARP | typeof GROUP | typeof DIFFUSE;

// 90 % of a normal distribution lies within so many standard deviations.
const LINE_90 = 1.6448536269514722;
/** Where nobody says how far off it was, sound came from up to this part of the range. */
const UNKNOWN_WAY = 0.2;

/** A report as numbers: what fusion computes with. Filled anew for each report, so that nothing is allocated. */
export interface Measured {
  longitude: number;
  latitude: number;
  /** Metres in a degree there. */
  perEast: number;
  perNorth: number;
  /** Covariance of the place, m². */
  xx: number;
  xy: number;
  yy: number;
  /** Seconds since 1970, and the variance, s². */
  time: number;
  timeVariance: number;
  /** Seconds that it lasted; −1 for an instant. */
  span: number;
  /** Variance of how long it lasted, s²; 0 where that says nothing. */
  spanVariance: number;
  /** Seconds taken off for the source's clock. */
  clock: number;
  tier: Tier;
  /** 0 where no count was given. */
  countLow: number;
  countHigh: number;
  /** ln of the middle of the count, and its variance; variance 0 where none was given. */
  countLog: number;
  countVariance: number;
  kind: Float64Array;
}

export function newMeasured(): Measured {
  return {
    longitude: 0,
    latitude: 0,
    perEast: 0,
    perNorth: 0,
    xx: 0,
    xy: 0,
    yy: 0,
    time: 0,
    timeVariance: 0,
    span: -1,
    spanVariance: 0,
    clock: 0,
    tier: SHARP,
    countLow: 0,
    countHigh: 0,
    countLog: 0,
    countVariance: 0,
    kind: new Float64Array(0),
  };
}

/** Turns reports into measurements under one file of models and the clocks known so far. */
export class Measuring {
  readonly kinds: KindTable;
  readonly #models: SensorModels;
  readonly #lookup: (source: string, means: string | undefined) => SensorModel;
  readonly #lasting: ReadonlySet<string>;

  constructor(models: SensorModels) {
    this.#models = models;
    this.kinds = new KindTable(models);
    this.#lookup = modelLookup(models);
    this.#lasting = new Set(models.lasting.kinds);
  }

  /** Measures a report into `out`. Throws on a report that was not parsed: a time that is none is a bug of the caller. */
  measure(report: FusionReport, clocks: ClockBook, out: Measured): void {
    const model = this.#lookup(report.source, report.means);
    const footprint = footprintOf(within(report.place, model.range));
    const [perEast, perNorth] = metresPerDegree(footprint.at[1]);
    out.longitude = footprint.at[0];
    out.latitude = footprint.at[1];
    out.perEast = perEast;
    out.perNorth = perNorth;
    const widen = model.placeScale * model.placeScale;
    const floor = model.placeFloor * model.placeFloor;
    out.xx = footprint.covariance[0] * widen + floor;
    out.xy = footprint.covariance[1] * widen;
    out.yy = footprint.covariance[2] * widen + floor;
    this.#count(report.count, out);
    out.kind = this.kinds.row(report.kind, model);
    this.#time(report, model, out);
    this.#clock(report, clocks, model, out);
    if (model.sound) this.#sound(report, model, footprint, out);
    const { sharp } = this.#models;
    if (this.#isGroup(out.span, report.kind, out)) out.tier = GROUP;
    else if (
      out.timeVariance > sharp.seconds * sharp.seconds ||
      (out.xx + out.yy) / 2 > sharp.metres * sharp.metres
    )
      out.tier =
        this.#lasting.has(report.kind) && out.timeVariance < 16 * sharp.seconds * sharp.seconds
          ? SHARP
          : DIFFUSE;
    else out.tier = SHARP;
  }

  /** Standard deviation of a report's clock where nothing is known of it, seconds. */
  clockOf({ source, means }: FusionReport): number {
    return this.#lookup(source, means).clock;
  }

  /** Writes time, variance and span as stated. */
  #time({ occurred, kind }: FusionReport, model: SensorModel, out: Measured): void {
    const from = moment(occurred.from) / 1000;
    const to = moment(occurred.to) / 1000;
    if (!(from <= to)) throw new Error(`a report from ${occurred.from} to ${occurred.to} was not parsed`);
    const lasts = this.#lasting.has(kind);
    const isSpan =
      occurred.extent === 'span' || (occurred.extent === undefined && (lasts || out.countHigh > 1));
    const long = to - from;
    const step = stepOf(from, to);
    const least = model.timeFloor * model.timeFloor + (step * step) / 12;
    const { group, lasting, span } = this.#models;
    out.span = isSpan ? long : -1;
    out.spanVariance = 0;
    out.time = (from + to) / 2;
    if (lasts) out.timeVariance = (long * long) / 12 + lasting.seconds * lasting.seconds + least;
    else if (!isSpan) out.timeVariance = square((long / 2 / LINE_90) * model.timeScale) + least;
    else if (this.#isGroup(long, kind, out))
      out.timeVariance = square(group.share * long + (occurred.tolerance ?? 0) / LINE_90) + least;
    else {
      // What is told as a moment is most often how it began: so what lasted is compared by its beginning, and its length apart.
      const end =
        square(((occurred.tolerance ?? 0) / LINE_90) * model.timeScale) + square(span.share * long) + least;
      out.time = from;
      out.timeVariance = end;
      out.spanVariance = 2 * end;
    }
  }

  #isGroup(span: number, kind: string, { countHigh }: Measured): boolean {
    const { least, seconds } = this.#models.group;
    return span >= seconds && countHigh >= least && !this.#lasting.has(kind);
  }

  #count(count: FusionReport['count'], out: Measured): void {
    const low = count?.[0] ?? 0;
    const high = count?.[1] ?? 0;
    const { spread } = this.#models.count;
    const half = high > low ? naturalLogarithm(high / low) / 2 / LINE_90 : 0;
    out.countLow = low;
    out.countHigh = high;
    out.countLog = high > 1 ? naturalLogarithm(low * high) / 2 : 0;
    out.countVariance = high > 0 ? spread * spread + half * half : 0;
  }

  #clock({ source }: FusionReport, clocks: ClockBook, model: SensorModel, out: Measured): void {
    const known = clocks.at(source, out.time * 1000);
    out.clock = known === undefined ? 0 : known.offset / 1000;
    out.time -= out.clock;
    const deviation = known === undefined ? model.clock : known.sigma / 1000;
    out.timeVariance += deviation * deviation;
  }

  /** Takes off the time that sound needed, where the way is known, and adds what is not known of it. */
  #sound({ place, observer }: FusionReport, model: SensorModel, footprint: Footprint, out: Measured): void {
    const { speed, spread } = this.#models.sound;
    let way = 0;
    let off = model.range * UNKNOWN_WAY;
    if (place.type === 'sector') {
      const [nearest, farthest] = place.distance;
      const far = Math.max(nearest, Math.min(farthest, model.range));
      way = (nearest + far) / 2;
      off = (far - nearest) / 2 / LINE_90;
    } else if (observer !== undefined) {
      const east = (footprint.at[0] - observer.at[0]) * out.perEast;
      const north = (footprint.at[1] - observer.at[1]) * out.perNorth;
      const there = Math.sqrt(east * east + north * north);
      if (there <= model.range) {
        way = there;
        off = Math.min(off, Math.sqrt((out.xx + out.yy) / 2));
      }
    }
    const seconds = way / speed;
    const deviation = off / speed;
    out.time -= seconds;
    out.timeVariance += deviation * deviation + spread * seconds * (spread * seconds);
  }
}

function square(value: number): number {
  return value * value;
}

/** Seconds to which a time was rounded: nobody's clock stands on a whole five minutes at both ends by chance. */
function stepOf(from: number, to: number): number {
  return from % 300 === 0 && to % 300 === 0 ? 300 : from % 60 === 0 && to % 60 === 0 ? 60 : 0;
}

/** A sector that reaches beyond what can be perceived ends there. */
function within(place: Place, range: number): Place {
  if (place.type !== 'sector' || place.distance[1] <= range || place.distance[0] >= range) return place;
  return { ...place, distance: [place.distance[0], range] };
}
