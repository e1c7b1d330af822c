import { longerFloats, longerInts } from './arrays.ts';
import type { KindTable } from './kinds.ts';
import type { Measured, Tier } from './measure.ts';
import { shortWay } from './plane.ts';
import type { FusionReport } from './report.ts';
import type { Tape } from './tape.ts';

/** The row is gone: erased, or measured anew elsewhere. */
export const GONE = 1;
/** Its source files so much that it may only attach (see crowding.ts). */
export const CROWDING = 2;
/** It repeats another report, and so may only attach. */
export const REPEATS = 4;
/** A person's decision names it. */
export const CONSTRAINED = 8;
/** Its source sent it again under another id: a copy, which may only attach. */
export const COPY = 32;
/** It says word for word what another source saw, and so may only attach. */
export const ECHO = 64;
/** Others can find it. */
export const INDEXED = 16;

/** Columns of decimal numbers, and of whole ones. */
const FLOATS = [
  'longitude',
  'latitude',
  'perEast',
  'perNorth',
  'xx',
  'xy',
  'yy',
  'time',
  'timeVariance',
  'clock',
  'countLow',
  'countHigh',
  'countLog',
  'countVariance',
  'calibre',
  'span',
  'spanVariance',
  'keyHead',
] as const;
const WHOLES = ['weapon', 'source', 'near'] as const;

/** What of rows is no number: words, and the keys in their order. Of what is gone not even the key is told. */
export interface RowTexts {
  readonly keys: readonly string[];
  readonly sources: readonly string[];
  readonly weapons: readonly string[];
  readonly kinds: readonly (readonly [spread: string, kind: string])[];
}

/** Reports as columns of numbers. A row never moves; the order of rows is that of arrival and decides nothing. */
export class Rows {
  count = 0;
  longitude = new Float64Array(0);
  latitude = new Float64Array(0);
  perEast = new Float64Array(0);
  perNorth = new Float64Array(0);
  xx = new Float64Array(0);
  xy = new Float64Array(0);
  yy = new Float64Array(0);
  time = new Float64Array(0);
  timeVariance = new Float64Array(0);
  /** Seconds taken off for the source's clock. */
  clock = new Float64Array(0);
  countLow = new Float64Array(0);
  countHigh = new Float64Array(0);
  /** ln of the middle of the count, and its variance; variance 0 where none was given. */
  countLog = new Float64Array(0);
  countVariance = new Float64Array(0);
  calibre = new Float64Array(0);
  /** Seconds that it lasted by the report; −1 for an instant. */
  span = new Float64Array(0);
  spanVariance = new Float64Array(0);
  /** The first 48 bits of the key: decides almost every comparison. */
  keyHead = new Float64Array(0);
  weapon = new Int32Array(0);
  source = new Int32Array(0);
  /** How many reports of the same source lie near. */
  near = new Int32Array(0);
  phase = new Int8Array(0);
  tier = new Uint8Array(0);
  flags = new Uint8Array(0);
  readonly keys: string[] = [];
  readonly reports: FusionReport[] = [];
  readonly kinds: Float64Array[] = [];
  readonly sources: string[] = [];
  readonly #sourceIds = new Map<string, number>();
  readonly #weaponIds = new Map<string, number>();

  /** Appends a measured report; answers its row. */
  add(report: FusionReport, key: string, measured: Measured): number {
    const row = this.count;
    if (row === this.longitude.length) this.#grow(Math.max(1024, row * 2));
    this.count += 1;
    this.keys.push(key);
    this.reports.push(report);
    this.keyHead[row] = Number.parseInt(key.slice(0, 12), 16);
    this.source[row] = this.sourceId(report.source);
    this.weapon[row] = this.#weaponId(report.weapon?.class);
    this.calibre[row] = report.weapon?.calibre ?? 0;
    this.phase[row] = report.phase === 'outgoing' ? 1 : report.phase === 'impact' ? 2 : 0;
    this.kinds.push(measured.kind);
    this.near[row] = 0;
    this.flags[row] = (report.derivedFrom?.length ?? 0) > 0 ? REPEATS : 0;
    this.measureAgain(row, measured);
    return row;
  }

  measureAgain(row: number, measured: Measured): void {
    this.longitude[row] = measured.longitude;
    this.latitude[row] = measured.latitude;
    this.perEast[row] = measured.perEast;
    this.perNorth[row] = measured.perNorth;
    this.xx[row] = measured.xx;
    this.xy[row] = measured.xy;
    this.yy[row] = measured.yy;
    this.time[row] = measured.time;
    this.timeVariance[row] = measured.timeVariance;
    this.countLow[row] = measured.countLow;
    this.countHigh[row] = measured.countHigh;
    this.countLog[row] = measured.countLog;
    this.countVariance[row] = measured.countVariance;
    this.span[row] = measured.span;
    this.spanVariance[row] = measured.spanVariance;
    this.clock[row] = measured.clock;
    this.tier[row] = measured.tier satisfies Tier;
    this.kinds[row] = measured.kind;
  }

  /** Whether the places and times of two rows differ by no more than the gate, in standard deviations squared. */
  meet(a: number, b: number, gate: number): boolean {
    const apart = (this.time[a] as number) - (this.time[b] as number);
    const v = (this.timeVariance[a] as number) + (this.timeVariance[b] as number);
    if (apart * apart > gate * v) return false;
    const east = this.east(a, b);
    const north = this.north(a, b);
    const xx = (this.xx[a] as number) + (this.xx[b] as number);
    const xy = (this.xy[a] as number) + (this.xy[b] as number);
    const yy = (this.yy[a] as number) + (this.yy[b] as number);
    return yy * east * east - 2 * xy * east * north + xx * north * north <= gate * (xx * yy - xy * xy);
  }

  /** Metres east from the second to the first. */
  east(a: number, b: number): number {
    const degrees = shortWay((this.longitude[a] as number) - (this.longitude[b] as number));
    return (degrees * ((this.perEast[a] as number) + (this.perEast[b] as number))) / 2;
  }

  /** Metres north from the second to the first. */
  north(a: number, b: number): number {
    const degrees = (this.latitude[a] as number) - (this.latitude[b] as number);
    return (degrees * ((this.perNorth[a] as number) + (this.perNorth[b] as number))) / 2;
  }

  /** The greatest variance of a row's place in any direction, m². */
  widest(row: number): number {
    const xx = this.xx[row] as number;
    const xy = this.xy[row] as number;
    const yy = this.yy[row] as number;
    const half = (xx - yy) / 2;
    return (xx + yy) / 2 + Math.sqrt(half * half + xy * xy);
  }

  sourceId(source: string): number {
    const known = this.#sourceIds.get(source);
    if (known !== undefined) return known;
    const id = this.sources.length;
    this.#sourceIds.set(source, id);
    this.sources.push(source);
    return id;
  }

  /** Before, by key: the one order in which anything is ever decided. */
  compare(a: number, b: number): number {
    const heads = (this.keyHead[a] as number) - (this.keyHead[b] as number);
    if (heads !== 0) return heads;
    const first = this.keys[a] as string;
    const second = this.keys[b] as string;
    return first < second ? -1 : first > second ? 1 : 0;
  }

  is(row: number, flag: number): boolean {
    return ((this.flags[row] as number) & flag) !== 0;
  }

  set(row: number, flag: number, on: boolean): void {
    const flags = this.flags[row] as number;
    this.flags[row] = on ? flags | flag : flags & ~flag;
  }

  /** Hands over every row; what it told of rows that are gone is left out. */
  keep(tape: Tape, kinds: KindTable): RowTexts {
    const named = kinds.named();
    const used = new Map([...new Set(this.kinds)].map((row, at) => [row, at]));
    tape.carry(Int32Array.from(this.kinds, (row) => used.get(row) ?? 0));
    this.#carry(tape);
    const gone = Array.from({ length: this.count }, (_, row) => row).filter((row) => this.is(row, GONE));
    // The columns of the tape are copies, and the first on it.
    for (const column of tape.columns) for (const row of gone) column[row] = 0;
    tape.carry(this.flags, this.count);
    const without = new Set(gone);
    return {
      keys: this.keys.map((key, row) => (without.has(row) ? '' : key)),
      sources: [...this.sources],
      weapons: [...this.#weaponIds.keys()],
      kinds: [...used.keys()].map((row) => named.get(row) ?? ['1 0 0', '']),
    };
  }

  /** Takes in what {@link keep} gave, into no rows; a report is asked for by its key when it is needed. */
  restore(tape: Tape, texts: RowTexts, kinds: KindTable, reportOf: (key: string) => FusionReport): void {
    const words = texts.kinds.map(([spread, kind]) => kinds.rowNamed(spread, kind));
    for (const at of tape.carry(new Int32Array(0))) this.kinds.push(words[at] as Float64Array);
    this.count = this.kinds.length;
    this.#carry(tape);
    this.flags = tape.carry(this.flags);
    for (const key of texts.keys) {
      this.keys.push(key);
      this.reports.push(reportOf(key));
    }
    for (const source of texts.sources) this.sourceId(source);
    for (const word of texts.weapons) this.#weaponId(word);
  }

  #carry(tape: Tape): void {
    for (const name of FLOATS) this[name] = tape.carry(this[name], this.count);
    for (const name of WHOLES) this[name] = tape.carry(this[name], this.count);
    this.phase = tape.carry(this.phase, this.count);
    this.tier = tape.carry(this.tier, this.count);
  }

  #weaponId(word: string | undefined): number {
    if (word === undefined) return -1;
    const known = this.#weaponIds.get(word);
    if (known !== undefined) return known;
    this.#weaponIds.set(word, this.#weaponIds.size);
    return this.#weaponIds.size - 1;
  }

  #grow(capacity: number): void {
    for (const name of FLOATS) this[name] = longerFloats(this[name], capacity);
    for (const name of WHOLES) this[name] = longerInts(this[name], capacity);
    const phase = new Int8Array(capacity);
    const tier = new Uint8Array(capacity);
    const flags = new Uint8Array(capacity);
    phase.set(this.phase);
    tier.set(this.tier);
    flags.set(this.flags);
    [this.phase, this.tier, this.flags] = [phase, tier, flags];
  }
}
