import { cosine } from '../base/index.ts';
import { longerInts } from './arrays.ts';
import { shortWay } from './plane.ts';
import type { Tape } from './tape.ts';

// Metres in a degree of latitude, at their least and in a great circle: windows are made with the lesser.
const LEAST_DEGREE = 110_000;
const LEAST_COSINE = 0.01;
/** Reading one cell costs about as much as looking at so many entries in a row. */
const CELL_COST = 2;

/** Rows found by a look-up; the buffer is used again. */
export class Found {
  rows = new Int32Array(1024);
  count = 0;

  push(row: number): void {
    if (this.count === this.rows.length) {
      this.rows = longerInts(this.rows, this.count * 2);
    }
    this.rows[this.count++] = row;
  }
}

/** Rows by cells of space and time, in a hash of numbers. Finds all within a window, and some beyond it. */
export class Grid {
  readonly #degrees: number;
  readonly #seconds: number;
  /** Degrees of longitude of a cell, for each band of latitude. */
  readonly #widths: Float64Array;
  #heads = new Int32Array(1024).fill(-1);
  #next = new Int32Array(512);
  #rows: Int32Array = new Int32Array(512);
  #cells: Int32Array = new Int32Array(512 * 3);
  #count = 0;

  /** Cells of about so many metres and seconds. */
  constructor(metres: number, seconds: number) {
    this.#degrees = Math.min(metres / LEAST_DEGREE, 90);
    this.#seconds = seconds;
    const bands = Math.ceil(180 / this.#degrees) + 1;
    this.#widths = Float64Array.from({ length: bands }, (_, band) => {
      const middle = Math.min(90, Math.abs((band + 0.5) * this.#degrees - 90));
      return Math.min(360, this.#degrees / Math.max(cosine(middle), LEAST_COSINE));
    });
  }

  get count(): number {
    return this.#count;
  }

  add(row: number, longitude: number, latitude: number, time: number): void {
    const entry = this.#count;
    if (entry === this.#rows.length) this.#grow(entry * 2);
    this.#count += 1;
    const band = this.#band(latitude);
    this.#rows[entry] = row;
    this.#cells[entry * 3] = this.#column(longitude, band);
    this.#cells[entry * 3 + 1] = band;
    this.#cells[entry * 3 + 2] = Math.floor(time / this.#seconds);
    this.#link(entry);
  }

  /** Hands over its entries, those of `stands` alone, or takes them in. */
  carry(tape: Tape, stands: (row: number) => boolean): void {
    const entries = this.#rows.subarray(0, this.#count);
    const kept = tape.list(() => [...entries.keys()].filter((entry) => stands(entries[entry] as number)));
    const rows = tape.list(() => kept.map((entry) => entries[entry] as number));
    const cells = tape.list(() =>
      [...kept].flatMap((entry) => [...this.#cells.subarray(entry * 3, entry * 3 + 3)]),
    );
    if (!tape.reading) return;
    this.#count = rows.length;
    this.#rows = rows;
    this.#cells = cells;
    let capacity = this.#next.length;
    while (capacity < rows.length) capacity *= 2;
    this.#grow(capacity);
  }

  /** Adds to `found` every row whose position lies within `metres`, and whose time within `seconds`. */
  collect(
    longitude: number,
    latitude: number,
    time: number,
    metres: number,
    seconds: number,
    found: Found,
  ): void {
    const north = metres / LEAST_DEGREE;
    const south = this.#band(latitude - north);
    const top = this.#band(latitude + north);
    const early = Math.floor((time - seconds) / this.#seconds);
    const late = Math.floor((time + seconds) / this.#seconds);
    const east = north / Math.max(cosine(Math.min(90, Math.abs(latitude) + north)), LEAST_COSINE);
    const across = 2 * (east / (this.#widths[this.#band(latitude)] as number)) + 2;
    if ((top - south + 1) * across * (late - early + 1) * CELL_COST > this.#count) {
      this.#scan(longitude, east, south, top, early, late, found);
      return;
    }
    for (let band = south; band <= top; band++) {
      const width = this.#widths[band] as number;
      const columns = Math.ceil(360 / width);
      const first = Math.floor((longitude - east + 180) / width);
      // A window as wide as the Earth visits each column once.
      const last = Math.min(Math.floor((longitude + east + 180) / width) + 1, first + columns - 1);
      for (let column = first; column <= last; column++) {
        const home = column < 0 ? column + columns : column >= columns ? column - columns : column;
        this.#visit(home, band, early, late, found);
      }
    }
  }

  /** All slices of time of one cell of space. */
  #visit(column: number, band: number, early: number, late: number, found: Found): void {
    const heads = this.#heads;
    const next = this.#next;
    const cells = this.#cells;
    const part = Math.imul(column, 0x9e3779b1) ^ Math.imul(band, 0x85ebca6b);
    const mask = heads.length - 1;
    for (let slice = early; slice <= late; slice++) {
      let mixed = part ^ Math.imul(slice, 0xc2b2ae35);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
      let entry = heads[(mixed ^ (mixed >>> 13)) & mask] as number;
      while (entry >= 0) {
        const at = entry * 3;
        if (cells[at + 2] === slice && cells[at] === column && cells[at + 1] === band)
          found.push(this.#rows[entry] as number);
        entry = next[entry] as number;
      }
    }
  }

  /** Where the window holds more cells than there are entries, each entry is looked at. */
  #scan(
    longitude: number,
    east: number,
    south: number,
    top: number,
    early: number,
    late: number,
    found: Found,
  ): void {
    for (let entry = 0; entry < this.#count; entry++) {
      const band = this.#cells[entry * 3 + 1] as number;
      const slice = this.#cells[entry * 3 + 2] as number;
      if (band < south || band > top || slice < early || slice > late) continue;
      const width = this.#widths[band] as number;
      const middle = ((this.#cells[entry * 3] as number) + 0.5) * width - 180;
      if (Math.abs(shortWay(middle - longitude)) <= east + width) found.push(this.#rows[entry] as number);
    }
  }

  #band(latitude: number): number {
    const band = Math.floor((latitude + 90) / this.#degrees);
    return Math.max(0, Math.min(this.#widths.length - 1, band));
  }

  #column(longitude: number, band: number): number {
    const width = this.#widths[band] as number;
    const column = Math.floor((longitude + 180) / width);
    return column >= Math.ceil(360 / width) ? 0 : column;
  }

  #hash(column: number, band: number, slice: number): number {
    let mixed = Math.imul(column, 0x9e3779b1) ^ Math.imul(band, 0x85ebca6b) ^ Math.imul(slice, 0xc2b2ae35);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    return (mixed ^ (mixed >>> 13)) & (this.#heads.length - 1);
  }

  #link(entry: number): void {
    const at = this.#hash(
      this.#cells[entry * 3] as number,
      this.#cells[entry * 3 + 1] as number,
      this.#cells[entry * 3 + 2] as number,
    );
    this.#next[entry] = this.#heads[at] as number;
    this.#heads[at] = entry;
  }

  #grow(capacity: number): void {
    this.#next = longerInts(this.#next, capacity);
    this.#rows = longerInts(this.#rows, capacity);
    this.#cells = longerInts(this.#cells, capacity * 3);
    this.#heads = new Int32Array(capacity * 2).fill(-1);
    for (let entry = 0; entry < this.#count; entry++) this.#link(entry);
  }
}

/** Reaches that share a grid: a row that reaches far must not make the windows of all others wide. */
const METRES = [7500, 25_000, 80_000, 300_000, 1_500_000, 20_100_000] as const;
const SECONDS = [500, 3000, 10_800, 43_200, 172_800, 700_000, 6_000_000, 1e11] as const;

/** Rows sorted into grids by how far each reaches; finds every row whose reach meets another's. */
export class Grids {
  readonly #grids = new Map<
    number,
    { readonly grid: Grid; readonly metres: number; readonly seconds: number }
  >();

  /** `metres` and `seconds` are how far the row reaches. */
  add(row: number, longitude: number, latitude: number, time: number, metres: number, seconds: number): void {
    const m = METRES.findIndex((most) => metres <= most);
    const s = SECONDS.findIndex((most) => seconds <= most);
    this.#gridOf(m * SECONDS.length + s).add(row, longitude, latitude, time);
  }

  #gridOf(key: number): Grid {
    const known = this.#grids.get(key);
    if (known !== undefined) return known.grid;
    const metres = METRES[Math.floor(key / SECONDS.length)] ?? 20_100_000;
    const seconds = SECONDS[key % SECONDS.length] ?? 1e11;
    const grid = new Grid(metres * Math.SQRT2, seconds * Math.SQRT2);
    this.#grids.set(key, { grid, metres, seconds });
    return grid;
  }

  /** As {@link Grid.carry}, for all of them. */
  carry(tape: Tape, stands: (row: number) => boolean): void {
    for (const key of tape.list(() => this.#grids.keys())) this.#gridOf(key).carry(tape, stands);
  }

  collect(
    longitude: number,
    latitude: number,
    time: number,
    metres: number,
    seconds: number,
    found: Found,
  ): void {
    found.count = 0;
    for (const { grid, metres: most, seconds: longest } of this.#grids.values())
      grid.collect(
        longitude,
        latitude,
        time,
        Math.sqrt(metres * metres + most * most),
        Math.sqrt(seconds * seconds + longest * longest),
        found,
      );
  }
}
