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
  readonly figure: number;
}

/** Columns as plain data. */
export interface ColumnsDump
  extends Pick<MapColumns, 'morton' | 'from' | 'to' | 'covariance' | 'traits' | 'figures' | 'alive'> {
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
  figures: Uint32Array = new Uint32Array(0);
  alive: Uint8Array = new Uint8Array(0);
  #size = 0;
  #dead: number[] = [];
  #free: number[] = [];

  add({ id, morton, from, to, covariance, traits, figure }: MapRow): number {
    const row = this.#free.pop() ?? this.#size++;
    if (row >= this.alive.length) this.#grow();
    this.ids.put(row, id);
    this.morton[row] = morton;
    this.from[row] = from;
    this.to[row] = to;
    this.covariance.set(covariance, 3 * row);
    this.traits[row] = traits;
    this.figures[row] = figure;
    this.alive[row] = 1;
    return row;
  }

  /** The columns as plain data, without the names. */
  dump(): ColumnsDump {
    const { morton, from, to, covariance, traits, figures, alive } = this;
    return { morton, from, to, covariance, traits, figures, alive, size: this.#size };
  }

  /** Takes over what others dumped. Rows without a name are free. */
  restore(
    { morton, from, to, covariance, traits, figures, alive, size }: ColumnsDump,
    ids: readonly string[],
  ): void {
    Object.assign(this, { morton, from, to, covariance, traits, figures, alive });
    this.#size = size;
    for (let row = 0; row < size; row++) {
      const id = ids[row] ?? '';
      if (id === '') this.ids.pushNone();
      else this.ids.put(row, id);
      if (alive[row] === 0 || id === '') {
        alive[row] = 0;
        this.#free.push(row);
      }
    }
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
    this.figures = grown(new Uint32Array(rows), this.figures);
    this.alive = grown(new Uint8Array(rows), this.alive);
  }
}
