import type { SensorModels } from './models.ts';
import { CROWDING, GONE, type Rows } from './rows.ts';

const DAY_SECONDS = 86_400;

interface Window {
  readonly bySource: Map<number, number[]>;
  crowding: ReadonlySet<number>;
  /** Sources that crowd as far as is known within a batch: their rows need not be found by others meanwhile. */
  readonly likely: Set<number>;
}

/** How often a busy source is looked at within a batch. */
const LOOK_EVERY = 64;

/**
 * Sources that file far more than any other in the same days. What they say stays and is shown, but it may only attach:
 * it founds nothing with others, joins nothing, parts nothing and moves no place, time, count or id.
 */
export class Crowding {
  readonly #rows: Rows;
  readonly #rule: SensorModels['crowd'];
  readonly #windows = new Map<number, Window>();
  readonly #touched = new Set<number>();

  constructor(rows: Rows, models: SensorModels) {
    this.#rows = rows;
    this.#rule = models.crowd;
  }

  add(row: number): void {
    const number = this.#windowOf(row);
    const { window, count } = this.#enter(row, number);
    const source = this.#rows.source[row] as number;
    if (count > this.#rule.floor && count % LOOK_EVERY === 0 && this.#crowdingOf(window).has(source))
      window.likely.add(source);
    this.#rows.set(row, CROWDING, window.crowding.has(source) || window.likely.has(source));
    this.#touched.add(number);
  }

  #enter(row: number, number: number): { readonly window: Window; readonly count: number } {
    let window = this.#windows.get(number);
    if (window === undefined) {
      window = { bySource: new Map(), crowding: new Set(), likely: new Set() };
      this.#windows.set(number, window);
    }
    const source = this.#rows.source[row] as number;
    const known = window.bySource.get(source);
    if (known === undefined) window.bySource.set(source, [row]);
    else known.push(row);
    return { window, count: known?.length ?? 1 };
  }

  /** Makes its windows again for rows that were settled before: who crowds is marked on them already. */
  restore(): void {
    for (let row = 0; row < this.#rows.count; row++)
      if (!this.#rows.is(row, GONE)) this.#enter(row, this.#windowOf(row));
    for (const window of this.#windows.values()) window.crowding = this.#crowdingOf(window);
  }

  leave(row: number): void {
    const number = this.#windowOf(row);
    const known = this.#windows.get(number)?.bySource.get(this.#rows.source[row] as number);
    const at = known?.indexOf(row) ?? -1;
    if (at >= 0) known?.splice(at, 1);
    this.#touched.add(number);
  }

  /** Finds anew who crowds where reports came or went; answers the rows for which that changed. */
  settle(): readonly number[] {
    const changed: number[] = [];
    for (const number of this.#touched) {
      const window = this.#windows.get(number) as Window;
      const crowding = this.#crowdingOf(window);
      for (const [source, rows] of window.bySource) {
        const crowds = crowding.has(source);
        if (crowds === window.crowding.has(source) && !window.likely.has(source)) continue;
        for (const row of rows) {
          if (this.#rows.is(row, CROWDING) === crowds) continue;
          this.#rows.set(row, CROWDING, crowds);
          if (!this.#rows.is(row, GONE)) changed.push(row);
        }
      }
      window.crowding = crowding;
      window.likely.clear();
    }
    this.#touched.clear();
    return changed;
  }

  /** From the busiest down: who files more than the floor and a multiple of the next does not count for the rest. */
  #crowdingOf({ bySource }: Window): ReadonlySet<number> {
    const { floor, factor } = this.#rule;
    const found = new Set<number>();
    const busy = [...bySource].map(([source, rows]) => ({ source, count: rows.length }));
    busy.sort((a, b) => b.count - a.count);
    for (let i = 0; i < busy.length; i++) {
      const { source, count } = busy[i] as (typeof busy)[number];
      if (count <= floor + factor * (busy[i + 1]?.count ?? 0)) break;
      found.add(source);
    }
    return found;
  }

  #windowOf(row: number): number {
    return Math.floor((this.#rows.time[row] as number) / (this.#rule.days * DAY_SECONDS));
  }
}
