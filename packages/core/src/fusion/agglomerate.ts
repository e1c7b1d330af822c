import { longerInts } from './arrays.ts';
import type { Constraints } from './constraints.ts';
import type { Edges } from './edges.ts';
import type { Evidence } from './evidence.ts';
import { MergeHeap } from './heap.ts';
import { CONSTRAINED, REPEATS, type Rows } from './rows.ts';
import { mostTelling } from './telling.ts';

/** Groups of at most this many reports are tried without each of them; larger ones without the most telling two. */
const TRY_EACH = 4;

/**
 * Groups the reports of one component: again and again the pair of groups with the most evidence is joined, while any
 * has evidence above zero. Ties fall to the smaller keys, so the answer depends on the set of reports alone.
 * Two groups join only if they would also without any one source: none can be a bridge.
 */
export class Agglomeration {
  readonly #rows: Rows;
  readonly #edges: Edges;
  readonly #evidence: Evidence;
  readonly #heap = new MergeHeap();
  // By slot: the n reports first, then the groups as they form.
  #capacity = 0;
  #parent = new Int32Array(0);
  #rank = new Int32Array(0);
  #mask = new Int32Array(0);
  #size = new Int32Array(0);
  #head = new Int32Array(0);
  #tail = new Int32Array(0);
  #firstLink = new Int32Array(0);
  #lastLink = new Int32Array(0);
  #stamp = new Int32Array(0);
  #next = new Int32Array(0);
  #slots = 0;
  #scratch = 0;
  #stampNow = 0;
  // By edge, and by link of a slot to an edge.
  #a = new Int32Array(256);
  #b = new Int32Array(256);
  #version = new Int32Array(256);
  #nextLink = new Int32Array(512);
  #edgeCount = 0;
  #local = new Int32Array(0);
  #component: readonly number[] = [];
  #constraints: Constraints | undefined;

  constructor(rows: Rows, edges: Edges, evidence: Evidence) {
    this.#rows = rows;
    this.#edges = edges;
    this.#evidence = evidence;
  }

  /** Groups rows that are in the order of their keys. Each group answers in that order too. */
  run(component: readonly number[], constraints: Constraints | undefined): readonly (readonly number[])[] {
    const n = component.length;
    if (n === 1) return [component];
    this.#constraints = constraints;
    this.#begin(component);
    if (constraints !== undefined) this.#joinAtoms(constraints);
    this.#collectEdges();
    while (this.#heap.size > 0) this.#step();
    return this.#groups();
  }

  #begin(component: readonly number[]): void {
    const n = component.length;
    this.#component = component;
    if (2 * n + 2 > this.#capacity) this.#growSlots(4 * n + 64);
    if (this.#local.length < this.#rows.count)
      this.#local = new Int32Array(this.#rows.longitude.length).fill(-1);
    this.#evidence.ensure(2 * n + 2);
    this.#heap.clear();
    this.#slots = n;
    this.#scratch = 2 * n;
    this.#edgeCount = 0;
    for (let i = 0; i < n; i++) {
      const row = component[i] as number;
      this.#local[row] = i;
      this.#evidence.load(i, row);
      this.#parent[i] = i;
      this.#rank[i] = i;
      this.#size[i] = 1;
      this.#mask[i] = 1 << ((this.#rows.source[row] as number) & 31);
      this.#head[i] = i;
      this.#tail[i] = i;
      this.#next[i] = -1;
      this.#firstLink[i] = -1;
      this.#lastLink[i] = -1;
      this.#stamp[i] = 0;
    }
    this.#stampNow = 0;
  }

  /** What people joined, or published, starts as one group. */
  #joinAtoms(constraints: Constraints): void {
    const heads = new Map<number, number>();
    for (let i = 0; i < this.#component.length; i++) {
      const atom = constraints.atomOf(this.#component[i] as number);
      if (atom < 0) continue;
      const head = heads.get(atom);
      if (head === undefined) heads.set(atom, i);
      else this.#unite(this.#root(head), this.#root(i));
    }
  }

  #collectEdges(): void {
    for (let i = 0; i < this.#component.length; i++) {
      const row = this.#component[i] as number;
      for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e)) {
        const other = this.#edges.to(e);
        const j = this.#local[other] as number;
        if (j <= i || this.#component[j] !== other) continue;
        const a = this.#root(i);
        const b = this.#root(j);
        if (a !== b) this.#addEdge(a, b);
      }
    }
    for (const row of this.#component) this.#local[row] = -1;
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
    if (this.#barred(a, b)) {
      this.#version[edge] = -1;
      return;
    }
    const [low, high] = this.#ordered(a, b);
    const gain = this.#evidence.gain(low, high);
    if (gain > 0)
      this.#heap.push(
        gain,
        this.#rank[low] as number,
        this.#rank[high] as number,
        edge,
        this.#version[edge] as number,
      );
  }

  #ordered(a: number, b: number): readonly [number, number] {
    return (this.#rank[a] as number) < (this.#rank[b] as number) ? [a, b] : [b, a];
  }

  #step(): void {
    this.#heap.pop();
    const edge = this.#heap.edge;
    if (this.#version[edge] !== this.#heap.version) return;
    const [a, b] = this.#ordered(this.#root(this.#a[edge] as number), this.#root(this.#b[edge] as number));
    if (!this.#holdsWithoutAny(a, b)) return;
    const joined = this.#unite(a, b);
    this.#stampNow += 1;
    this.#stamp[joined] = this.#stampNow;
    for (let link = this.#firstLink[joined] as number; link >= 0; link = this.#nextLink[link] as number) {
      const at = link >> 1;
      if ((this.#version[at] as number) < 0) continue;
      const x = this.#root(this.#a[at] as number);
      const y = this.#root(this.#b[at] as number);
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

  /** Joins two groups into a new slot. `a` is the one of the smaller rank. */
  #unite(a: number, b: number): number {
    const into = this.#slots++;
    this.#evidence.merge(a, b, into);
    this.#parent[a] = into;
    this.#parent[b] = into;
    this.#parent[into] = into;
    this.#rank[into] = Math.min(this.#rank[a] as number, this.#rank[b] as number);
    this.#size[into] = (this.#size[a] as number) + (this.#size[b] as number);
    this.#mask[into] = (this.#mask[a] as number) | (this.#mask[b] as number);
    this.#head[into] = this.#head[a] as number;
    this.#next[this.#tail[a] as number] = this.#head[b] as number;
    this.#tail[into] = this.#tail[b] as number;
    this.#stamp[into] = 0;
    const first = this.#firstLink[a] as number;
    const second = this.#firstLink[b] as number;
    if (first >= 0) this.#nextLink[this.#lastLink[a] as number] = second;
    this.#firstLink[into] = first >= 0 ? first : second;
    this.#lastLink[into] = second >= 0 ? (this.#lastLink[b] as number) : (this.#lastLink[a] as number);
    return into;
  }

  #root(slot: number): number {
    let at = slot;
    while (this.#parent[at] !== at) {
      const up = this.#parent[at] as number;
      this.#parent[at] = this.#parent[up] as number;
      at = this.#parent[at] as number;
    }
    return at;
  }

  /** Whether one source filed in both groups, so that they are two things; or a person parted them. */
  #barred(a: number, b: number): boolean {
    const constraints = this.#constraints;
    if (((this.#mask[a] as number) & (this.#mask[b] as number)) === 0 && constraints === undefined)
      return false;
    const rows = this.#rows;
    for (let i = this.#head[a] as number; i >= 0; i = this.#next[i] as number) {
      const row = this.#component[i] as number;
      for (let j = this.#head[b] as number; j >= 0; j = this.#next[j] as number) {
        const other = this.#component[j] as number;
        if (rows.source[row] === rows.source[other] && !rows.is(row, REPEATS) && !rows.is(other, REPEATS))
          return true;
        if (constraints !== undefined && rows.is(row, CONSTRAINED) && constraints.parted(row, other))
          return true;
      }
    }
    return false;
  }

  /** Whether the evidence stays above zero whichever one source is left out. */
  #holdsWithoutAny(a: number, b: number): boolean {
    return this.#holdsWithoutOneOf(a, b) && this.#holdsWithoutOneOf(b, a);
  }

  #holdsWithoutOneOf(group: number, other: number): boolean {
    const size = this.#size[group] as number;
    if (size === 1) return true;
    if (size <= TRY_EACH) {
      for (let out = this.#head[group] as number; out >= 0; out = this.#next[out] as number)
        if (!this.#holdsWithout(group, out, other)) return false;
      return true;
    }
    const [nearest, promptest] = mostTelling(
      this.#rows,
      this.#component,
      this.#head[group] as number,
      this.#next,
    );
    if (!this.#holdsWithout(group, nearest, other)) return false;
    return promptest === nearest || this.#holdsWithout(group, promptest, other);
  }

  #holdsWithout(group: number, out: number, other: number): boolean {
    const scratch = this.#scratch;
    let begun = false;
    for (let i = this.#head[group] as number; i >= 0; i = this.#next[i] as number) {
      if (i === out) continue;
      if (begun) this.#evidence.merge(scratch, i, scratch);
      else this.#evidence.load(scratch, this.#component[i] as number);
      begun = true;
    }
    return this.#evidence.gain(scratch, other) > 0;
  }

  #groups(): readonly (readonly number[])[] {
    const groups: number[][] = [];
    // By root, the number of its group: the stamps are not needed any more.
    this.#stamp.fill(-1, 0, this.#slots);
    for (let i = 0; i < this.#component.length; i++) {
      const root = this.#root(i);
      const row = this.#component[i] as number;
      const at = this.#stamp[root] as number;
      if (at >= 0) (groups[at] as number[]).push(row);
      else {
        this.#stamp[root] = groups.length;
        groups.push([row]);
      }
    }
    return groups;
  }

  #growSlots(capacity: number): void {
    this.#capacity = capacity;
    const column = (): Int32Array<ArrayBuffer> => new Int32Array(capacity);
    [this.#parent, this.#rank, this.#mask, this.#size] = [column(), column(), column(), column()];
    [this.#head, this.#tail, this.#next, this.#stamp] = [column(), column(), column(), column()];
    [this.#firstLink, this.#lastLink] = [column(), column()];
  }

  #growEdges(): void {
    const length = this.#a.length * 2;
    this.#a = longerInts(this.#a, length);
    this.#b = longerInts(this.#b, length);
    this.#version = longerInts(this.#version, length);
    this.#nextLink = longerInts(this.#nextLink, length * 2);
  }
}
