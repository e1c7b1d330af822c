import { KeyColumn } from '@armistice/core/fusion';

/** One incident, as the map keeps it. */
export interface MapRow {
  readonly id: string;
  readonly morton: number;
  /** UTC milliseconds. */
  readonly from: number;
  readonly to: number;
  /** East-east, east-north, north-north, square metres. */
  readonly covariance: readonly [number, number, number];
  readonly traits: number;
  readonly sources: number;
  readonly figure: number;
}

/** What the columns tell of one incident. */
export interface MapRowSeen {
  readonly row: number;
  /** UTC milliseconds. */
  readonly to: number;
  readonly basis: string;
  readonly kind: string;
  readonly status: string;
}

/** Columns as plain data. */
export interface ColumnsDump
  extends Pick<
    MapColumns,
    'morton' | 'from' | 'to' | 'covariance' | 'traits' | 'sources' | 'figures' | 'alive'
  > {
  readonly size: number;
}

/** Rows of the map by number, in growing typed arrays. A row that was killed is given away again once it is reused. */
export class MapColumns {
  readonly ids = new KeyColumn();
  morton: Float64Array = new Float64Array(0);
  from: Float64Array = new Float64Array(0);
  to: Float64Array = new Float64Array(0);
  covariance: Float32Array = new Float32Array(0);
  traits: Uint32Array = new Uint32Array(0);
  sources: Uint32Array = new Uint32Array(0);
  figures: Uint32Array = new Uint32Array(0);
  alive: Uint8Array = new Uint8Array(0);
  /** Metres: of every row that ever was, the largest standard deviation of both axes together. */
  widest = 0;
  #size = 0;
  #dead: number[] = [];
  #free: number[] = [];

  add({ id, morton, from, to, covariance, traits, sources, figure }: MapRow): number {
    const row = this.#free.pop() ?? this.#size++;
    if (row >= this.alive.length) this.#grow();
    this.ids.put(row, id);
    this.morton[row] = morton;
    this.from[row] = from;
    this.to[row] = to;
    this.covariance.set(covariance, 3 * row);
    this.#noteCertainty(row);
    this.traits[row] = traits;
    this.sources[row] = sources;
    this.figures[row] = figure;
    this.alive[row] = 1;
    return row;
  }

  /** Rows that were ever in use; some may be dead. */
  get size(): number {
    return this.#size;
  }

  /** The columns as plain data, without the names. */
  dump(): ColumnsDump {
    const { morton, from, to, covariance, traits, sources, figures, alive, size } = this;
    return { morton, from, to, covariance, traits, sources, figures, alive, size };
  }

  /** Takes over what others dumped. Rows without a name are free. */
  restore(
    { morton, from, to, covariance, traits, sources, figures, alive, size }: ColumnsDump,
    ids: readonly string[],
  ): void {
    Object.assign(this, { morton, from, to, covariance, traits, sources, figures, alive });
    this.#size = size;
    for (let row = 0; row < size; row++) {
      const id = ids[row] ?? '';
      if (id === '') this.ids.pushNone();
      else this.ids.put(row, id);
      if (alive[row] === 0 || id === '') {
        alive[row] = 0;
        this.#free.push(row);
      } else this.#noteCertainty(row);
    }
  }

  #noteCertainty(row: number): void {
    const [east, north] = [this.covariance[3 * row] as number, this.covariance[3 * row + 2] as number];
    this.widest = Math.max(this.widest, spreadOf(east, north));
  }

  kill(row: number): void {
    this.alive[row] = 0;
    this.#dead.push(row);
  }

  /** Nothing points to the dead rows any more: their numbers may be used again. */
  reuseDead(): void {
    for (const row of this.#dead) this.#free.push(row);
    this.#dead = [];
  }

  #grow(): void {
    const rows = Math.max(1024, Math.ceil(this.alive.length * 1.5));
    const grown = <T extends Float64Array | Float32Array | Uint32Array | Uint8Array>(to: T, of: T): T => {
      to.set(of);
      return to;
    };
    this.morton = grown(new Float64Array(rows), this.morton);
    this.from = grown(new Float64Array(rows), this.from);
    this.to = grown(new Float64Array(rows), this.to);
    this.covariance = grown(new Float32Array(3 * rows), this.covariance);
    this.traits = grown(new Uint32Array(rows), this.traits);
    this.sources = grown(new Uint32Array(rows), this.sources);
    this.figures = grown(new Uint32Array(rows), this.figures);
    this.alive = grown(new Uint8Array(rows), this.alive);
  }
}

/** Standard deviation of both axes together, of their variances. */
export function spreadOf(east: number, north: number): number {
  return Math.sqrt(Math.max(east, 0) + Math.max(north, 0));
}
