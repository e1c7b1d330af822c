import type { Agreement } from './agreement.ts';
import type { AreaQuestion } from './area.ts';
import { bindFacts } from './bind.ts';
import { compileAgreement } from './compile.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { type JudgedEvent, judgedEvent } from './judge.ts';
import { Screen } from './screen.ts';

/** Outcomes of every clause for many events, without reasons: for maps, counts, and what is to be looked at. */
export interface RuleScreen {
  /** The distinct questions of place, in the order in which {@link run} takes their answers. */
  readonly questions: readonly AreaQuestion[];
  /** Ids of the clauses, in the order of {@link codes}. */
  readonly clauses: readonly string[];
  /** Of the last event: 0 does not apply, 1 breach unless an exception lifts it, 2 undetermined, 3 to be evaluated in full. */
  readonly codes: Uint8Array;
  /** Of the last event, for each clause whose code is 1. */
  readonly probabilities: Float64Array;
  /** Reads an event once: its times become numbers. */
  read(event: EvaluatedIncident): JudgedEvent;
  /** Screens one event; `placed` answers each question with a probability, or NaN where it is not known. */
  run(event: JudgedEvent, placed: Float64Array): number;
}

/** Prepares the fast evaluation of an agreement with the facts on record. */
export function ruleScreen(agreement: Agreement, facts?: readonly Fact[]): RuleScreen {
  const bound = bindFacts(compileAgreement(agreement), facts);
  const screen = Screen.of(bound);
  return {
    questions: bound.compiled.questions,
    clauses: bound.compiled.acts.map(({ clause }) => clause.id),
    codes: screen.codes,
    probabilities: screen.probabilities,
    read: judgedEvent,
    run: (event, placed) => screen.run(event, placed),
  };
}
