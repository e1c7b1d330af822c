const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const AROUND = 3;
/** Reaches in time; rows of such a reach are kept in buckets of a third of it, and a look-up takes a few of them. */
const REACHES = [
  HOUR_SECONDS,
  6 * HOUR_SECONDS,
  DAY_SECONDS,
  4 * DAY_SECONDS,
  32 * DAY_SECONDS,
  1e15,
] as const;
/** Reaches in degrees of longitude, and columns as wide. The last is the whole Earth. */
const WIDTHS = [0.5, 3, 360] as const;

/** Rows that wait for something to happen within their reach. */
export class Watch {
  readonly #buckets = REACHES.map(() => WIDTHS.map(() => new Map<number, number[]>()));
  readonly #home = new Map<number, number[]>();

  /** `reach` in seconds, `degrees` of longitude. */
  add(row: number, time: number, longitude: number, reach: number, degrees: number): void {
    const level = REACHES.findIndex((most) => reach <= most);
    const width = WIDTHS.findIndex((most) => Math.min(degrees, 360) <= most);
    const buckets = this.#buckets[level]?.[width] as Map<number, number[]>;
    const key = keyOf(timeKey(level, time), column(width, longitude));
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = [];
      buckets.set(key, bucket);
    }
    bucket.push(row);
    this.#home.set(row, bucket);
  }

  delete(row: number): void {
    const bucket = this.#home.get(row);
    if (bucket === undefined) return;
    bucket.splice(bucket.indexOf(row), 1);
    this.#home.delete(row);
  }

  /** Calls for every row that may reach a moment and longitude, and for some that do not. */
  each(time: number, longitude: number, call: (row: number) => void): void {
    for (let level = 0; level < REACHES.length; level++) {
      const middle = timeKey(level, time);
      for (let width = 0; width < WIDTHS.length; width++) {
        const buckets = this.#buckets[level]?.[width] as Map<number, number[]>;
        if (buckets.size === 0) continue;
        const columns = 360 / (WIDTHS[width] as number);
        const side = columns === 1 ? 0 : 1;
        const home = column(width, longitude);
        for (let at = middle - AROUND; at <= middle + AROUND; at++)
          for (let step = -side; step <= side; step++) {
            const bucket = buckets.get(keyOf(at, (home + step + columns) % columns));
            if (bucket !== undefined) for (let i = 0; i < bucket.length; i++) call(bucket[i] as number);
          }
      }
    }
  }
}

function timeKey(level: number, time: number): number {
  return Math.floor(time / ((REACHES[level] as number) / AROUND));
}

function column(width: number, longitude: number): number {
  const columns = 360 / (WIDTHS[width] as number);
  return Math.min(columns - 1, Math.floor((longitude + 180) / (WIDTHS[width] as number)));
}

function keyOf(at: number, of: number): number {
  return at * 1024 + of;
}
