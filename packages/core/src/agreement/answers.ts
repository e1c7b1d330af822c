import type { AreaAnswer, Areas } from './area.ts';
import type { Bound } from './bind.ts';
import type { EvaluatedIncident } from './event.ts';
import { geometryAreas } from './geometry-areas.ts';
import type { JudgedEvent } from './judge.ts';

const AREAS = new WeakMap<Bound, Areas<EvaluatedIncident>>();

/** The geometry that the record of a bound agreement holds, made once. */
export function recordedAreas(bound: Bound): Areas<EvaluatedIncident> {
  const known = AREAS.get(bound);
  if (known !== undefined) return known;
  const { agreement } = bound.compiled;
  const areas = geometryAreas(agreement, bound.facts);
  AREAS.set(bound, areas);
  return areas;
}

/** Answers to questions of place for one event, each asked once a map. */
export class Answers {
  readonly #bound: Bound;
  readonly #judged: JudgedEvent;
  readonly #areas: Areas<EvaluatedIncident>;
  readonly #plain: (AreaAnswer | undefined)[] = [];
  #mapped: Map<string, (AreaAnswer | undefined)[]> | undefined;

  constructor(bound: Bound, judged: JudgedEvent, areas: Areas<EvaluatedIncident>) {
    this.#bound = bound;
    this.#judged = judged;
    this.#areas = areas;
  }

  /** The answer where there is one map. */
  at(slot: number): AreaAnswer {
    return this.#plain[slot] ?? this.#ask(this.#plain, slot, undefined);
  }

  /** The answers under one of several maps. */
  under(map: string | undefined): (slot: number) => AreaAnswer {
    if (map === undefined) return (slot) => this.at(slot);
    this.#mapped ??= new Map();
    const known = this.#mapped.get(map) ?? [];
    this.#mapped.set(map, known);
    return (slot) => known[slot] ?? this.#ask(known, slot, map);
  }

  #ask(known: (AreaAnswer | undefined)[], slot: number, map: string | undefined): AreaAnswer {
    const question = this.#bound.compiled.questions[slot] ?? {};
    const answer = this.#areas.answer(question, this.#judged.event, map);
    known[slot] = answer;
    return answer;
  }
}
