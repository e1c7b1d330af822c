import { naturalLogarithm } from '../base/index.ts';
import type { Footprint } from '../geo/index.ts';
import { longerFloats } from './arrays.ts';
import { amongOthers, nearness, stretchOf } from './crowded.ts';
import { KindSlots } from './kind-slots.ts';
import type { KindTable } from './kinds.ts';
import { likeLengths } from './lengths.ts';
import { likeCounts, likeWeapons } from './marks.ts';
import type { EvidenceModels } from './models.ts';
import { type Parts, thousandths } from './parts.ts';
import { shortWay } from './plane.ts';
import type { Rows } from './rows.ts';

// Evidence that two groups of reports are of one incident rather than of two: the logarithm of the ratio of the two
// probabilities, in thousandths of a nat. docs/fusion.md derives it and works an example.

const TWO_PI = 6.283185307179586;
const ROOT_TWO_PI = 2.5066282746310002;
/** The prior is told apart for time and place: as if incidents were waited for over an hour. */
const HOUR = 3600;
const MAX_NEAR = 4096;
// Tails of Student's distribution: what people state as certain is wrong more often than a normal distribution allows.
const PLACE_TAIL = 6;
const TIME_TAIL = 5;

const WIDTH = 18;
const LONGITUDE = 0;
const LATITUDE = 1;
const PER_EAST = 2;
const PER_NORTH = 3;
const XX = 4;
const XY = 5;
const YY = 6;
const TIME = 7;
const TIME_VARIANCE = 8;
const COUNT = 9;
const COUNT_VARIANCE = 10;
const WEAPON = 11;
const CALIBRE = 12;
const PHASE = 13;
const NEAR = 14;
const SIZE = 15;
const SPAN = 16;
const SPAN_VARIANCE = 17;

/** Groups of reports as sums: each slot is one report, or what several come to together. */
export class Evidence {
  readonly #rows: Rows;
  readonly #models: EvidenceModels;
  readonly #kinds: KindSlots;
  readonly #placeNorm: number;
  readonly #timeNorm: number;
  readonly #rates: Int32Array;
  #slots = new Float64Array(0);

  constructor(rows: Rows, models: EvidenceModels, kinds: KindTable) {
    this.#rows = rows;
    this.#models = models;
    this.#kinds = new KindSlots(kinds.combinations);
    this.#placeNorm = 1 / (models.rate * HOUR * TWO_PI);
    this.#timeNorm = HOUR / ROOT_TWO_PI;
    const { seconds, metres, weight } = models.same;
    const around = weight / (2 * seconds * (TWO_PI / 2) * metres * metres);
    const lessFor = (near: number) => -naturalLogarithm(1 + (near / 4) * (around / models.rate));
    this.#rates = Int32Array.from({ length: MAX_NEAR }, (_, near) => thousandths(lessFor(near)));
  }

  ensure(slots: number): void {
    if (slots * WIDTH <= this.#slots.length) return;
    this.#slots = longerFloats(this.#slots, slots * 2 * WIDTH);
    this.#kinds.ensure(slots * 2);
  }

  /** Fills a slot with one report. */
  load(slot: number, row: number): void {
    const rows = this.#rows;
    const s = this.#slots;
    const at = slot * WIDTH;
    s[at + LONGITUDE] = rows.longitude[row] as number;
    s[at + LATITUDE] = rows.latitude[row] as number;
    s[at + PER_EAST] = rows.perEast[row] as number;
    s[at + PER_NORTH] = rows.perNorth[row] as number;
    s[at + XX] = rows.xx[row] as number;
    s[at + XY] = rows.xy[row] as number;
    s[at + YY] = rows.yy[row] as number;
    s[at + TIME] = rows.time[row] as number;
    s[at + TIME_VARIANCE] = rows.timeVariance[row] as number;
    s[at + COUNT] = rows.countLog[row] as number;
    s[at + COUNT_VARIANCE] = rows.countVariance[row] as number;
    s[at + WEAPON] = rows.weapon[row] as number;
    s[at + CALIBRE] = rows.calibre[row] as number;
    s[at + PHASE] = rows.phase[row] as number;
    s[at + NEAR] =
      (rows.near[row] as number) / (this.#models.cluster === undefined ? 1 : stretchOf(rows, row));
    s[at + SIZE] = 1;
    s[at + SPAN] = rows.span[row] as number;
    s[at + SPAN_VARIANCE] = rows.spanVariance[row] as number;
    this.#kinds.load(slot, rows.kindsOf(row));
  }

  /** Evidence that the reports of two slots are of one incident, thousandths of a nat. */
  gain(a: number, b: number): number {
    return this.gainAlone(a, b) + this.#rate(a, b);
  }

  /** The same, whatever else lies near. */
  gainAlone(a: number, b: number): number {
    return (
      this.#place(a, b) +
      this.#time(a, b) +
      this.#span(a, b) +
      this.#kind(a, b) +
      this.#count(a, b) +
      this.#weapon(a, b)
    );
  }

  parts(a: number, b: number): Parts {
    return {
      time: this.#time(a, b),
      span: this.#span(a, b),
      place: this.#place(a, b),
      kind: this.#kind(a, b),
      count: this.#count(a, b),
      weapon: this.#weapon(a, b),
      rate: this.#rate(a, b),
    };
  }

  #place(a: number, b: number): number {
    const s = this.#slots;
    const x = a * WIDTH;
    const y = b * WIDTH;
    const east = this.#east(x, y);
    const north = this.#north(x, y);
    const xx = (s[x + XX] as number) + (s[y + XX] as number);
    const xy = (s[x + XY] as number) + (s[y + XY] as number);
    const yy = (s[x + YY] as number) + (s[y + YY] as number);
    const det = xx * yy - xy * xy;
    const q = 1 + (yy * east * east - 2 * xy * east * north + xx * north * north) / det / PLACE_TAIL;
    return thousandths(nearness(this.#placeNorm, Math.sqrt(det), q * q * q * q, this.#models.cluster));
  }

  #time(a: number, b: number): number {
    const s = this.#slots;
    const x = a * WIDTH;
    const y = b * WIDTH;
    const apart = (s[x + TIME] as number) - (s[y + TIME] as number);
    const v = (s[x + TIME_VARIANCE] as number) + (s[y + TIME_VARIANCE] as number);
    const r = 1 + (apart * apart) / v / TIME_TAIL;
    return thousandths(nearness(this.#timeNorm, Math.sqrt(v), r * r * r, this.#models.cluster));
  }

  #span(a: number, b: number): number {
    const s = this.#slots;
    const x = a * WIDTH;
    const y = b * WIDTH;
    const va = s[x + SPAN_VARIANCE] as number;
    const vb = s[y + SPAN_VARIANCE] as number;
    if (va === 0 || vb === 0) return 0;
    return thousandths(likeLengths(s[x + SPAN] as number, s[y + SPAN] as number, va + vb, this.#models.span));
  }

  #kind(a: number, b: number): number {
    const { same, opposite } = this.#models.phase;
    const p = this.#slots[a * WIDTH + PHASE] as number;
    const q = this.#slots[b * WIDTH + PHASE] as number;
    const phase = p === 0 || q === 0 ? 0 : p === q ? same : opposite;
    return thousandths(this.#kinds.logLikeness(a, b) + phase);
  }

  #count(a: number, b: number): number {
    const s = this.#slots;
    const x = a * WIDTH;
    const y = b * WIDTH;
    const apart = (s[x + COUNT] as number) - (s[y + COUNT] as number);
    const v = [s[x + COUNT_VARIANCE] as number, s[y + COUNT_VARIANCE] as number] as const;
    return thousandths(likeCounts(apart, v, this.#models.count));
  }

  #weapon(a: number, b: number): number {
    const s = this.#slots;
    const x = a * WIDTH;
    const y = b * WIDTH;
    const of = (mark: number) => [s[x + mark] as number, s[y + mark] as number] as const;
    return thousandths(likeWeapons(of(WEAPON), of(CALIBRE), this.#models.weapon));
  }

  #rate(a: number, b: number): number {
    const s = this.#slots;
    const x = a * WIDTH;
    const y = b * WIDTH;
    // Quarters of a report, the mean of the two groups' means: neither group's size speaks, and no third source does.
    const mean =
      (s[x + NEAR] as number) / (s[x + SIZE] as number) + (s[y + NEAR] as number) / (s[y + SIZE] as number);
    const { cluster } = this.#models;
    if (cluster !== undefined) return this.#others(x, y, mean / 2, cluster);
    return this.#rates[Math.min(MAX_NEAR - 1, Math.round(mean * 2))] as number;
  }

  /** The same where incidents crowd; `near` by stretches of place and time. */
  #others(x: number, y: number, near: number, cluster: number): number {
    const s = this.#slots;
    const sum = (of: number) => (s[x + of] as number) + (s[y + of] as number);
    const stretch = Math.sqrt((sum(XX) * sum(YY) - sum(XY) * sum(XY)) * sum(TIME_VARIANCE));
    return thousandths(amongOthers(stretch, near, this.#placeNorm * this.#timeNorm, cluster));
  }

  /** Metres east from the second to the first. */
  #east(x: number, y: number): number {
    const s = this.#slots;
    const degrees = shortWay((s[x + LONGITUDE] as number) - (s[y + LONGITUDE] as number));
    return (degrees * ((s[x + PER_EAST] as number) + (s[y + PER_EAST] as number))) / 2;
  }

  /** Metres north from the second to the first. */
  #north(x: number, y: number): number {
    const s = this.#slots;
    const degrees = (s[x + LATITUDE] as number) - (s[y + LATITUDE] as number);
    return (degrees * ((s[x + PER_NORTH] as number) + (s[y + PER_NORTH] as number))) / 2;
  }

  /** Fills slot `into` with what two slots come to together. `into` may be `a`. */
  merge(a: number, b: number, into: number): void {
    const s = this.#slots;
    const x = a * WIDTH;
    const y = b * WIDTH;
    const z = into * WIDTH;
    const east = this.#east(y, x);
    const north = this.#north(y, x);
    const axx = s[x + XX] as number;
    const axy = s[x + XY] as number;
    const ayy = s[x + YY] as number;
    const xx = axx + (s[y + XX] as number);
    const xy = axy + (s[y + XY] as number);
    const yy = ayy + (s[y + YY] as number);
    const det = xx * yy - xy * xy;
    // Gain of the first group's place towards the second's: A (A + B)⁻¹.
    const k11 = (axx * yy - axy * xy) / det;
    const k12 = (axy * xx - axx * xy) / det;
    const k21 = (axy * yy - ayy * xy) / det;
    const k22 = (ayy * xx - axy * xy) / det;
    const perEast = ((s[x + PER_EAST] as number) + (s[y + PER_EAST] as number)) / 2;
    const perNorth = ((s[x + PER_NORTH] as number) + (s[y + PER_NORTH] as number)) / 2;
    s[z + LONGITUDE] = shortWay((s[x + LONGITUDE] as number) + (k11 * east + k12 * north) / perEast);
    s[z + LATITUDE] = (s[x + LATITUDE] as number) + (k21 * east + k22 * north) / perNorth;
    s[z + PER_EAST] = perEast;
    s[z + PER_NORTH] = perNorth;
    s[z + XX] = axx - (k11 * axx + k12 * axy);
    s[z + XY] = axy - (k11 * axy + k12 * ayy);
    s[z + YY] = ayy - (k21 * axy + k22 * ayy);
    const va = s[x + TIME_VARIANCE] as number;
    const vb = s[y + TIME_VARIANCE] as number;
    const share = va / (va + vb);
    s[z + TIME] = (s[x + TIME] as number) + share * ((s[y + TIME] as number) - (s[x + TIME] as number));
    s[z + TIME_VARIANCE] = share * vb;
    const sa = s[x + SPAN_VARIANCE] as number;
    const sb = s[y + SPAN_VARIANCE] as number;
    const long = sa === 0 ? 1 : sb === 0 ? 0 : sa / (sa + sb);
    s[z + SPAN] = (s[x + SPAN] as number) + long * ((s[y + SPAN] as number) - (s[x + SPAN] as number));
    s[z + SPAN_VARIANCE] = sa === 0 ? sb : sb === 0 ? sa : long * sb;
    this.#mergeMarks(x, y, z);
    this.#kinds.merge(a, b, into);
  }

  #mergeMarks(x: number, y: number, z: number): void {
    const s = this.#slots;
    const ca = s[x + COUNT_VARIANCE] as number;
    const cb = s[y + COUNT_VARIANCE] as number;
    const count = ca === 0 ? 1 : cb === 0 ? 0 : ca / (ca + cb);
    s[z + COUNT] = (s[x + COUNT] as number) + count * ((s[y + COUNT] as number) - (s[x + COUNT] as number));
    // What spreads counts is common to all who count, so agreement does not narrow it below one report's.
    s[z + COUNT_VARIANCE] = ca === 0 ? cb : cb === 0 ? ca : Math.min(ca, cb);
    if ((s[x + WEAPON] as number) < 0) s[z + WEAPON] = s[y + WEAPON] as number;
    else s[z + WEAPON] = s[x + WEAPON] as number;
    s[z + CALIBRE] = (s[x + CALIBRE] as number) || (s[y + CALIBRE] as number);
    s[z + PHASE] = (s[x + PHASE] as number) || (s[y + PHASE] as number);
    s[z + NEAR] = (s[x + NEAR] as number) + (s[y + NEAR] as number);
    s[z + SIZE] = (s[x + SIZE] as number) + (s[y + SIZE] as number);
  }

  /** Place, covariance, time and variance of a slot. */
  read(slot: number): { readonly place: Footprint; readonly time: number; readonly timeVariance: number } {
    const s = this.#slots;
    const at = slot * WIDTH;
    return {
      place: {
        at: [s[at + LONGITUDE] as number, s[at + LATITUDE] as number],
        covariance: [s[at + XX] as number, s[at + XY] as number, s[at + YY] as number],
      },
      time: s[at + TIME] as number,
      timeVariance: s[at + TIME_VARIANCE] as number,
    };
  }

  /** How strongly a slot's reports speak for a true kind. */
  kindWeight(slot: number, kind: number): number {
    return kind < 0 ? 0 : this.#kinds.weight(slot, kind);
  }
}
