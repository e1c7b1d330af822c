import { formatMoment, quantiseProbability } from '../base/index.ts';
import type { CompiledAct } from './compile.ts';
import { type Evaluation, mapsAsked } from './evaluation.ts';
import { edgeCondition, timeShares } from './judge.ts';
import { saidOccasion } from './occasions.ts';

/** Why a clause came out as it did for an event: steps that a person can read. */
export function reasonsOf(
  of: Evaluation,
  at: number,
  says: readonly string[] | undefined,
): readonly string[] {
  const { act, ending } = of.screen.acts[at] ?? {};
  if (act === undefined || ending === undefined) throw new Error(`there is no clause ${at} to explain`);
  const { row, judged, map } = of;
  const steps = [timeStep(of, act)];
  for (const one of [row.activity[at], row.weapon[at], edgeCondition(act, judged)])
    if (one !== undefined) steps.push(one.because);
  steps.push(...(says ?? placesSaid(of, act)));
  if (map !== undefined && mapsAsked(act, map)[0] === map) steps.push(`map: judged under ${map} alone`);
  steps.push(...ending);
  return steps;
}

/** What was measured for each whom the clause may bind then, each step once. */
function placesSaid(
  { bound, judged: { from, to }, answers }: Evaluation,
  act: CompiledAct,
): Iterable<string> {
  const says = new Set<string>();
  for (const { row, slots } of act.actors)
    if (timeShares(bound, act, row, from, to).possible > 0)
      for (const slot of slots.flat()) says.add(answers.at(slot).says);
  return says;
}

function timeStep({ bound, judged: { from, to } }: Evaluation, act: CompiledAct): string {
  const when = from === to ? formatMoment(from) : `${formatMoment(from)} to ${formatMoment(to)}`;
  const shares = act.actors.map(({ row }) => timeShares(bound, act, row, from, to));
  const weight = (index: number) => (shares[index]?.sure ?? 0) * 2 + (shares[index]?.possible ?? 0);
  const at = shares.reduce((best, _one, index) => (weight(index) > weight(best) ? index : best), 0);
  const { sure, possible } = shares[at] ?? { sure: 0, possible: 0 };
  const period = bound.periods[act.actors[at]?.row ?? 0];
  const start = period?.says ?? '';
  if (period?.never !== undefined) return `time: ${period.never}`;
  if (period?.occasions !== undefined) {
    const { opens, says } = saidOccasion(period.occasions, from, to);
    return `time: ${opens ? `${quantiseProbability(sure)} of ${when} lies in a time of the clause, ` : ''}${says}`;
  }
  if (possible === 0 && period !== undefined && from >= period.endLatest)
    return `time: ${when} lies after the clause has ended`;
  if (possible === 0) return `time: ${when} lies before the clause takes effect, ${start}`;
  if (sure === 0) return `time: whether ${when} lies after the clause takes effect is open, ${start}`;
  if (sure === 1) return `time: ${when} lies after the clause takes effect, ${start}`;
  return `time: ${quantiseProbability(sure)} of ${when} lies in the time of the clause, ${start}`;
}
