import { moment } from './moments.ts';
import type { FusionReport } from './report.ts';
import { CROWDING, ECHO, type Rows } from './rows.ts';
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
  /** By time and place: a row, or, once there are two, what is alike by its content. */
  readonly #known = new Map<number, number | Map<string, Alike>>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Takes a row in; answers the rows that are echoes now. */
  add(row: number): readonly number[] {
    const report = this.#rows.reports[row] as FusionReport;
    const key = keyOf(report);
    if (Number.isNaN(key)) return NONE;
    let known = this.#known.get(key);
    if (known === undefined) {
      this.#known.set(key, row);
      return NONE;
    }
    if (typeof known === 'number') {
      const other = known;
      known = new Map();
      this.#known.set(key, known);
      this.#take(other, known);
    }
    return this.#take(row, known);
  }

  /** Hands over where each account lies, or takes it in; what is alike is compared again. */
  carry(tape: Tape): void {
    const alone = [...this.#known].filter(([, known]) => typeof known === 'number');
    const keys = tape.carry(Float64Array.from(alone, ([key]) => key));
    const rows = tape.list(() => alone.map(([, row]) => row as number));
    const others = tape.list(() =>
      [...this.#known.values()].flatMap((known) =>
        typeof known === 'number'
          ? []
          : [...known.values()].flatMap(({ hands, told }) => [...hands, ...told]),
      ),
    );
    if (!tape.reading) return;
    for (const [at, key] of keys.entries()) this.#known.set(key, rows[at] as number);
    for (const row of others) this.add(row);
  }

  #take(row: number, known: Map<string, Alike>): readonly number[] {
    const report = this.#rows.reports[row] as FusionReport;
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
    const report = this.#rows.reports[row] as FusionReport;
    const known = this.#known.get(keyOf(report));
    if (known === undefined || typeof known === 'number' || secondHand(report)) return NONE;
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
    const report = this.#rows.reports[row] as FusionReport;
    const key = keyOf(report);
    const known = this.#known.get(key);
    if (typeof known === 'number' && known === row) this.#known.delete(key);
    if (known === undefined || typeof known === 'number') return NONE;
    const alike = known.get(contentOf(report));
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
    const report = this.#rows.reports[row] as FusionReport;
    const known = this.#known.get(keyOf(report));
    return known === undefined || typeof known === 'number' ? undefined : known.get(contentOf(report))?.first;
  }
}

const NONE: readonly number[] = [];

function secondHand({ means }: FusionReport): boolean {
  return means !== undefined && SECOND_HAND.has(means);
}

/** A number that is the same for the same time and place; NaN for a place that many would name alike. */
function keyOf({ occurred, place }: FusionReport): number {
  if (place.type === 'named') return Number.NaN;
  const at =
    place.type === 'area' ? place.polygon[0]?.[0] : place.type === 'sector' ? place.origin : place.at;
  return moment(occurred.from) * 8 + (at?.[0] ?? 0) + (at?.[1] ?? 0) / 1024;
}

function contentOf({ kind, occurred, place, phase }: FusionReport): string {
  return JSON.stringify([kind, moment(occurred.from), moment(occurred.to), place, phase]);
}
