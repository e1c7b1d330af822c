import { exponential, naturalLogarithm } from '../base/index.ts';
import type { Constraints } from './constraints.ts';
import type { Evidence } from './evidence.ts';
import { Found, Grid } from './grid.ts';
import { type Group, sameRows } from './groups.ts';
import { DIFFUSE } from './measure.ts';
import type { SensorModels } from './models.ts';
import { CONSTRAINED, CROWDING, GONE, REPEATS, type Rows } from './rows.ts';

const DAY_SECONDS = 86_400;
const CELL_METRES = 15_000;
const CELL_SECONDS = 3600;
/** Rows that reach farther in time are looked at whenever anything changed. */
const WIDE_SECONDS = 3 * DAY_SECONDS;
/** More pairs than this are not looked at one by one: every row in the time concerned chooses again. */
const MANY_PAIRS = 20_000;
/** Evidence of a person's word, thousandths of a nat: above all other. */
const SAID = 1_000_000;

/**
 * Rows that may only attach: diffuse reports, repeats of others, and what crowding sources file. Each chooses the one
 * group that it fits best; a group takes one of each source. So they bridge nothing, and move nothing.
 */
export class Attachment {
  readonly #rows: Rows;
  readonly #models: SensorModels;
  readonly #evidence: Evidence;
  readonly #missed: number;
  readonly #index = new Grid(CELL_METRES, CELL_SECONDS);
  readonly #found = new Found();
  readonly #byDay = new Map<number, Set<number>>();
  readonly #wide = new Set<number>();
  readonly #wishes = new Map<number, Group>();
  readonly #left = new Set<number>();

  constructor(rows: Rows, models: SensorModels, evidence: Evidence) {
    this.#rows = rows;
    this.#models = models;
    this.#evidence = evidence;
    evidence.ensure(4);
    // An incident of which nobody else told is rarer than incidents are.
    this.#missed = Math.round(1000 * naturalLogarithm(1 / models.diffuse.missed));
  }

  /** Lets rows that attach find this one's group. */
  index(row: number): void {
    const { longitude, latitude, time } = this.#rows;
    this.#index.add(row, longitude[row] as number, latitude[row] as number, time[row] as number);
  }

  isLeft(row: number): boolean {
    return this.#left.has(row);
  }

  /** The group to which a row attached. */
  homeOf(row: number): Group | undefined {
    return this.#left.has(row) ? undefined : this.#wishes.get(row);
  }

  attaches(row: number): boolean {
    const flags = this.#rows.flags[row] as number;
    return (flags & GONE) === 0 && ((flags & (CROWDING | REPEATS)) !== 0 || this.#rows.tier[row] === DIFFUSE);
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
    for (const row of dirty) this.#watch(row);
    const affected = this.#affected(dirty, changed);
    const touched = new Set<Group>();
    for (const row of affected) {
      const before = this.#wishes.get(row);
      if (before !== undefined) {
        before.wishes.delete(row);
        touched.add(before);
        this.#wishes.delete(row);
      }
      if (!this.attaches(row)) continue;
      const wish = this.#choose(row, groupOf, constraints);
      if (wish === undefined) continue;
      wish.group.wishes.set(row, wish.score);
      this.#wishes.set(row, wish.group);
      touched.add(wish.group);
    }
    return this.#accept(affected, touched, groupOf);
  }

  #watch(row: number): void {
    const seconds = this.#reach(row);
    const day = Math.floor((this.#rows.time[row] as number) / DAY_SECONDS);
    const known = this.#byDay.get(day);
    if (!this.attaches(row)) {
      known?.delete(row);
      this.#wide.delete(row);
    } else if (seconds > WIDE_SECONDS) this.#wide.add(row);
    else if (known === undefined) this.#byDay.set(day, new Set([row]));
    else known.add(row);
  }

  #reach(row: number): number {
    return Math.sqrt(this.#models.gate * (this.#rows.timeVariance[row] as number));
  }

  #affected(dirty: readonly number[], changed: ReadonlySet<Group>): ReadonlySet<number> {
    const affected = new Set<number>();
    for (const row of dirty)
      if (this.attaches(row) || this.#wishes.has(row) || this.#left.has(row)) affected.add(row);
    if (this.#byDay.size === 0 && this.#wide.size === 0) return affected;
    const founders: number[] = [];
    for (const group of changed) {
      for (const row of group.wishes.keys()) affected.add(row);
      if (group.kind !== 'left') for (const row of group.founders) founders.push(row);
    }
    const { gate } = this.#models;
    const days = new Map<number, number[]>();
    for (const row of founders) {
      const day = Math.floor((this.#rows.time[row] as number) / DAY_SECONDS);
      const known = days.get(day);
      if (known === undefined) days.set(day, [row]);
      else known.push(row);
    }
    const look = (near: readonly number[], watching: ReadonlySet<number>): void => {
      const all = near.length * watching.size > MANY_PAIRS;
      for (const row of watching)
        if (!affected.has(row) && (all || near.some((other) => this.#rows.meet(row, other, gate))))
          affected.add(row);
    };
    for (const [day, near] of days)
      for (let other = day - 4; other <= day + 4; other++) {
        const watching = this.#byDay.get(other);
        if (watching !== undefined) look(near, watching);
      }
    if (founders.length > 0) look(founders, this.#wide);
    return affected;
  }

  /** The group that a row fits best, if it is likelier of one of those near than of one that nobody else told of. */
  #choose(
    row: number,
    groupOf: readonly (Group | undefined)[],
    constraints: Constraints | undefined,
  ): { readonly group: Group; readonly score: number } | undefined {
    const said = this.#rows.is(row, CONSTRAINED) ? constraints : undefined;
    const seen = new Set<Group>();
    const scores: number[] = [];
    let best: { readonly group: Group; readonly score: number } | undefined;
    this.#collect(row);
    for (let i = 0; i < this.#found.count; i++) {
      const other = this.#found.rows[i] as number;
      const group = groupOf[other];
      if (group === undefined || !group.alive || group.kind === 'left' || seen.has(group)) continue;
      if (!this.#rows.meet(row, other, this.#models.gate)) continue;
      seen.add(group);
      if (!this.#mayJoin(row, group, said)) continue;
      const score = this.#score(row, group);
      scores.push(score);
      if (
        best === undefined ||
        score > best.score ||
        (score === best.score && this.#before(group, best.group))
      )
        best = { group, score };
    }
    const joined = said === undefined ? undefined : this.#joined(row, groupOf, said);
    if (joined !== undefined) return { group: joined, score: SAID };
    // In one order, so that the sum has the same bits everywhere.
    scores.sort((a, b) => b - a);
    let odds = 0;
    for (const score of scores) odds += exponential(score / 1000);
    return odds > 1 ? best : undefined;
  }

  #collect(row: number): void {
    const { gate, sharp } = this.#models;
    const rows = this.#rows;
    // The partner's own reach counts too; a sharp one's is bounded, one of a group's stretch by an hour.
    const place = Math.sqrt(gate * (rows.widest(row) + 4 * sharp.metres * sharp.metres));
    const time = Math.sqrt(gate * ((rows.timeVariance[row] as number) + 16 * sharp.seconds * sharp.seconds));
    this.#found.count = 0;
    this.#index.collect(
      rows.longitude[row] as number,
      rows.latitude[row] as number,
      rows.time[row] as number,
      place,
      time,
      this.#found,
    );
  }

  #before(a: Group, b: Group): boolean {
    return this.#rows.compare(a.founders[0] as number, b.founders[0] as number) < 0;
  }

  /** One source is not heard twice in one incident, unless it says that it repeats itself; and people may part. */
  #mayJoin(row: number, group: Group, said: Constraints | undefined): boolean {
    const rows = this.#rows;
    for (const founder of group.founders) {
      if (rows.source[founder] === rows.source[row] && !rows.is(row, REPEATS)) return false;
      if (said?.parted(row, founder) === true) return false;
    }
    return true;
  }

  /** The group that a person joined the row with. */
  #joined(row: number, groupOf: readonly (Group | undefined)[], said: Constraints): Group | undefined {
    for (const other of said.rowsWith(row)) {
      const group = groupOf[other];
      if (other !== row && group?.alive === true && group.kind !== 'left' && group.founders.includes(other))
        return group;
    }
    return undefined;
  }

  #score(row: number, group: Group): number {
    const evidence = this.#evidence;
    group.founders.forEach((founder, at) => {
      evidence.load(at === 0 ? 0 : 1, founder);
      if (at > 0) evidence.merge(0, 1, 0);
    });
    evidence.load(1, row);
    const repeats = this.#names(row, group) ? this.#models.repeats * 1000 : 0;
    return evidence.gain(0, 1) + this.#missed + Math.round(repeats);
  }

  /** Whether a report says that it repeats one of the group's: by its id, its key or its source. */
  #names(row: number, group: Group): boolean {
    const names = this.#rows.reports[row]?.derivedFrom;
    if (names === undefined || names.length === 0) return false;
    return group.founders.some((founder) => {
      const { id, source } = this.#rows.reports[founder] as { readonly id: string; readonly source: string };
      return (
        names.includes(id) || names.includes(source) || names.includes(this.#rows.keys[founder] as string)
      );
    });
  }

  /** Each group takes the best of each source; the others are left. */
  #accept(
    affected: ReadonlySet<number>,
    touched: ReadonlySet<Group>,
    groupOf: readonly (Group | undefined)[],
  ): { readonly settled: ReadonlySet<Group>; readonly left: ReadonlySet<number> } {
    const rows = this.#rows;
    const settled = new Set<Group>();
    const left = new Set<number>();
    const judge = (row: number, isLeft: boolean): void => {
      if (isLeft === this.#left.has(row) && !(isLeft && affected.has(row) && groupOf[row] === undefined))
        return;
      if (isLeft) this.#left.add(row);
      else this.#left.delete(row);
      left.add(row);
    };
    for (const group of touched) {
      if (!group.alive) continue;
      const order = [...group.wishes].sort(([a, x], [b, y]) => y - x || rows.compare(a, b));
      const taken = new Set<number>();
      const attached: number[] = [];
      for (const [row] of order) {
        const source = rows.source[row] as number;
        const takes = !taken.has(source);
        judge(row, !takes);
        if (takes) {
          taken.add(source);
          attached.push(row);
        }
      }
      attached.sort((a, b) => rows.compare(a, b));
      if (!sameRows(attached, group.attached)) {
        group.attached = attached;
        settled.add(group);
      }
    }
    for (const row of affected) {
      if (!this.attaches(row)) {
        if (this.#left.delete(row)) left.add(row);
      } else if (!this.#wishes.has(row)) judge(row, true);
    }
    return { settled, left };
  }
}
