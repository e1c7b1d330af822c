import type { Answers } from './answers.ts';
import type { Bound } from './bind.ts';
import type { CompiledAct } from './compile.ts';
import type { JudgedEvent } from './judge.ts';
import type { Screen } from './screen.ts';
import type { ScreenRow } from './screen-rows.ts';

/** One event under evaluation: everything that its indications follow from, and so their reasons. */
export interface Evaluation {
  readonly bound: Bound;
  readonly screen: Screen;
  readonly judged: JudgedEvent;
  readonly row: ScreenRow;
  readonly answers: Answers;
  /** Of several maps of record this one alone. */
  readonly map: string | undefined;
}

/** The maps under which a clause is judged; none is one answer without a map. */
export function mapsAsked(act: CompiledAct, only: string | undefined): readonly (string | undefined)[] {
  if (act.maps.length === 0) return NO_MAP;
  return only !== undefined && act.maps.includes(only) ? [only] : act.maps;
}

const NO_MAP: readonly (string | undefined)[] = [undefined];
