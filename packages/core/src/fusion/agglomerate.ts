import { longerInts } from './arrays.ts';
import type { Constraints } from './constraints.ts';
import type { Edges } from './edges.ts';
import type { Evidence } from './evidence.ts';
import { type Formed, FormedGroups, inOrder, JOIN } from './formed.ts';
import { MergeHeap } from './heap.ts';
import type { Rows } from './rows.ts';
import { Slots } from './slots.ts';

/**
 * Groups the reports of one component: again and again the pair of groups with the most evidence is joined, while any
 * has evidence above zero. Ties fall to the smaller keys, so the answer depends on the set of reports alone.
 * Two groups join only if they would also without any one source: none can be a bridge.
 */
export class Agglomeration {
  readonly #rows: Rows;
  readonly #edges: Edges;
  readonly #slots: Slots;
  readonly #heap = new MergeHeap();
  // By slot: the n reports first, then the groups as they form.
  #firstLink = new Int32Array(0);
  #lastLink = new Int32Array(0);
  #stamp = new Int32Array(0);
  #stampNow = 0;
  // By edge, and by link of a slot to an edge.
  #a = new Int32Array(256);
  #b = new Int32Array(256);
  #version = new Int32Array(256);
  #nextLink = new Int32Array(512);
  #edgeCount = 0;
  #local = new Int32Array(0);
  readonly #formed = new FormedGroups();
  /** Groups that were formed before, and join as they did; by slot 1 + the number of its one, 0 for none. */
  #standing: readonly Formed[] = [];
  /** What joined, in order, as {@link Formed} has it; kept only where it is asked for. */
  readonly #joins: number[] = [];

  constructor(rows: Rows, edges: Edges, evidence: Evidence) {
    this.#rows = rows;
    this.#edges = edges;
    this.#slots = new Slots(rows, evidence);
  }

  /** Groups rows that are in the order of their keys. Each group answers in that order too. */
  run(component: readonly number[], constraints: Constraints | undefined): readonly (readonly number[])[] {
    if (component.length === 1) return [component];
    this.#standing = [];
    this.#begin(component, constraints);
    if (constraints !== undefined) this.#joinAtoms(constraints);
    this.#collectEdges();
    while (this.#heap.size > 0) this.#step();
    return this.#groups();
  }

  /** Something about a row changed: what it was grouped with is not known any more. */
  forget(row: number): void {
    this.#formed.forget(row);
  }

  /** The group that a row was formed into, where that is known. */
  formedWith(row: number): readonly number[] | undefined {
    return this.#formed.of(row)?.rows;
  }

  /**
   * The same as {@link run} without constraints for these rows alone, beside the groups near them, which form as they did.
   * What they would join is grouped anew with them. Answers all that was.
   */
  again(rows: readonly number[]): readonly number[] {
    let anew = inOrder(this.#rows, [rows]);
    for (;;) {
      const met = this.#form(anew);
      if (met.size === 0) return anew;
      for (const { rows: known } of met) this.#formed.forget(known[0] as number);
      anew = inOrder(this.#rows, [anew, ...[...met].map((formed) => formed.rows)]);
    }
  }

  /** Groups rows anew beside the groups near them; answers those of them that they would join. */
  #form(anew: readonly number[]): ReadonlySet<Formed> {
    const near = new Set<Formed>();
    for (const row of anew)
      for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e)) {
        const formed = this.#formed.of(this.#edges.to(e));
        if (formed !== undefined) near.add(formed);
      }
    this.#standing = [...near];
    this.#begin(inOrder(this.#rows, [anew, ...this.#standing.map(({ rows }) => rows)]), undefined);
    this.#standing.forEach(({ rows }, at) => {
      for (const row of rows) this.#slots.standingAt[this.#local[row] as number] = at + 1;
    });
    for (const at of this.#standing.keys()) this.#offerAgain(at, 0);
    this.#collectEdges();
    // What would join a group that stands waits: with that group opened, all is tried again.
    const met = new Set<Formed>();
    while (this.#heap.size > 0) {
      const known = this.#step();
      if (known !== undefined) met.add(known);
    }
    if (met.size === 0) this.#keep();
    return met;
  }

  /** Puts up the next two groups that joined before in a standing group. */
  #offerAgain(at: number, step: number): void {
    const joins = this.#standing[at]?.joins ?? [];
    const from = step * JOIN;
    if (from >= joins.length) return;
    const [gain, low, high] = [joins[from], joins[from + 1], joins[from + 2]] as [number, number, number];
    this.#heap.push(gain, this.#local[low] as number, this.#local[high] as number, -1 - at, step);
  }

  /** Notes what the rows that were grouped anew came to. */
  #keep(): void {
    const formed = new Map<number, { readonly rows: readonly number[]; readonly joins: number[] }>();
    for (const rows of this.#groups()) {
      const head = this.#local[rows[0] as number] as number;
      if (this.#slots.standingAt[head] === 0) formed.set(this.#slots.root(head), { rows, joins: [] });
    }
    for (let at = 0; at < this.#joins.length; at += JOIN) {
      const one = formed.get(this.#slots.root(this.#local[this.#joins[at + 1] as number] as number));
      if (one !== undefined) for (let i = 0; i < JOIN; i++) one.joins.push(this.#joins[at + i] as number);
    }
    // A copy has no room beyond what stands in it.
    for (const { rows, joins } of formed.values()) this.#formed.keep({ rows, joins: joins.slice() });
  }

  #begin(component: readonly number[], constraints: Constraints | undefined): void {
    const n = component.length;
    this.#slots.begin(component, constraints);
    if (this.#stamp.length < this.#slots.capacity) this.#growLinks(this.#slots.capacity);
    if (this.#local.length < this.#rows.count)
      this.#local = new Int32Array(this.#rows.longitude.length).fill(-1);
    this.#heap.clear();
    this.#joins.length = 0;
    this.#edgeCount = 0;
    for (let i = 0; i < n; i++) {
      this.#local[component[i] as number] = i;
      this.#firstLink[i] = -1;
      this.#lastLink[i] = -1;
      this.#stamp[i] = 0;
    }
    this.#stampNow = 0;
  }

  /** What people joined, or published, starts as one group. */
  #joinAtoms(constraints: Constraints): void {
    const heads = new Map<number, number>();
    for (let i = 0; i < this.#slots.component.length; i++) {
      const atom = constraints.atomOf(this.#slots.component[i] as number);
      if (atom < 0) continue;
      const head = heads.get(atom);
      if (head === undefined) heads.set(atom, i);
      else this.#unite(this.#slots.root(head), this.#slots.root(i));
    }
  }

  #collectEdges(): void {
    for (let i = 0; i < this.#slots.component.length; i++) {
      // What stands has met none of the others that stand.
      if (this.#slots.standingAt[i] !== 0) continue;
      const row = this.#slots.component[i] as number;
      for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e)) {
        const other = this.#edges.to(e);
        const j = this.#local[other] as number;
        if (this.#slots.component[j] !== other || (j <= i && this.#slots.standingAt[j] === 0)) continue;
        const a = this.#slots.root(i);
        const b = this.#slots.root(j);
        if (a !== b) this.#addEdge(a, b);
      }
    }
  }

  #addEdge(a: number, b: number): void {
    if (this.#edgeCount === this.#a.length) this.#growEdges();
    const edge = this.#edgeCount++;
    this.#a[edge] = a;
    this.#b[edge] = b;
    this.#version[edge] = 0;
    this.#link(a, edge * 2);
    this.#link(b, edge * 2 + 1);
    this.#offer(edge, a, b);
  }

  #link(slot: number, link: number): void {
    this.#nextLink[link] = -1;
    if ((this.#firstLink[slot] as number) < 0) this.#firstLink[slot] = link;
    else this.#nextLink[this.#lastLink[slot] as number] = link;
    this.#lastLink[slot] = link;
  }

  /** Puts the pair of groups up for joining, if it may be and the evidence is for it. */
  #offer(edge: number, a: number, b: number): void {
    if (this.#slots.barred(a, b)) {
      this.#version[edge] = -1;
      return;
    }
    const [low, high] = this.#slots.ordered(a, b);
    const gain = this.#slots.evidence.gain(low, high);
    if (gain > 0)
      this.#heap.push(
        gain,
        this.#slots.rank[low] as number,
        this.#slots.rank[high] as number,
        edge,
        this.#version[edge] as number,
      );
  }

  /** Takes the next pair; answers the standing group that it would change. */
  #step(): Formed | undefined {
    this.#heap.pop();
    const { edge, version, gain } = this.#heap;
    if (edge < 0) {
      const joins = this.#standing[-1 - edge]?.joins as readonly number[];
      const rootOf = (row: number): number => this.#slots.root(this.#local[row] as number);
      this.#join(rootOf(joins[version * JOIN + 1] as number), rootOf(joins[version * JOIN + 2] as number));
      this.#offerAgain(-1 - edge, version + 1);
      return undefined;
    }
    if (this.#version[edge] !== version) return undefined;
    const [a, b] = this.#slots.ordered(
      this.#slots.root(this.#a[edge] as number),
      this.#slots.root(this.#b[edge] as number),
    );
    if (!this.#slots.holdsWithoutAny(a, b)) return undefined;
    const standing = (this.#slots.standingAt[a] as number) || (this.#slots.standingAt[b] as number);
    if (standing > 0) return this.#standing[standing - 1];
    const rowOf = (slot: number): number => this.#slots.component[this.#slots.rank[slot] as number] as number;
    this.#joins.push(gain, rowOf(a), rowOf(b));
    this.#join(a, b);
    return undefined;
  }

  /** Joins two groups, the one of the smaller rank first, and looks at what both have evidence with. */
  #join(a: number, b: number): void {
    const joined = this.#unite(a, b);
    this.#stampNow += 1;
    this.#stamp[joined] = this.#stampNow;
    for (let link = this.#firstLink[joined] as number; link >= 0; link = this.#nextLink[link] as number) {
      const at = link >> 1;
      if ((this.#version[at] as number) < 0) continue;
      const x = this.#slots.root(this.#a[at] as number);
      const y = this.#slots.root(this.#b[at] as number);
      const other = x === joined ? y : x;
      if (this.#stamp[other] === this.#stampNow) {
        this.#version[at] = -1;
        continue;
      }
      this.#stamp[other] = this.#stampNow;
      this.#version[at] = (this.#version[at] as number) + 1;
      this.#offer(at, joined, other);
    }
  }

  /** Joins two groups into a new slot, with what they have evidence with. */
  #unite(a: number, b: number): number {
    const into = this.#slots.unite(a, b);
    this.#stamp[into] = 0;
    const first = this.#firstLink[a] as number;
    const second = this.#firstLink[b] as number;
    if (first >= 0) this.#nextLink[this.#lastLink[a] as number] = second;
    this.#firstLink[into] = first >= 0 ? first : second;
    this.#lastLink[into] = second >= 0 ? (this.#lastLink[b] as number) : (this.#lastLink[a] as number);
    return into;
  }

  #groups(): readonly (readonly number[])[] {
    const groups: number[][] = [];
    // By root, the number of its group: the stamps are not needed any more.
    this.#stamp.fill(-1, 0, this.#slots.count);
    for (let i = 0; i < this.#slots.component.length; i++) {
      const root = this.#slots.root(i);
      const row = this.#slots.component[i] as number;
      const at = this.#stamp[root] as number;
      if (at >= 0) (groups[at] as number[]).push(row);
      else {
        this.#stamp[root] = groups.length;
        groups.push([row]);
      }
    }
    // They are kept, and a list that grew has room that it does not need.
    return groups.map((rows) => (rows.length === 1 ? rows : rows.slice()));
  }

  #growLinks(capacity: number): void {
    const column = (): Int32Array<ArrayBuffer> => new Int32Array(capacity);
    [this.#firstLink, this.#lastLink, this.#stamp] = [column(), column(), column()];
  }

  #growEdges(): void {
    const length = this.#a.length * 2;
    this.#a = longerInts(this.#a, length);
    this.#b = longerInts(this.#b, length);
    this.#version = longerInts(this.#version, length);
    this.#nextLink = longerInts(this.#nextLink, length * 2);
  }
}
