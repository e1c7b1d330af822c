import { formatMoment } from '../base/index.ts';
import type { Answers } from './answers.ts';
import type { Bound } from './bind.ts';
import type { CompiledAct } from './compile.ts';
import type { JudgedEvent } from './judge.ts';
import type { Screen } from './screen.ts';
import type { ScreenRow } from './screen-rows.ts';

/** One event under evaluation: everything that its indications follow from, and so their reasons. */
export class Evaluation {
  readonly bound: Bound;
  readonly screen: Screen;
  readonly judged: JudgedEvent;
  readonly row: ScreenRow;
  readonly answers: Answers;
  /** Of several maps of record this one alone. */
  readonly map: string | undefined;
  #when: string | undefined;

  constructor(bound: Bound, screen: Screen, judged: JudgedEvent, answers: Answers, map: string | undefined) {
    this.bound = bound;
    this.screen = screen;
    this.judged = judged;
    this.row = screen.row(judged);
    this.answers = answers;
    this.map = map;
  }

  /** The time of the event in words: letters, digits and signs that no JSON text escapes. */
  get when(): string {
    if (this.#when !== undefined) return this.#when;
    const { from, to, event } = this.judged;
    const begins = spelled(event.occurred.from, from);
    this.#when = from === to ? begins : `${begins} to ${spelled(event.occurred.to, to)}`;
    return this.#when;
  }
}

/** A moment in its one spelling: of those that can be read, texts of these lengths are in it already. */
function spelled(text: string, milliseconds: number): string {
  if (text.length === 20 || (text.length === 24 && !text.endsWith('.000Z'))) return text;
  return formatMoment(milliseconds);
}

/** The maps under which a clause is judged; none is one answer without a map. */
export function mapsAsked(act: CompiledAct, only: string | undefined): readonly (string | undefined)[] {
  if (act.maps.length === 0) return NO_MAP;
  return only !== undefined && act.maps.includes(only) ? [only] : act.maps;
}

const NO_MAP: readonly (string | undefined)[] = [undefined];
