import { longerFloats, longerInts } from './arrays.ts';
import { KeptReports, type ReadReport } from './kept-reports.ts';
import { KeyColumn } from './key-column.ts';
import type { KindTable } from './kinds.ts';
import type { Measured, Tier } from './measure.ts';
import { Once } from './once.ts';
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
] as const;
const WHOLES = ['weapon', 'arm', 'kind', 'source', 'near'] as const;
/** What a report may say of the phase; 0 for nothing. */
const PHASES = [undefined, 'outgoing', 'impact', 'in-flight', 'undetermined'] as const;

/** What of rows is no number: words, and the keys in their order. Of what is gone not even the key is told. */
export interface RowTexts {
  readonly keys: readonly string[];
  readonly sources: readonly string[];
  readonly weapons: readonly string[];
  readonly kinds: readonly (readonly [spread: string, kind: string])[];
  readonly arms: readonly NonNullable<FusionReport['weapon']>[];
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
  weapon = new Int32Array(0);
  /** The weapon as it was told, among all that were; −1 for none. */
  arm = new Int32Array(0);
  kind = new Int32Array(0);
  source = new Int32Array(0);
  /** How many reports of the same source lie near. */
  near = new Int32Array(0);
  /** 1 outgoing, 2 impact, 0 all else. */
  phase = new Int8Array(0);
  /** Which of {@link PHASES} was told. */
  told = new Int8Array(0);
  tier = new Uint8Array(0);
  flags = new Uint8Array(0);
  readonly keys = new KeyColumn();
  readonly reports: KeptReports;
  readonly #sources = new Once<string, string>();
  readonly #weapons = new Once<string, string>();
  /** Weapons by their texts, each as the first report of it told it. */
  readonly #arms = new Once<string, NonNullable<FusionReport['weapon']>>();
  /** What words say of the true kind, and the words. */
  readonly #kinds = new Once<Float64Array, readonly [kinds: Float64Array, word: string]>();

  /** `read` gives a report by its key; without it, reports are kept here. */
  constructor(read?: ReadReport) {
    this.reports = new KeptReports(this.keys, read);
  }

  /** Appends a measured report; answers its row. */
  add(report: FusionReport, key: string, measured: Measured): number {
    const row = this.count;
    if (row === this.longitude.length) this.#grow(Math.max(1024, Math.ceil(row * 1.5)));
    const { weapon } = report;
    this.count += 1;
    this.keys.push(key);
    this.reports.put(row, report);
    this.source[row] = this.#sources.of(report.source, report.source);
    this.weapon[row] = weapon?.class === undefined ? -1 : this.#weapons.of(weapon.class, weapon.class);
    this.calibre[row] = weapon?.calibre ?? 0;
    this.arm[row] = weapon === undefined ? -1 : this.#arms.of(JSON.stringify(weapon), weapon);
    this.phase[row] = report.phase === 'outgoing' ? 1 : report.phase === 'impact' ? 2 : 0;
    this.told[row] = PHASES.indexOf(report.phase);
    this.kind[row] = this.#kinds.of(measured.kind, [measured.kind, report.kind]);
    this.near[row] = 0;
    this.flags[row] = (report.derivedFrom?.length ?? 0) > 0 ? REPEATS : 0;
    this.#measure(row, measured);
    return row;
  }

  #measure(row: number, measured: Measured): void {
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
  }

  /** How likely a row's word is for each true kind. */
  kindsOf(row: number): Float64Array {
    return (this.#kinds.all[this.kind[row] as number] as readonly [Float64Array, string])[0];
  }

  /** The word itself. */
  wordOf(row: number): string {
    return (this.#kinds.all[this.kind[row] as number] as readonly [Float64Array, string])[1];
  }

  /** The phase as the report told it. */
  phaseOf(row: number): FusionReport['phase'] {
    return PHASES[this.told[row] as number];
  }

  /** The weapon as the report told it. */
  weaponOf(row: number): FusionReport['weapon'] {
    return this.#arms.all[this.arm[row] as number];
  }

  /** Sources by their numbers. */
  get sources(): readonly string[] {
    return this.#sources.all;
  }

  /** The source of a row. */
  sourceOf(row: number): string {
    return this.#sources.all[this.source[row] as number] as string;
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

  /** Before, by key: the one order in which anything is ever decided. */
  compare(a: number, b: number): number {
    return this.keys.compare(a, b);
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
    this.#carry(tape);
    const gone = Array.from({ length: this.count }, (_, row) => row).filter((row) => this.is(row, GONE));
    // The columns of the tape are copies, and the first on it.
    for (const column of tape.columns) for (const row of gone) column[row] = 0;
    tape.carry(this.flags, this.count);
    const without = new Set(gone);
    return {
      keys: Array.from({ length: this.count }, (_, row) => (without.has(row) ? '' : this.keys.at(row))),
      sources: [...this.#sources.all],
      weapons: [...this.#weapons.all],
      kinds: this.#kinds.all.map(([row]) => named.get(row) ?? ['1 0 0', '']),
      arms: [...this.#arms.all],
    };
  }

  /** Takes in what {@link keep} gave, into no rows. */
  restore(tape: Tape, texts: RowTexts, kinds: KindTable): void {
    this.count = texts.keys.length;
    this.#carry(tape);
    this.flags = tape.carry(this.flags);
    for (const [spread, word] of texts.kinds) {
      const kind = kinds.rowNamed(spread, word);
      this.#kinds.of(kind, [kind, word]);
    }
    for (const arm of texts.arms) this.#arms.of(JSON.stringify(arm), arm);
    for (const key of texts.keys)
      if (key === '') this.keys.pushNone();
      else this.keys.push(key);
    for (const source of texts.sources) this.#sources.of(source, source);
    for (const word of texts.weapons) this.#weapons.of(word, word);
  }

  #carry(tape: Tape): void {
    for (const name of FLOATS) this[name] = tape.carry(this[name], this.count);
    for (const name of WHOLES) this[name] = tape.carry(this[name], this.count);
    this.phase = tape.carry(this.phase, this.count);
    this.told = tape.carry(this.told, this.count);
    this.tier = tape.carry(this.tier, this.count);
  }

  #grow(capacity: number): void {
    for (const name of FLOATS) this[name] = longerFloats(this[name], capacity);
    for (const name of WHOLES) this[name] = longerInts(this[name], capacity);
    const [phase, told] = [new Int8Array(capacity), new Int8Array(capacity)];
    const [tier, flags] = [new Uint8Array(capacity), new Uint8Array(capacity)];
    phase.set(this.phase);
    told.set(this.told);
    tier.set(this.tier);
    flags.set(this.flags);
    [this.phase, this.told, this.tier, this.flags] = [phase, told, tier, flags];
  }
}
