import { DueRows } from './due.ts';
import type { Edges } from './edges.ts';
import type { Evidence } from './evidence.ts';
import { Moved } from './moved.ts';
import { Moves } from './moves.ts';
import type { Rows } from './rows.ts';

/** Each report is looked at so often; after that hardly anything moves. */
const SWEEPS = 3;

/**
 * Looks at every report again once all groups stand: joining took the likeliest pair first, so an early report may have
 * taken a place that fits another of its source better. A report moves to the group that it fits better than its own, and
 * two reports of one source change places where both together fit better so. No groups are joined here.
 */
export class Refinement {
  readonly #rows: Rows;
  readonly #edges: Edges;
  readonly #moves: Moves;
  readonly #moved = new Moved();
  /** Rows to look at in this sweep, and in the next. */
  #due: DueRows;
  #next: DueRows;
  /** What is looked at now: the group of a row before anything moves; undefined for rows that are left out. */
  #groupAt: (row: number) => readonly number[] | undefined = () => undefined;
  /** Rows of groups of which nothing is known. */
  readonly #anew = new Set<number>();
  /** Rows whose groups, or those near, may have changed. */
  readonly #near = new Set<number>();

  constructor(rows: Rows, edges: Edges, evidence: Evidence) {
    this.#rows = rows;
    this.#edges = edges;
    this.#moves = new Moves(rows, edges, evidence);
    this.#due = new DueRows(rows);
    this.#next = new DueRows(rows);
  }

  /** Answers the groups of a component as they are after moving; rows within each in the order of keys. */
  run(
    component: readonly number[],
    founders: readonly (readonly number[])[],
  ): readonly (readonly number[])[] {
    if (founders.length < 2) return founders;
    this.#groupAt = (row) => ((this.#moves.home[row] as number) >= 0 ? NONE : undefined);
    for (const rows of founders) this.#moves.place(rows, true);
    for (const row of component) this.#due.add(row);
    this.#sweep();
    return this.#groups();
  }

  /**
   * The same for a component that comes again and again, where some rows were grouped anew and others went.
   * Where nothing changed, no row moves that did not; what moved before is done again where it meets a change.
   * Answers every group that may be another now.
   */
  again(
    anew: readonly number[],
    gone: readonly number[],
    groupAt: (row: number) => readonly number[] | undefined,
  ): readonly (readonly number[])[] {
    this.#groupAt = groupAt;
    for (const row of gone) {
      this.#undo(row);
      this.#lookAround(row);
    }
    for (const row of anew) {
      this.#undo(row);
      this.#anew.add(row);
      this.#lookAround(row);
    }
    do {
      this.#moves.clear();
      // Grows as it goes: what moved near by is undone, and what lies near that is looked at too.
      for (const row of this.#near) this.#undoAround(row);
      for (const row of this.#near) this.#due.add(row);
      for (const row of anew) this.#placeOf(row);
    } while (!this.#sweep());
    this.#moved.keep(this.#moves.moved());
    this.#anew.clear();
    this.#near.clear();
    return this.#groups();
  }

  /** Nothing that moved with a row is known any more. */
  forget(row: number): void {
    this.#moved.forget(row);
  }

  #groups(): readonly (readonly number[])[] {
    const groups = this.#moves.groups.filter((rows) => rows.length > 0);
    this.#moves.clear();
    return groups;
  }

  #lookAround(row: number): void {
    if (this.#groupAt(row) !== undefined) this.#near.add(row);
    for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e))
      if (this.#groupAt(this.#edges.to(e)) !== undefined) this.#near.add(this.#edges.to(e));
  }

  /** Takes back what moved with a row; answers whether anything had. */
  #undo(row: number): boolean {
    const together = this.#moved.forget(row);
    for (const other of together) {
      this.#anew.add(other);
      this.#lookAround(other);
    }
    return together.length > 0;
  }

  #undoAround(row: number): void {
    this.#undo(row);
    for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e)) this.#undo(this.#edges.to(e));
  }

  /** Looks at all that is due; false where it met what moved before, which is undone now: then all begins again. */
  #sweep(): boolean {
    this.#moved.begin();
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      for (let row = this.#due.take(); row >= 0; row = this.#due.take()) {
        if (!this.#place(row)) {
          this.#due.clear();
          this.#next.clear();
          return false;
        }
        if (this.#moves.improve(row)) this.#follow(row);
        if (this.#moves.count > 1) this.#note(row);
      }
      [this.#due, this.#next] = [this.#next, this.#due];
    }
    this.#due.clear();
    return true;
  }

  /** Places the groups within a row's reach. */
  #place(row: number): boolean {
    if (!this.#placeOf(row)) return false;
    for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e))
      if (!this.#placeOf(this.#edges.to(e))) return false;
    return true;
  }

  #placeOf(row: number): boolean {
    if ((this.#moves.home[row] as number) >= 0) return true;
    const group = this.#groupAt(row);
    if (group === undefined) return true;
    if (this.#undo(row)) return false;
    this.#moves.place(group, this.#anew.has(row));
    return true;
  }

  /** Notes which of the groups that changed a row's look depended on. */
  #note(row: number): void {
    const { touched, home, changed } = this.#moves;
    let first = -1;
    const tell = (at: number): void => {
      if (at < 0 || (touched[at] as number) <= 1) return;
      if (first < 0) first = at;
      else this.#moved.join(first, at);
    };
    tell(home[row] as number);
    for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e))
      tell(home[this.#edges.to(e)] as number);
    changed.forEach(tell);
  }

  /** Whoever may be drawn by what a row's move changed is due: later in this sweep, or in the next. */
  #follow(row: number): void {
    const due = (other: number): void => {
      if (this.#groupAt(other) === undefined) return;
      (this.#rows.compare(other, row) > 0 ? this.#due : this.#next).add(other);
    };
    for (const at of this.#moves.changed)
      for (const member of this.#moves.groups[at] as readonly number[]) {
        due(member);
        for (let e = this.#edges.first(member); e >= 0; e = this.#edges.next(e)) due(this.#edges.to(e));
      }
  }
}

const NONE: readonly number[] = [];
