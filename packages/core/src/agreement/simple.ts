import { quantiseProbability } from '../base/index.ts';
import type { Evaluation } from './evaluation.ts';
import type { Indication } from './event.ts';
import { NO_HOUR } from './judge.ts';
import { shareWithin } from './period.ts';
import type { PreparedAct, SimpleAct, SimpleActor } from './prepared.ts';
import { explained, type Unexplained } from './trace.ts';

// Most clauses have no exceptions, hours, measures or second map: numbers decide, and no word is made on the way. The
// answers are those of the full judgement, which a test compares for every clause of the library.

/**
 * What a clause comes to whose kind and weapon are met, or open for want of `missing`; undefined where it does not
 * apply.
 */
export function judgedSimply(
  of: Evaluation,
  at: number,
  prepared: PreparedAct,
  simple: SimpleAct,
  missing: string | undefined,
): Indication | undefined {
  let best = 0;
  let combination = 0;
  let lacks: string | undefined;
  for (const actor of simple.actors) {
    const answer = answerFor(of, actor, missing);
    if (typeof answer === 'string') {
      combination += UNDETERMINED * actor.weight;
      if (actor.counts) lacks ??= answer;
    } else if (answer > 0) {
      combination += BREACH * actor.weight;
      if (actor.counts && answer > best) best = answer;
    }
  }
  if (best === 0 && lacks === undefined) return undefined;
  const { agreement, version, revision } = of.bound.compiled.agreement;
  const incident = of.judged.event.id;
  const clause = prepared.act.clause.id;
  const { certainty } = prepared;
  const ifBy = simple.ifBy(combination);
  // Written out twice: this is the one place where copying a few fields is felt.
  const indication: Unexplained =
    best > 0 || lacks === undefined
      ? {
          incident,
          agreement,
          version,
          revision,
          clause,
          outcome: 'breach',
          probability: best,
          ifBy,
          certainty,
        }
      : {
          incident,
          agreement,
          version,
          revision,
          clause,
          outcome: 'undetermined',
          probability: null,
          missing: lacks,
          ifBy,
          certainty,
        };
  return explained(indication, of, at);
}

// Digits of a combination, as CODES has them.
const BREACH = 1;
const UNDETERMINED = 2;

/** The probability of a breach by one actor, 0 where the clause does not apply, or the fact that is missing. */
function answerFor(
  { bound, judged: { from, to }, answers }: Evaluation,
  { row, slots }: SimpleActor,
  missing: string | undefined,
): number | string {
  const { startSure, endSure, startMaybe, endMaybe } = bound;
  if (shareWithin(from, to, startMaybe[row] ?? 0, endMaybe[row] ?? 0) === 0) return 0;
  let probability = 1;
  let unplaced: string | undefined;
  for (const slot of slots) {
    const answer = answers.at(slot);
    if ('missing' in answer) unplaced ??= answer.missing;
    else if (answer.probability < probability) probability = answer.probability;
  }
  if (probability === 0) return 0;
  if (missing !== undefined) return missing;
  const sure = shareWithin(from, to, startSure[row] ?? 0, endSure[row] ?? 0);
  if (sure === 0) return bound.periods[row]?.missing ?? NO_HOUR;
  return unplaced ?? quantiseProbability(sure * probability);
}
