import { naturalLogarithm } from '../base/index.ts';
import { bestOf, type Choice, carryChoices } from './choice.ts';
import type { Constraints } from './constraints.ts';
import type { Evidence } from './evidence.ts';
import { type Group, sameRows } from './groups.ts';
import { DIFFUSE } from './measure.ts';
import type { SensorModels } from './models.ts';
import { odds } from './odds.ts';
import { Partners } from './partners.ts';
import { names } from './repeats.ts';
import type { Retold } from './retold.ts';
import { CONSTRAINED, COPY, CROWDING, ECHO, GONE, REPEATS, type Rows } from './rows.ts';
import type { Tape } from './tape.ts';
import { Watch } from './watch.ts';

/** Evidence of a person's word, thousandths of a nat: above all other. */
const SAID = 100_000;
/**
 * Rows that may only attach: diffuse reports, repeats of others, and what crowding sources file. Each chooses the one
 * group that it fits best; a group takes one of each source. So they bridge nothing, and move nothing.
 */
export class Attachment {
  readonly #rows: Rows;
  readonly #models: SensorModels;
  readonly #evidence: Evidence;
  readonly #missed: number;
  readonly #partners: Partners;
  readonly #watch = new Watch();
  readonly #choices = new Map<number, Choice>();
  readonly #left = new Set<number>();
  readonly #retold: Retold;
  #constraints: Constraints | undefined;

  constructor(rows: Rows, models: SensorModels, evidence: Evidence, retold: Retold) {
    this.#retold = retold;
    this.#rows = rows;
    this.#models = models;
    this.#partners = new Partners(rows, models);
    this.#evidence = evidence;
    evidence.ensure(4);
    // An incident of which nobody else told is rarer than incidents are.
    this.#missed = Math.round(1000 * naturalLogarithm(1 / models.diffuse.missed));
  }

  /** Lets rows that attach find this one's group. */
  index(row: number): void {
    this.#partners.index(row);
  }

  /** Whether no group took the row. */
  isLeft(row: number): boolean {
    return this.#left.has(row);
  }

  /** The group to which a row attached. */
  homeOf(row: number): Group | undefined {
    return this.#left.has(row) ? undefined : this.#choices.get(row)?.wish;
  }

  /** Hands over what rows chose among, or takes it in; groups by their numbers. */
  carry(tape: Tape, groups: readonly Group[]): void {
    this.#partners.carry(tape);
    carryChoices(tape, this.#choices, groups);
    for (const row of tape.list(() => this.#left)) this.#left.add(row);
    if (tape.reading) for (const row of this.#choices.keys()) this.#watchFor(row);
  }

  #attaches(row: number): boolean {
    const flags = this.#rows.flags[row] as number;
    return (
      (flags & GONE) === 0 &&
      ((flags & (CROWDING | REPEATS | COPY | ECHO)) !== 0 || this.#rows.tier[row] === DIFFUSE)
    );
  }

  /**
   * Every row whose choices changed chooses again. Answers the groups to which something attached or from which it
   * went, and the rows that are newly left over, or no longer.
   */
  settle(
    dirty: readonly number[],
    changed: ReadonlySet<Group>,
    groupOf: readonly (Group | undefined)[],
    constraints: Constraints | undefined,
  ): { readonly settled: ReadonlySet<Group>; readonly left: ReadonlySet<number> } {
    this.#constraints = constraints;
    const affected = new Set<number>();
    const touched = new Set<Group>();
    for (const group of changed) if (!group.alive) this.#forget(group, affected);
    for (const row of dirty) this.#begin(row, groupOf, affected, touched);
    for (const group of changed) if (group.alive && group.kind !== 'left') this.#present(group, affected);
    for (const row of affected) this.#wish(row, groupOf, touched);
    return this.#accept(affected, touched, new Set(dirty));
  }

  /** Takes a group that ended out of all choices. */
  #forget(group: Group, affected: Set<number>): void {
    for (const row of group.suitors ?? []) {
      const choice = this.#choices.get(row);
      const score = choice?.scores.get(group);
      if (choice === undefined || score === undefined) continue;
      choice.scores.delete(group);
      choice.odds -= odds(score);
      affected.add(row);
    }
    // Copies and echoes wish for what they need not suit.
    for (const row of group.wishes?.keys() ?? []) affected.add(row);
    group.suitors = undefined;
  }

  /** Starts, or ends, a row's choosing. */
  #begin(
    row: number,
    groupOf: readonly (Group | undefined)[],
    affected: Set<number>,
    touched: Set<Group>,
  ): void {
    const known = this.#choices.get(row);
    if (known !== undefined) {
      for (const group of known.scores.keys()) group.suitors?.delete(row);
      if (known.wish?.wishes?.delete(row) === true) touched.add(known.wish);
      this.#choices.delete(row);
      this.#watch.delete(row);
      affected.add(row);
    }
    if (!this.#attaches(row)) {
      if (this.#left.has(row)) affected.add(row);
      return;
    }
    const choice: Choice = { scores: new Map(), odds: 0, wish: undefined };
    this.#choices.set(row, choice);
    this.#watchFor(row);
    affected.add(row);
    const { found } = this.#partners;
    this.#partners.collect(row);
    for (let i = 0; i < found.count; i++) {
      const other = found.rows[i] as number;
      const group = groupOf[other];
      // A group that is new is presented to all below.
      if (group?.alive !== true || !group.presented || choice.scores.has(group)) continue;
      if (this.#partners.meet(row, other)) this.#consider(row, choice, group);
    }
  }

  #watchFor(row: number): void {
    const rows = this.#rows;
    // Twice the degrees at the row's own latitude: a partner nearer to the pole has shorter ones.
    const degrees = (2 * this.#partners.metres(row)) / (rows.perEast[row] as number);
    const [time, longitude] = [rows.time[row] as number, rows.longitude[row] as number];
    this.#watch.add(row, time, longitude, this.#partners.reach(row), degrees);
  }

  /** Puts a new group before every row that it may be of. */
  #present(group: Group, affected: Set<number>): void {
    if (group.presented) return;
    group.presented = true;
    for (const founder of group.founders)
      this.#watch.each(this.#rows.time[founder] as number, this.#rows.longitude[founder] as number, (row) => {
        if (!this.#partners.meet(row, founder)) return;
        const choice = this.#choices.get(row);
        if (choice === undefined || choice.scores.has(group)) return;
        this.#consider(row, choice, group);
        affected.add(row);
      });
  }

  #consider(row: number, choice: Choice, group: Group): void {
    if (!this.#mayJoin(row, group)) return;
    const score = this.#score(row, group);
    choice.scores.set(group, score);
    choice.odds += odds(score);
    group.suitors ??= new Set();
    group.suitors.add(row);
  }

  /** The group that a row fits best, if it is likelier of one of those near than of one that nobody else told of. */
  #wish(row: number, groupOf: readonly (Group | undefined)[], touched: Set<Group>): void {
    const choice = this.#choices.get(row);
    if (choice === undefined) return;
    let [best, most] = bestOf(choice, this.#rows);
    const joined = this.#rows.is(row, CONSTRAINED) ? this.#joined(row, groupOf) : undefined;
    if (joined !== undefined) [best, most] = [joined, SAID];
    else {
      const said = this.#retold.original(row);
      const original = said === undefined ? undefined : groupOf[said];
      if (original?.alive === true && original.kind !== 'left') [best, most] = [original, SAID];
    }
    if (choice.wish !== best && choice.wish !== undefined) {
      choice.wish.wishes?.delete(row);
      touched.add(choice.wish);
    }
    choice.wish = best;
    if (best === undefined) return;
    best.wishes ??= new Map();
    best.wishes.set(row, most);
    touched.add(best);
  }

  /** One source is not heard twice in one incident, unless it says that it repeats itself; and people may part. */
  #mayJoin(row: number, group: Group): boolean {
    const rows = this.#rows;
    const said = rows.is(row, CONSTRAINED) ? this.#constraints : undefined;
    for (const founder of group.founders) {
      if (rows.source[founder] === rows.source[row] && !rows.is(row, REPEATS)) return false;
      if (said?.parted(row, founder) === true) return false;
    }
    return true;
  }

  /** The group that a person joined the row with. */
  #joined(row: number, groupOf: readonly (Group | undefined)[]): Group | undefined {
    for (const other of this.#constraints?.rowsWith(row) ?? []) {
      const group = groupOf[other];
      if (other !== row && group?.alive === true && group.kind !== 'left') return group;
    }
    return undefined;
  }

  #score(row: number, { founders }: Group): number {
    const evidence = this.#evidence;
    evidence.load(0, founders[0] as number);
    for (let i = 1; i < founders.length; i++) {
      evidence.load(1, founders[i] as number);
      evidence.merge(0, 1, 0);
    }
    evidence.load(1, row);
    const repeats = names(this.#rows, row, founders) ? Math.round(this.#models.repeats * 1000) : 0;
    return evidence.gainAlone(0, 1) + this.#missed + repeats;
  }

  /** Each group takes the best of each source; the others are left. */
  #accept(
    affected: ReadonlySet<number>,
    touched: ReadonlySet<Group>,
    dirty: ReadonlySet<number>,
  ): { readonly settled: ReadonlySet<Group>; readonly left: ReadonlySet<number> } {
    const rows = this.#rows;
    const settled = new Set<Group>();
    // A row measured anew may be left as it was, and still what it was grouped with changed.
    const left = new Set<number>();
    const judge = (row: number, isLeft: boolean): void => {
      if (isLeft) this.#left.add(row);
      else if (!this.#left.delete(row)) return;
      left.add(row);
    };
    for (const group of touched) {
      if (!group.alive) continue;
      const order = [...(group.wishes ?? [])].sort(([a, x], [b, y]) => y - x || rows.compare(a, b));
      const taken = new Set<number>();
      const attached: number[] = [];
      for (const [row] of order) {
        const source = rows.source[row] as number;
        const takes = !taken.has(source) || rows.is(row, COPY);
        if (takes) attached.push(row);
        judge(row, !takes);
        taken.add(source);
      }
      attached.sort((a, b) => rows.compare(a, b));
      // A report measured anew is linked by other numbers, though it stays where it was.
      if (sameRows(attached, group.attached) && !attached.some((row) => dirty.has(row))) continue;
      group.attached = attached;
      settled.add(group);
    }
    for (const row of affected) {
      const choice = this.#choices.get(row);
      if (choice === undefined) judge(row, false);
      else if (choice.wish === undefined) judge(row, true);
    }
    return { settled, left };
  }
}
