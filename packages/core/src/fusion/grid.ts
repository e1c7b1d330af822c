import { cosine } from '../base/index.ts';
import { longerInts } from './arrays.ts';
import { shortWay } from './plane.ts';
import type { Rows } from './rows.ts';
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

/** Where and when rows are: degrees and seconds. A row in a grid stays where it is. */
export type Positions = Pick<Rows, 'longitude' | 'latitude' | 'time'>;

/** Rows by cells of space and time, in a hash of numbers. Finds all within a window, and some beyond it. */
export class Grid {
  readonly #degrees: number;
  readonly #seconds: number;
  /** Degrees of longitude of a cell, for each band of latitude. */
  readonly #widths: Float64Array;
  readonly #positions: Positions;
  #heads = new Int32Array(512).fill(-1);
  #next = new Int32Array(512);
  #rows: Int32Array = new Int32Array(512);
  /** What the number of its cell is made of: a look at most of those that lie elsewhere ends here. */
  #hashes: Int32Array = new Int32Array(512);
  #count = 0;

  /** Cells of about so many metres and seconds. */
  constructor(positions: Positions, metres: number, seconds: number) {
    this.#positions = positions;
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

  add(row: number): void {
    const entry = this.#count;
    if (entry === this.#rows.length) this.#grow(Math.ceil(entry * 1.5));
    if (entry === this.#heads.length) this.#rehash();
    this.#count += 1;
    const { longitude, latitude, time } = this.#positions;
    const band = this.#band(latitude[row] as number);
    const slice = Math.floor((time[row] as number) / this.#seconds);
    this.#rows[entry] = row;
    this.#hashes[entry] = mixed(part(this.#column(longitude[row] as number, band), band), slice);
    this.#link(entry);
  }

  /** Hands over its rows, those of `stands` alone, or takes them in. */
  carry(tape: Tape, stands: (row: number) => boolean): void {
    const rows = tape.list(() => this.#rows.subarray(0, this.#count).filter(stands));
    if (tape.reading) for (const row of rows) this.add(row);
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
    const mask = heads.length - 1;
    const space = part(column, band);
    for (let slice = early; slice <= late; slice++) {
      const hash = mixed(space, slice);
      for (let entry = heads[hash & mask] as number; entry >= 0; entry = next[entry] as number)
        if (this.#hashes[entry] === hash && this.#isIn(this.#rows[entry] as number, column, band, slice))
          found.push(this.#rows[entry] as number);
    }
  }

  #isIn(row: number, column: number, band: number, slice: number): boolean {
    const { longitude, latitude, time } = this.#positions;
    return (
      Math.floor((time[row] as number) / this.#seconds) === slice &&
      this.#band(latitude[row] as number) === band &&
      this.#column(longitude[row] as number, band) === column
    );
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
    const positions = this.#positions;
    for (let entry = 0; entry < this.#count; entry++) {
      const row = this.#rows[entry] as number;
      const slice = Math.floor((positions.time[row] as number) / this.#seconds);
      if (slice < early || slice > late) continue;
      const band = this.#band(positions.latitude[row] as number);
      if (band < south || band > top) continue;
      const width = this.#widths[band] as number;
      const middle = (this.#column(positions.longitude[row] as number, band) + 0.5) * width - 180;
      if (Math.abs(shortWay(middle - longitude)) <= east + width) found.push(row);
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

  #link(entry: number): void {
    const at = (this.#hashes[entry] as number) & (this.#heads.length - 1);
    this.#next[entry] = this.#heads[at] as number;
    this.#heads[at] = entry;
  }

  #grow(capacity: number): void {
    this.#next = longerInts(this.#next, capacity);
    this.#rows = longerInts(this.#rows, capacity);
    this.#hashes = longerInts(this.#hashes, capacity);
  }

  #rehash(): void {
    this.#heads = new Int32Array(this.#heads.length * 2).fill(-1);
    for (let entry = 0; entry < this.#count; entry++) this.#link(entry);
  }
}

/** A cell of space as a number, for {@link mixed}. */
function part(column: number, band: number): number {
  return Math.imul(column, 0x9e3779b1) ^ Math.imul(band, 0x85ebca6b);
}

function mixed(space: number, slice: number): number {
  let hash = space ^ Math.imul(slice, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
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

  readonly #positions: Positions;

  constructor(positions: Positions) {
    this.#positions = positions;
  }

  /** `metres` and `seconds` are how far the row reaches. */
  add(row: number, metres: number, seconds: number): void {
    const m = METRES.findIndex((most) => metres <= most);
    const s = SECONDS.findIndex((most) => seconds <= most);
    this.#gridOf(m * SECONDS.length + s).add(row);
  }

  #gridOf(key: number): Grid {
    const known = this.#grids.get(key);
    if (known !== undefined) return known.grid;
    const metres = METRES[Math.floor(key / SECONDS.length)] ?? 20_100_000;
    const seconds = SECONDS[key % SECONDS.length] ?? 1e11;
    const grid = new Grid(this.#positions, metres * Math.SQRT2, seconds * Math.SQRT2);
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
