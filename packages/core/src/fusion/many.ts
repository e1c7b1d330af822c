import type { Agglomeration } from './agglomerate.ts';
import { longerInts } from './arrays.ts';
import type { Edges } from './edges.ts';
import { GROUP } from './measure.ts';
import type { Refinement } from './refine.ts';
import type { Rows } from './rows.ts';

/** From so many reports on, it pays to remember how a component was grouped before. */
const MANY = 32;

/** What changed among connected rows: rows to group anew, and rows that went. */
interface Around {
  readonly anew: number[];
  readonly gone: number[];
}

/** Groups of one kind, each in the order of keys. */
export interface KindGroups {
  readonly kind: 'sharp' | 'group';
  readonly groups: readonly (readonly number[])[];
}

/** Components of many rows: a change there groups anew only what it reaches, and comes to what all of it would. */
export class Many {
  readonly #rows: Rows;
  readonly #edges: Edges;
  readonly #agglomeration: Agglomeration;
  readonly #refinement: Refinement;
  /** Whether a row founds incidents. */
  readonly #founds: (row: number) => boolean;
  /** By set of connected rows, what changed there since the last call of {@link settle}. */
  readonly #around = new Map<number, Around>();
  #visited = new Int32Array(0);
  #visit = 1;

  constructor(
    rows: Rows,
    edges: Edges,
    agglomeration: Agglomeration,
    refinement: Refinement,
    founds: (row: number) => boolean,
  ) {
    this.#rows = rows;
    this.#edges = edges;
    this.#agglomeration = agglomeration;
    this.#refinement = refinement;
    this.#founds = founds;
  }

  /** Whether a row lies in one. What people decide of reaches farther than evidence, so that such rows never do. */
  has(row: number): boolean {
    const { connected } = this.#edges;
    return connected.sizeOf(row) >= MANY && !connected.isMarked(row);
  }

  /** Something about a row changed: told of every row before any is grouped anew. */
  change(row: number): void {
    if (!this.#founds(row) && this.#agglomeration.formedWith(row) !== undefined)
      this.#aroundOf(row).gone.push(row);
    this.#agglomeration.forget(row);
  }

  /** Begins with a row that founds. Answers its component's groups at once where nothing of it was grouped before. */
  regroup(start: number): readonly KindGroups[] {
    if (this.#agglomeration.formedWith(start) !== undefined) return [];
    if (this.#visited.length < this.#rows.count)
      this.#visited = longerInts(this.#visited, this.#rows.longitude.length);
    if (this.#visited[start] === this.#visit) return [];
    const [found, isWhole] = this.#unknownAround(start);
    if (isWhole) return [this.#group({ anew: found, gone: [] })];
    const { anew } = this.#aroundOf(start);
    for (const row of found) anew.push(row);
    return [];
  }

  /** Groups anew all else that changed. */
  settle(): readonly KindGroups[] {
    const all = [...this.#around.values()].map((around) => this.#group(around));
    this.#around.clear();
    this.#visit += 1;
    return all;
  }

  /** The rows connected with a row through others of which it is not known how they formed, and whether there are no more. */
  #unknownAround(start: number): readonly [found: readonly number[], isWhole: boolean] {
    const found = [start];
    this.#visited[start] = this.#visit;
    let isWhole = true;
    for (let at = 0; at < found.length; at++)
      for (let e = this.#edges.first(found[at] as number); e >= 0; e = this.#edges.next(e)) {
        const row = this.#edges.to(e);
        if (this.#visited[row] === this.#visit || !this.#founds(row)) continue;
        if (this.#agglomeration.formedWith(row) !== undefined) isWhole = false;
        else {
          this.#visited[row] = this.#visit;
          found.push(row);
        }
      }
    return [found, isWhole];
  }

  #group({ anew, gone }: { readonly anew: readonly number[]; readonly gone: readonly number[] }): KindGroups {
    const formed = anew.length === 0 ? anew : this.#agglomeration.again(anew);
    const groupAt = (row: number): readonly number[] | undefined => this.#agglomeration.formedWith(row);
    if (this.#rows.tier[(anew[0] ?? gone[0]) as number] !== GROUP)
      return { kind: 'sharp', groups: this.#refinement.again(formed, gone, groupAt) };
    const groups = formed.map((row) => groupAt(row) ?? [row]);
    return { kind: 'group', groups: groups.filter((group, at) => group[0] === formed[at]) };
  }

  #aroundOf(row: number): Around {
    const set = this.#edges.connected.setOf(row);
    let around = this.#around.get(set);
    if (around === undefined) {
      around = { anew: [], gone: [] };
      this.#around.set(set, around);
    }
    return around;
  }
}
