import { exponential } from '../base/index.ts';
import { longerInts } from './arrays.ts';
import { Connected } from './connected.ts';
import { Found, Grids } from './grid.ts';
import type { KindTable } from './kinds.ts';
import type { EvidenceModels } from './models.ts';
import { CONSTRAINED, GONE, REPEATS, type Rows } from './rows.ts';
import type { Tape } from './tape.ts';

// (2π)^1.5: what normalises a density over two dimensions of space and one of time.
const NORM = 15.749609945722419;
/** Count, weapon and phase can add no more than this to a pair, nats. */
const SLACK = 3;

/** Which reports may be of one incident: pairs whose evidence can be above zero. */
export class Edges {
  readonly #rows: Rows;
  /** Which rows may ever have been of one component. */
  readonly connected = new Connected();
  readonly #models: EvidenceModels;
  readonly #shares: Float64Array;
  readonly #width: number;
  readonly #limit: number;
  readonly #limitRepeats: number;
  readonly #grids: Grids;
  readonly #found = new Found();
  #head = new Int32Array(0);
  #to = new Int32Array(4096);
  #next = new Int32Array(4096);
  #count = 0;

  constructor(rows: Rows, models: EvidenceModels, kinds: KindTable) {
    this.#rows = rows;
    this.#grids = new Grids(rows);
    this.#models = models;
    this.#shares = kinds.shares;
    this.#width = kinds.width;
    this.#limit = exponential(SLACK) / (models.rate * NORM);
    this.#limitRepeats = this.#limit * exponential(models.repeats);
  }

  first(row: number): number {
    return row < this.#head.length ? (this.#head[row] as number) : -1;
  }

  next(edge: number): number {
    return this.#next[edge] as number;
  }

  to(edge: number): number {
    return this.#to[edge] as number;
  }

  /** Finds the row's partners among those added before, then adds it. Answers through `touched` whose `near` changed. */
  add(row: number, touched: (row: number) => void): void {
    const rows = this.#rows;
    if (row >= this.#head.length) this.#growRows();
    const metres = Math.sqrt(this.#models.gate * rows.widest(row));
    const seconds = Math.sqrt(this.#models.gate * (rows.timeVariance[row] as number));
    const longitude = rows.longitude[row] as number;
    const latitude = rows.latitude[row] as number;
    const time = rows.time[row] as number;
    const found = this.#found;
    this.#grids.collect(longitude, latitude, time, metres, seconds, found);
    for (let i = 0; i < found.count; i++) {
      const other = found.rows[i] as number;
      if (rows.is(other, GONE) || rows.tier[other] !== rows.tier[row]) continue;
      if (rows.source[row] === rows.source[other] && !rows.is(row, REPEATS) && !rows.is(other, REPEATS)) {
        if (this.#near(row, other)) {
          rows.near[row] = (rows.near[row] as number) + 1;
          rows.near[other] = (rows.near[other] as number) + 1;
          touched(other);
        }
      } else if (this.#may(row, other)) this.#join(row, other);
    }
    this.#grids.add(row, metres, seconds);
  }

  /** Takes the row's part in its neighbours' `near` back, before it goes. */
  leave(row: number, touched: (row: number) => void): void {
    const rows = this.#rows;
    const { same, gate, cluster } = this.#models;
    const crowds = cluster !== undefined;
    this.#grids.collect(
      rows.longitude[row] as number,
      rows.latitude[row] as number,
      rows.time[row] as number,
      crowds ? Math.sqrt(gate * rows.widest(row)) : same.metres,
      crowds ? Math.sqrt(gate * (rows.timeVariance[row] as number)) : same.seconds,
      this.#found,
    );
    for (let i = 0; i < this.#found.count; i++) {
      const other = this.#found.rows[i] as number;
      if (other === row || rows.is(other, GONE) || rows.source[row] !== rows.source[other]) continue;
      if (rows.is(row, REPEATS) || rows.is(other, REPEATS) || !this.#near(row, other)) continue;
      rows.near[other] = (rows.near[other] as number) - 1;
      touched(other);
    }
  }

  /** Hands over what partners were found, or takes it in. */
  carry(tape: Tape): void {
    this.#head = tape.carry(this.#head);
    this.#count = tape.number(this.#count);
    this.#to = tape.carry(this.#to, this.#count);
    this.#next = tape.carry(this.#next, this.#count);
    this.#grids.carry(tape, (row) => !this.#rows.is(row, GONE));
    if (tape.reading) this.#connect();
  }

  #connect(): void {
    this.connected.ensure(this.#head.length);
    for (let row = 0; row < this.#head.length; row++)
      for (let e = this.first(row); e >= 0; e = this.next(e))
        if (this.to(e) < row) this.connected.unite(row, this.to(e));
    for (let row = 0; row < this.#rows.count; row++)
      if (this.#rows.is(row, CONSTRAINED)) this.connected.mark(row);
  }

  #join(a: number, b: number): void {
    if (this.#count + 2 > this.#to.length) this.#growEdges();
    this.#link(a, b);
    this.#link(b, a);
    this.connected.unite(a, b);
  }

  /** Whether one source's two reports show that incidents lie dense: where these crowd, each might be of the other's. */
  #near(a: number, b: number): boolean {
    const rows = this.#rows;
    const { cluster, diffuse, same } = this.#models;
    if (cluster !== undefined) return rows.meet(a, b, diffuse.gate);
    const { seconds, metres } = same;
    if (Math.abs((rows.time[a] as number) - (rows.time[b] as number)) > seconds) return false;
    const east = rows.east(a, b);
    const north = rows.north(a, b);
    return east * east + north * north <= metres * metres;
  }

  /** Whether two rows pass the gates, and their evidence can be above zero. No logarithm is taken here. */
  #may(a: number, b: number): boolean {
    const rows = this.#rows;
    const { gate } = this.#models;
    const apart = (rows.time[a] as number) - (rows.time[b] as number);
    const v = (rows.timeVariance[a] as number) + (rows.timeVariance[b] as number);
    if (apart * apart > gate * v) return false;
    const east = rows.east(a, b);
    const north = rows.north(a, b);
    const xx = (rows.xx[a] as number) + (rows.xx[b] as number);
    const xy = (rows.xy[a] as number) + (rows.xy[b] as number);
    const yy = (rows.yy[a] as number) + (rows.yy[b] as number);
    const det = xx * yy - xy * xy;
    const far = yy * east * east - 2 * xy * east * north + xx * north * north;
    if (far > gate * det) return false;
    const q = 1 + far / det / 6;
    const r = 1 + (apart * apart) / v / 5;
    const tails = q * q * q * q * (r * r * r);
    const crowds = this.#models.cluster !== undefined;
    // Of x to a power below 1 it is enough to know that it is no less than x, or than 1.
    const spread = crowds
      ? Math.min(Math.sqrt(det * v), 1 / (this.#models.rate * NORM)) * tails
      : Math.sqrt(det * v) * tails;
    const limit = rows.is(a, REPEATS) || rows.is(b, REPEATS) ? this.#limitRepeats : this.#limit;
    // Few kinds in agreement can add more than a factor of a hundred.
    if (spread > limit * 100) return false;
    const first = rows.kindsOf(a);
    const second = rows.kindsOf(b);
    let kind = 0;
    for (let k = 0; k < this.#width; k++)
      kind += (this.#shares[k] as number) * (first[k] as number) * (second[k] as number);
    return spread < limit * kind;
  }

  #link(from: number, to: number): void {
    const edge = this.#count++;
    this.#to[edge] = to;
    this.#next[edge] = this.#head[from] as number;
    this.#head[from] = edge;
  }

  #growRows(): void {
    this.#head = longerInts(this.#head, this.#rows.longitude.length, -1);
    this.connected.ensure(this.#rows.longitude.length);
  }

  #growEdges(): void {
    const capacity = Math.max(4096, Math.ceil(this.#to.length * 1.5));
    this.#next = longerInts(this.#next, capacity);
    this.#to = longerInts(this.#to, capacity);
  }
}
