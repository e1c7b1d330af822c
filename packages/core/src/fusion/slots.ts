import type { Constraints } from './constraints.ts';
import type { Evidence } from './evidence.ts';
import { CONSTRAINED, REPEATS, type Rows } from './rows.ts';
import { mostTelling } from './telling.ts';

/** Groups of at most this many reports are tried without each of them; larger ones without the most telling two. */
const TRY_EACH = 4;

/** The groups of one component as they form: the n reports first, then each two groups that joined, by slot. */
export class Slots {
  readonly #rows: Rows;
  readonly evidence: Evidence;
  component: readonly number[] = [];
  constraints: Constraints | undefined;
  count = 0;
  capacity = 0;
  parent = new Int32Array(0);
  /** The place of its first report in the order of keys. */
  rank = new Int32Array(0);
  mask = new Int32Array(0);
  size = new Int32Array(0);
  /** Its reports as a chain, by their places in the component. */
  head = new Int32Array(0);
  tail = new Int32Array(0);
  next = new Int32Array(0);
  /** 1 + the number of the group that joins as it did before; 0 for none. */
  standingAt = new Int32Array(0);
  #scratch = 0;

  constructor(rows: Rows, evidence: Evidence) {
    this.#rows = rows;
    this.evidence = evidence;
  }

  /** A slot for each report, in the order of keys. */
  begin(component: readonly number[], constraints: Constraints | undefined): void {
    const n = component.length;
    this.component = component;
    this.constraints = constraints;
    if (2 * n + 2 > this.capacity) this.#grow(4 * n + 64);
    this.evidence.ensure(2 * n + 2);
    this.count = n;
    this.#scratch = 2 * n;
    for (let i = 0; i < n; i++) {
      const row = component[i] as number;
      this.evidence.load(i, row);
      this.parent[i] = i;
      this.rank[i] = i;
      this.size[i] = 1;
      this.mask[i] = 1 << ((this.#rows.source[row] as number) & 31);
      this.head[i] = i;
      this.tail[i] = i;
      this.next[i] = -1;
      this.standingAt[i] = 0;
    }
  }

  /** Two slots, the one of the smaller rank first. */
  ordered(a: number, b: number): readonly [number, number] {
    return (this.rank[a] as number) < (this.rank[b] as number) ? [a, b] : [b, a];
  }

  /** The slot that a slot's rows are in now. */
  root(slot: number): number {
    let at = slot;
    while (this.parent[at] !== at) {
      const up = this.parent[at] as number;
      this.parent[at] = this.parent[up] as number;
      at = this.parent[at] as number;
    }
    return at;
  }

  /** Joins two groups into a new slot. `a` is the one of the smaller rank. */
  unite(a: number, b: number): number {
    const into = this.count++;
    this.evidence.merge(a, b, into);
    this.parent[a] = into;
    this.parent[b] = into;
    this.parent[into] = into;
    this.standingAt[into] = this.standingAt[a] as number;
    this.rank[into] = Math.min(this.rank[a] as number, this.rank[b] as number);
    this.size[into] = (this.size[a] as number) + (this.size[b] as number);
    this.mask[into] = (this.mask[a] as number) | (this.mask[b] as number);
    this.head[into] = this.head[a] as number;
    this.next[this.tail[a] as number] = this.head[b] as number;
    this.tail[into] = this.tail[b] as number;
    return into;
  }

  /** Whether one source filed in both groups, so that they are two things; or a person parted them. */
  barred(a: number, b: number): boolean {
    const constraints = this.constraints;
    if (((this.mask[a] as number) & (this.mask[b] as number)) === 0 && constraints === undefined)
      return false;
    const rows = this.#rows;
    for (let i = this.head[a] as number; i >= 0; i = this.next[i] as number) {
      const row = this.component[i] as number;
      for (let j = this.head[b] as number; j >= 0; j = this.next[j] as number) {
        const other = this.component[j] as number;
        if (rows.source[row] === rows.source[other] && !rows.is(row, REPEATS) && !rows.is(other, REPEATS))
          return true;
        if (constraints !== undefined && rows.is(row, CONSTRAINED) && constraints.parted(row, other))
          return true;
      }
    }
    return false;
  }

  /** Whether the evidence stays above zero whichever one source is left out. */
  holdsWithoutAny(a: number, b: number): boolean {
    return this.#holdsWithoutOneOf(a, b) && this.#holdsWithoutOneOf(b, a);
  }

  #holdsWithoutOneOf(group: number, other: number): boolean {
    const size = this.size[group] as number;
    if (size === 1) return true;
    if (size <= TRY_EACH) {
      for (let out = this.head[group] as number; out >= 0; out = this.next[out] as number)
        if (!this.#holdsWithout(group, out, other)) return false;
      return true;
    }
    const [nearest, promptest] = mostTelling(
      this.#rows,
      this.component,
      this.head[group] as number,
      this.next,
    );
    if (!this.#holdsWithout(group, nearest, other)) return false;
    return promptest === nearest || this.#holdsWithout(group, promptest, other);
  }

  #holdsWithout(group: number, out: number, other: number): boolean {
    const scratch = this.#scratch;
    let begun = false;
    for (let i = this.head[group] as number; i >= 0; i = this.next[i] as number) {
      if (i === out) continue;
      if (begun) this.evidence.merge(scratch, i, scratch);
      else this.evidence.load(scratch, this.component[i] as number);
      begun = true;
    }
    return this.evidence.gain(scratch, other) > 0;
  }

  #grow(capacity: number): void {
    this.capacity = capacity;
    const column = (): Int32Array<ArrayBuffer> => new Int32Array(capacity);
    [this.parent, this.rank, this.mask, this.size] = [column(), column(), column(), column()];
    [this.head, this.tail, this.next, this.standingAt] = [column(), column(), column(), column()];
  }
}
