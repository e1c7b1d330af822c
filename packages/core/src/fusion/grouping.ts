import { Agglomeration } from './agglomerate.ts';
import { longerInts } from './arrays.ts';
import { Attachment } from './attach.ts';
import type { Constraints } from './constraints.ts';
import { Covering } from './covers.ts';
import { Crowding } from './crowding.ts';
import { Edges } from './edges.ts';
import { Evidence } from './evidence.ts';
import { carryGroups, type Group, newGroup, sameRows } from './groups.ts';
import type { KindTable } from './kinds.ts';
import { Many } from './many.ts';
import { DIFFUSE, GROUP } from './measure.ts';
import { modelsOfLeft, type SensorModels } from './models.ts';
import { type GroupProposal, proposalsOf } from './proposals.ts';
import { Refinement } from './refine.ts';
import { Retold } from './retold.ts';
import { CONSTRAINED, COPY, CROWDING, ECHO, GONE, INDEXED, REPEATS, type Rows } from './rows.ts';
import type { Tape } from './tape.ts';

/** Which groups are new or told otherwise, and which are no more. */
export interface Regrouped {
  readonly changed: ReadonlySet<Group>;
  readonly ended: readonly Group[];
}

/**
 * Keeps every row in its group. A change reaches as far as the component of reports that may be of one incident with
 * those that changed, and each component is grouped anew from its set of reports: so the order of arrival leaves no trace.
 */
export class Grouping {
  readonly #rows: Rows;
  readonly #edges: Edges;
  readonly #leftEdges: Edges;
  readonly #agglomeration: Agglomeration;
  readonly #leftAgglomeration: Agglomeration;
  readonly #evidence: Evidence;
  readonly #refinement: Refinement;
  readonly #many: Many;
  readonly #crowding: Crowding;
  readonly #retold: Retold;
  readonly #attachment: Attachment;
  readonly #covering: Covering;
  readonly #groupOf: (Group | undefined)[] = [];
  #dirty = new Set<number>();
  /** The rows that are settled now: what a standing group says can change by them only. */
  #settling: ReadonlySet<number> = new Set();
  #constraints: Constraints | undefined;
  #changed = new Set<Group>();
  #ended: Group[] = [];
  #visited = new Int32Array(0);
  #visit = 0;

  constructor(rows: Rows, models: SensorModels, kinds: KindTable) {
    const left = modelsOfLeft(models);
    this.#rows = rows;
    this.#edges = new Edges(rows, models, kinds);
    this.#leftEdges = new Edges(rows, left, kinds);
    this.#agglomeration = new Agglomeration(rows, this.#edges, new Evidence(rows, models, kinds));
    this.#evidence = new Evidence(rows, models, kinds);
    this.#refinement = new Refinement(rows, this.#edges, this.#evidence);
    this.#leftAgglomeration = new Agglomeration(rows, this.#leftEdges, new Evidence(rows, left, kinds));
    this.#many = new Many(rows, this.#edges, this.#agglomeration, this.#refinement, (row) =>
      this.#founds(row),
    );
    this.#crowding = new Crowding(rows, models);
    this.#retold = new Retold(rows);
    this.#attachment = new Attachment(rows, models, new Evidence(rows, models, kinds), this.#retold);
    this.#covering = new Covering(rows, kinds, (row) => this.#groupOf[row]);
  }

  /** The group that a row is of. */
  groupOf(row: number): Group | undefined {
    return this.#groupOf[row] ?? this.#attachment.homeOf(row);
  }

  add(row: number): void {
    this.#groupOf[row] = undefined;
    this.#crowding.add(row);
    for (const again of this.#retold.add(row)) this.#dirty.add(again);
    this.#dirty.add(row);
    if (!this.#rows.is(row, CROWDING)) this.#index(row);
  }

  /** Hands over what was settled, given the groups that stand; or takes it in, and gives the groups again. */
  carry(tape: Tape, standing: readonly Group[]): readonly Group[] {
    const groups = carryGroups(tape, standing);
    if (tape.reading)
      for (const group of groups) for (const row of group.founders) this.#groupOf[row] = group;
    this.#edges.carry(tape);
    this.#leftEdges.carry(tape);
    this.#retold.carry(tape);
    this.#attachment.carry(tape, groups);
    this.#covering.carry(tape, groups);
    if (tape.reading) this.#crowding.restore();
    return groups;
  }

  drop(row: number): void {
    const rows = this.#rows;
    if (rows.is(row, INDEXED)) this.#edgesOf(row).leave(row, this.#touch);
    // Those that a person holds to be of its incident need no evidence near it.
    if (rows.is(row, CONSTRAINED))
      for (const other of this.#constraints?.rowsWith(row) ?? []) this.#dirty.add(other);
    rows.set(row, GONE, true);
    this.#crowding.leave(row);
    this.#dirty.add(row);
    for (const again of this.#retold.leave(row)) this.#dirty.add(again);
  }

  constrain(constraints: Constraints, rows: Iterable<number>): void {
    this.#constraints = constraints;
    for (const row of rows) {
      this.#rows.set(row, CONSTRAINED, true);
      this.#dirty.add(row);
    }
  }

  /** What evidence would do to these groups, which were decided or published, and to others that were. */
  proposals(
    decided: readonly Group[],
    said: Constraints,
    isDecided: (group: Group) => boolean,
  ): readonly GroupProposal[] {
    return proposalsOf(
      decided,
      this.#rows,
      this.#edges,
      this.#evidence,
      this.#agglomeration,
      (row) => this.#groupOf[row],
      said,
      isDecided,
    );
  }

  /** Groups anew what the changes since the last call touch. */
  settle(): Regrouped {
    for (const row of this.#crowding.settle()) {
      this.#dirty.add(row);
      for (const again of this.#retold.crowd(row)) this.#dirty.add(again);
      if (!this.#rows.is(row, CROWDING)) this.#index(row);
    }
    if (this.#visited.length < this.#rows.count)
      this.#visited = longerInts(this.#visited, this.#rows.longitude.length);
    this.#visit += 1;
    this.#settling = this.#dirty;
    const dirty = [...this.#dirty];
    this.#dirty = new Set();
    for (const row of dirty) {
      this.#many.change(row);
      if (this.#rows.is(row, CONSTRAINED)) this.#edges.connected.mark(row);
    }
    for (const row of dirty) {
      if (this.#founds(row)) this.#regroup(row);
      else this.#unsettle(row);
    }
    for (const { groups, kind } of this.#many.settle()) this.#standAll(groups, kind);
    this.#attach(dirty);
    for (const group of this.#covering.settle(this.#changed)) this.#tell(group);
    const [changed, ended] = [this.#changed, this.#ended];
    [this.#changed, this.#ended] = [new Set(), []];
    return { changed, ended };
  }

  readonly #touch = (row: number): void => {
    this.#dirty.add(row);
  };

  /** Lets other rows find this one. What a crowding source files is not to be found: it only looks. */
  #index(row: number): void {
    if (this.#rows.is(row, INDEXED)) return;
    this.#rows.set(row, INDEXED, true);
    this.#edgesOf(row).add(row, this.#touch);
    if (this.#rows.tier[row] === DIFFUSE) return;
    this.#attachment.index(row);
    this.#covering.index(row);
  }

  #edgesOf(row: number): Edges {
    return this.#rows.tier[row] === DIFFUSE ? this.#leftEdges : this.#edges;
  }

  readonly #founds = (row: number): boolean => {
    const flags = this.#rows.flags[row] as number;
    return (flags & (GONE | CROWDING | REPEATS | COPY | ECHO)) === 0 && this.#rows.tier[row] !== DIFFUSE;
  };

  /** A row that founds nothing now: if it did, its neighbours are grouped without it. */
  #unsettle(row: number): void {
    const group = this.#groupOf[row];
    if (group !== undefined && group.kind !== 'left') {
      this.#end(group);
      for (const other of group.founders) if (this.#founds(other)) this.#regroup(other);
    }
    if (this.#rows.tier[row] === DIFFUSE) return;
    for (let e = this.#edges.first(row); e >= 0; e = this.#edges.next(e))
      if (this.#founds(this.#edges.to(e))) this.#regroup(this.#edges.to(e));
  }

  /** Groups the component of a row anew; in one of many, only what changed. */
  #regroup(start: number): void {
    if (this.#visited[start] === this.#visit) return;
    if (this.#many.has(start)) {
      for (const { groups, kind } of this.#many.regroup(start)) this.#standAll(groups, kind);
      return;
    }
    const kind = this.#rows.tier[start] === GROUP ? 'group' : 'sharp';
    this.#replace(this.#component(start, this.#edges, this.#founds), this.#agglomeration, kind);
  }

  /** All rows that a row is connected with, by possible evidence or by a person's decision, in the order of keys. */
  #component(start: number, edges: Edges, member: (row: number) => boolean): number[] {
    const found = [start];
    this.#visited[start] = this.#visit;
    const take = (row: number): void => {
      if (this.#visited[row] === this.#visit || !member(row)) return;
      this.#visited[row] = this.#visit;
      found.push(row);
    };
    for (let at = 0; at < found.length; at++) {
      const row = found[at] as number;
      for (let e = edges.first(row); e >= 0; e = edges.next(e)) take(edges.to(e));
      if (this.#rows.is(row, CONSTRAINED)) this.#constraints?.rowsWith(row).forEach(take);
    }
    return found.length === 1 ? found : found.sort((a, b) => this.#rows.compare(a, b));
  }

  #replace(component: readonly number[], agglomeration: Agglomeration, kind: Group['kind']): void {
    if (component.length === 1) {
      this.#stand(component, kind);
      return;
    }
    for (const row of component) {
      agglomeration.forget(row);
      this.#refinement.forget(row);
    }
    const constrained = component.some((row) => this.#rows.is(row, CONSTRAINED));
    const groups = agglomeration.run(component, constrained ? this.#constraints : undefined);
    this.#standAll(kind === 'sharp' ? this.#refinement.run(component, groups) : groups, kind);
  }

  /** Lets these groups be, in the place of those that their rows were in. */
  #standAll(groups: readonly (readonly number[])[], kind: Group['kind']): void {
    const before = groups.flatMap((founders) => founders.map((row) => this.#groupOf[row]));
    for (const founders of groups) this.#stand(founders, kind);
    for (const group of before)
      if (group !== undefined && this.#groupOf[group.founders[0] as number] !== group) this.#end(group);
  }

  /** Lets these rows be a group, the one that they are if they are one. */
  #stand(founders: readonly number[], kind: Group['kind']): void {
    const known = this.#groupOf[founders[0] as number];
    if (known?.alive === true && known.kind === kind && sameRows(known.founders, founders)) {
      if (founders.some((row) => this.#settling.has(row))) this.#tell(known);
      return;
    }
    for (const row of founders) this.#end(this.#groupOf[row]);
    const group = newGroup(founders, kind);
    for (const row of founders) this.#groupOf[row] = group;
    this.#tell(group);
  }

  #tell(group: Group): void {
    if (group.alive) this.#changed.add(group);
  }

  #end(group: Group | undefined): void {
    if (group?.alive !== true) return;
    group.alive = false;
    for (const row of group.founders) if (this.#groupOf[row] === group) this.#groupOf[row] = undefined;
    this.#ended.push(group);
    this.#changed.add(group);
  }

  /** Lets rows that may only attach choose again where their choices changed, and groups what is left among itself. */
  #attach(dirty: readonly number[]): void {
    const { settled, left } = this.#attachment.settle(dirty, this.#changed, this.#groupOf, this.#constraints);
    for (const group of settled) this.#tell(group);
    this.#visit += 1;
    const around = new Set<number>();
    for (const row of left) {
      const old = this.#groupOf[row];
      if (old?.kind === 'left') this.#end(old);
      around.add(row);
      const edges = this.#edgesOf(row);
      for (let e = edges.first(row); e >= 0; e = edges.next(e)) around.add(edges.to(e));
    }
    // What a crowding source files stands alone: it founds nothing with others.
    const founds = (row: number): boolean => this.#attachment.isLeft(row) && !this.#rows.is(row, CROWDING);
    for (const row of around) {
      if (!this.#attachment.isLeft(row) || this.#visited[row] === this.#visit) continue;
      const alone = this.#rows.is(row, CROWDING);
      const component = alone ? [row] : this.#component(row, this.#edgesOf(row), founds);
      const diffuse = this.#rows.tier[row] === DIFFUSE;
      this.#replace(component, diffuse ? this.#leftAgglomeration : this.#agglomeration, 'left');
    }
  }
}
