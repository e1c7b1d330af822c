import { longerFloats } from './arrays.ts';
import { moment } from './moments.ts';
import type { FusionReport } from './report.ts';
import { RowTable } from './row-table.ts';
import { CROWDING, ECHO, GONE, type Rows } from './rows.ts';
import type { Tape } from './tape.ts';

/** Means of those who were not there. */
const SECOND_HAND: ReadonlySet<string> = new Set(['told', 'media', 'document']);

interface Alike {
  /** Accounts of those who were there; the one of the smallest key whose source does not crowd stands for them. */
  readonly hands: Set<number>;
  first: number | undefined;
  readonly told: Set<number>;
}

/**
 * Second-hand reports that say word for word what somebody saw or heard: the same time, place and kind to the last digit.
 * They are that account again, though they do not say so, and tell nothing of their own. Only who says that it was not
 * there can be an echo, and only of one who was; and of none who files too much. So no flood of accounts by one who says
 * that it was there takes away what others were told.
 */
export class Echoes {
  readonly #rows: Rows;
  /** By row, its time and place as one number; NaN of a place that many would name alike. */
  #marks = new Float64Array(0);
  /** Of each time and place a row. */
  readonly #known = new RowTable(
    (row) => this.#marks[row] as number,
    () => 0,
  );
  /** By such a row, once there are two, what is alike by its content. */
  readonly #several = new Map<number, Map<string, Alike>>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Takes a row in; answers the rows that are echoes now. */
  add(row: number): readonly number[] {
    if (row >= this.#marks.length) this.#marks = longerFloats(this.#marks, this.#rows.longitude.length);
    const mark = markOf(this.#rows.reports.of(row));
    this.#marks[row] = mark;
    if (Number.isNaN(mark)) return NONE;
    const first = this.#known.find(row);
    if (first < 0) {
      this.#known.put(row);
      return NONE;
    }
    let known = this.#several.get(first);
    if (known === undefined) {
      known = new Map();
      this.#several.set(first, known);
      this.#take(first, known);
    }
    return this.#take(row, known);
  }

  /** Hands over where each account lies, or takes it in; what is alike is compared again. */
  carry(tape: Tape): void {
    if (tape.reading) this.#marks = tape.carry(this.#marks);
    else
      tape.carry(
        this.#marks
          .slice(0, this.#rows.count)
          .map((mark, row) => (this.#rows.is(row, GONE) ? Number.NaN : mark)),
      );
    const alone = tape.list(() => this.#known.rows().filter((row) => !this.#several.has(row)));
    const others = tape.list(() =>
      [...this.#several.values()].flatMap((known) =>
        [...known.values()].flatMap(({ hands, told }) => [...hands, ...told]),
      ),
    );
    if (!tape.reading) return;
    for (const row of alone) this.#known.put(row);
    for (const row of others) this.add(row);
  }

  /** What is alike at a row's time and place, where there is more than one. */
  #around(row: number): Map<string, Alike> | undefined {
    const first = Number.isNaN(this.#marks[row]) ? -1 : this.#known.find(row);
    return first < 0 ? undefined : this.#several.get(first);
  }

  #take(row: number, known: Map<string, Alike>): readonly number[] {
    const report = this.#rows.reports.of(row);
    const content = contentOf(report);
    let alike = known.get(content);
    if (alike === undefined) {
      alike = { hands: new Set(), first: undefined, told: new Set() };
      known.set(content, alike);
    }
    if (secondHand(report)) {
      alike.told.add(row);
      this.#rows.set(row, ECHO, alike.first !== undefined);
      return NONE;
    }
    alike.hands.add(row);
    return this.#offer(alike, row);
  }

  /** Takes in that the source of a row crowds now, or no longer; answers the rows that are echoes now, no more, or of another. */
  crowd(row: number): readonly number[] {
    const known = this.#around(row);
    if (known === undefined) return NONE;
    const report = this.#rows.reports.of(row);
    if (secondHand(report)) return NONE;
    const alike = known.get(contentOf(report));
    if (alike === undefined) return NONE;
    if (alike.first !== row) return this.#offer(alike, row);
    return this.#rows.is(row, CROWDING) ? this.#choose(alike) : NONE;
  }

  /** Lets a row stand for its likes, if it comes before the one that does. */
  #offer(alike: Alike, row: number): readonly number[] {
    if (this.#rows.is(row, CROWDING)) return NONE;
    if (alike.first !== undefined && this.#rows.compare(alike.first, row) < 0) return NONE;
    alike.first = row;
    return this.#mark(alike);
  }

  #choose(alike: Alike): readonly number[] {
    alike.first = undefined;
    for (const hand of alike.hands)
      if (
        !this.#rows.is(hand, CROWDING) &&
        (alike.first === undefined || this.#rows.compare(hand, alike.first) < 0)
      )
        alike.first = hand;
    return this.#mark(alike);
  }

  /** Takes a row out; answers the rows that are echoes no more, or of another. */
  leave(row: number): readonly number[] {
    if (Number.isNaN(this.#marks[row])) return NONE;
    const known = this.#around(row);
    if (known === undefined) {
      if (this.#known.find(row) === row) this.#known.delete(row);
      return NONE;
    }
    const alike = known.get(contentOf(this.#rows.reports.of(row)));
    alike?.told.delete(row);
    alike?.hands.delete(row);
    if (alike === undefined || alike.first !== row) return NONE;
    return this.#choose(alike);
  }

  #mark({ first, told }: Alike): readonly number[] {
    for (const row of told) this.#rows.set(row, ECHO, first !== undefined);
    return [...told];
  }

  /** The account that a row repeats; undefined where nobody was there. */
  first(row: number): number | undefined {
    return this.#around(row)?.get(contentOf(this.#rows.reports.of(row)))?.first;
  }
}

const NONE: readonly number[] = [];

function secondHand({ means }: FusionReport): boolean {
  return means !== undefined && SECOND_HAND.has(means);
}

/** A number that is the same for the same time and place; NaN for a place that many would name alike. */
function markOf({ occurred, place }: FusionReport): number {
  if (place.type === 'named') return Number.NaN;
  const at =
    place.type === 'area' ? place.polygon[0]?.[0] : place.type === 'sector' ? place.origin : place.at;
  return moment(occurred.from) * 8 + (at?.[0] ?? 0) + (at?.[1] ?? 0) / 1024;
}

function contentOf({ kind, occurred, place, phase }: FusionReport): string {
  return JSON.stringify([kind, moment(occurred.from), moment(occurred.to), place, phase]);
}
