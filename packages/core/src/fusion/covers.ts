import { Found, Grid } from './grid.ts';
import type { Group } from './groups.ts';
import type { KindTable } from './kinds.ts';
import { GROUP, SHARP } from './measure.ts';
import { GONE, type Rows } from './rows.ts';
import type { Tape } from './tape.ts';

const DAY_SECONDS = 86_400;
const CELL_METRES = 15_000;
const CELL_SECONDS = 3600;
/** Standard deviations squared within which a covered incident lies of the place of the whole. */
const PLACE_GATE = 9;
/** How much likelier than by chance the kinds must be one, at least. */
const KIND_LEAST = 0.5;

/**
 * Which incidents lie within the stretch that a report of many tells of: there each is counted once, in the count of
 * the whole (FIELD.md §5). An incident is covered by one whole at most: the one whose middle is nearest in time.
 */
export class Covering {
  readonly #rows: Rows;
  readonly #groupOf: (row: number) => Group | undefined;
  readonly #shares: Float64Array;
  readonly #index: Grid;
  readonly #found = new Found();
  /** Groups of many, by every day that they touch. */
  readonly #wholes = new Map<number, Set<Group>>();

  constructor(rows: Rows, kinds: KindTable, groupOf: (row: number) => Group | undefined) {
    this.#rows = rows;
    this.#groupOf = groupOf;
    this.#index = new Grid(rows, CELL_METRES, CELL_SECONDS);
    this.#shares = kinds.shares;
  }

  index(row: number): void {
    if (this.#rows.tier[row] === SHARP) this.#index.add(row);
  }

  /** Hands over where incidents lie, or takes it in; `groups` are those that stand. */
  carry(tape: Tape, groups: readonly Group[]): void {
    this.#index.carry(tape, (row) => !this.#rows.is(row, GONE));
    if (tape.reading) for (const group of groups) if (this.#isWhole(group)) this.#file(group);
  }

  /** Finds anew who covers whom around what changed; answers the groups that are told otherwise by it. */
  settle(changed: ReadonlySet<Group>): ReadonlySet<Group> {
    const parts = new Set<Group>();
    for (const group of changed) {
      if (this.#isWhole(group)) {
        this.#file(group);
        for (const part of group.covers ?? []) parts.add(part);
        if (group.alive) this.#partsNear(group, parts);
      } else parts.add(group);
    }
    const told = new Set<Group>();
    if (this.#wholes.size === 0) return told;
    for (const part of parts) {
      const before = part.coveredBy;
      const now = part.alive && part.kind === 'sharp' ? this.#wholeOf(part) : undefined;
      if (before === now) {
        // A part that was itself told otherwise may count otherwise in the whole.
        if (now?.alive === true && changed.has(part)) told.add(now);
        continue;
      }
      before?.covers?.delete(part);
      if (now !== undefined) {
        now.covers ??= new Set();
        now.covers.add(part);
      }
      part.coveredBy = now;
      for (const whole of [before, now]) if (whole?.alive === true) told.add(whole);
    }
    return told;
  }

  #isWhole(group: Group): boolean {
    return group.kind === 'group' && this.#rows.tier[group.founders[0] as number] === GROUP;
  }

  #file(group: Group): void {
    const [from, to] = this.#stretch(group);
    for (let day = Math.floor(from / DAY_SECONDS); day <= Math.floor(to / DAY_SECONDS); day++) {
      const known = this.#wholes.get(day);
      if (!group.alive) known?.delete(group);
      else if (known === undefined) this.#wholes.set(day, new Set([group]));
      else known.add(group);
    }
  }

  /** From the first founder's beginning to the last one's end, seconds. */
  #stretch({ founders }: Group): readonly [number, number] {
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (const row of founders) {
      const middle = this.#rows.time[row] as number;
      const half = (this.#rows.span[row] as number) / 2;
      from = Math.min(from, middle - half);
      to = Math.max(to, middle + half);
    }
    return [from, to];
  }

  #partsNear(group: Group, into: Set<Group>): void {
    const rows = this.#rows;
    const [from, to] = this.#stretch(group);
    for (const row of group.founders) {
      this.#found.count = 0;
      this.#index.collect(
        rows.longitude[row] as number,
        rows.latitude[row] as number,
        (from + to) / 2,
        3 * Math.sqrt(rows.widest(row)) + 60_000,
        (to - from) / 2 + CELL_SECONDS,
        this.#found,
      );
      for (let i = 0; i < this.#found.count; i++) {
        const part = this.#groupOf(this.#found.rows[i] as number);
        if (part?.alive === true && part.kind === 'sharp') into.add(part);
      }
    }
  }

  /** The whole that covers an incident. */
  #wholeOf(part: Group): Group | undefined {
    const rows = this.#rows;
    const first = part.founders[0] as number;
    const time = rows.time[first] as number;
    let best: Group | undefined;
    let away = Number.POSITIVE_INFINITY;
    let key = -1;
    for (const whole of this.#wholes.get(Math.floor(time / DAY_SECONDS)) ?? []) {
      if (!whole.alive || !this.#holds(whole, part)) continue;
      const [from, to] = this.#stretch(whole);
      const here = Math.abs((from + to) / 2 - time);
      const head = whole.founders[0] as number;
      if (here < away || (here === away && rows.compare(head, key) < 0))
        [best, away, key] = [whole, here, head];
    }
    return best;
  }

  /** Whether every report of the part lies in the whole's stretch, at its place and of its kind. */
  #holds(whole: Group, part: Group): boolean {
    const rows = this.#rows;
    const [from, to] = this.#stretch(whole);
    const head = whole.founders[0] as number;
    for (const row of part.founders) {
      const time = rows.time[row] as number;
      const slack = Math.sqrt(rows.timeVariance[row] as number);
      if (time < from - slack || time > to + slack || (rows.span[row] as number) > to - from) return false;
      const east = rows.east(row, head);
      const north = rows.north(row, head);
      const xx = (rows.xx[row] as number) + (rows.xx[head] as number);
      const xy = (rows.xy[row] as number) + (rows.xy[head] as number);
      const yy = (rows.yy[row] as number) + (rows.yy[head] as number);
      if (yy * east * east - 2 * xy * east * north + xx * north * north > PLACE_GATE * (xx * yy - xy * xy))
        return false;
      const a = rows.kindsOf(row);
      const b = rows.kindsOf(head);
      let kind = 0;
      for (let k = 0; k < a.length; k++)
        kind += (this.#shares[k] as number) * (a[k] as number) * (b[k] as number);
      if (kind < KIND_LEAST) return false;
      const said = rows.phase[row] as number;
      const other = rows.phase[head] as number;
      if (said !== 0 && other !== 0 && said !== other) return false;
    }
    return true;
  }
}
