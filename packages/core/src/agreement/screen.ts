import type { Bound } from './bind.ts';
import type { JudgedEvent } from './judge.ts';
import { type PreparedAct, preparedActs } from './prepared.ts';
import { type ScreenRow, ScreenRows } from './screen-rows.ts';

// The fast path: what a clause comes to before its exceptions, without a word of reason. One number a clause, looked
// up by kind and weapon, compared with two times, weighed with the place. Reasons are given only for what is kept.

/** `look`: the clause has hours, windows after each event, measures or several zones, which the full evaluation weighs. */
export const CODE = { notApplicable: 0, breach: 1, undetermined: 2, look: 3 } as const;

/** Screens events against one agreement with its facts. Its answers are those of `evaluate` before exceptions. */
export class Screen {
  static readonly #known = new WeakMap<Bound, Screen>();

  /** The screen of a bound agreement, made once. */
  static of(bound: Bound): Screen {
    const known = Screen.#known.get(bound);
    if (known !== undefined) return known;
    const screen = new Screen(bound);
    Screen.#known.set(bound, screen);
    return screen;
  }

  /** For each clause an outcome code of {@link CODE} and its probability, of the last event screened. */
  readonly codes: Uint8Array;
  readonly probabilities: Float64Array;
  /** The clauses, with what no event changes. */
  readonly acts: readonly PreparedAct[];
  readonly #bound: Bound;
  readonly #looked: ScreenRows;
  readonly #plain: Uint8Array;
  // One row an actor: where the clause's rows begin, and each row's questions of place as flat lists.
  readonly #rowStart: Int32Array;
  readonly #rows: Int32Array;
  readonly #slotStart: Int32Array;
  readonly #slots: Int32Array;

  private constructor(bound: Bound) {
    this.#bound = bound;
    const { acts, rows } = bound.compiled;
    this.acts = preparedActs(bound);
    this.#looked = new ScreenRows(bound);
    this.codes = new Uint8Array(acts.length);
    this.probabilities = new Float64Array(acts.length);
    this.#plain = Uint8Array.from(this.acts, ({ plain }) => (plain ? 1 : 0));
    const rowStart = [0];
    const rowList: number[] = [];
    const slotsByRow: number[][] = Array.from({ length: rows }, () => []);
    for (const act of acts) {
      for (const { row, slots } of act.actors) {
        rowList.push(row);
        slotsByRow[row] = slots.flat();
      }
      rowStart.push(rowList.length);
    }
    const slotStart = [0];
    for (const slots of slotsByRow) slotStart.push((slotStart.at(-1) ?? 0) + slots.length);
    this.#rowStart = Int32Array.from(rowStart);
    this.#rows = Int32Array.from(rowList);
    this.#slotStart = Int32Array.from(slotStart);
    this.#slots = Int32Array.from(slotsByRow.flat());
  }

  /** What kind and weapon of an event come to, for each clause. */
  row(judged: JudgedEvent): ScreenRow {
    return this.#looked.of(judged);
  }

  /** Whether a clause may bind anyone in [from, to]: false is certain. */
  mayBind(act: number, from: number, to: number): boolean {
    const { startMaybe, endMaybe } = this.#bound;
    const end = this.#rowStart[act + 1] ?? 0;
    for (let at = this.#rowStart[act] ?? 0; at < end; at += 1) {
      const row = this.#rows[at] ?? 0;
      if (to >= (startMaybe[row] ?? 0) && from < (endMaybe[row] ?? 0)) return true;
    }
    return false;
  }

  /**
   * Screens one event. `placed` gives, for each question of place, the probability that it holds; NaN where that is
   * not known. The number of clauses that apply or are open; their codes stand in {@link codes}.
   */
  run(judged: JudgedEvent, placed: Float64Array): number {
    const { candidates, missing } = this.#looked.of(judged);
    this.codes.fill(CODE.notApplicable);
    let touched = 0;
    for (let at = 0; at < candidates.length; at += 1)
      if (this.#weigh(candidates[at] ?? 0, judged, placed, missing[at] !== undefined)) touched += 1;
    return touched;
  }

  #weigh(act: number, judged: JudgedEvent, placed: Float64Array, open: boolean): boolean {
    const { startSure, endSure, startMaybe, endMaybe } = this.#bound;
    const { from, to } = judged;
    let best = -1;
    let anyOpen = false;
    for (let at = this.#rowStart[act] ?? 0; at < (this.#rowStart[act + 1] ?? 0); at += 1) {
      const row = this.#rows[at] ?? 0;
      if (to < (startMaybe[row] ?? 0) || from >= (endMaybe[row] ?? 0)) continue;
      if (this.#plain[act] === 0) return this.#look(act);
      const probability = this.#place(row, placed);
      if (probability === 0) continue;
      if (open || Number.isNaN(probability)) anyOpen = true;
      else if (from >= (startSure[row] ?? 0) && to < (endSure[row] ?? 0)) best = Math.max(best, probability);
      else {
        const share = partOf(from, to, startSure[row] ?? 0, endSure[row] ?? 0);
        if (share > 0) best = Math.max(best, share * probability);
        else anyOpen = true;
      }
    }
    if (best < 0 && !anyOpen) return false;
    this.codes[act] = best >= 0 ? CODE.breach : CODE.undetermined;
    this.probabilities[act] = best >= 0 ? best : Number.NaN;
    return true;
  }

  /** The least of an actor's questions; NaN where one is open and none is certain not to hold. */
  #place(row: number, placed: Float64Array): number {
    let least = 1;
    for (let at = this.#slotStart[row] ?? 0; at < (this.#slotStart[row + 1] ?? 0); at += 1) {
      const one = placed[this.#slots[at] ?? 0] ?? Number.NaN;
      if (one === 0) return 0;
      if (Number.isNaN(one)) least = Number.NaN;
      else if (one < least) least = one;
    }
    return least;
  }

  #look(act: number): boolean {
    this.codes[act] = CODE.look;
    this.probabilities[act] = Number.NaN;
    return true;
  }
}

function partOf(from: number, to: number, start: number, end: number): number {
  const inside = Math.min(to, end) - Math.max(from, start);
  if (to === from) return from >= start && from < end ? 1 : 0;
  return inside <= 0 ? 0 : inside / (to - from);
}
