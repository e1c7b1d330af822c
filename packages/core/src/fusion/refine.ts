import type { Edges } from './edges.ts';
import type { Evidence } from './evidence.ts';
import { CONSTRAINED, type Rows } from './rows.ts';

/** Each report is looked at so often; after that hardly anything moves. */
const SWEEPS = 3;
/** Slots of the evidence that this uses: a report, a group without another, and one to merge with. */
const ONE = 0;
const OTHER = 1;
const NEXT = 2;
const SWAPPED = 3;
/** From here on a slot for each group as a whole. */
const WHOLE = 4;

/**
 * Looks at every report again once all groups stand: joining took the likeliest pair first, so an early report may have
 * taken a place that fits another of its source better. A report moves to the group that it fits better than its own, and
 * two reports of one source change places where both together fit better so. No groups are joined here.
 */
export class Refinement {
  readonly #rows: Rows;
  readonly #edges: Edges;
  readonly #evidence: Evidence;
  #home = new Int32Array(0);
  #tried: number[] = [];
  // Moves are numbered: by row, how many there were when it was last looked at; by group, the last that touched it.
  #looked = new Int32Array(0);
  #touched: number[] = [];
  #moves = 0;
  /** By group, the moves there were when it was last merged as a whole. */
  #merged: number[] = [];

  constructor(rows: Rows, edges: Edges, evidence: Evidence) {
    this.#rows = rows;
    this.#edges = edges;
    this.#evidence = evidence;
    evidence.ensure(4);
  }

  /** Answers the groups of a component as they are after moving; rows within each in the order of keys. */
  run(
    component: readonly number[],
    founders: readonly (readonly number[])[],
  ): readonly (readonly number[])[] {
    if (founders.length < 2) return founders;
    if (this.#home.length < this.#rows.count)
      [this.#home, this.#looked] = [
        new Int32Array(this.#rows.longitude.length).fill(-1),
        new Int32Array(this.#rows.longitude.length),
      ];
    const groups = founders.map((rows) => [...rows]);
    for (const [at, rows] of groups.entries()) for (const row of rows) this.#home[row] = at;
    this.#touched = groups.map(() => 0);
    this.#merged = groups.map(() => -1);
    this.#evidence.ensure(WHOLE + 2 * groups.length);
    this.#moves = 0;
    for (const row of component) this.#looked[row] = -1;
    let moved = false;
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      let any = false;
      for (const row of component) if (this.#isDue(row) && this.#improve(row, groups)) any = true;
      if (!any) break;
      moved = true;
    }
    for (const row of component) this.#home[row] = -1;
    if (!moved) return founders;
    return groups
      .filter((rows) => rows.length > 0)
      .map((rows) => rows.sort((a, b) => this.#rows.compare(a, b)));
  }

  /** Whether another group is within its reach, and it or its own changed since the row was last looked at. */
  #isDue(row: number): boolean {
    const own = this.#home[row] as number;
    const since = this.#looked[row] as number;
    let reaches = false;
    let changed = (this.#touched[own] as number) > since;
    for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e)) {
      const at = this.#home[this.#edges.to(e)] as number;
      if (at < 0 || at === own) continue;
      reaches = true;
      changed ||= (this.#touched[at] as number) > since;
      if (changed) break;
    }
    this.#looked[row] = this.#moves;
    return reaches && changed;
  }

  #improve(row: number, groups: number[][]): boolean {
    if (this.#rows.is(row, CONSTRAINED)) return false;
    const own = this.#home[row] as number;
    const here = groups[own] as number[];
    const now = this.#fit(row, here, row);
    let most = Math.max(0, -now);
    let best = -1;
    let partner = -1;
    // Alone it says nothing for itself: better than in a group that it does not fit.
    const alone = here.length > 1 && now < 0;
    this.#tried = [own];
    for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e)) {
      const at = this.#home[this.#edges.to(e)] as number;
      if (at < 0 || this.#tried.includes(at)) continue;
      this.#tried.push(at);
      const there = groups[at] as number[];
      const same = this.#sameSource(row, there);
      if (same === -2) continue;
      if (same === -1) {
        const gain = this.#fitWhole(row, at, there);
        if (gain - now > most && gain > 0 && this.#holds(row, there))
          [most, best, partner] = [gain - now, at, -1];
        continue;
      }
      if (this.#rows.is(same, CONSTRAINED)) continue;
      const gain = this.#fit(row, there, same);
      if (gain <= 0) continue;
      const back = here.length === 1 ? 0 : this.#fit(same, here, row);
      const other = Math.max(0, back);
      const change = gain + other - now - this.#fit(same, there, same);
      if (change > most) [most, best, partner] = [change, at, back > 0 ? same : -2 - same];
    }
    if (best >= 0) {
      if (partner !== -1) {
        const other = partner >= 0 ? partner : -2 - partner;
        this.#move(other, partner >= 0 ? own : this.#newHome(groups), groups);
      }
      this.#move(row, best, groups);
      return true;
    }
    if (!alone) return false;
    this.#move(row, this.#newHome(groups), groups);
    return true;
  }

  #newHome(groups: number[][]): number {
    groups.push([]);
    this.#touched.push(this.#moves);
    this.#merged.push(-1);
    this.#evidence.ensure(WHOLE + groups.length);
    return groups.length - 1;
  }

  #move(row: number, to: number, groups: number[][]): void {
    this.#moves += 1;
    this.#touched[this.#home[row] as number] = this.#moves;
    this.#touched[to] = this.#moves;
    const from = groups[this.#home[row] as number] as number[];
    from.splice(from.indexOf(row), 1);
    const into = groups[to] as number[];
    into.push(row);
    into.sort((a, b) => this.#rows.compare(a, b));
    this.#home[row] = to;
  }

  /** The report of the same source in a group; −1 for none, −2 for several. */
  #sameSource(row: number, group: readonly number[]): number {
    let found = -1;
    for (const other of group)
      if (this.#rows.source[other] === this.#rows.source[row]) {
        if (found >= 0) return -2;
        found = other;
      }
    return found;
  }

  /** Evidence that a report is of a group's incident, the group without one of its own. */
  #fit(row: number, group: readonly number[], without: number): number {
    if (!this.#merge(group, without, OTHER)) return 0;
    this.#evidence.load(ONE, row);
    return this.#evidence.gain(ONE, OTHER);
  }

  /** Evidence that a report is of the incident of a group that it is not in. */
  #fitWhole(row: number, at: number, group: readonly number[]): number {
    const slot = WHOLE + at;
    if ((this.#merged[at] as number) < (this.#touched[at] as number)) {
      if (!this.#merge(group, -1, slot)) return 0;
      this.#merged[at] = this.#moves;
    }
    this.#evidence.load(ONE, row);
    return this.#evidence.gain(ONE, slot);
  }

  /** Whether it fits whichever member is left out: none holds it there alone. */
  #holds(row: number, group: readonly number[]): boolean {
    this.#evidence.load(SWAPPED, row);
    for (const out of group)
      if (this.#merge(group, out, OTHER) && this.#evidence.gain(SWAPPED, OTHER) <= 0) return false;
    return true;
  }

  #merge(group: readonly number[], without: number, into: number): boolean {
    let begun = false;
    for (const other of group) {
      if (other === without) continue;
      this.#evidence.load(begun ? NEXT : into, other);
      if (begun) this.#evidence.merge(into, NEXT, into);
      begun = true;
    }
    return begun;
  }
}
