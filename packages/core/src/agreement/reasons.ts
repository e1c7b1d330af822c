import { quantiseProbability } from '../base/index.ts';
import type { CompiledAct } from './compile.ts';
import { type Evaluation, mapsAsked } from './evaluation.ts';
import { edgeCondition, timeShares } from './judge.ts';
import { saidOccasion } from './occasions.ts';
import { type PreparedAct, sinceEffect } from './prepared.ts';

/** Why a clause came out as it did for an event: steps that a person can read. */
export function reasonsOf(
  of: Evaluation,
  at: number,
  says: readonly string[] | undefined,
): readonly string[] {
  const prepared = of.screen.acts[at] as PreparedAct;
  const { row } = of;
  const steps = [timeStep(of, prepared.act)];
  for (const one of [row.activity[at], row.weapon[at]]) if (one !== undefined) steps.push(one.because);
  for (const step of stepsBetween(of, prepared.act, says)) steps.push(step);
  for (const step of prepared.ending) steps.push(step);
  return steps;
}

/** The same as JSON texts between commas, with what no event changes put together before. */
export function reasonsText(of: Evaluation, at: number, says: readonly string[] | undefined): string {
  const prepared = of.screen.acts[at] as PreparedAct;
  let text = timeText(of, prepared) + of.row.text(at);
  for (const step of stepsBetween(of, prepared.act, says)) text += `${JSON.stringify(step)},`;
  return text + prepared.endingText;
}

/** What depends on the event alone: measures, places, exceptions, and the map that was asked for. */
function stepsBetween(
  of: Evaluation,
  act: CompiledAct,
  says: readonly string[] | undefined,
): readonly string[] {
  const placed = says ?? placesSaid(of, act);
  const edges = edgeCondition(act, of.judged);
  const single = of.map !== undefined && mapsAsked(act, of.map)[0] === of.map;
  if (edges === undefined && !single) return placed;
  return [
    ...(edges === undefined ? [] : [edges.because]),
    ...placed,
    ...(single ? [`map: judged under ${of.map} alone`] : []),
  ];
}

/** What was measured for each whom the clause may bind then, each step once. */
function placesSaid(
  { bound, judged: { from, to }, answers }: Evaluation,
  act: CompiledAct,
): readonly string[] {
  const says: string[] = [];
  for (const { row, slots } of act.actors) {
    if (slots.length === 0 || timeShares(bound, act, row, from, to).possible === 0) continue;
    for (const group of slots)
      for (const slot of group) {
        const said = answers.at(slot).says;
        if (!says.includes(said)) says.push(said);
      }
  }
  return says;
}

/** The first actor is spoken of wherever it is surely bound the whole time, and then only the time differs. */
function timeText(of: Evaluation, { act, plain, whileBound }: PreparedAct): string {
  const { from, to } = of.judged;
  const { startSure, endSure, startMaybe, endMaybe } = of.bound;
  const row = act.actors[0]?.row ?? -1;
  const [start, end] = [startSure[row] ?? Number.POSITIVE_INFINITY, endSure[row] ?? 0];
  const whole = from >= start && to < end && from >= (startMaybe[row] ?? 0) && to < (endMaybe[row] ?? 0);
  if (plain && whole) return `"time: ${of.when}${whileBound}`;
  return `${JSON.stringify(timeStep(of, act))},`;
}

function timeStep(of: Evaluation, act: CompiledAct): string {
  const { bound, when } = of;
  const { from, to } = of.judged;
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
  if (sure === 1) return `time: ${when}${sinceEffect(start)}`;
  return `time: ${quantiseProbability(sure)} of ${when} lies in the time of the clause, ${start}`;
}
