import { longerInts } from './arrays.ts';
import type { Edges } from './edges.ts';
import type { Evidence } from './evidence.ts';
import { inOrder } from './formed.ts';
import { CONSTRAINED, type Rows } from './rows.ts';

/** Slots of the evidence that this uses: a report, a group without another, and one to merge with. */
const ONE = 0;
const OTHER = 1;
const NEXT = 2;
const SWAPPED = 3;
/** From here on a slot for each group as a whole. */
const WHOLE = 4;

/** Groups of rows between which rows move, each where the evidence is for it. */
export class Moves {
  readonly #rows: Rows;
  readonly #edges: Edges;
  readonly #evidence: Evidence;
  /** By row, the number of its group; −1 for none. */
  home = new Int32Array(0);
  /** By row, how many moves there were when it was last looked at. */
  looked = new Int32Array(0);
  groups: (readonly number[])[] = [];
  /** By group, the last move that touched it; 0 for none, 1 where it is not what it was when last looked at. */
  touched: number[] = [];
  /** Groups that the last look changed. */
  changed: number[] = [];
  count = 1;
  /** By group, whether it is merged as a whole. */
  #merged: boolean[] = [];
  #tried: number[] = [];

  constructor(rows: Rows, edges: Edges, evidence: Evidence) {
    this.#rows = rows;
    this.#edges = edges;
    this.#evidence = evidence;
    evidence.ensure(WHOLE);
  }

  /** Takes a group of rows in. `isNew`: nothing is known of how rows fit it. */
  place(rows: readonly number[], isNew: boolean): void {
    if (this.home.length < this.#rows.count) {
      this.home = longerInts(this.home, this.#rows.longitude.length, -1);
      this.looked = longerInts(this.looked, this.#rows.longitude.length);
    }
    const at = this.#open(rows, isNew ? 1 : 0);
    for (const row of rows) {
      this.home[row] = at;
      this.looked[row] = 0;
    }
  }

  /** Forgets all groups. */
  clear(): void {
    for (const rows of this.groups) for (const row of rows) this.home[row] = -1;
    [this.groups, this.touched, this.#merged] = [[], [], []];
    this.count = 1;
  }

  /** The groups that moves touched, with their rows. */
  moved(): ReadonlyMap<number, readonly number[]> {
    const touched = this.touched.flatMap((by, at) => (by > 1 ? [at] : []));
    return new Map(touched.map((at) => [at, this.groups[at] as readonly number[]]));
  }

  #open(rows: readonly number[], touched: number): number {
    this.touched.push(touched);
    this.#merged.push(false);
    this.#evidence.ensure(WHOLE + this.groups.length + 1);
    return this.groups.push(rows) - 1;
  }

  /** Moves a row where it fits better, if it does anywhere. Every group within its reach was placed. */
  improve(row: number): boolean {
    this.changed = [];
    const since = this.looked[row] as number;
    this.looked[row] = this.count;
    const own = this.home[row] as number;
    let reaches = false;
    let draws = false;
    let knows = false;
    for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e)) {
      const at = this.home[this.#edges.to(e)] as number;
      if (at < 0 || at === own) continue;
      reaches = true;
      if ((this.touched[at] as number) > since) draws = true;
      else knows = true;
    }
    // It was looked at beside a group that is the same, and stayed: if its own is too, only what changed can draw it.
    const stayed = knows && (this.touched[own] as number) <= since;
    if (!reaches || (stayed && !draws) || this.#rows.is(row, CONSTRAINED)) return false;
    return this.#choose(row, own, stayed, since);
  }

  #choose(row: number, own: number, stayed: boolean, since: number): boolean {
    const here = this.groups[own] as readonly number[];
    // Made when it is asked for: most look at groups that they do not fit at all.
    let now = stayed ? Number.NaN : this.#fit(row, here, row);
    let most = stayed ? 0 : Math.max(0, -now);
    let best = -1;
    let partner = -1;
    this.#tried = [own];
    for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e)) {
      const at = this.home[this.#edges.to(e)] as number;
      if (at < 0 || (stayed && (this.touched[at] as number) <= since) || this.#tried.includes(at)) continue;
      this.#tried.push(at);
      const there = this.groups[at] as readonly number[];
      const same = this.#sameSource(row, there);
      if (same === -2 || (same >= 0 && this.#rows.is(same, CONSTRAINED))) continue;
      const gain = same === -1 ? this.#fitWhole(row, at, there) : this.#fit(row, there, same);
      if (gain <= 0) continue;
      if (Number.isNaN(now)) {
        now = this.#fit(row, here, row);
        most = Math.max(0, -now);
      }
      if (same === -1) {
        if (gain - now > most && this.#holds(row, there)) [most, best, partner] = [gain - now, at, -1];
        continue;
      }
      const back = here.length === 1 ? 0 : this.#fit(same, here, row);
      const change = gain + Math.max(0, back) - now - this.#fit(same, there, same);
      if (change > most) [most, best, partner] = [change, at, back > 0 ? same : -2 - same];
    }
    if (best >= 0) {
      if (partner !== -1) {
        const other = partner >= 0 ? partner : -2 - partner;
        this.#move(other, partner >= 0 ? own : this.#open([], 0));
      }
      this.#move(row, best);
      return true;
    }
    // Alone it says nothing for itself: better than in a group that it does not fit.
    if (stayed || here.length === 1 || now >= 0) return false;
    this.#move(row, this.#open([], 0));
    return true;
  }

  #move(row: number, to: number): void {
    this.count += 1;
    const own = this.home[row] as number;
    for (const at of [own, to]) {
      this.touched[at] = this.count;
      this.#merged[at] = false;
      this.changed.push(at);
    }
    this.groups[own] = (this.groups[own] as readonly number[]).filter((other) => other !== row);
    this.groups[to] = inOrder(this.#rows, [this.groups[to] as readonly number[], [row]]);
    this.home[row] = to;
  }

  /** The report of the same source in a group; −1 for none, −2 for several. */
  #sameSource(row: number, group: readonly number[]): number {
    const { source } = this.#rows;
    let found = -1;
    for (const other of group)
      if (source[other] === source[row]) {
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
    if (this.#merged[at] !== true) {
      if (!this.#merge(group, -1, slot)) return 0;
      this.#merged[at] = true;
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
