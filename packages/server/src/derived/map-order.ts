import type { MapColumns } from './map-columns.ts';
import type { Stretch } from './map-grid.ts';
import type { Sieve } from './map-sieve.ts';

/** What a scan tells of a row that was found: its number, its place on the Z-curve, and when it began (UTC milliseconds). */
export type FoundRow = (row: number, morton: number, from: number) => void;

const DEAD = 0;

/**
 * Rows in the order of the Z-curve, each with a copy of what a scan asks of it. By their numbers rows lie in the order in
 * which they came: every one of a million would be fetched from another end of the memory.
 */
export class MapOrder {
  readonly #columns: MapColumns;
  #rows: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  #morton: Float64Array<ArrayBuffer> = new Float64Array(0);
  #from: Float64Array<ArrayBuffer> = new Float64Array(0);
  #to: Float64Array<ArrayBuffer> = new Float64Array(0);
  /** 1 + code of the traits; {@link DEAD} where the row stands no more. */
  #traits: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  #sources: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  #size = 0;
  /** 1 + place of each row; 0 of one that has none. */
  #placeOf: Uint32Array<ArrayBuffer> = new Uint32Array(0);

  constructor(columns: MapColumns) {
    this.#columns = columns;
  }

  /** Rows in order. Without those that died since only right after a merge. */
  dump(): Uint32Array<ArrayBuffer> {
    return this.#rows.slice(0, this.#size);
  }

  /** Takes over rows that are in order already. */
  restore(rows: Uint32Array): void {
    this.#makeRoom(rows.length);
    for (const row of rows) this.#put(this.#size++, row);
  }

  /** A row stands no more. */
  kill(row: number): void {
    const place = this.#placeOf[row] ?? 0;
    if (place > 0) this.#traits[place - 1] = DEAD;
  }

  /** Merges rows into the order, and drops the dead, whose numbers may be used again then. */
  merge(fresh: Uint32Array): void {
    const { morton: mortonOf } = this.#columns;
    const key = (row: number) => mortonOf[row] as number;
    fresh.sort((a, b) => key(a) - key(b));
    this.#dropDead();
    this.#makeRoom(this.#size + fresh.length);
    // From the end, where there is room: nothing is copied twice, and nothing aside.
    let before = this.#size - 1;
    let next = fresh.length - 1;
    this.#size += fresh.length;
    for (let to = this.#size - 1; next >= 0; to--) {
      const row = fresh[next] as number;
      if (before >= 0 && (this.#morton[before] as number) > key(row)) this.#move(before--, to);
      else {
        this.#put(to, row);
        next -= 1;
      }
    }
  }

  #dropDead(): void {
    let to = 0;
    for (let place = 0; place < this.#size; place++) {
      if (this.#traits[place] === DEAD) this.#placeOf[this.#rows[place] as number] = 0;
      else {
        if (place !== to) this.#move(place, to);
        to += 1;
      }
    }
    this.#size = to;
  }

  #move(place: number, to: number): void {
    const row = this.#rows[place] as number;
    this.#rows[to] = row;
    this.#morton[to] = this.#morton[place] as number;
    this.#from[to] = this.#from[place] as number;
    this.#to[to] = this.#to[place] as number;
    this.#traits[to] = this.#traits[place] as number;
    this.#sources[to] = this.#sources[place] as number;
    this.#placeOf[row] = to + 1;
  }

  #put(to: number, row: number): void {
    const { morton, from, to: end, traits, sources, alive } = this.#columns;
    this.#rows[to] = row;
    this.#morton[to] = morton[row] as number;
    this.#from[to] = from[row] as number;
    this.#to[to] = end[row] as number;
    this.#traits[to] = alive[row] === 1 ? 1 + (traits[row] as number) : DEAD;
    this.#sources[to] = sources[row] as number;
    this.#placeOf[row] = to + 1;
  }

  #makeRoom(places: number): void {
    const rows = this.#columns.alive.length;
    if (this.#placeOf.length < rows) {
      const longer = new Uint32Array(rows);
      longer.set(this.#placeOf);
      this.#placeOf = longer;
    }
    if (places <= this.#rows.length) return;
    const room = Math.max(1024, Math.ceil(places * 1.25));
    const grown = <T extends Uint32Array | Float64Array>(to: T, of: T): T => {
      to.set(of);
      return to;
    };
    this.#rows = grown(new Uint32Array(room), this.#rows);
    this.#morton = grown(new Float64Array(room), this.#morton);
    this.#from = grown(new Float64Array(room), this.#from);
    this.#to = grown(new Float64Array(room), this.#to);
    this.#traits = grown(new Uint32Array(room), this.#traits);
    this.#sources = grown(new Uint32Array(room), this.#sources);
  }

  /** Calls back with every row of a stretch of the curve that passes, in the order of the curve. */
  scan({ low, high, inside }: Stretch, { wanted, told, begin, end, holds }: Sieve, found: FoundRow): void {
    const rows = this.#rows;
    const morton = this.#morton;
    const [froms, tos, traits, sources] = [this.#from, this.#to, this.#traits, this.#sources];
    const last = this.#firstAt(high);
    for (let place = this.#firstAt(low); place < last; place++) {
      if (wanted[traits[place] as number] === 0) continue;
      if (told !== undefined && told[sources[place] as number] === 0) continue;
      const from = froms[place] as number;
      if (from > end || (tos[place] as number) < begin) continue;
      const key = morton[place] as number;
      if (inside || holds(key)) found(rows[place] as number, key, from);
    }
  }

  /** The same of rows that are in no order. */
  scanRows(rows: readonly number[], stretches: readonly Stretch[], sieve: Sieve, found: FoundRow): void {
    const { morton, from, to, traits, sources, alive } = this.#columns;
    const { wanted, told, begin, end, holds } = sieve;
    const [lowest, highest] = [stretches[0]?.low ?? 0, stretches.at(-1)?.high ?? 0];
    for (const row of rows) {
      const key = morton[row] as number;
      if (key < lowest || key >= highest || alive[row] === 0) continue;
      if (wanted[1 + (traits[row] as number)] === 0) continue;
      if (told !== undefined && told[sources[row] as number] === 0) continue;
      const began = from[row] as number;
      if (began > end || (to[row] as number) < begin) continue;
      const within = stretchAt(stretches, key);
      if (within !== undefined && (within.inside || holds(key))) found(row, key, began);
    }
  }

  #firstAt(key: number): number {
    let [low, high] = [0, this.#size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#morton[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The stretch that a place of the curve lies on. */
function stretchAt(stretches: readonly Stretch[], key: number): Stretch | undefined {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle] as Stretch).high <= key) low = middle + 1;
    else high = middle;
  }
  const found = stretches[low];
  return found !== undefined && found.low <= key ? found : undefined;
}
